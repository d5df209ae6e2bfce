// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/error_table.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace cairn::gui {

// A failure in words: what happened, whether the files are safe, what helps, with the buttons that
// do it; the technical part is closed at first.
class MessagePane final : public QWidget
{
    Q_OBJECT
public:
    // Its parts have object names that begin with `name`.
    explicit MessagePane(const QString &name, QWidget *parent = nullptr);
    void setTrouble(const Trouble &trouble);

Q_SIGNALS:
    void remedyChosen(cairn::Remedy remedy);

private:
    void showButtons(const std::vector<Remedy> &actions);
    void showDetails(bool shown);

    const QString m_name;
    Trouble m_trouble;
    bool m_isSet = false;
    QLabel *m_title;
    QLabel *m_meaning;
    QLabel *m_remedy;
    QWidget *m_buttons;
    QToolButton *m_details;
    QLabel *m_said;
    QPushButton *m_copy;
};

} // namespace cairn::gui

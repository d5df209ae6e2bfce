// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QTreeWidget;

namespace cairn::gui {

// What came of a restore: how much is back, and what is not, by what was in the way of it.
class RestoreEndPane final : public QWidget
{
    Q_OBJECT
public:
    explicit RestoreEndPane(QWidget *parent = nullptr);
    // hasPlace: there is one folder that has it all.
    void showEnd(const RestoreEnd &end, bool hasPlace);
    void showUndone(const QString &text, bool isWhole);

Q_SIGNALS:
    void undoClicked();
    void againClicked();
    void openClicked();
    void closeClicked();

private:
    void build();
    void showFailures(const std::vector<RestoreFailure> &failures);
    void copyAll() const;

    QLabel *m_title;
    QLabel *m_text;
    QScrollArea *m_textArea;
    QWidget *m_lost; // what is not back
    QTreeWidget *m_failures;
    QPushButton *m_undo;
    QPushButton *m_again;
    QPushButton *m_open;
    QPushButton *m_close;
    QString m_copied; // what Copy gives
};

} // namespace cairn::gui

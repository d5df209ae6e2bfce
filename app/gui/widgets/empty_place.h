// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/style/icon_set.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cairn::gui {

// Stands in a place that has nothing to show: what that means, and at most one thing to do.
class EmptyPlace final : public QWidget
{
    Q_OBJECT
public:
    // Its button is called `name`.
    EmptyPlace(Icon icon, const QString &name, QWidget *parent = nullptr);
    // Without an action there is no button.
    void setText(const QString &heading, const QString &sentence, const QString &action = {});
    [[nodiscard]] QString heading() const;

Q_SIGNALS:
    void actionClicked();

private:
    QLabel *m_heading;
    QLabel *m_sentence;
    QPushButton *m_action;
};

} // namespace cairn::gui

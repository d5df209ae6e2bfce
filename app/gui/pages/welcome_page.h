// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace cairn::gui {

// What is shown before there is a backup.
class WelcomePage final : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomePage(QWidget *parent = nullptr);

Q_SIGNALS:
    void protectClicked();
    void adoptClicked();
    void importClicked();
};

} // namespace cairn::gui

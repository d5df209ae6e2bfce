// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

#include <vector>

namespace cairn::gui {

// A key and what it does.
struct KeyHelp
{
    QString key;
    QString action;
};

// What can be done with the keyboard, and what the program promises. Stands beside the window.
class HelpWindow final : public QDialog
{
    Q_OBJECT
public:
    HelpWindow(const std::vector<KeyHelp> &keys, QWidget *parent = nullptr);
};

} // namespace cairn::gui

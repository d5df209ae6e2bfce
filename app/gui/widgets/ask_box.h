// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace cairn::gui {

// Something that is done only if somebody says so.
struct Question
{
    QString objectName;
    QString title;
    QString text;
    QString stay; // the button that changes nothing: the default, and what Esc means
    QString act;
    bool loses = false; // what is there: its button warns
};

// Asks in a box of its own and goes on at once; `act` is called from the box, while `parent` lives.
void askFirst(const Question &question, QWidget *parent, const std::function<void()> &act);

} // namespace cairn::gui

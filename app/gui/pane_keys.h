// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

class QWidget;

namespace cairn::gui {

// The parts of a page between which F6 moves: what lies in its splitter, or the page itself.
[[nodiscard]] QList<QWidget *> panesOf(QWidget *page);
// Gives the focus to the next pane, in reading order, that can have it; to the one before if not
// `forward`. After the last comes the first.
void focusNextPane(const QList<QWidget *> &panes, bool forward);

} // namespace cairn::gui

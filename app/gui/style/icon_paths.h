// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/style/icon_set.h"

#include <QPainterPath>

namespace cairn::gui {

// The shape of an icon on a grid of 24.
struct IconShape
{
    QPainterPath stroke; // drawn with a round pen
    QPainterPath fill;   // filled
    QPainterPath sign;   // stroked out of the fill
    bool mirrors = false;
};

IconShape iconShape(Icon name);
IconShape trayShape(TrayState state);

// The three stones on a grid of 64, the lowest first.
QList<QPainterPath> markStones();

} // namespace cairn::gui

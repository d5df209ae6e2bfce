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

// What only the dialogs show that Qt draws.
enum class DialogSign { Back, Forward, NewFolder, List, Details, Home, Desktop };

IconShape iconShape(Icon name);
IconShape iconShape(DialogSign name);
IconShape trayShape(TrayState state);

// In the colour of the tone, whatever the theme is when it is painted.
QIcon iconOf(const IconShape &shape, IconTone tone);

// The three stones on a grid of 64, the lowest first.
QList<QPainterPath> markStones();

} // namespace cairn::gui

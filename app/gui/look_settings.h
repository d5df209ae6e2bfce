// SPDX-License-Identifier: MIT
// How the window looks, as it is kept for the next start.
#pragma once

#include "app/gui/style/theme_manager.h"

namespace cairn::gui {

void loadLook(ThemeManager &theme);
void saveLook(const ThemeManager &theme);

} // namespace cairn::gui

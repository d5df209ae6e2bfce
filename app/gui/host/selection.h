// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

namespace cairn::gui {

// The paths of a part as ticks.
[[nodiscard]] inline PathSelection selectionOf(const RestorePart &part)
{
    PathSelection ticks;
    for (const std::string &path : part.paths)
        ticks.push_back({path, true});
    for (const std::string &path : part.without)
        ticks.push_back({path, false});
    return ticks;
}

} // namespace cairn::gui

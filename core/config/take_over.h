// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/settings_database.h"

#include <string_view>

namespace cairn {

// Jobs that come from another program and go on with what is stored at their destination: whoever
// imported them has confirmed it (R3), so that the first run makes their local database of it.
[[nodiscard]] Result<> setTakeOver(SettingsDatabase &settings, std::string_view job, bool wanted);
[[nodiscard]] Result<bool> wantsTakeOver(SettingsDatabase &settings, std::string_view job);

} // namespace cairn

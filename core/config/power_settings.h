// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/schedule.h"
#include "core/config/settings_database.h"

namespace cairn {

// What every backup of this computer waits for when it runs by itself, beside what its own schedule
// says (ui.md §12).
struct PowerSettings
{
    int leastBattery = 0;      // on battery only with so many percent; 0: whatever there is
    bool notOnMetered = false; // waits for a network that is not paid by what goes over it
    bool operator==(const PowerSettings &) const = default;

    // The stricter of both counts.
    void tighten(Schedule &schedule) const;
};

[[nodiscard]] Result<PowerSettings> powerSettings(SettingsDatabase &settings);
Result<> setPowerSettings(SettingsDatabase &settings, const PowerSettings &power);

} // namespace cairn

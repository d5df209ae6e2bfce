// SPDX-License-Identifier: MIT
#include "core/config/power_settings.h"

#include <algorithm>
#include <charconv>

namespace cairn {

namespace {

constexpr std::string_view kBattery = "power/leastBattery";
constexpr std::string_view kMetered = "power/notOnMetered";
constexpr int kMost = 100; // percent

} // namespace

void PowerSettings::tighten(Schedule &schedule) const
{
    schedule.leastBattery = std::max(schedule.leastBattery, leastBattery);
    schedule.notOnMetered = schedule.notOnMetered || notOnMetered;
}

Result<PowerSettings> powerSettings(SettingsDatabase &settings)
{
    PowerSettings power;
    CAIRN_LET(battery, settings.value(kBattery));
    if (battery)
        std::from_chars(battery->data(), battery->data() + battery->size(), power.leastBattery);
    power.leastBattery = std::clamp(power.leastBattery, 0, kMost);
    CAIRN_LET(metered, settings.value(kMetered));
    power.notOnMetered = metered == "1";
    return power;
}

Result<> setPowerSettings(SettingsDatabase &settings, const PowerSettings &power)
{
    CAIRN_TRY(settings.setValue(kBattery, std::to_string(power.leastBattery)));
    return settings.setValue(kMetered, power.notOnMetered ? "1" : "0");
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/config/take_over.h"

namespace cairn {

namespace {

std::string keyOf(std::string_view job)
{
    return std::string("take-over-").append(job);
}

} // namespace

Result<> setTakeOver(SettingsDatabase &settings, std::string_view job, bool wanted)
{
    return settings.setValue(keyOf(job), wanted ? "yes" : "");
}

Result<bool> wantsTakeOver(SettingsDatabase &settings, std::string_view job)
{
    CAIRN_LET(value, settings.value(keyOf(job)));
    return value && *value == "yes";
}

} // namespace cairn

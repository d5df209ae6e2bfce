// SPDX-License-Identifier: MIT
#include "core/schedule/turn_facts.h"

#include "core/config/option_values.h"

namespace cairn {

namespace {

constexpr const char *kNotOnBattery = "disable-on-battery";
constexpr int kNoCharge = 101; // percent: none is enough

} // namespace

TurnFacts turnFactsOf(const JobConfig &job, const BackupTries &tries)
{
    TurnFacts facts;
    facts.schedule = job.schedule;
    if (const auto option = job.options.find(kNotOnBattery);
        option != job.options.end() && parseBoolean(kNotOnBattery, option->second).value_or(false))
        facts.schedule.leastBattery = kNoCharge;
    facts.lastBegan = tries.lastBegan;
    facts.lastEnded = tries.lastEnded;
    facts.failures = tries.failures;
    return facts;
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/engine/held_days.h"

#include "core/base/text.h"
#include "core/schedule/scheduler.h"

namespace cairn {

namespace {

constexpr std::size_t kDayLength = 10; // "2026-11-26 DRIVE_ABSENT"

std::string keyOf(const std::string &job)
{
    return "held/" + job;
}

} // namespace

HeldDays::Held &HeldDays::known(SettingsDatabase &settings, const std::string &job)
{
    const auto [place, isNew] = m_days.try_emplace(job);
    if (!isNew)
        return place->second;
    const auto kept = settings.value(keyOf(job));
    if (kept && *kept && (*kept)->size() > kDayLength)
        place->second = {QDate::fromString(toQString((*kept)->substr(0, kDayLength)), Qt::ISODate),
                         (*kept)->substr(kDayLength + 1)};
    return place->second;
}

void HeldDays::note(SettingsDatabase &settings, const std::string &job, QDate day,
                    std::string_view why)
{
    Held &held = known(settings, job);
    const bool isSameDay = held.day == day;
    if (why.empty() || (isSameDay && (held.why == why || why == heldCode(cairn::Held::Hours))))
        return;
    held = {day, std::string(why)};
    // Else a program that is started later takes the computer to have been off.
    std::ignore =
        settings.setValue(keyOf(job), day.toString(Qt::ISODate).toStdString() + ' ' + held.why);
}

std::string HeldDays::why(SettingsDatabase &settings, const std::string &job, QDate day)
{
    const Held &held = known(settings, job);
    return held.day == day ? held.why : std::string();
}

} // namespace cairn

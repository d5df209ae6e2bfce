// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/settings_database.h"

#include <QDate>

#include <map>
#include <string>

namespace cairn {

// What kept each backup from running on the last day that something did, so that a day which ends
// without a run can be explained, also by a program that was started later.
class HeldDays final
{
public:
    // `why` as RunStore::noteMissed(). Of a day that had several the last one stays, but for hours
    // in which no backup may run: each day has those.
    void note(SettingsDatabase &settings, const std::string &job, QDate day, std::string_view why);
    // Empty: nothing is known of that day.
    [[nodiscard]] std::string why(SettingsDatabase &settings, const std::string &job, QDate day);

private:
    struct Held
    {
        QDate day;
        std::string why;
    };
    Held &known(SettingsDatabase &settings, const std::string &job);

    std::map<std::string, Held> m_days;
};

} // namespace cairn

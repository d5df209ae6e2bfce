// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/settings_database.h"

#include <map>

namespace cairn {

// What a person was told about one cause.
struct NoticeMark
{
    std::int64_t told = 0;         // unix s, last
    std::int64_t snoozedUntil = 0; // unix s; she asked to be left alone with it
    bool operator==(const NoticeMark &) const = default;
};

struct NoticeMemory
{
    std::map<std::string, NoticeMark> marks; // by the notice's key
    std::int64_t lastSeen = 0; // unix s, when somebody was at the computer last; 0: not known
    bool operator==(const NoticeMemory &) const = default;
};

// Which notices were shown when, so that a program that is started again does not repeat them.
class NoticeStore final
{
public:
    explicit NoticeStore(SettingsDatabase &settings)
        : m_settings(settings)
    {
    }

    Result<NoticeMemory> load();
    Result<> mark(std::string_view key, const NoticeMark &mark);
    Result<> setLastSeen(std::int64_t time);
    // Forgets what was told before `time`.
    Result<> forgetBefore(std::int64_t time);

private:
    SettingsDatabase &m_settings;
};

} // namespace cairn

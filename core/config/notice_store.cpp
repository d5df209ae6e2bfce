// SPDX-License-Identifier: MIT
#include "core/config/notice_store.h"

#include <charconv>

namespace cairn {

namespace {

constexpr std::string_view kPrefix = "notice/"; // of the keys among the single settings
constexpr std::string_view kLastSeen = "lastSeen";

// Numbers with a space between; what is none counts as 0.
NoticeMark markOf(std::string_view text)
{
    NoticeMark mark;
    const char *const end = text.data() + text.size();
    const auto told = std::from_chars(text.data(), end, mark.told);
    if (told.ec == std::errc() && told.ptr != end)
        std::from_chars(told.ptr + 1, end, mark.snoozedUntil);
    return mark;
}

} // namespace

Result<NoticeMemory> NoticeStore::load()
{
    Database &database = m_settings.database();
    const auto guard = database.lock();
    CAIRN_LET(s, database.use("SELECT substr(key, 8), value FROM setting "
                              "WHERE key >= 'notice/' AND key < 'notice0'"));
    const auto row = [](const Statement &found) {
        return std::pair(std::string(found.text(0)), markOf(found.text(1)));
    };
    CAIRN_LET(rows, s->all(row));
    NoticeMemory memory;
    for (auto &[key, mark] : rows) {
        if (key == kLastSeen)
            memory.lastSeen = mark.told;
        else
            memory.marks.emplace(std::move(key), mark);
    }
    return memory;
}

Result<> NoticeStore::mark(std::string_view key, const NoticeMark &mark)
{
    return m_settings.setValue(std::string(kPrefix) + std::string(key),
                               std::to_string(mark.told) + ' ' + std::to_string(mark.snoozedUntil));
}

Result<> NoticeStore::setLastSeen(std::int64_t time)
{
    return mark(kLastSeen, {time, 0});
}

Result<> NoticeStore::forgetBefore(std::int64_t time)
{
    CAIRN_LET(memory, load());
    Database &database = m_settings.database();
    const auto guard = database.lock();
    for (const auto &[key, mark] : memory.marks) {
        if (mark.told >= time || mark.snoozedUntil >= time)
            continue;
        CAIRN_LET(s, database.use("DELETE FROM setting WHERE key = ?"));
        CAIRN_TRY(s->bind(1, std::string(kPrefix) + key).run());
    }
    return {};
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/schedule/notice_rules.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 86'400;
// Two days that are minutes apart are one to a person.
constexpr std::int64_t kLeastApart = 12 * kHour;
constexpr std::int64_t kAbsence = 3 * kDay;

// Others wait, are tried again, are put right without anybody or are no more than a remark; what
// they keep from being saved is told as late.
constexpr std::array<std::string_view, 26> kForAPerson{
    "CHANGE_UNUSUAL", "CONFIG_OPEN",    "CONFIG_READONLY", "DATA_DAMAGED",   "DEST_AUTH",
    "DEST_BUSY",      "DEST_FOREIGN",   "DEST_FULL",       "DEST_READONLY",  "DEST_UNRELIABLE",
    "HOST_CHANGED",   "INTERNAL",       "JOB_INVALID",     "NOT_SUPPORTED",  "PASS_LOCKED",
    "PASS_MISSING",   "PASS_WRONG",     "REPORT_FAILED",   "SCRIPT_STOPPED", "SELFTEST",
    "SOURCE_EMPTY",   "SOURCE_MISSING", "SPACE_TEMP",      "STORE_AHEAD",    "STORE_PLAIN",
    "STORE_SHRUNK"};

class Decider final
{
public:
    Decider(const NoticeFacts &facts, const NoticeMemory &memory, const QTimeZone &zone)
        : m_facts(facts)
        , m_memory(memory)
        , m_zone(zone)
    {
    }
    NoticeDecision decide();

private:
    void decideFirst(const NoticeFacts::Job &job);
    void decideProblems(const NoticeFacts::Job &job);
    void decideNag(const NoticeFacts::Job &job);
    void decideDigest();
    [[nodiscard]] NoticeMark markOf(const std::string &key) const;
    [[nodiscard]] QDate dayOf(std::int64_t time) const
    {
        return QDateTime::fromSecsSinceEpoch(time, m_zone).date();
    }
    [[nodiscard]] bool isQuiet(const NoticeMark &mark) const;
    void tell(Notice notice, bool alsoUnattended = false);

    const NoticeFacts &m_facts;
    const NoticeMemory &m_memory;
    const QTimeZone &m_zone;
    NoticeDecision m_decision;
    std::vector<std::string> m_holding; // keys of what is true now
};

NoticeMark Decider::markOf(const std::string &key) const
{
    const auto found = m_memory.marks.find(key);
    if (found == m_memory.marks.end())
        return {};
    NoticeMark mark = found->second;
    if (mark.told > m_facts.now + kDay) // by a clock that was wrong
        mark.told = 0;
    if (mark.snoozedUntil > m_facts.now + kSnoozeSeconds)
        mark.snoozedUntil = 0;
    return mark;
}

bool Decider::isQuiet(const NoticeMark &mark) const
{
    if (mark.snoozedUntil > m_facts.now)
        return true;
    return mark.told != 0 &&
           (m_facts.now - mark.told < kLeastApart || dayOf(mark.told) == dayOf(m_facts.now));
}

void Decider::tell(Notice notice, bool alsoUnattended)
{
    m_holding.push_back(notice.key);
    const bool isWanted =
        std::ranges::find(m_facts.unwanted, notice.cause) == m_facts.unwanted.end();
    if (isWanted && (m_facts.inUse || alsoUnattended) && !isQuiet(markOf(notice.key)))
        m_decision.tell.push_back(std::move(notice));
}

void Decider::decideFirst(const NoticeFacts::Job &job)
{
    if (job.firstVersion == 0 || m_facts.now - job.firstVersion > kDay)
        return;
    const std::string key = "first/" + job.id;
    m_holding.push_back(key);
    if (markOf(key).told == 0)
        tell({.key = key,
              .cause = NoticeCause::FirstBackup,
              .urgency = NoticeUrgency::Low,
              .actions = {NoticeAction::Show},
              .job = job.id});
}

void Decider::decideProblems(const NoticeFacts::Job &job)
{
    for (const NoticeFacts::Problem &problem : job.problems) {
        if (!needsPerson(problem.code))
            continue;
        const std::string key = "problem/" + job.id + '/' + problem.code;
        m_holding.push_back(key);
        // Told once, and again only of a run that has met it again.
        if (problem.seen > markOf(key).told)
            tell({.key = key,
                  .cause = NoticeCause::Problem,
                  .actions = {NoticeAction::Show, NoticeAction::Later},
                  .job = job.id,
                  .code = problem.code});
    }
}

void Decider::decideNag(const NoticeFacts::Job &job)
{
    switch (job.nag) {
    case NagLevel::DriveReminder:
        return tell({.key = "drive/" + job.id,
                     .cause = NoticeCause::DriveReminder,
                     .actions = {NoticeAction::Show, NoticeAction::RemindInAWeek},
                     .job = job.id});
    case NagLevel::Overdue:
    case NagLevel::Unprotected: {
        const bool unprotected = job.nag == NagLevel::Unprotected;
        return tell({.key = "late/" + job.id,
                     .cause = NoticeCause::Late,
                     .urgency = unprotected ? NoticeUrgency::Critical : NoticeUrgency::Normal,
                     .actions = {NoticeAction::BackUpNow, NoticeAction::Later},
                     .job = job.id,
                     .unprotected = unprotected},
                    unprotected && m_facts.atLogin);
    }
    case NagLevel::Fine:
    case NagLevel::Late:
        break;
    }
}

void Decider::decideDigest()
{
    if (m_memory.lastSeen == 0 || m_facts.now - m_memory.lastSeen < kAbsence || m_facts.runs == 0)
        return;
    tell({.key = "digest",
          .cause = NoticeCause::Digest,
          .urgency = NoticeUrgency::Low,
          .actions = {NoticeAction::Show},
          .runs = m_facts.runs,
          .complete = m_facts.complete});
}

NoticeDecision Decider::decide()
{
    for (const NoticeFacts::Job &job : m_facts.jobs) {
        decideFirst(job);
        decideProblems(job);
        decideNag(job);
    }
    decideDigest();
    for (const auto &[key, mark] : m_memory.marks)
        if (std::ranges::find(m_holding, key) == m_holding.end() && !key.starts_with("first/") &&
            key != "digest" &&              // these two are news: they do not end
            !key.starts_with("late-mail/")) // was never shown
            m_decision.over.push_back(key);
    const bool isNewer = m_facts.now - m_memory.lastSeen >= kHour ||
                         m_memory.lastSeen > m_facts.now; // the clock was put back
    if (m_facts.inUse && isNewer)
        m_decision.seen = m_facts.now;
    return std::move(m_decision);
}

} // namespace

bool needsPerson(std::string_view code)
{
    return std::ranges::find(kForAPerson, code) != kForAPerson.end();
}

NoticeDecision decideNotices(const NoticeFacts &facts, const NoticeMemory &memory,
                             const QTimeZone &zone)
{
    return Decider(facts, memory, zone).decide();
}

} // namespace cairn

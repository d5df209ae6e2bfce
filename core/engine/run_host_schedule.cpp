// SPDX-License-Identifier: MIT
// What the host begins by itself.
#include "core/config/job_store.h"
#include "core/config/power_settings.h"
#include "core/engine/run_host.h"
#include "core/schedule/schedule_rule.h"
#include "core/schedule/turn_facts.h"

#include <QDateTime>

#include <algorithm>

namespace cairn {

namespace {

constexpr std::int64_t kLook = 60;
constexpr std::int64_t kLookWaiting = 10; // for a drive or for what a run waits for
constexpr std::int64_t kDay = 24 * 3600;
constexpr std::int64_t kHistory = 2 * 365 * kDay;
constexpr std::int64_t kCatchUp = 3600; // after it was off, before mails say that it is late

// Why nothing ran on a day; empty: it is about to.
std::string_view whyOf(Held held)
{
    return held == Held::Settling ? std::string_view() : heldCode(held);
}

} // namespace

QTimeZone RunHost::zone() const
{
    return m_world.zone.isValid() ? m_world.zone : QTimeZone::systemTimeZone();
}

void RunHost::setSurroundings(const Surroundings &around)
{
    m_around = around;
    lookAgain();
}

Turn RunHost::turnOf(const std::string &job) const
{
    const auto found = m_turns.find(job);
    return found == m_turns.end() ? Turn() : found->second;
}

const Problem *RunHost::notBegun(const std::string &job) const
{
    const auto found = m_notBegun.find(job);
    return found == m_notBegun.end() ? nullptr : &found->second;
}

Result<TurnFacts> RunHost::factsOf(const JobConfig &job, std::int64_t now)
{
    CAIRN_LET(tries, RunStore(*m_settings).tries(job.id));
    TurnFacts facts = turnFactsOf(job, tries);
    CAIRN_LET(power, powerSettings(*m_settings));
    power.tighten(facts.schedule);
    if (!job.drive)
        return facts;
    facts.isDriveAbsent = m_world.drives.mountOf(*job.drive).empty();
    if (facts.isDriveAbsent)
        m_driveSince.erase(job.id);
    else // one that is here at the first look has been connected meanwhile, or was left in
        m_driveSince.try_emplace(job.id, m_lookedAt == 0 ? m_awakeSince : now);
    if (!facts.isDriveAbsent)
        facts.driveSince = m_driveSince[job.id];
    return facts;
}

// Each day that a run was due on and none was; the days of the strip that have none already.
void RunHost::noteMissed(const JobConfig &job, const TurnFacts &facts, std::int64_t now)
{
    const std::int64_t after =
        std::max(isPast(facts.lastBegan, now) ? facts.lastBegan : 0, job.schedule.since);
    const auto missed = missedDays(job.schedule.rule, after, now, zone());
    if (missed.empty())
        return;
    RunStore runs(*m_settings);
    const auto cells = runs.days(job.id, now, 30, zone());
    if (!cells)
        return;
    for (const std::int64_t due : missed) {
        const QDate day = QDateTime::fromSecsSinceEpoch(due, zone()).date();
        const auto cell = std::ranges::find(*cells, day, &DayCell::day);
        if (cell != cells->end() && cell->result == DayResult::None)
            std::ignore = runs.noteMissed(job.id, due, m_heldDays.why(*m_settings, job.id, day));
    }
}

// None: its time is over.
const RunHost::PutOff *RunHost::putOffOf(const std::string &job, std::int64_t now)
{
    const auto putOff = m_putOff.find(job);
    if (putOff == m_putOff.end())
        return nullptr;
    if (putOff->second.until > now && putOff->second.until - now < kLook * 2)
        return &putOff->second;
    m_putOff.erase(putOff);
    return nullptr;
}

void RunHost::lookAt(const JobConfig &job, std::int64_t now)
{
    if (!job.schedule.runsByItself()) {
        m_turns.erase(job.id);
        return;
    }
    const auto facts = factsOf(job, now);
    if (!facts)
        return; // the next look may do better
    Surroundings around = m_around;
    around.awakeSince = std::max(around.awakeSince, m_awakeSince);
    Turn turn = cairn::turnOf(*facts, around, now, zone());
    const PutOff *putOff = turn.mayBegin() ? putOffOf(job.id, now) : nullptr;
    if (putOff)
        turn.held = putOff->held;
    const bool couldNot = putOff && putOff->held == Held::No;
    const Problem *cause = couldNot ? notBegun(job.id) : nullptr;
    if (turn.due && isHost()) {
        noteMissed(job, *facts, now);
        const std::string_view why = cause           ? std::string_view(cause->code)
                                     : m_pausedUntil ? kPausedCode
                                                     : whyOf(turn.held);
        m_heldDays.note(*m_settings, job.id, QDateTime::fromSecsSinceEpoch(now, zone()).date(),
                        why);
    }
    if (couldNot) { // as one that failed
        turn.due.reset();
        turn.next = putOff->until;
    }
    m_turns[job.id] = turn;
    const bool isRunning = m_run && m_run->job == job.id;
    if (turn.mayBegin() && isHost() && !m_pausedUntil && !isRunning && !isQueued(job.id) &&
        !m_isEnding)
        enqueue({job.id, {}, false});
}

// Once a day, so that the settings do not grow without end.
void RunHost::forgetOld(std::int64_t now)
{
    if (now >= m_forgotAt && now - m_forgotAt < kDay)
        return;
    m_forgotAt = now;
    RunQuery last;
    last.limit = 1;
    const auto runs = RunStore(*m_settings).page(last);
    if (!runs || runs->empty())
        return;
    // A clock that has just been set years ahead makes nothing old.
    const std::int64_t before = std::min(now, runs->front().began) - kHistory;
    // What cannot be forgotten now will be tomorrow.
    std::ignore = RunStore(*m_settings).forgetBefore(before);
    std::ignore = ProblemStore(*m_settings).forgetBefore(before);
    std::ignore = RequestStore(*m_settings).forgetBefore(before);
}

void RunHost::look(std::int64_t now)
{
    const auto jobs = JobStore(*m_settings).all();
    if (!jobs)
        return;
    if (isHost() && !m_run)
        forgetOld(now); // first: days that were missed by a wrong clock are noted below
    const std::map<std::string, Turn> before = m_turns;
    std::erase_if(m_turns, [&jobs](const auto &turn) {
        return std::ranges::find(*jobs, turn.first, &JobConfig::id) == jobs->end();
    });
    m_lookAt = now + kLook;
    for (const JobConfig &job : *jobs) {
        lookAt(job, now);
        const Turn turn = turnOf(job.id);
        if (turn.due || (job.drive && job.schedule.onConnect))
            m_lookAt = std::min(m_lookAt, now + kLookWaiting);
        if (turn.next)
            m_lookAt = std::min(m_lookAt, std::max(*turn.next, now + 1));
    }
    m_lookedAt = now;
    if (isHost() && !m_run && !m_isEnding && now - m_awakeSince >= kCatchUp)
        m_lateMail.look(*m_settings, *jobs, zone());
    if (m_turns != before)
        m_hooks.changed();
}

} // namespace cairn

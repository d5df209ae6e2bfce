// SPDX-License-Identifier: MIT
// What the host begins by itself.
#include "core/config/job_store.h"
#include "core/engine/run_host.h"
#include "core/schedule/schedule_rule.h"
#include "core/schedule/turn_facts.h"

#include <QDateTime>

#include <algorithm>

namespace cairn {

namespace {

constexpr std::int64_t kLook = 60;
constexpr std::int64_t kLookWaiting = 10; // for a drive or for what a run waits for
constexpr std::int64_t kCatchUp = 3600;   // after it was off, before mails say that it is late

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

Result<TurnFacts> RunHost::factsOf(const JobConfig &job, std::int64_t now)
{
    CAIRN_LET(tries, RunStore(*m_settings).tries(job.id));
    TurnFacts facts = turnFactsOf(job, tries);
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
void RunHost::noteMissed(const JobConfig &job, const TurnFacts &facts, Held held, std::int64_t now)
{
    const std::int64_t after = std::max(facts.lastBegan, job.schedule.since);
    const auto missed = missedDays(job.schedule.rule, after, now, zone());
    if (missed.empty())
        return;
    RunStore runs(*m_settings);
    const auto cells = runs.days(job.id, now, 30, zone());
    if (!cells)
        return;
    const Held why = held == Held::Settling ? Held::No : held; // it was off
    for (const std::int64_t due : missed) {
        const QDate day = QDateTime::fromSecsSinceEpoch(due, zone()).date();
        const auto cell = std::ranges::find(*cells, day, &DayCell::day);
        if (cell != cells->end() && cell->result == DayResult::None)
            std::ignore = runs.noteMissed(job.id, due, heldCode(why));
    }
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
    if (const auto putOff = m_putOff.find(job.id);
        turn.due && putOff != m_putOff.end() && turn.held == Held::No) {
        if (putOff->second.until > now && putOff->second.until - now < kLook * 2)
            turn.held = putOff->second.held;
        else
            m_putOff.erase(putOff);
    }
    m_turns[job.id] = turn;
    if (turn.due && isHost())
        noteMissed(job, *facts, turn.held, now);
    const bool isRunning = m_run && m_run->job == job.id;
    if (turn.mayBegin() && isHost() && !m_pausedUntil && !isRunning && !isQueued(job.id) &&
        !m_isEnding)
        enqueue({job.id, {}, false});
}

void RunHost::look(std::int64_t now)
{
    const auto jobs = JobStore(*m_settings).all();
    if (!jobs)
        return;
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

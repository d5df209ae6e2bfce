// SPDX-License-Identifier: MIT
#include "core/operations/list_renewal.h"

#include "core/format/remote_name.h"

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

} // namespace

ListRenewal::ListRenewal(const RunEnvironment &environment, JobDatabase &job,
                         const JobSettings &settings, VolumeJournal &journal,
                         const ProtocolSteps &steps)
    : m_environment(environment)
    , m_job(job)
    , m_settings(settings)
    , m_journal(journal)
    , m_steps(steps)
{
}

// The first free seconds between two times, `count` at most.
Result<std::vector<std::int64_t>> ListRenewal::freeAfter(std::int64_t time, std::int64_t before,
                                                         std::size_t count)
{
    std::vector<std::int64_t> found;
    while (++time < before && found.size() < count) {
        CAIRN_LET(isFree, isFreeStamp(m_job, m_settings, m_environment.random, time));
        if (isFree)
            found.push_back(time);
    }
    return found;
}

// The last free second between two times; 0 if there is none.
Result<std::int64_t> ListRenewal::freeBefore(std::int64_t time, std::int64_t after)
{
    while (--time > after) {
        CAIRN_LET(isFree, isFreeStamp(m_job, m_settings, m_environment.random, time));
        if (isFree)
            return time;
    }
    return std::int64_t{0};
}

// The newest first: were the work to end between two of them, the versions would stand in order.
Result<std::vector<ListRenewal::Move>> ListRenewal::plan(std::int64_t version)
{
    CAIRN_LET(versions, m_job.versions.visible());
    std::size_t at = 0;
    while (at < versions.size() && versions[at].id != version)
        ++at;
    if (at == versions.size())
        return fail(ErrorCode::Internal, u"A list was to be made for a version that is gone."_s);
    for (std::size_t newest = at;; --newest) {
        std::int64_t before = newest == 0 ? kNever : versions[newest - 1].time;
        const std::size_t wanted = at - newest + 1;
        CAIRN_LET(times, freeAfter(versions[at].time, before, wanted));
        if (times.size() == wanted) {
            std::vector<Move> moves;
            for (std::size_t i = newest; i <= at; ++i) {
                moves.push_back({versions[i], times[at - i], before});
                before = times[at - i];
            }
            return moves;
        }
        if (newest != at)
            continue;
        const std::int64_t after = at + 1 < versions.size() ? versions[at + 1].time : 0;
        CAIRN_LET(time, freeBefore(versions[at].time, after));
        if (time != 0)
            return std::vector<Move>{{versions[at], time, before}};
    }
}

Result<> ListRenewal::put(const Move &move, const Change &change)
{
    const VersionRow &version = move.version;
    const auto build = [&](const std::string &name) {
        return buildDlistVolume(m_environment, m_job, m_settings, version.id, version.complete,
                                name, {}, change.edit);
    };
    VolumeJournal::Put put;
    put.kind = VolumeKind::Dlist;
    put.time = move.time;
    put.before = move.before;
    put.name = newVolumeName(m_settings, VolumeKind::Dlist, m_environment.random, move.time);
    put.steps = m_steps;
    put.remake = [&](const std::string &name, std::int64_t) -> Result<SealedVolume> {
        CAIRN_LET(remade, build(name));
        return std::move(remade.volume);
    };
    CAIRN_LET(built, build(put.name));
    put.confirmed = [&](std::int64_t id, const std::string &name) -> Result<> {
        CAIRN_LET(old, m_job.volumes.get(version.dlist));
        if (old && isUsable(old->state))
            CAIRN_TRY(m_job.volumes.setState(old->id, VolumeState::Deleting));
        VersionRow row = version;
        row.dlist = id;
        const std::optional<RemoteName> parts = parseRemoteName(name);
        row.time = parts && parts->stamped ? parts->time : move.time;
        if (change.apply)
            CAIRN_TRY(change.apply(row, built.counts));
        return m_job.versions.update(row);
    };
    return m_journal.put(built.volume, put).map([](std::int64_t) {});
}

Result<> ListRenewal::renew(std::int64_t version, const Change &change)
{
    CAIRN_LET(moves, plan(version));
    for (const Move &move : moves) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        CAIRN_TRY(put(move, move.version.id == version ? change : Change()));
    }
    return {};
}

} // namespace cairn

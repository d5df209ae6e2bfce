// SPDX-License-Identifier: MIT
#include "core/operations/repair_lists.h"

#include "core/base/text.h"
#include "core/format/remote_name.h"
#include "core/pipeline/dlist_builder.h"
#include "core/pipeline/volume_journal.h"

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

// A version and the time that it is to get; the put must stay before `before`.
struct Move
{
    VersionRow version;
    std::int64_t time = 0;
    std::int64_t before = kNever;
};

class ListMaker final
{
public:
    ListMaker(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
              VolumeJournal &journal)
        : m_environment(environment)
        , m_job(job)
        , m_settings(settings)
        , m_journal(journal)
    {
    }
    Result<> remake(const VersionRow &version);

private:
    Result<std::vector<Move>> plan(const VersionRow &version);
    Result<std::vector<std::int64_t>> freeAfter(std::int64_t time, std::int64_t before,
                                                std::size_t count);
    Result<std::int64_t> freeBefore(std::int64_t time, std::int64_t after);
    Result<> put(const Move &move);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    VolumeJournal &m_journal;
};

// The first free seconds between two times, `count` at most.
Result<std::vector<std::int64_t>> ListMaker::freeAfter(std::int64_t time, std::int64_t before,
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
Result<std::int64_t> ListMaker::freeBefore(std::int64_t time, std::int64_t after)
{
    while (--time > after) {
        CAIRN_LET(isFree, isFreeStamp(m_job, m_settings, m_environment.random, time));
        if (isFree)
            return time;
    }
    return std::int64_t{0};
}

// The newest first: were the work to end between two of them, the versions would stand in order.
Result<std::vector<Move>> ListMaker::plan(const VersionRow &version)
{
    CAIRN_LET(versions, m_job.versions.visible());
    std::size_t at = 0;
    while (at < versions.size() && versions[at].id != version.id)
        ++at;
    for (std::size_t newest = at;; --newest) {
        std::int64_t before = newest == 0 ? kNever : versions[newest - 1].time;
        const std::size_t wanted = at - newest + 1;
        CAIRN_LET(times, freeAfter(version.time, before, wanted));
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
        CAIRN_LET(time, freeBefore(version.time, after));
        if (time != 0)
            return std::vector<Move>{{version, time, before}};
    }
}

Result<> ListMaker::put(const Move &move)
{
    const VersionRow &version = move.version;
    CAIRN_LET(built,
              buildDlistVolume(m_environment, m_job, m_settings, version.id, version.complete));
    VolumeJournal::Put put;
    put.kind = VolumeKind::Dlist;
    put.time = move.time;
    put.before = move.before;
    put.name = newVolumeName(m_settings, VolumeKind::Dlist, m_environment.random, move.time);
    put.steps = {"P3a", "P3b", "P3c", "P3d"};
    put.confirmed = [&](std::int64_t id, const std::string &name) -> Result<> {
        CAIRN_LET(old, m_job.volumes.get(version.dlist));
        if (old && isUsable(old->state)) // it made room; the next backup deletes it (P6)
            CAIRN_TRY(m_job.volumes.setState(old->id, VolumeState::Deleting));
        VersionRow row = version;
        row.dlist = id;
        const std::optional<RemoteName> parts = parseRemoteName(name);
        row.time = parts && parts->stamped ? parts->time : move.time;
        return m_job.versions.update(row);
    };
    return m_journal.put(built.volume, put).map([](std::int64_t) {});
}

Result<> ListMaker::remake(const VersionRow &version)
{
    CAIRN_LET(moves, plan(version));
    for (const Move &move : moves) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        CAIRN_TRY(put(move));
    }
    m_environment.report.information(u"ListMade"_s,
                                     u"The list of files of the version of %1 was made anew."_s.arg(
                                         formatLocalTime(version.time)));
    return {};
}

} // namespace

Result<std::int64_t> remakeLists(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings,
                                 const std::vector<VersionRow> &without)
{
    CAIRN_LET(backend, environment.openBackend());
    VolumeJournal journal(environment, job, std::move(backend), settings);
    ListMaker maker(environment, job, settings, journal);
    std::int64_t made = 0;
    for (const VersionRow &version : without) {
        CAIRN_TRY(environment.cancel.checkAbort());
        const Result<> done = maker.remake(version);
        if (!done && done.error().code != ErrorCode::Corrupt)
            return fail(done.error());
        if (done)
            ++made;
        else
            environment.report.error(
                u"ListNotMade"_s,
                u"The list of files of the version of %1 could not be made anew: %2"_s.arg(
                    formatLocalTime(version.time), done.error().message));
    }
    return made;
}

} // namespace cairn

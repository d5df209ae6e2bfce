// SPDX-License-Identifier: MIT
#include "core/operations/test_volumes_sample.h"

#include "core/operations/catalog.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_set>

namespace cairn {

namespace {

std::uint64_t draw(Random &random)
{
    std::uint64_t number = 0;
    random.fill({reinterpret_cast<std::uint8_t *>(&number), sizeof number});
    return number;
}

bool isWanted(VolumeKind kind, RemoteVerification level)
{
    switch (level) {
    case RemoteVerification::IndexesOnly:
        return kind == VolumeKind::Dindex;
    case RemoteVerification::ListAndIndexes:
        return kind != VolumeKind::Dblock;
    case RemoteVerification::HashOnly:
    case RemoteVerification::Full:
        break;
    }
    return true;
}

bool isKnownBad(const VolumeRow &row)
{
    return row.state == VolumeState::Damaged || row.state == VolumeState::Missing;
}

// The order in which volumes of one kind are looked at, over many runs.
void sortByNeed(std::vector<VolumeRow> &rows, Random &random)
{
    std::map<std::int64_t, std::uint64_t> lot; // between equals chance decides
    for (const VolumeRow &row : rows)
        lot[row.id] = draw(random);
    std::sort(rows.begin(), rows.end(), [&](const VolumeRow &a, const VolumeRow &b) {
        return std::tuple(a.checkCount, a.checkTime, lot[a.id]) <
               std::tuple(b.checkCount, b.checkTime, lot[b.id]);
    });
}

std::int64_t lastGood(const VolumeRow &row)
{
    return std::max(row.created, row.checkTime);
}

// Every volume within the period, and no run has to read them all. Of N volumes one is read in each
// N-th of the period, the one that has waited longest first; the j-th in that row then has to wait
// j such parts more. So many of the first are due now that none behind them would wait too long.
// Those that were stored together are so read one after another over the period.
std::unordered_set<std::int64_t> dueOf(const std::vector<VolumeRow> &rows, std::int64_t now,
                                       std::chrono::seconds period)
{
    std::vector<const VolumeRow *> waiting;
    for (const VolumeRow &row : rows)
        if (isUsable(row.state))
            waiting.push_back(&row);
    std::ranges::stable_sort(waiting, {}, [](const VolumeRow *row) { return lastGood(*row); });
    const auto count = static_cast<double>(waiting.size());
    double due = 0;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const double waited =
            static_cast<double>(now - lastGood(*waiting[i])) / static_cast<double>(period.count());
        due = std::max(due, std::floor(static_cast<double>(i) - count * (1 - waited)) + 1);
    }
    std::unordered_set<std::int64_t> ids;
    for (std::size_t i = 0; i < waiting.size() && static_cast<double>(i) < due; ++i)
        ids.insert(waiting[i]->id);
    return ids;
}

class Chooser final
{
public:
    Chooser(const RunEnvironment &environment, const TestRequest &request)
        : m_environment(environment)
        , m_request(request)
        , m_excluded(request.exclude.begin(), request.exclude.end())
    {
    }

    Result<std::vector<VolumeRow>> choose(JobDatabase &job)
    {
        const VersionSelection &selection = m_environment.options.selection;
        if (selection.isSet() && !m_request.all) {
            CAIRN_LET(versions, selectVersions(job, selection, m_environment.clock.nowSeconds()));
            m_lists.emplace();
            for (const VersionInfo &version : versions)
                m_lists->insert(version.row.dlist);
        }
        CAIRN_LET(rows, job.volumes.all());
        std::vector<VolumeRow> chosen;
        for (const VolumeKind kind : {VolumeKind::Dlist, VolumeKind::Dindex, VolumeKind::Dblock}) {
            std::vector<VolumeRow> ofKind;
            for (const VolumeRow &row : rows)
                if (row.kind == kind && (isUsable(row.state) || isKnownBad(row)))
                    ofKind.push_back(row);
            if (isWanted(kind, m_environment.options.verify.level))
                chooseOf(kind, std::move(ofKind), chosen);
        }
        return chosen;
    }

private:
    void chooseOf(VolumeKind kind, std::vector<VolumeRow> rows, std::vector<VolumeRow> &chosen)
    {
        if (m_request.all) {
            std::move(rows.begin(), rows.end(), std::back_inserter(chosen));
            return;
        }
        sortByNeed(rows, m_environment.random);
        const std::chrono::seconds period = m_environment.options.verify.period;
        std::unordered_set<std::int64_t> due;
        if (period.count() > 0)
            due = dueOf(rows, m_environment.clock.nowSeconds(), period);
        std::int64_t left = m_request.samples;
        for (VolumeRow &row : rows) {
            const bool bySelection = kind == VolumeKind::Dlist && m_lists;
            const bool isSample =
                bySelection ? m_lists->contains(row.id)
                            : left > 0 && !isKnownBad(row) && !m_excluded.contains(row.id);
            if (isSample && !bySelection)
                --left;
            const bool isUnknown = row.hash.empty() || row.size < 0;
            const bool isOnTop = isUnknown || due.contains(row.id);
            if (isSample || isKnownBad(row) || (isOnTop && !m_excluded.contains(row.id)))
                chosen.push_back(std::move(row));
        }
    }

    const RunEnvironment &m_environment;
    const TestRequest &m_request;
    std::unordered_set<std::int64_t> m_excluded;
    std::optional<std::unordered_set<std::int64_t>> m_lists; // of the versions asked for
};

} // namespace

Result<std::vector<VolumeRow>> chooseVolumes(const RunEnvironment &environment, JobDatabase &job,
                                             const TestRequest &request)
{
    return Chooser(environment, request).choose(job);
}

} // namespace cairn

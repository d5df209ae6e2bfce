// SPDX-License-Identifier: MIT
#include "core/operations/restore_fetch.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/format/path_escape.h"
#include "core/operations/volume_damage.h"

#include <algorithm>
#include <thread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned kWorkers = 4;
constexpr std::size_t kRefusals = 3; // a destination that refuses so often refuses everything

unsigned workersFor(const JobOptions &options, std::size_t volumes)
{
    unsigned wanted = std::min(kWorkers, std::max(1U, std::thread::hardware_concurrency()));
    if (options.restore.downloaders > 0)
        wanted = static_cast<unsigned>(options.restore.downloaders);
    return static_cast<unsigned>(std::min<std::size_t>(wanted, std::max<std::size_t>(1, volumes)));
}

} // namespace

// The volumes of one pass.
struct RestoreFetcher::Round
{
    std::vector<std::span<const BlockNeed>> volumes;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> ended{false};
    std::mutex mutex;
    std::optional<Error> failure;
};

struct RestoreFetcher::Worker
{
    VolumeOpener opener;
    Hasher hasher;
    ExtractScratch scratch = {};
    Buffer content = {};
};

RestoreFetcher::RestoreFetcher(RestoreRun &run, RestoreFiles &files)
    : m_run(run)
    , m_files(files)
{
}

Result<> RestoreFetcher::run(std::vector<BlockNeed> needs)
{
    while (!needs.empty()) {
        CAIRN_TRY(runRound(std::move(needs)));
        if (m_run.environment.cancel.stopRequested())
            break;
        CAIRN_TRY(seekCopies());
        needs = std::exchange(m_next, {});
    }
    for (const auto &[row, state] : m_proven)
        std::ignore = recordState(m_run.job, row, state); // a database opened to be read stays so
    return {};
}

Result<> RestoreFetcher::runRound(std::vector<BlockNeed> needs)
{
    Round round;
    for (std::size_t at = 0; at < needs.size();) {
        std::size_t end = at;
        while (end < needs.size() && needs[end].volume == needs[at].volume)
            ++end;
        round.volumes.push_back(std::span<const BlockNeed>(needs).subspan(at, end - at));
        at = end;
    }
    m_refusals = static_cast<int>(std::min(kRefusals, round.volumes.size()));
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < workersFor(m_run.environment.options, round.volumes.size()); ++i)
        threads.emplace_back([&] { work(round); });
    for (std::thread &thread : threads)
        thread.join();
    if (round.failure)
        return fail(*round.failure);
    reportRefusals();
    return {};
}

void RestoreFetcher::work(Round &round)
{
    const auto end = [&round](Error error) {
        const std::scoped_lock lock(round.mutex);
        if (!round.failure)
            round.failure = std::move(error);
        round.ended = true;
    };
    Result<std::unique_ptr<Backend>> backend = m_run.environment.openBackend();
    if (!backend)
        return end(std::move(backend).error());
    Worker worker{VolumeOpener(m_run.environment, std::move(*backend), m_run.settings),
                  Hasher(m_run.settings.blockHash)};
    while (!round.ended) {
        const std::size_t at = round.next++;
        if (at >= round.volumes.size())
            return;
        if (Result<> fetched = fetchVolume(worker, round.volumes[at]); !fetched)
            return end(std::move(fetched).error());
    }
}

void RestoreFetcher::reportRefusals()
{
    std::vector<QString> texts;
    {
        const std::scoped_lock lock(m_mutex);
        texts.swap(m_refusalTexts);
    }
    for (const QString &text : texts)
        m_run.environment.report.error(u"VolumeFailed"_s, text);
}

// After a stop only what is begun goes on.
std::vector<RestoreFetcher::Wanted> RestoreFetcher::wantedOf(std::span<const BlockNeed> needs)
{
    std::vector<Wanted> wanted;
    const bool isStopped = m_run.environment.cancel.stopRequested();
    for (const BlockNeed &need : needs) {
        if (m_files.isGivenUp(need.item) || (isStopped && !m_files.isBegun(need.item)))
            continue;
        if (need.isRepeat)
            wanted.push_back({need.block, need.index, need.count, &need});
        else
            for (std::int64_t i = 0; i < need.count; ++i)
                wanted.push_back({need.block + i, need.index + i, 1, &need});
    }
    // Runs of several files may overlap: bring the uses of each block together.
    std::stable_sort(wanted.begin(), wanted.end(), [](const Wanted &a, const Wanted &b) {
        return std::pair(!a.need->isMeta, a.block) < std::pair(!b.need->isMeta, b.block);
    });
    return wanted;
}

Result<> RestoreFetcher::fetchVolume(Worker &worker, std::span<const BlockNeed> needs)
{
    CAIRN_TRY(m_run.environment.cancel.checkAbort());
    const std::vector<Wanted> wanted = wantedOf(needs);
    if (wanted.empty())
        return {};
    QString reason = u"no volume is known to hold its content"_s;
    std::optional<OpenVolume> volume;
    if (needs.front().volume != 0) {
        CAIRN_LET(opened, openVolume(worker, needs.front().volume, reason));
        volume = std::move(opened);
    }
    KILLPOINT("X3");
    if (volume)
        return deliverBlocks(worker, *volume, wanted);
    for (const Wanted &one : wanted)
        retryElsewhere(one, reason);
    return {};
}

// Nothing: the volume gives nothing, `reason` says why.
Result<std::optional<OpenVolume>> RestoreFetcher::openVolume(Worker &worker, std::uint32_t volume,
                                                             QString &reason)
{
    CAIRN_LET(row, m_run.job.volumes.get(volume));
    if (!row)
        return std::optional<OpenVolume>();
    Result<OpenVolume> opened = openRow(worker.opener, *row);
    if (opened) {
        ++m_opened;
        m_refused = 0;
        reportRefusals();
        return std::optional(std::move(*opened));
    }
    const Error error = opened.error();
    CAIRN_TRY(noteFailure(error));
    if (m_refused > 0) { // perhaps all will be refused, and then that is the one error
        const std::scoped_lock lock(m_mutex);
        m_refusalTexts.push_back(error.message);
    } else {
        m_run.environment.report.error(u"VolumeFailed"_s, error.message);
    }
    reason = error.message;
    if (const auto state = provenState(worker.opener, *row, error, m_run.environment.cancel)) {
        const std::scoped_lock lock(m_mutex);
        m_proven.emplace_back(*row, *state);
    }
    if (error.code != ErrorCode::Corrupt && error.code != ErrorCode::WrongPassphrase)
        return std::optional<OpenVolume>();
    if (error.id == u"MixedEncryption"_s)
        return std::optional<OpenVolume>();
    Result<OpenVolume> salvaged =
        worker.opener.open(row->name, row->size, row->hash, Trust::Salvage);
    if (salvaged)
        return std::optional(std::move(*salvaged));
    return std::optional<OpenVolume>();
}

// Some failures would meet every volume: then there is no use in trying each.
Result<> RestoreFetcher::noteFailure(const Error &error)
{
    if (error.code == ErrorCode::Cancelled || error.code == ErrorCode::MissingPassphrase ||
        error.code == ErrorCode::NoSpace)
        return fail(error);
    const bool isRefusal = error.code == ErrorCode::WrongPassphrase ||
                           error.code == ErrorCode::Auth || error.code == ErrorCode::Transient ||
                           error.code == ErrorCode::Throttled;
    if (!isRefusal)
        return {};
    const bool isKnownGood = error.code == ErrorCode::WrongPassphrase && m_opened > 0;
    if (!isKnownGood && ++m_refused >= m_refusals)
        return fail(error);
    return {};
}

Result<std::vector<BlockRow>> RestoreFetcher::rowsOf(const std::vector<Wanted> &wanted)
{
    std::vector<std::int64_t> ids;
    ids.reserve(wanted.size());
    for (const Wanted &one : wanted)
        ids.push_back(one.block);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<BlockRow> rows;
    rows.reserve(ids.size());
    for (std::size_t at = 0; at < ids.size();) {
        std::size_t end = at + 1;
        while (end < ids.size() && ids[end] == ids[end - 1] + 1)
            ++end;
        CAIRN_LET(found, m_run.job.blocks.inRange(ids[at], ids[end - 1]));
        rows.insert(rows.end(), found.begin(), found.end());
        at = end;
    }
    return rows;
}

bool RestoreFetcher::extract(Worker &worker, const OpenVolume &volume, const BlockRow &row)
{
    const std::optional<std::size_t> entry = volume.archive->find(row.hash.toBase64Url());
    if (!entry)
        return false;
    const Result<> extracted = volume.archive->extract(
        *entry, worker.content, static_cast<std::size_t>(row.size), worker.scratch);
    return extracted && worker.content.size() == static_cast<std::size_t>(row.size) &&
           worker.hasher.hash(worker.content) == row.hash;
}

Result<> RestoreFetcher::deliverBlocks(Worker &worker, const OpenVolume &volume,
                                       const std::vector<Wanted> &wanted)
{
    CAIRN_LET(rows, rowsOf(wanted));
    const bool escapes = escapesPaths(volume.manifest.appVersion);
    for (std::size_t at = 0; at < wanted.size();) {
        CAIRN_TRY(m_run.environment.cancel.checkAbort());
        const std::int64_t block = wanted[at].block;
        const auto row = std::lower_bound(
            rows.begin(), rows.end(), block,
            [](const BlockRow &candidate, std::int64_t id) { return candidate.id < id; });
        const bool isThere = row != rows.end() && row->id == block && extract(worker, volume, *row);
        for (; at < wanted.size() && wanted[at].block == block; ++at) {
            const Wanted &one = wanted[at];
            if (isThere)
                CAIRN_TRY(
                    m_files.deliver(*one.need, one.index, one.count, worker.content, escapes));
            else
                retryElsewhere(one, u"a block of it is damaged or missing in its volume"_s);
        }
    }
    return {};
}

void RestoreFetcher::retryElsewhere(const Wanted &wanted, const QString &reason)
{
    BlockNeed need = *wanted.need;
    need.block = wanted.block;
    need.index = wanted.index;
    need.count = wanted.count;
    need.isRepeat = need.isRepeat || wanted.count > 1;
    const std::scoped_lock lock(m_mutex);
    m_failed.emplace_back(need, reason);
}

// Further copies are tried by ascending volume, so that what was tried need not be remembered.
Result<> RestoreFetcher::seekCopies()
{
    std::sort(m_failed.begin(), m_failed.end(), [](const auto &a, const auto &b) {
        return std::pair(a.first.item, a.first.index) < std::pair(b.first.item, b.first.index);
    });
    for (auto &[need, reason] : m_failed) {
        const std::int64_t tried = need.isCopy ? std::int64_t{need.volume} : -1;
        CAIRN_LET(copies, m_run.job.blocks.copiesOf(need.block));
        std::sort(copies.begin(), copies.end());
        const auto copy = std::upper_bound(copies.begin(), copies.end(), tried);
        if (copy == copies.end()) {
            CAIRN_TRY(m_files.lose(need, need.index, need.count, reason));
            continue;
        }
        need.volume = static_cast<std::uint32_t>(*copy);
        need.isCopy = true;
        m_next.push_back(need);
    }
    m_failed.clear();
    std::sort(m_next.begin(), m_next.end(), [](const BlockNeed &a, const BlockNeed &b) {
        return std::pair(a.volume, a.block) < std::pair(b.volume, b.block);
    });
    return {};
}

} // namespace cairn

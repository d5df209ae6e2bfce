// SPDX-License-Identifier: MIT
#include "core/operations/restore_fetch.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/format/path_escape.h"
#include "core/operations/volume_damage.h"

#include <algorithm>
#include <array>
#include <thread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned kWorkers = 4;
constexpr std::size_t kLargestPaired = 1U << 20; // larger blocks lie in memory one at a time
constexpr std::size_t kRefusals = 3; // a destination that refuses so often refuses everything

unsigned workersFor(const JobOptions &options)
{
    if (options.restore.downloaders > 0)
        return static_cast<unsigned>(options.restore.downloaders);
    return std::min(kWorkers, std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace

// The uses of one block, and the block if the volume gives it.
struct RestoreFetcher::Uses
{
    std::span<const WantedBlockUse> all;
    const BlockRow *row = nullptr;
    bool isThere = false; // and proven
};

// Two blocks lie ready at a time, as two are hashed side by side.
struct RestoreFetcher::Worker
{
    explicit Worker(const JobSettings &settings)
        : hashers{Hasher(settings.blockHash), Hasher(settings.blockHash)}
    {
    }
    void extract(const OpenVolume &volume, Uses &uses, Buffer &content);
    void prove(std::span<Uses> uses);

    std::optional<VolumeOpener> opener; // none as long as it only shares what others have opened
    std::array<Hasher, 2> hashers;
    ExtractScratch scratch;
    std::array<Buffer, 2> contents;
};

void RestoreFetcher::Worker::extract(const OpenVolume &volume, Uses &uses, Buffer &content)
{
    content.clear();
    if (uses.row == nullptr)
        return;
    const std::optional<std::size_t> entry = volume.archive->find(uses.row->hash.toBase64Url());
    if (!entry)
        return;
    const auto size = static_cast<std::size_t>(uses.row->size);
    uses.isThere =
        volume.archive->extract(*entry, content, size, scratch) && content.size() == size;
}

// R17: what has another hash is not there.
void RestoreFetcher::Worker::prove(std::span<Uses> uses)
{
    updateBoth(hashers[0], contents[0], hashers[1],
               uses.size() > 1 ? contents[1].view() : ByteView());
    for (std::size_t i = 0; i < uses.size(); ++i) {
        const Digest hash = hashers[i].finish();
        uses[i].isThere = uses[i].isThere && hash == uses[i].row->hash;
    }
}

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
    RestoreRound round(needs);
    m_refusals = static_cast<int>(std::min(kRefusals, round.volumes()));
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < workersFor(m_run.environment.options); ++i)
        threads.emplace_back([&] { work(round); });
    for (std::thread &thread : threads)
        thread.join();
    if (round.failure())
        return fail(*round.failure());
    reportRefusals();
    return {};
}

void RestoreFetcher::work(RestoreRound &round)
{
    Worker worker(m_run.settings);
    while (const std::optional<std::span<const BlockNeed>> needs = round.next())
        if (Result<> fetched = fetchVolume(round, worker, *needs); !fetched)
            return round.fail(std::move(fetched).error());
    while (RestoreShare *share = round.takeOver())
        if (Result<> delivered = deliverShare(round, worker, *share); !delivered)
            return round.fail(std::move(delivered).error());
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
std::vector<WantedBlockUse> RestoreFetcher::wantedOf(std::span<const BlockNeed> needs)
{
    std::vector<WantedBlockUse> wanted;
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
    std::stable_sort(
        wanted.begin(), wanted.end(), [](const WantedBlockUse &a, const WantedBlockUse &b) {
            return std::pair(!a.need->isMeta, a.block) < std::pair(!b.need->isMeta, b.block);
        });
    return wanted;
}

Result<> RestoreFetcher::fetchVolume(RestoreRound &round, Worker &worker,
                                     std::span<const BlockNeed> needs)
{
    Result<std::shared_ptr<const WantedVolume>> volume = openWanted(worker, needs);
    if (!volume || !*volume) {
        round.noShare();
        return volume ? Result<>() : fail(std::move(volume).error());
    }
    return deliverShare(round, worker, round.share(std::move(*volume)));
}

// Null: nothing is wanted of it, or it gives nothing, and that is noted.
Result<std::shared_ptr<const WantedVolume>>
RestoreFetcher::openWanted(Worker &worker, std::span<const BlockNeed> needs)
{
    CAIRN_TRY(m_run.environment.cancel.checkAbort());
    auto volume = std::make_shared<WantedVolume>();
    volume->uses = wantedOf(needs);
    if (volume->uses.empty())
        return nullptr;
    QString reason = u"no volume is known to hold its content"_s;
    std::optional<OpenVolume> opened;
    if (needs.front().volume != 0) {
        CAIRN_LET(found, openVolume(worker, needs.front().volume, reason));
        opened = std::move(found);
    }
    KILLPOINT("X3");
    if (!opened) {
        for (const WantedBlockUse &use : volume->uses)
            retryElsewhere(use, reason);
        return nullptr;
    }
    volume->opened = std::move(*opened);
    CAIRN_LET(rows, rowsOf(volume->uses));
    volume->rows = std::move(rows);
    return volume;
}

// Nothing: the volume gives nothing, `reason` says why.
Result<std::optional<OpenVolume>> RestoreFetcher::openVolume(Worker &worker, std::uint32_t volume,
                                                             QString &reason)
{
    CAIRN_LET(row, m_run.job.volumes.get(volume));
    if (!row)
        return std::optional<OpenVolume>();
    if (!worker.opener) {
        CAIRN_LET(backend, m_run.environment.openBackend());
        worker.opener.emplace(m_run.environment, std::move(backend), m_run.settings);
    }
    Result<OpenVolume> opened = openRow(*worker.opener, *row);
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
    if (const auto state = provenState(*worker.opener, *row, error, m_run.environment.cancel)) {
        const std::scoped_lock lock(m_mutex);
        m_proven.emplace_back(*row, *state);
    }
    if (error.code != ErrorCode::Corrupt && error.code != ErrorCode::WrongPassphrase)
        return std::optional<OpenVolume>();
    if (error.id == u"MixedEncryption"_s)
        return std::optional<OpenVolume>();
    Result<OpenVolume> salvaged =
        worker.opener->open(row->name, row->size, row->hash, Trust::Salvage);
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

Result<std::vector<BlockRow>> RestoreFetcher::rowsOf(const std::vector<WantedBlockUse> &wanted)
{
    std::vector<std::int64_t> ids;
    ids.reserve(wanted.size());
    for (const WantedBlockUse &one : wanted)
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

// Of the first block of `wanted`.
RestoreFetcher::Uses RestoreFetcher::usesFrom(std::span<const WantedBlockUse> wanted,
                                              std::span<const BlockRow> rows)
{
    const std::int64_t block = wanted.front().block;
    const auto end = std::ranges::find_if(
        wanted, [block](const WantedBlockUse &one) { return one.block != block; });
    const auto row = std::ranges::lower_bound(rows, block, {}, &BlockRow::id);
    Uses uses;
    uses.all = {wanted.begin(), end};
    if (row != rows.end() && row->id == block)
        uses.row = &*row;
    return uses;
}

Result<> RestoreFetcher::deliverShare(RestoreRound &round, Worker &worker, RestoreShare &share)
{
    constexpr std::size_t kAtATime = 8; // few, so that there is something left to share
    Result<> delivered;
    while (delivered) {
        const std::span<const WantedBlockUse> uses = round.take(share, kAtATime);
        if (uses.empty())
            break;
        delivered = deliverBlocks(worker, share.volume(), uses);
    }
    round.drop(share);
    return delivered;
}

Result<> RestoreFetcher::deliverBlocks(Worker &worker, const WantedVolume &volume,
                                       std::span<const WantedBlockUse> wanted)
{
    const bool escapes = escapesPaths(volume.opened.manifest.appVersion);
    while (!wanted.empty()) {
        CAIRN_TRY(m_run.environment.cancel.checkAbort());
        std::array<Uses, 2> pair;
        std::size_t count = 0;
        while (count < pair.size() && !wanted.empty()) {
            pair[count] = usesFrom(wanted, volume.rows);
            wanted = wanted.subspan(pair[count].all.size());
            worker.extract(volume.opened, pair[count], worker.contents[count]);
            if (worker.contents[count++].size() > kLargestPaired)
                break;
        }
        const std::span<Uses> found = std::span(pair).first(count);
        worker.prove(found);
        for (std::size_t i = 0; i < count; ++i)
            CAIRN_TRY(deliverUses(found[i], worker.contents[i], escapes));
    }
    return {};
}

Result<> RestoreFetcher::deliverUses(const Uses &uses, ByteView content, bool escapes)
{
    for (const WantedBlockUse &one : uses.all) {
        if (uses.isThere)
            CAIRN_TRY(m_files.deliver(*one.need, one.index, one.count, content, escapes));
        else
            retryElsewhere(one, u"a block of it is damaged or missing in its volume"_s);
    }
    return {};
}

void RestoreFetcher::retryElsewhere(const WantedBlockUse &wanted, const QString &reason)
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

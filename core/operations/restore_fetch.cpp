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

// A block on its way: extracted, hashed, delivered.
struct RestoreFetcher::Block
{
    explicit Block(HashAlgorithm algorithm)
        : hasher(algorithm)
    {
    }
    std::span<const WantedBlockUse> uses; // none: there is no block
    const BlockRow *row = nullptr;
    Buffer content;
    bool isThere = false; // the volume gave something of the right size
    Hasher hasher;
    bool isHashed = false;

    void drop()
    {
        uses = {};
        content.clear();
    }
    // R17: what has another hash is not there.
    [[nodiscard]] bool isProven()
    {
        const Digest hash = hasher.finish();
        return isThere && hash == row->hash;
    }
};

// Two blocks lie ready at a time: the second is hashed beside the first, or beside the hash of the
// file that the first belongs to.
struct RestoreFetcher::Worker
{
    explicit Worker(const JobSettings &settings)
        : blocks{Block(settings.blockHash), Block(settings.blockHash)}
    {
    }
    std::span<const WantedBlockUse> extract(const WantedVolume &volume,
                                            std::span<const WantedBlockUse> wanted, Block &block);

    std::optional<VolumeOpener> opener; // none as long as it only shares what others have opened
    ExtractScratch scratch;
    std::array<Block, 2> blocks;
};

// The first block of `wanted`; what is left after its uses.
std::span<const WantedBlockUse>
RestoreFetcher::Worker::extract(const WantedVolume &volume, std::span<const WantedBlockUse> wanted,
                                Block &block)
{
    const std::int64_t id = wanted.front().block;
    const auto end =
        std::ranges::find_if(wanted, [id](const WantedBlockUse &use) { return use.block != id; });
    block.uses = {wanted.begin(), end};
    block.isHashed = false;
    const auto row = std::ranges::lower_bound(volume.rows, id, {}, &BlockRow::id);
    block.isThere = row != volume.rows.end() && row->id == id;
    block.row = block.isThere ? &*row : nullptr;
    if (block.isThere) {
        const auto entry = volume.opened.archive->find(row->hash.toBase64Url());
        const auto size = static_cast<std::size_t>(row->size);
        block.isThere = entry &&
                        volume.opened.archive->extract(*entry, block.content, size, scratch) &&
                        block.content.size() == size;
    }
    if (!block.isThere)
        block.content.clear();
    return wanted.subspan(block.uses.size());
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
        error.code == ErrorCode::NoSpace || isDestinationGone(error))
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
    Block *current = &worker.blocks[0];
    Block *next = &worker.blocks[1];
    current->drop();
    while (true) {
        CAIRN_TRY(m_run.environment.cancel.checkAbort());
        if (current->uses.empty() && wanted.empty())
            return {};
        if (current->uses.empty())
            wanted = worker.extract(volume, wanted, *current);
        next->drop();
        if (!wanted.empty() && current->content.size() <= kLargestPaired)
            wanted = worker.extract(volume, wanted, *next);
        if (!current->isHashed) {
            updateBoth(current->hasher, current->content, next->hasher, next->content);
            next->isHashed = true;
        }
        SideHash side{&next->hasher, next->content, next->isHashed};
        CAIRN_TRY(deliverBlock(*current, escapes, side));
        next->isHashed = side.isTaken;
        std::swap(current, next);
    }
}

Result<> RestoreFetcher::deliverBlock(Block &block, bool escapes, SideHash &side)
{
    const bool isProven = block.isProven();
    for (const WantedBlockUse &one : block.uses) {
        if (isProven)
            CAIRN_TRY(
                m_files.deliver(*one.need, one.index, one.count, block.content, escapes, &side));
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

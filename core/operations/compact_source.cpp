// SPDX-License-Identifier: MIT
#include "core/operations/compact_source.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/operations/volume_damage.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Large enough for the hand-over to cost nothing, small enough for all threads to end together.
constexpr std::size_t kBatchBytes = 512U << 10;
constexpr std::size_t kBatchBlocks = 128;
// One thread packs what all of them prove, in some two thirds of the time it takes one of them.
constexpr unsigned kMaxProvers = 4;

// What the block takes up until it is packed.
std::size_t weightOf(const VolumeArchive &archive, const WantedBlock &wanted)
{
    constexpr std::size_t kBeside = sizeof(PackedBlock) + sizeof(WantedBlock);
    const auto size = static_cast<std::size_t>(wanted.row.size);
    if (!wanted.entry)
        return kBeside;
    const ArchiveEntry &entry = archive.entries()[*wanted.entry];
    const bool asItIs = entry.method == static_cast<std::uint16_t>(ZipMethod::Deflated);
    return kBeside + (asItIs && !wanted.isList ? static_cast<std::size_t>(entry.packedSize) : size);
}

Result<> aborted()
{
    return fail(ErrorCode::Cancelled, u"The operation was aborted."_s);
}

} // namespace

// Some blocks of a source that lie one after another, or the end of a source.
struct CompactReader::Batch
{
    std::size_t source = 0;
    std::size_t number = 0;                 // within the source
    const VolumeArchive *archive = nullptr; // open until waitForProofs() returns
    std::vector<WantedBlock> wanted;
    std::vector<PackedBlock> proven; // all of them, or those before the first bad one
    bool failed = false;
    bool done = false; // from then on it is next()'s alone
    std::unique_ptr<CompactItem> end;
};

CompactReader::CompactReader(const RunEnvironment &environment, JobDatabase &job,
                             const JobSettings &settings, const NeededBlocks &needed,
                             const std::vector<CompactCandidate> &sources)
    : m_environment(environment)
    , m_job(job)
    , m_settings(settings)
    , m_needed(needed)
    , m_sources(sources)
{
}

CompactReader::~CompactReader()
{
    {
        std::scoped_lock lock(m_mutex);
        m_dropped = true;
    }
    m_order.abort();
    if (m_thread.joinable())
        m_thread.join(); // it waits for the proofs it has asked for, which end at once now
    m_work.close();
    for (std::thread &prover : m_provers)
        prover.join();
}

Result<> CompactReader::start(std::optional<unsigned> provers)
{
    CAIRN_LET(backend, m_environment.openBackend());
    m_opener.emplace(m_environment, std::move(backend), m_settings);
    const unsigned count =
        provers.value_or(std::clamp(std::thread::hardware_concurrency(), 1U, kMaxProvers));
    for (unsigned i = 0; i < count; ++i)
        m_provers.emplace_back([this] { prove(); });
    m_thread = std::thread([this] { run(); });
    return {};
}

void CompactReader::run()
{
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        if (m_environment.cancel.stopRequested())
            break;
        CompactItem end;
        end.source = i;
        if (Result<> read = readSource(i); !read) {
            end.proven =
                provenState(*m_opener, m_sources[i].volume, read.error(), m_environment.cancel);
            end.failure = std::move(read).error();
        }
        const bool goOn = !end.failure || end.proven;
        auto last = std::make_shared<Batch>();
        last->end = std::make_unique<CompactItem>(std::move(end));
        if (!m_order.push(std::move(last)) || !goOn)
            break;
    }
    m_order.close();
}

Result<> CompactReader::readSource(std::size_t index)
{
    const VolumeRow &row = m_sources[index].volume;
    KILLPOINT("C2");
    CAIRN_LET(volume, openRow(*m_opener, row));
    CAIRN_LET(blocks, m_job.blocks.ofVolume(row.id));
    KILLPOINT("C3");
    const Result<> shared = shareOut(index, *volume.archive, blocks);
    Result<> proven = waitForProofs(); // in any case: the archive is being read
    if (!proven) {
        Error error = std::move(proven).error();
        if (error.code != ErrorCode::Cancelled)
            error.message = toQString(row.name) % u": "_s % error.message;
        return fail(std::move(error));
    }
    return shared;
}

Result<> CompactReader::shareOut(std::size_t source, const VolumeArchive &archive,
                                 const std::vector<BlockRow> &blocks)
{
    auto batch = std::make_shared<Batch>();
    std::size_t weight = 0;
    const auto handBatch = [&]() -> Result<> {
        batch->source = source;
        batch->archive = &archive;
        if (!hand(std::exchange(batch, std::make_shared<Batch>()), std::exchange(weight, 0)))
            return aborted();
        return m_environment.cancel.checkAbort();
    };
    for (const BlockRow &block : blocks) {
        if (!m_needed.contains(block.id))
            continue;
        WantedBlock wanted{block, archive.find(block.hash.toBase64Url()),
                           m_needed.isList(block.id)};
        weight += weightOf(archive, wanted);
        batch->wanted.push_back(std::move(wanted));
        if (weight >= kBatchBytes || batch->wanted.size() >= kBatchBlocks)
            CAIRN_TRY(handBatch());
    }
    return batch->wanted.empty() ? Result<>() : handBatch();
}

// First into the queue that has room for so many only.
bool CompactReader::hand(BatchPtr batch, std::size_t weight)
{
    {
        std::scoped_lock lock(m_mutex);
        if (m_failure)
            return true; // nothing of this source is wanted any more
        batch->number = m_shared++;
        ++m_unproven;
    }
    if (m_order.push(batch, weight) && m_work.push(batch))
        return true;
    std::scoped_lock lock(m_mutex);
    --m_unproven;
    return false;
}

// The end of a source: its first failure, if any.
Result<> CompactReader::waitForProofs()
{
    std::unique_lock lock(m_mutex);
    m_proven.wait(lock, [this] { return m_unproven == 0; });
    m_shared = 0;
    std::optional<Failure> failure = std::exchange(m_failure, std::nullopt);
    if (failure)
        return fail(std::move(failure->error));
    return {};
}

void CompactReader::prove()
{
    BlockProver prover(m_settings.blockHash);
    while (std::optional<BatchPtr> next = m_work.pop()) {
        Batch &batch = **next;
        Result<> proven;
        if (!isUseless(batch.number))
            proven = proveBatch(prover, batch);
        std::scoped_lock lock(m_mutex);
        batch.failed = !proven;
        batch.done = true;
        --m_unproven;
        if (!proven && (!m_failure || batch.number < m_failure->batch))
            m_failure = Failure{batch.number, std::move(proven).error()};
        m_proven.notify_all();
    }
}

bool CompactReader::isUseless(std::size_t batch)
{
    std::scoped_lock lock(m_mutex);
    return m_dropped || (m_failure && m_failure->batch < batch);
}

Result<> CompactReader::proveBatch(BlockProver &prover, Batch &batch) const
{
    batch.proven.reserve(batch.wanted.size());
    for (const WantedBlock &wanted : batch.wanted) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        CAIRN_LET(block, prover.read(*batch.archive, wanted));
        batch.proven.push_back(std::move(block));
    }
    return {};
}

// The next one that holds blocks or an end. False after the last.
bool CompactReader::takeBatch()
{
    while (std::optional<BatchPtr> next = m_order.pop()) {
        m_taken = std::move(*next);
        m_handedOut = 0;
        if (m_taken->end)
            return true;
        std::unique_lock lock(m_mutex);
        m_proven.wait(lock, [this] { return m_taken->done; });
        if (m_failedSource == m_taken->source)
            continue; // behind the bad block
        if (m_taken->failed)
            m_failedSource = m_taken->source;
        if (!m_taken->proven.empty())
            return true;
    }
    return false;
}

std::optional<CompactItem> CompactReader::next()
{
    if ((!m_taken || m_handedOut == m_taken->proven.size()) && !takeBatch())
        return std::nullopt;
    if (m_taken->end) {
        const BatchPtr last = std::exchange(m_taken, nullptr);
        return std::move(*last->end);
    }
    CompactItem item;
    item.source = m_taken->source;
    item.block = std::move(m_taken->proven[m_handedOut++]);
    return item;
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/operations/restore_files.h"

#include "core/base/text.h"
#include "core/format/limits.h"
#include "core/format/stream_shape.h"
#include "core/source/page_cache.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Up to here a file is hashed whole, holes and all. Larger ones are right if each block is: hashing
// a sparse terabyte takes half an hour and tells nothing new.
constexpr std::int64_t kHashedWhole = std::int64_t{64} << 30;
constexpr std::size_t kHole = 4096; // less is no hole in any file system
constexpr std::size_t kPiece = 1 << 20;
// A smaller file is not worth a call of its own: the sync of its batch writes many at a time.
constexpr std::int64_t kWrittenEarly = 1 << 20;
constexpr std::int64_t kBlocksWritten = 256; // of a large file, between two such calls
// Blocks that lie ready behind the hash before a thread leaves its volume to bring it forward.
constexpr std::int64_t kFarBehind = 32;

bool isZero(ByteView bytes)
{
    return bytes.empty() ||
           (bytes[0] == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

// What concerns every file that would follow too.
bool endsRestore(const Error &error)
{
    return error.code == ErrorCode::NoSpace || error.code == ErrorCode::ReadOnly ||
           error.code == ErrorCode::Cancelled;
}

// What one item holds of the memory for metadata; given back with it.
class HeldBytes final
{
public:
    HeldBytes() = default;
    HeldBytes(const HeldBytes &) = delete;
    HeldBytes &operator=(const HeldBytes &) = delete;
    ~HeldBytes() { release(); }
    [[nodiscard]] bool grow(std::atomic<std::int64_t> &total, std::int64_t bytes,
                            std::int64_t limit)
    {
        m_total = &total;
        m_bytes += bytes;
        return (total += bytes) <= limit;
    }
    void release()
    {
        if (m_total != nullptr)
            *m_total -= std::exchange(m_bytes, 0);
    }
    void keep() { m_bytes = 0; } // for good

private:
    std::atomic<std::int64_t> *m_total = nullptr;
    std::int64_t m_bytes = 0;
};

} // namespace

struct RestoreFiles::Assembly
{
    File file;
    struct stat made = {}; // identity, while the file is closed
    bool begun = false;
    std::optional<Hasher> hasher;
    std::int64_t hashed = 0;      // blocks from the start on
    std::vector<bool> written;    // by block, where there is a hasher
    bool catchingUp = false;      // a thread reads the file for the hash: it must stay open
    std::optional<Error> failure; // for that thread to clean up after
    RawMetadata meta;
    HeldBytes held; // of it
    bool metaLost = false;
    std::vector<std::pair<std::int64_t, std::int64_t>> lost; // offset, length
    QString reason;                                          // of the first loss
};

RestoreFiles::RestoreFiles(RestoreRun &run, RestorePlan &plan, RestoreCommitter &committer,
                           const MetadataWriter &metadata)
    : m_run(run)
    , m_plan(plan)
    , m_committer(committer)
    , m_metadata(metadata)
{
}

RestoreFiles::~RestoreFiles()
{
    settle();
}

RestoreFiles::Assembly &RestoreFiles::assemblyOf(Stripe &stripe, std::uint32_t item)
{
    std::unique_ptr<Assembly> &assembly = stripe.assemblies[item];
    if (!assembly)
        assembly = std::make_unique<Assembly>();
    return *assembly;
}

bool RestoreFiles::isBegun(std::uint32_t item)
{
    Stripe &stripe = stripeOf(item);
    const std::scoped_lock lock(stripe.mutex);
    return stripe.assemblies.contains(item);
}

bool RestoreFiles::isGivenUp(std::uint32_t item)
{
    Stripe &stripe = stripeOf(item);
    const std::scoped_lock lock(stripe.mutex);
    return m_plan.items[item].content < 0;
}

Result<> RestoreFiles::finishReady()
{
    for (std::uint32_t item = 0; item < m_plan.items.size(); ++item) {
        const ItemNeed &need = m_plan.items[item];
        if (need.content == 0 && need.meta == 0 &&
            m_run.list.items[item].verdict != RestoreVerdict::Nothing)
            CAIRN_TRY(finish(item, std::make_unique<Assembly>()));
    }
    return {};
}

template<typename Take>
Result<> RestoreFiles::take(const BlockNeed &need, std::int64_t count, Take take)
{
    std::unique_ptr<Assembly> complete;
    {
        Stripe &stripe = stripeOf(need.item);
        const std::scoped_lock lock(stripe.mutex);
        ItemNeed &left = m_plan.items[need.item];
        if (left.content < 0)
            return {};
        Assembly &assembly = assemblyOf(stripe, need.item);
        if (Result<> taken = take(assembly); !taken) {
            if (assembly.catchingUp) {
                left.content = -1;
                assembly.failure = taken.error();
                return endsRestore(taken.error()) ? taken : Result<>();
            }
            Result<> rest = giveUp(need.item, assembly, taken.error());
            stripe.assemblies.erase(need.item);
            return rest;
        }
        if (need.isMeta)
            left.meta -= static_cast<std::uint32_t>(count);
        else
            left.content -= count;
        if (assembly.catchingUp)
            return {};
        if (left.content == 0 && left.meta == 0) {
            complete = std::move(stripe.assemblies[need.item]);
            stripe.assemblies.erase(need.item);
        } else if (assembly.file.isOpen() && m_open > kOpenFiles) {
            closeEarly(assembly);
        }
    }
    return complete ? finish(need.item, std::move(complete)) : Result<>();
}

// The hash of a file is one chain, and several threads bring its blocks from several volumes at a
// time. Left to the end, one thread would read the half of a large file again while the others
// wait.
Result<> RestoreFiles::catchUp(std::uint32_t item, std::int64_t deliveredTo)
{
    const std::int64_t blocksize = m_run.settings.blocksize;
    Stripe &stripe = stripeOf(item);
    std::unique_lock lock(stripe.mutex);
    const auto found = stripe.assemblies.find(item);
    if (found == stripe.assemblies.end() || !found->second->hasher || found->second->catchingUp)
        return {};
    Assembly &assembly = *found->second; // stays while catchingUp is set
    Result<> done;
    Buffer piece;
    while (done && !assembly.failure && assembly.file.isOpen()) {
        std::int64_t ready = 0;
        const auto blocks = static_cast<std::int64_t>(assembly.written.size());
        while (assembly.hashed + ready < blocks && ready < kFarBehind &&
               assembly.written[static_cast<std::size_t>(assembly.hashed + ready)])
            ++ready;
        // Who brings the next block goes on without reading it back.
        if (ready == 0 || (ready < kFarBehind && assembly.hashed + ready != deliveredTo))
            break;
        assembly.catchingUp = true;
        const std::int64_t from = assembly.hashed * blocksize;
        const std::int64_t end = std::min(m_run.list.items[item].size, from + ready * blocksize);
        lock.unlock();
        done = hashRange(assembly, from, end, piece);
        lock.lock();
        assembly.catchingUp = false;
        assembly.hashed += ready;
    }
    ItemNeed &left = m_plan.items[item];
    if (done && assembly.failure)
        done = fail(*assembly.failure);
    if (!done) {
        Result<> rest = giveUp(item, assembly, done.error());
        stripe.assemblies.erase(item);
        return rest;
    }
    if (left.content != 0 || left.meta != 0)
        return {};
    std::unique_ptr<Assembly> complete = std::move(stripe.assemblies[item]);
    stripe.assemblies.erase(item);
    lock.unlock();
    return finish(item, std::move(complete));
}

Result<> RestoreFiles::hashRange(Assembly &assembly, std::int64_t from, std::int64_t end,
                                 Buffer &piece) const
{
    while (from < end) {
        CAIRN_TRY(m_run.environment.cancel.checkAbort());
        piece.resize(static_cast<std::size_t>(
            std::min<std::int64_t>(static_cast<std::int64_t>(kPiece), end - from)));
        CAIRN_LET(got, assembly.file.readAt(static_cast<std::uint64_t>(from), piece.span()));
        if (got != piece.size())
            return fail(ErrorCode::Changed, u"it was shortened while it was being restored"_s);
        assembly.hasher->update(piece);
        from += static_cast<std::int64_t>(got);
    }
    return {};
}

Result<> RestoreFiles::deliver(const BlockNeed &need, std::int64_t index, std::int64_t count,
                               ByteView content, bool escapes, SideHash *side)
{
    CAIRN_TRY(take(need, count, [&](Assembly &assembly) -> Result<> {
        if (!need.isMeta)
            return write(need.item, assembly, index, count, content, side);
        assembly.meta.escapes = escapes;
        for (std::int64_t i = 0; i < count; ++i)
            takeMeta(need.item, assembly, index + i, content);
        return {};
    }));
    // Files of one block have no chain.
    return !need.isMeta && m_run.list.items[need.item].content < 0
               ? catchUp(need.item, index + count)
               : Result<>();
}

Result<> RestoreFiles::lose(const BlockNeed &need, std::int64_t index, std::int64_t count,
                            const QString &reason)
{
    return take(need, count, [&](Assembly &assembly) -> Result<> {
        if (need.isMeta)
            loseMeta(need.item, assembly, reason);
        else
            loseContent(need.item, assembly, index, count, reason);
        return {};
    });
}

void RestoreFiles::loseMeta(std::uint32_t item, Assembly &assembly, const QString &reason)
{
    if (!assembly.metaLost)
        m_run.warn(item, u"the metadata of %1 is lost: %2"_s.arg(
                             displayText(m_run.list.pathOf(m_run.list.items[item])), reason));
    assembly.metaLost = true;
    assembly.meta = {};
    assembly.held.release();
}

void RestoreFiles::loseContent(std::uint32_t item, Assembly &assembly, std::int64_t index,
                               std::int64_t count, const QString &reason)
{
    const std::int64_t from = index * m_run.settings.blocksize;
    const std::int64_t end =
        std::min(m_run.list.items[item].size, (index + count) * m_run.settings.blocksize);
    if (!assembly.lost.empty() && assembly.lost.back().first + assembly.lost.back().second == from)
        assembly.lost.back().second += end - from;
    else
        assembly.lost.emplace_back(from, end - from);
    if (assembly.reason.isEmpty())
        assembly.reason = reason;
}

Result<> RestoreFiles::begin(std::uint32_t item, Assembly &assembly)
{
    const RestoreItem &row = m_run.list.items[item];
    if (m_shown++ % 16 == 0)
        m_run.environment.progress.setCurrent(m_run.list.pathOf(row));
    CAIRN_LET(file, m_run.target->createFile(row.place, m_run.tempName(item)));
    assembly.file = std::move(file);
    assembly.begun = true;
    ++m_open;
    if (m_run.options().preallocate && row.size > 0)
        std::ignore = ::posix_fallocate(assembly.file.fd(), 0, row.size); // a hint, no more
    if (row.content >= 0)
        return {};
    CAIRN_TRY(assembly.file.truncate(static_cast<std::uint64_t>(row.size)));
    if (m_run.reused.contains(item))
        return reuse(item, assembly);
    if (row.size <= kHashedWhole) {
        assembly.hasher.emplace(m_run.settings.fileHash);
        assembly.written.resize(
            static_cast<std::size_t>(blockCount(row.size, m_run.settings.blocksize)));
    }
    return {};
}

// The whole is hashed in the end, so that a file that changes under us is noticed.
Result<> RestoreFiles::reuse(std::uint32_t item, Assembly &assembly)
{
    const RestoreItem &row = m_run.list.items[item];
    const ReusedBlocks &reused = m_run.reused.at(item);
    CAIRN_LET(old, m_run.target->openExisting(row.place, reused.name));
    Buffer block;
    for (std::size_t index = 0; index < reused.good.size(); ++index) {
        if (!reused.good[index])
            continue;
        CAIRN_TRY(m_run.environment.cancel.checkAbort());
        const auto at = static_cast<std::int64_t>(index);
        block.resize(static_cast<std::size_t>(blockLength(row.size, m_run.settings.blocksize, at)));
        const auto offset = static_cast<std::uint64_t>(at * m_run.settings.blocksize);
        CAIRN_LET(got, old.readAt(offset, block.span()));
        if (got != block.size())
            return fail(ErrorCode::Changed, u"what was there became shorter meanwhile"_s);
        if (block.size() < kHole || !isZero(block))
            CAIRN_TRY(assembly.file.writeAt(offset, block));
        m_run.environment.progress.bytesDone += static_cast<std::int64_t>(got);
    }
    return {};
}

Result<> RestoreFiles::open(std::uint32_t item, Assembly &assembly)
{
    if (!assembly.begun)
        return begin(item, assembly);
    if (assembly.file.isOpen())
        return {};
    const RestoreItem &row = m_run.list.items[item];
    CAIRN_LET(file, m_run.target->reopen(row.place, m_run.tempName(item), assembly.made));
    assembly.file = std::move(file);
    ++m_open;
    return {};
}

void RestoreFiles::closeEarly(Assembly &assembly)
{
    if (::fstat(assembly.file.fd(), &assembly.made) != 0)
        return; // it stays open
    // What close() could report here, the read for the hash reports too.
    std::ignore = assembly.file.close();
    assembly.file = File();
    --m_open;
}

Result<> RestoreFiles::write(std::uint32_t item, Assembly &assembly, std::int64_t index,
                             std::int64_t count, ByteView content, SideHash *side)
{
    const RestoreItem &row = m_run.list.items[item];
    const std::int64_t blocksize = m_run.settings.blocksize;
    if (static_cast<std::int64_t>(content.size()) !=
            blockLength(row.size, blocksize, index + count - 1) ||
        (count > 1 && static_cast<std::int64_t>(content.size()) != blocksize))
        return fail(ErrorCode::Corrupt, u"one of its blocks has another size than its place"_s);
    CAIRN_TRY(open(item, assembly));
    const bool isHole = content.size() >= kHole && isZero(content);
    if (isHole && row.content > 0)
        CAIRN_TRY(assembly.file.truncate(content.size()));
    for (std::int64_t at = index; at < index + count; ++at) {
        if (count > 1)
            CAIRN_TRY(m_run.environment.cancel.checkAbort());
        if (!isHole)
            CAIRN_TRY(assembly.file.writeAt(static_cast<std::uint64_t>(at * blocksize), content));
        if (!assembly.hasher) {
            if (isHole)
                break; // nothing more to do
            continue;
        }
        assembly.written[static_cast<std::size_t>(at)] = true;
        if (assembly.hashed == at && !assembly.catchingUp) {
            if (side != nullptr && !side->isTaken) {
                updateBoth(*assembly.hasher, content, *side->hasher, side->bytes);
                side->isTaken = true;
            } else {
                assembly.hasher->update(content);
            }
            ++assembly.hashed;
        }
    }
    // A file may be larger than all memory: the disk is kept busy from the start.
    if (index % kBlocksWritten == kBlocksWritten - 1)
        startWriting(assembly.file.fd());
    m_run.environment.progress.bytesDone += count * static_cast<std::int64_t>(content.size());
    return {};
}

void RestoreFiles::takeMeta(std::uint32_t item, Assembly &assembly, std::int64_t index,
                            ByteView content)
{
    const auto at = static_cast<std::size_t>(index * m_run.settings.blocksize);
    if (assembly.metaLost)
        return;
    std::string &blob = assembly.meta.blob;
    const std::size_t end = at + content.size();
    if (end > limits::kMetadataBlob)
        return loseMeta(item, assembly, u"it is too large to be true"_s);
    if (blob.size() < end) {
        const std::int64_t limit =
            limits::kHeldMetadata +
            limits::kMetadataEach * static_cast<std::int64_t>(m_run.list.items.size());
        if (!assembly.held.grow(m_heldMeta, static_cast<std::int64_t>(end - blob.size()), limit))
            return loseMeta(item, assembly,
                            u"that of all entries together is too large to be true"_s);
        blob.resize(end);
    }
    blob.replace(at, content.size(), asText(content));
}

Result<> RestoreFiles::finish(std::uint32_t item, std::unique_ptr<Assembly> assembly)
{
    const RestoreItem &row = m_run.list.items[item];
    if (row.type != EntryType::File) {
        const std::scoped_lock lock(m_keptMutex);
        m_kept.emplace(item, std::move(assembly->meta));
        assembly->held.keep();
        return {};
    }
    if (row.verdict == RestoreVerdict::Refresh) {
        Result<File> file = m_run.target->openExisting(row.place, m_run.finalName(item));
        if (file)
            m_metadata.write(item, *file, assembly->meta, false);
        else
            m_run.warn(item, file.error().message);
        m_run.count([](RestoreResult &result) { ++result.unmodifiedFiles; });
        return {};
    }
    Result<> finished = finishFile(item, *assembly);
    if (!finished)
        return giveUp(item, *assembly, finished.error());
    return {};
}

Result<> RestoreFiles::finishFile(std::uint32_t item, Assembly &assembly)
{
    if (!assembly.lost.empty() && !(m_run.options().partialFiles && assembly.begun))
        return fail(ErrorCode::Corrupt, reasonOf(assembly));
    CAIRN_TRY(open(item, assembly));
    if (assembly.lost.empty())
        CAIRN_TRY(checkHash(item, assembly));
    if (m_run.list.items[item].size >= kWrittenEarly)
        startWriting(assembly.file.fd());
    m_metadata.write(item, assembly.file, assembly.meta, true);
    CAIRN_TRY(assembly.file.close());
    assembly.file = File();
    --m_open;
    if (assembly.lost.empty()) {
        m_committer.push(item);
        return {};
    }
    CAIRN_TRY(namePartial(item));
    m_run.addBroken(item, ErrorCode::Corrupt, reasonOf(assembly));
    return {};
}

// It is no more allowed to take the place of a file of the user's than a whole one is.
Result<> RestoreFiles::namePartial(std::uint32_t item)
{
    const std::string temp = m_run.tempName(item);
    const std::string name = m_run.finalName(item) + ".partial";
    if (m_run.options().existing == ExistingFile::Replace)
        return m_run.moveOver(item, temp, name);
    Result<> moved = m_run.moveNew(item, temp, name);
    for (int attempt = 0; attempt < kDatedNames && !moved; ++attempt) {
        if (moved.error().code != ErrorCode::AlreadyExists)
            break;
        moved = m_run.moveNew(item, temp, m_run.nameBeside(name, attempt));
    }
    return moved;
}

Result<> RestoreFiles::checkHash(std::uint32_t item, Assembly &assembly)
{
    const RestoreItem &row = m_run.list.items[item];
    const bool isReused = m_run.reused.contains(item);
    if (row.content >= 0 || (!isReused && row.size > kHashedWhole))
        return {}; // its block's hash is its own
    CAIRN_LET(expected, m_run.job.streams.summary(row.content));
    if (!assembly.hasher)
        assembly.hasher.emplace(m_run.settings.fileHash);
    Buffer piece;
    CAIRN_TRY(hashRange(assembly, std::min(row.size, assembly.hashed * m_run.settings.blocksize),
                        row.size, piece));
    if (assembly.hasher->finish() != expected.hash)
        return fail(ErrorCode::Corrupt, u"its content does not have the hash it should have"_s);
    return {};
}

QString RestoreFiles::reasonOf(const Assembly &assembly) const
{
    constexpr std::size_t kNamed = 5;
    QString ranges;
    for (std::size_t i = 0; i < assembly.lost.size() && i < kNamed; ++i)
        ranges += (i == 0 ? u""_s : u", "_s) %
                  u"%1-%2"_s.arg(assembly.lost[i].first)
                      .arg(assembly.lost[i].first + assembly.lost[i].second - 1);
    if (assembly.lost.size() > kNamed)
        ranges += u" and %1 more"_s.arg(assembly.lost.size() - kNamed);
    return u"%1 (bytes %2 are lost)"_s.arg(assembly.reason, ranges);
}

Result<> RestoreFiles::giveUp(std::uint32_t item, Assembly &assembly, const Error &error)
{
    m_plan.items[item].content = -1;
    discard(item, assembly);
    if (endsRestore(error))
        return fail(error);
    m_run.addBroken(item, error);
    return {};
}

void RestoreFiles::discard(std::uint32_t item, Assembly &assembly)
{
    if (assembly.file.isOpen())
        --m_open;
    assembly.file = File();
    if (assembly.begun)
        std::ignore = m_run.target->remove(m_run.list.items[item].place, m_run.tempName(item));
}

void RestoreFiles::settle()
{
    for (Stripe &stripe : m_stripes) {
        const std::scoped_lock lock(stripe.mutex);
        for (auto &[item, assembly] : stripe.assemblies)
            discard(item, *assembly);
        stripe.assemblies.clear();
    }
}

} // namespace cairn

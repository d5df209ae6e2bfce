// SPDX-License-Identifier: MIT
#include "core/pipeline/large_file.h"

#include "core/source/page_cache.h"

namespace cairn {

namespace {

constexpr std::size_t kPartBytes = 1 << 20;
constexpr std::size_t kPartsUnderWay = 4; // a file; bounds memory, keeps every core busy

Buffer zeros(std::size_t size)
{
    Buffer buffer(size);
    std::memset(buffer.data(), 0, size);
    return buffer;
}

} // namespace

LargeFile::LargeFile(const RunEnvironment &environment, const JobSettings &settings,
                     WorkQueue &work, BlockStage &stage, Hasher &fileHasher, BlockStage::Hint hint,
                     const std::function<bool()> &isStoppedAtOnce)
    : m_environment(environment)
    , m_settings(settings)
    , m_work(work)
    , m_stage(stage)
    , m_fileHasher(fileHasher)
    , m_hint(hint)
    , m_isStoppedAtOnce(isStoppedAtOnce)
    , m_builder(settings, stage)
{
    const std::size_t blocksize = static_cast<std::size_t>(settings.blocksize);
    m_partBytes = std::max<std::size_t>(1, kPartBytes / blocksize) * blocksize;
}

LargeFile::~LargeFile()
{
    // Parts refer to nothing of this object but what they own; waiting only keeps their number
    // bounded.
    while (!m_parts.empty()) {
        if (std::optional<PartJob> part = m_work.tryPart())
            (*part)(m_stage);
        std::unique_lock lock(m_shared->mutex);
        m_shared->changed.wait_for(lock, std::chrono::milliseconds(5),
                                   [&] { return m_parts.front()->done; });
        if (m_parts.front()->done)
            m_parts.pop_front();
    }
}

Result<> LargeFile::handOut(std::shared_ptr<Part> part)
{
    m_parts.push_back(part);
    m_work.pushPart([part, shared = m_shared, hint = m_hint](BlockStage &stage) {
        if (part->hashes.empty())
            stage.hashBlocks(part->content, part->hashes);
        Result<> stored = stage.storeHashed(part->content, hint, part->hashes, part->ids);
        std::scoped_lock lock(shared->mutex);
        if (!stored)
            part->error = std::move(stored).error();
        part->done = true;
        shared->changed.notify_all();
    });
    return takeIn(kPartsUnderWay);
}

// Does another part while the first one is not done; false if there was none to do.
bool LargeFile::waitForFirst()
{
    {
        std::unique_lock lock(m_shared->mutex);
        if (m_parts.front()->done)
            return true;
    }
    if (std::optional<PartJob> part = m_work.tryPart()) {
        (*part)(m_stage);
        return false;
    }
    std::unique_lock lock(m_shared->mutex);
    m_shared->changed.wait_for(lock, std::chrono::milliseconds(5),
                               [&] { return m_parts.front()->done; });
    return m_parts.front()->done;
}

Result<> LargeFile::takeIn(std::size_t leave)
{
    while (m_parts.size() > leave) {
        if (!waitForFirst())
            continue;
        const std::shared_ptr<Part> part = m_parts.front();
        m_parts.pop_front();
        if (part->error)
            return fail(*part->error);
        m_environment.progress.bytesDone += static_cast<std::int64_t>(part->content.size());
        CAIRN_TRY(m_builder.append(part->hashes, part->ids,
                                   static_cast<std::int64_t>(part->content.size())));
    }
    return {};
}

Result<> LargeFile::skipHole(std::uint64_t from, std::uint64_t to)
{
    const Buffer zero = zeros(std::max(kPartBytes, static_cast<std::size_t>(m_settings.blocksize)));
    CAIRN_TRY(takeIn(0)); // the list must grow in order
    if (m_zeroId.empty())
        CAIRN_TRY(m_stage.store(zero.view().first(static_cast<std::size_t>(m_settings.blocksize)),
                                BlockStage::Hint::Compressible, m_zeroHash, m_zeroId));
    const std::uint64_t blocksize = static_cast<std::uint64_t>(m_settings.blocksize);
    const std::uint64_t step =
        kPartBytes / blocksize > 0 ? kPartBytes / blocksize * blocksize : blocksize;
    for (std::uint64_t at = from; at < to;) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        if (m_isStoppedAtOnce())
            return {};
        const std::uint64_t length = std::min(step, to - at);
        m_fileHasher.update(zero.view().first(static_cast<std::size_t>(length)));
        CAIRN_TRY(m_builder.repeat(m_zeroHash[0], m_zeroId[0],
                                   static_cast<std::int64_t>(length / blocksize),
                                   static_cast<std::int64_t>(length)));
        m_environment.progress.bytesDone += static_cast<std::int64_t>(length);
        at += length;
    }
    return {};
}

// False at the end of the file.
Result<bool> LargeFile::readPart(SourceFile &file, std::uint64_t at, std::uint64_t end,
                                 std::optional<Error> &problem)
{
    auto part = std::make_shared<Part>();
    part->content.resize(static_cast<std::size_t>(std::min<std::uint64_t>(m_partBytes, end - at)));
    Result<std::size_t> got = file.readAt(at, part->content.span());
    if (!got) {
        problem = std::move(got).error();
        return false;
    }
    const bool whole = *got == part->content.size();
    part->content.resize(*got);
    if (*got > 0) {
        m_at += *got;
        if (m_stage.hashBlocksAnd(m_fileHasher, part->content, part->hashes)) {
            CAIRN_TRY(handOut(std::move(part)));
        } else { // the chain goes on while another thread takes the part to pieces
            const std::shared_ptr<Part> kept = part;
            CAIRN_TRY(handOut(std::move(part)));
            m_fileHasher.update(kept->content);
        }
    }
    return whole;
}

Result<std::optional<StoredStream>> LargeFile::read(SourceFile &file, std::optional<Error> &problem)
{
    const std::uint64_t size = file.size();
    const std::uint64_t blocksize = static_cast<std::uint64_t>(m_settings.blocksize);
    const bool sparse = file.stat().allocated < size / 2;
    PageCacheKeeper cache(file.file().fd(), size);
    while (m_at < size) {
        cache.readUpTo(m_at);
        m_environment.cancel.waitWhilePaused();
        CAIRN_TRY(m_environment.cancel.checkAbort());
        if (m_isStoppedAtOnce()) {
            problem = Error{ErrorCode::Cancelled, QStringLiteral("the run was stopped"), {}, {}};
            return std::optional<StoredStream>();
        }
        if (sparse) {
            const std::optional<DataExtent> data = file.nextData(m_at);
            const std::uint64_t holeEnd = data ? std::min(data->begin, size) : size;
            const std::uint64_t wholeEnd = m_at + (holeEnd - m_at) / blocksize * blocksize;
            if (wholeEnd > m_at) {
                CAIRN_TRY(skipHole(m_at, wholeEnd));
                if (m_isStoppedAtOnce())
                    continue; // ends above
                m_at = wholeEnd;
                continue;
            }
        }
        CAIRN_LET(more, readPart(file, m_at, size, problem));
        if (problem)
            return std::optional<StoredStream>();
        if (!more)
            break;
    }
    CAIRN_TRY(takeIn(0));
    CAIRN_LET(stream, m_builder.finish(m_fileHasher.finish()));
    return std::optional(std::move(stream));
}

} // namespace cairn

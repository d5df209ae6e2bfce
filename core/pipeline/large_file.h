// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/run_environment.h"
#include "core/pipeline/stream_store.h"
#include "core/pipeline/work_queue.h"
#include "core/source/source_reader.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace cairn {

// Reads one file of more than one block. The calling thread reads and keeps the file hash, which is
// one chain, and hashes the blocks beside it where that costs little; compression and proof of the
// blocks are shared with the other working threads. Holes are not read and their blocks not hashed
// again. A stop at once ends it between two parts.
class LargeFile final
{
public:
    LargeFile(const RunEnvironment &environment, const JobSettings &settings, WorkQueue &work,
              BlockStage &stage, Hasher &fileHasher, BlockStage::Hint hint,
              const std::function<bool()> &isStoppedAtOnce);
    ~LargeFile(); // waits for parts under way

    // Up to the size the file had when it was opened, or to its end if it has become shorter. A
    // failure to read the source comes back in `problem`, without a stream.
    Result<std::optional<StoredStream>> read(SourceFile &file, std::optional<Error> &problem);

private:
    struct Part
    {
        Buffer content;
        std::vector<Digest> hashes;
        std::vector<std::int64_t> ids;
        std::optional<Error> error;
        bool done = false;
    };
    Result<> handOut(std::shared_ptr<Part> part);
    Result<> takeIn(std::size_t leave);
    bool waitForFirst();
    Result<> skipHole(std::uint64_t from, std::uint64_t to);
    Result<bool> readPart(SourceFile &file, std::uint64_t at, std::uint64_t end,
                          std::optional<Error> &problem);

    const RunEnvironment &m_environment;
    const JobSettings &m_settings;
    WorkQueue &m_work;
    BlockStage &m_stage;
    Hasher &m_fileHasher;
    BlockStage::Hint m_hint;
    const std::function<bool()> &m_isStoppedAtOnce;
    StreamBuilder m_builder;
    std::size_t m_partBytes;
    std::uint64_t m_at = 0;
    // Shared with the parts, which may outlive a failed read() by a moment.
    struct Shared
    {
        std::mutex mutex;
        std::condition_variable changed;
    };
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    std::deque<std::shared_ptr<Part>> m_parts; // in the order of the file
    std::vector<Digest> m_zeroHash;
    std::vector<std::int64_t> m_zeroId;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/base/file_layer.h"
#include "core/pipeline/run_environment.h"

#include <unordered_map>

namespace cairn {

// Contents of blocklists by hash, in a temporary file: a large backup has gigabytes of them, and
// the blocks they name are known only when all indexes are read. Some 40 bytes of memory a list.
class BlocklistStore final
{
public:
    static Result<BlocklistStore> create(const RunEnvironment &environment,
                                         HashAlgorithm algorithm);

    // The content must have been seen to have this hash.
    Result<> add(const Digest &hash, ByteView content);
    // Into `content`; false if it is not known.
    Result<bool> find(const Digest &hash, Buffer &content);

private:
    BlocklistStore(TempFile spool, HashAlgorithm algorithm)
        : m_spool(std::move(spool))
        , m_hasher(algorithm)
    {
    }
    struct Place
    {
        std::uint64_t offset;
        std::uint32_t length;
    };
    static constexpr std::size_t kBuffered = 1 << 20;

    TempFile m_spool;
    Hasher m_hasher;
    std::unordered_map<std::uint64_t, Place> m_places; // by the hash's first eight bytes
    Buffer m_tail;                                     // what is not in the file yet
    std::uint64_t m_written = 0;
};

} // namespace cairn

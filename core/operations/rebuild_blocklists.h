// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/base/file_layer.h"
#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <unordered_map>

namespace cairn {

// Contents of blocklists by hash, in a file: a large backup has gigabytes of them, and the blocks
// they name are known only when all indexes are read. Some 40 bytes of memory a list. In the file
// each has its length before it (32 bits, little-endian).
class BlocklistStore final
{
public:
    // In a temporary file.
    static Result<BlocklistStore> create(const RunEnvironment &environment,
                                         HashAlgorithm algorithm);
    // In a file that the caller removes: takes over what an earlier one has left there. Contents
    // prove themselves, so that a file that lost its end only costs what was in it.
    static Result<BlocklistStore> keep(FileLayer &files, const FilePath &path,
                                       const JobSettings &settings);

    // The content must have been seen to have this hash.
    Result<> add(const Digest &hash, ByteView content);
    // Into `content`; false if it is not known.
    Result<bool> find(const Digest &hash, Buffer &content);
    // All that was added outlives this process.
    Result<> flush();

private:
    BlocklistStore(TempFile temp, HashAlgorithm algorithm)
        : m_temp(std::move(temp))
        , m_hasher(algorithm)
    {
    }
    BlocklistStore(File file, HashAlgorithm algorithm)
        : m_kept(std::move(file))
        , m_hasher(algorithm)
    {
    }
    Result<> takeOver(std::int64_t blocksize);
    [[nodiscard]] File &file() { return m_kept.isOpen() ? m_kept : m_temp.file(); }
    struct Place
    {
        std::uint64_t offset;
        std::uint32_t length;
    };
    static constexpr std::size_t kBuffered = 1 << 20;

    TempFile m_temp; // or m_kept
    File m_kept;
    Hasher m_hasher;
    std::unordered_map<std::uint64_t, Place> m_places; // by the hash's first eight bytes
    Buffer m_tail;                                     // what is not in the file yet
    std::uint64_t m_written = 0;
};

} // namespace cairn

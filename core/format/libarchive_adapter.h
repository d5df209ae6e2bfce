// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"

#include <cstdint>
#include <memory>
#include <string>

struct archive;

namespace cairn {

// One zip entry of a method that is not ours.
struct ForeignEntry
{
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    std::uint32_t crc = 0;
    std::uint64_t size = 0; // uncompressed
    std::uint64_t packedSize = 0;
    std::uint64_t offset = 0; // of the payload in the source
};

// bzip2, LZMA, zstd, xz and PPMd; the others are Unsupported.
[[nodiscard]] bool isForeignMethod(std::uint16_t method);

// Expands one entry into `out`: exactly entry.size bytes, or an error. Safe from several threads.
Result<> expandForeign(const ByteSource &source, const ForeignEntry &entry, ByteSink &out);

// A reader of libarchive over a source, from the start. Formats and filters are the caller's to
// enable before open().
class ArchiveReader final
{
public:
    explicit ArchiveReader(const ByteSource &source);
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader &) = delete;
    ArchiveReader &operator=(const ArchiveReader &) = delete;

    [[nodiscard]] archive *handle() const { return m_archive; }
    Result<> open(bool seekable);
    // What libarchive says went wrong.
    [[nodiscard]] Error error(ErrorCode code, const QString &what) const;

private:
    struct Input;
    std::unique_ptr<Input> m_input;
    archive *m_archive;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/zip_reader.h"

#include <deque>
#include <string>
#include <vector>

namespace cairn {

// Where an entry lies: its local header, and the first byte that cannot be its.
struct ZipPlace
{
    std::uint64_t offset = 0;
    std::uint64_t end = 0;
    std::uint16_t flags = 0;
};

// The list of a zip's entries. Names point into the source, into `bytes` or into `changed`.
struct ZipDirectory
{
    std::vector<ArchiveEntry> entries;
    std::vector<ZipPlace> places; // one for each entry
    Buffer bytes;
    std::deque<std::string> changed; // names that had to be normalised or copied
};

// From the central directory. Corrupt when there is none, when it disagrees with itself or when
// entries overlap; in Salvage an overlap is let pass.
Result<ZipDirectory> readZipDirectory(const ByteSource &source, ArchiveMode mode);

// From the local headers, wherever they are: finds what can be found, never fails on content.
Result<ZipDirectory> scanZip(const ByteSource &source);

// Entry names use '/', whatever the writer thought (storage-format.md §9.1). Returns `name` or a
// copy in `changed`.
[[nodiscard]] std::string_view normalisedName(std::string_view name,
                                              std::deque<std::string> &changed);

// Takes the 64-bit numbers out of the Zip64 field for those that are marked. False: the field is
// wrong.
struct Zip64Numbers
{
    std::uint64_t *size = nullptr;
    std::uint64_t *packedSize = nullptr;
    std::uint64_t *offset = nullptr; // null in a local header
};
[[nodiscard]] bool applyZip64(ByteView extra, const Zip64Numbers &numbers);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/format/codec.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn {

struct ArchiveEntry
{
    std::string_view name;  // '/' separated; lives as long as the archive
    std::uint64_t size = 0; // uncompressed, as the archive records it
    std::uint64_t packedSize = 0;
    std::uint32_t crc = 0;    // 0 where the container has none
    std::uint16_t method = 0; // zip's number; 0 elsewhere
    bool duplicate = false;   // an earlier entry has this name; find() gives that one
};

// Corrupt for an entry that unfolds to far more than any list or index does: a bomb, which would
// fill the database or hold a run up for hours before anything in it proves wrong.
[[nodiscard]] Result<> checkExpansion(const ArchiveEntry &entry);

// An entry as it lies in a zip, to be moved into another without being expanded.
struct RawEntry
{
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t size = 0; // uncompressed
    ByteView payload;       // into the source, or into the scratch that was given
};

enum class ArchiveMode {
    Strict, // as a sound writer leaves it
    Salvage // a lost central directory is replaced by a scan, checksums are not asked for: every
            // block must prove itself by its own hash
};

// Memory that one thread reuses from entry to entry.
struct ExtractScratch
{
    Inflater inflater;
    Buffer packed;
    Buffer header;
};

// A volume, opened for reading. All const functions may be called by several threads at a time,
// each with its own scratch.
class VolumeArchive
{
public:
    virtual ~VolumeArchive() = default;

    [[nodiscard]] const std::vector<ArchiveEntry> &entries() const { return m_entries; }
    [[nodiscard]] virtual std::optional<std::size_t> find(std::string_view name) const = 0;
    // The list was found by scanning, because the archive's own is damaged: it may lack entries.
    [[nodiscard]] bool salvaged() const { return m_salvaged; }
    [[nodiscard]] bool hasDuplicates() const { return m_hasDuplicates; }

    // A whole entry. One that is, or claims to be, longer than `limit` is Corrupt; nothing beyond
    // the recorded size is ever produced.
    virtual Result<> extract(std::size_t index, Buffer &out, std::size_t limit,
                             ExtractScratch &scratch) const = 0;
    Result<> extract(std::size_t index, Buffer &out, std::size_t limit) const;

    // A whole entry in pieces, in bounded memory; for large lists. On an error the sink has had
    // bytes that must not be believed.
    virtual Result<> stream(std::size_t index, ByteSink &out) const = 0;

    // Zip with methods 0 and 8 only; Unsupported otherwise.
    virtual Result<RawEntry> raw(std::size_t index, Buffer &scratch) const;

protected:
    std::vector<ArchiveEntry> m_entries;
    bool m_salvaged = false;
    bool m_hasDuplicates = false;
};

// `compressionModule` is the extension in the volume's name: "zip", "tgz", "tzstd" or "7z"; others
// are Unsupported. Tar and 7z volumes are unfolded into an unlinked temporary file at once.
Result<std::unique_ptr<VolumeArchive>> openArchive(std::shared_ptr<const ByteSource> source,
                                                   std::string_view compressionModule,
                                                   ArchiveMode mode = ArchiveMode::Strict);

} // namespace cairn

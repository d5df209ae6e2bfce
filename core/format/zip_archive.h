// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/name_table.h"
#include "core/format/zip_directory.h"

namespace cairn {

// A zip volume. Methods 0 and 8 are read here, the rarer ones through libarchive, entry by entry.
class ZipArchive final : public VolumeArchive
{
public:
    static Result<std::unique_ptr<VolumeArchive>> open(std::shared_ptr<const ByteSource> source,
                                                       ArchiveMode mode);

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const override;
    Result<> extract(std::size_t index, Buffer &out, std::size_t limit,
                     ExtractScratch &scratch) const override;
    Result<> stream(std::size_t index, ByteSink &out) const override;
    Result<RawEntry> raw(std::size_t index, Buffer &scratch) const override;

private:
    struct Payload
    {
        std::uint64_t offset = 0;
        ByteView bytes; // empty if they were not asked for
    };
    ZipArchive(std::shared_ptr<const ByteSource> source, ArchiveMode mode);
    Result<> index(ZipDirectory directory);
    Result<> addScanned();
    // Checks the local header against the central one and finds the payload; reads it too if
    // `whole`.
    Result<Payload> locate(std::size_t index, bool whole, Buffer &scratch) const;
    [[nodiscard]] bool headersAgree(std::size_t index, ByteView local, std::size_t nameSize,
                                    std::size_t extraSize) const;
    Result<> copy(std::size_t index, std::uint64_t offset, ByteSink &out) const;
    Result<> checkCrc(std::size_t index, std::uint32_t crc) const;

    std::shared_ptr<const ByteSource> m_source;
    ArchiveMode m_mode;
    ZipDirectory m_directory; // entries are in the base class
    NameTable m_names;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/name_table.h"
#include "core/format/zip_reader.h"

#include <cstdio>
#include <deque>
#include <string>

namespace cairn {

enum class Folding { TarGzip, TarZstd, SevenZip };

// A volume that can only be read from its beginning. It is expanded once, when it is opened, and
// its entries are read from the result: in memory while that is small, else in an unlinked
// temporary file.
class UnfoldedArchive final : public VolumeArchive
{
public:
    static Result<std::unique_ptr<VolumeArchive>> open(const ByteSource &source, Folding folding,
                                                       ArchiveMode mode);
    ~UnfoldedArchive() override;

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const override;
    Result<> extract(std::size_t index, Buffer &out, std::size_t limit,
                     ExtractScratch &scratch) const override;
    Result<> stream(std::size_t index, ByteSink &out) const override;

private:
    class Unfolder;
    UnfoldedArchive() = default;
    Result<> append(ByteView bytes);
    Result<> seal(); // after the last append()
    Result<> readAt(std::uint64_t offset, MutableBytes out) const;

    Buffer m_memory;             // everything, until it is too much
    std::FILE *m_file = nullptr; // then everything is here
    std::uint64_t m_total = 0;
    std::vector<std::uint64_t> m_offsets; // of each entry's content
    std::deque<std::string> m_ownedNames;
    NameTable m_names;
};

} // namespace cairn

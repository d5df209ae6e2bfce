// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/zip_reader.h"
#include "tests/fuzz/fuzz_target.h"

namespace cairn::fuzz {

// Takes no more than it was promised; fails when it is given more.
class LimitedSink final : public ByteSink
{
public:
    explicit LimitedSink(std::uint64_t limit)
        : m_left(limit)
    {
    }
    Result<> write(ByteView bytes) override
    {
        require(bytes.size() <= m_left, "no more comes out than the archive records");
        m_left -= bytes.size();
        return {};
    }

private:
    std::uint64_t m_left;
};

// Reads everything in an archive that is small enough, in every way there is.
inline void walkArchive(const VolumeArchive &archive)
{
    constexpr std::uint64_t kLargest = 1 << 20;
    constexpr std::size_t kMostEntries = 64;
    ExtractScratch scratch;
    Buffer out, raw;
    for (std::size_t i = 0; i < std::min(archive.entries().size(), kMostEntries); ++i) {
        const ArchiveEntry &entry = archive.entries()[i];
        const auto found = archive.find(entry.name);
        require(found && (entry.duplicate ? *found < i : *found == i), "entries are found by name");
        if (archive.extract(i, out, kLargest, scratch))
            require(out.size() == entry.size && entry.size <= kLargest, "sizes are those recorded");
        if (entry.size <= kLargest) {
            LimitedSink sink(entry.size);
            std::ignore = archive.stream(i, sink); // a failure is right for most inputs
        }
        std::ignore = archive.raw(i, raw);
    }
}

} // namespace cairn::fuzz

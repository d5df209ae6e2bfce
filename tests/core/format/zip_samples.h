// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/crc32.h"
#include "core/format/zip_reader.h"
#include "core/format/zip_writer.h"

#include <memory>
#include <string>
#include <vector>

// Archives made in memory for the tests of the zip code.
namespace cairn::samples {

// Owns its bytes, unlike MemorySource.
class OwnedSource final : public ByteSource
{
public:
    explicit OwnedSource(ByteView bytes) { m_bytes.append(bytes); }
    [[nodiscard]] std::uint64_t size() const override { return m_bytes.size(); }
    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &scratch) const override
    {
        // As a file would: copied, so that a use of a stale view shows.
        CAIRN_LET(bytes, MemorySource(m_bytes).view(offset, length, scratch));
        scratch.release();
        scratch.append(bytes);
        return scratch.view();
    }

private:
    Buffer m_bytes;
};

struct Item
{
    std::string name;
    std::string content;
    bool deflated = true;
};

inline Result<> addItem(ZipWriter &zip, const Item &item)
{
    Buffer packed;
    const ByteView plain = asBytes(item.content);
    const bool smaller = item.deflated && Deflater().compress(plain, 6, packed) != 0;
    return zip.add(item.name, smaller ? ZipMethod::Deflated : ZipMethod::Stored, crc32Of(plain),
                   plain.size(), smaller ? packed.view() : plain);
}

inline Buffer makeZip(const std::vector<Item> &items)
{
    BufferSink sink;
    ZipWriter zip(sink);
    for (const Item &item : items)
        std::ignore = addItem(zip, item);
    std::ignore = zip.finish();
    return std::move(sink.buffer());
}

inline const std::vector<Item> &fewItems()
{
    static const std::vector<Item> items = {
        {"manifest", "{\"Version\":2}" + std::string(50, ' ')},
        {"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", "stored", false},
        {"vol/x.dblock.zip", std::string(3000, 'a') + "end"},
        {"empty", "", false}};
    return items;
}

inline Result<std::unique_ptr<VolumeArchive>> openZip(ByteView bytes,
                                                      ArchiveMode mode = ArchiveMode::Strict)
{
    return openArchive(std::make_shared<OwnedSource>(bytes), "zip", mode);
}

} // namespace cairn::samples

// SPDX-License-Identifier: MIT
#include "core/format/zip_archive.h"

#include "core/base/crc32.h"
#include "core/base/text.h"
#include "core/format/libarchive_adapter.h"
#include "core/format/little_endian.h"
#include "core/format/zip_layout.h"
#include "core/format/zip_writer.h"

#include <algorithm>
#include <zstd.h>

namespace cairn {

namespace {

constexpr std::uint16_t kStored = static_cast<std::uint16_t>(ZipMethod::Stored);
constexpr std::uint16_t kDeflated = static_cast<std::uint16_t>(ZipMethod::Deflated);
constexpr std::uint16_t kZstd = 93; // APPNOTE 4.4.5
constexpr std::size_t kStreamPiece = 1U << 20;
// Deflate cannot do better than 1 : 1032; an entry that claims more is not worth the memory.
constexpr std::uint64_t kBestRatio = 1040;
// Entries up to this size are tried when their two headers disagree: larger than any usual block.
constexpr std::size_t kRepaired = 64U << 20;

tl::unexpected<Error> badEntry(const ArchiveEntry &entry, const char *why)
{
    Error error{ErrorCode::Corrupt, QStringLiteral("An entry of the archive is damaged."), {}, {}};
    error.detail = toQString(entry.name) % QLatin1String(": ") % QLatin1String(why);
    return fail(std::move(error));
}

tl::unexpected<Error> unknownMethod(const ArchiveEntry &entry)
{
    return fail(ErrorCode::Unsupported,
                QStringLiteral("The archive uses compression method %1, which cannot be read.")
                    .arg(entry.method));
}

// Frames of Duplicati name a window of 64 MiB, which a stream would have to allocate for each
// entry; a block that is expanded at once needs none.
Result<> expandZstd(const ArchiveEntry &entry, ByteView packed, MutableBytes out)
{
    const std::size_t got = ::ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
    if (::ZSTD_isError(got) != 0)
        return badEntry(entry, ::ZSTD_getErrorName(got));
    if (got != out.size())
        return badEntry(entry, "ends too early");
    return {};
}

// Checks what passes through to `out`: never more than `size` bytes.
class CheckingSink final : public ByteSink
{
public:
    CheckingSink(ByteSink &out, std::uint64_t size)
        : m_out(out)
        , m_left(size)
    {
    }
    Result<> write(ByteView bytes) override
    {
        if (bytes.size() > m_left)
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("An entry of the archive is longer than it says."));
        m_left -= bytes.size();
        m_crc = crc32Of(bytes, m_crc);
        return m_out.write(bytes);
    }
    [[nodiscard]] std::uint32_t crc() const { return m_crc; }
    [[nodiscard]] bool complete() const { return m_left == 0; }

private:
    ByteSink &m_out;
    std::uint64_t m_left;
    std::uint32_t m_crc = 0;
};

// Fills memory whose size is known.
class FixedSink final : public ByteSink
{
public:
    explicit FixedSink(MutableBytes target)
        : m_target(target)
    {
    }
    Result<> write(ByteView bytes) override
    {
        if (bytes.size() > m_target.size())
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("An entry of the archive is longer than it says."));
        std::copy(bytes.begin(), bytes.end(), m_target.begin());
        m_target = m_target.subspan(bytes.size());
        return {};
    }

private:
    MutableBytes m_target;
};

} // namespace

ZipArchive::ZipArchive(std::shared_ptr<const ByteSource> source, ArchiveMode mode)
    : m_source(std::move(source))
    , m_mode(mode)
{
}

Result<std::unique_ptr<VolumeArchive>> ZipArchive::open(std::shared_ptr<const ByteSource> source,
                                                        ArchiveMode mode)
{
    std::unique_ptr<ZipArchive> archive(new ZipArchive(std::move(source), mode));
    Result<> indexed = [&]() -> Result<> {
        CAIRN_LET(directory, readZipDirectory(*archive->m_source, mode));
        return archive->index(std::move(directory));
    }();
    if (!indexed) {
        if (mode == ArchiveMode::Strict)
            return fail(std::move(indexed).error());
        CAIRN_LET(scanned, scanZip(*archive->m_source));
        if (scanned.entries.empty())
            return fail(std::move(indexed).error());
        CAIRN_TRY(archive->index(std::move(scanned)));
        archive->m_salvaged = true;
    } else if (mode == ArchiveMode::Salvage) {
        CAIRN_TRY(archive->addScanned());
    }
    return std::unique_ptr<VolumeArchive>(std::move(archive));
}

Result<> ZipArchive::index(ZipDirectory directory)
{
    m_entries = std::move(directory.entries);
    m_directory = std::move(directory);
    m_directory.entries.clear();
    CAIRN_LET(duplicates, m_names.build(m_entries));
    m_hasDuplicates = duplicates;
    return {};
}

// What is damaged in the central directory may be whole before the entries themselves.
Result<> ZipArchive::addScanned()
{
    CAIRN_LET(scanned, scanZip(*m_source));
    ExtractScratch scratch;
    Buffer content;
    bool isNew = false;
    for (std::size_t i = 0; i < scanned.entries.size(); ++i) {
        ArchiveEntry entry = scanned.entries[i];
        entry.name = m_directory.changed.emplace_back(entry.name);
        const std::optional<std::size_t> known = find(entry.name);
        if (!known) {
            m_entries.push_back(entry);
            m_directory.places.push_back(scanned.places[i]);
            isNew = true;
            continue;
        }
        ArchiveEntry &listed = m_entries[*known];
        ZipPlace &place = m_directory.places[*known];
        if (listed.method == entry.method && listed.crc == entry.crc && listed.size == entry.size &&
            listed.packedSize == entry.packedSize && place.offset == scanned.places[i].offset)
            continue;
        // Two that disagree: the local one counts if its content has its checksum.
        std::swap(listed, entry);
        std::swap(place, scanned.places[i]);
        const bool isRight = listed.size <= kRepaired &&
                             extract(*known, content, kRepaired, scratch) &&
                             crc32Of(content) == listed.crc;
        if (!isRight) {
            std::swap(listed, entry);
            std::swap(place, scanned.places[i]);
        }
    }
    if (!isNew)
        return {};
    CAIRN_LET(duplicates, m_names.build(m_entries));
    m_hasDuplicates = duplicates;
    m_salvaged = true;
    return {};
}

std::optional<std::size_t> ZipArchive::find(std::string_view name) const
{
    return m_names.find(m_entries, name);
}

bool ZipArchive::headersAgree(std::size_t index, ByteView local, std::size_t nameSize,
                              std::size_t extraSize) const
{
    const ArchiveEntry &entry = m_entries[index];
    const std::uint8_t *raw = local.data();
    std::deque<std::string> changed;
    if (normalisedName(asText(local.subspan(zip::kLocalSize, nameSize)), changed) != entry.name ||
        le16(raw + 8) != entry.method)
        return false;
    std::uint64_t packedSize = le32(raw + 18);
    std::uint64_t size = le32(raw + 22);
    const std::uint32_t crc = le32(raw + 14);
    if (!applyZip64(local.subspan(zip::kLocalSize + nameSize, extraSize),
                    {&size, &packedSize, nullptr}))
        return false;
    if ((le16(raw + 6) & zip::kFlagDescriptor) != 0 && crc == 0 && packedSize == 0 && size == 0)
        return true; // they stand in the descriptor, and in the central header
    return crc == entry.crc && packedSize == entry.packedSize && size == entry.size;
}

Result<ZipArchive::Payload> ZipArchive::locate(std::size_t index, bool whole, Buffer &scratch) const
{
    constexpr std::size_t kExtraGuess =
        64; // one read serves header and payload unless it is longer
    const ArchiveEntry &entry = m_entries[index];
    const ZipPlace &place = m_directory.places[index];
    if ((place.flags & zip::kFlagEncrypted) != 0)
        return fail(ErrorCode::Unsupported,
                    QStringLiteral("The archive has encrypted entries, which cannot be read."));
    const std::uint64_t room = place.end < place.offset ? 0 : place.end - place.offset;
    const std::uint64_t head = zip::kLocalSize + entry.name.size();
    if (head > room || entry.packedSize > room - head)
        return badEntry(entry, "overlaps");
    const std::uint64_t guess = head + kExtraGuess + (whole ? entry.packedSize : 0);
    CAIRN_LET(first, m_source->view(place.offset, static_cast<std::size_t>(std::min(guess, room)),
                                    scratch));
    const std::size_t nameSize = le16(first.data() + 26);
    const std::size_t extraSize = le16(first.data() + 28);
    std::uint64_t start = zip::kLocalSize + nameSize + extraSize;
    const bool isHeader = le32(first.data()) == zip::kLocalSignature && start <= room &&
                          entry.packedSize <= room - start;
    if (!isHeader && m_mode == ArchiveMode::Strict)
        return badEntry(entry, "local header");
    if (!isHeader || (m_mode == ArchiveMode::Salvage && nameSize != entry.name.size()))
        start = head; // as our own writer and most others lay it out; its hash will tell
    const std::uint64_t needed = start + (whole ? entry.packedSize : 0);
    ByteView bytes = first;
    if (needed > first.size()) {
        CAIRN_LET(again, m_source->view(place.offset, static_cast<std::size_t>(needed), scratch));
        bytes = again;
    }
    if (m_mode == ArchiveMode::Strict && !headersAgree(index, bytes, nameSize, extraSize))
        return badEntry(entry, "local and central header disagree");
    Payload payload{place.offset + start, {}};
    if (whole)
        payload.bytes = bytes.subspan(static_cast<std::size_t>(start),
                                      static_cast<std::size_t>(entry.packedSize));
    return payload;
}

Result<> ZipArchive::checkCrc(std::size_t index, std::uint32_t crc) const
{
    if (m_mode == ArchiveMode::Strict && crc != m_entries[index].crc)
        return badEntry(m_entries[index], "checksum");
    return {};
}

Result<> ZipArchive::extract(std::size_t index, Buffer &out, std::size_t limit,
                             ExtractScratch &scratch) const
{
    const ArchiveEntry &entry = m_entries[index];
    out.clear();
    if (entry.size > limit)
        return badEntry(entry, "longer than allowed");
    const bool isZstd = entry.method == kZstd;
    if (entry.method != kStored && entry.method != kDeflated && !isZstd) {
        if (!isForeignMethod(entry.method))
            return unknownMethod(entry);
        out.resize(static_cast<std::size_t>(entry.size));
        FixedSink sink(out.span());
        return stream(index, sink);
    }
    if (entry.method == kStored ? entry.packedSize != entry.size
                                : !isZstd && entry.size / kBestRatio > entry.packedSize)
        return badEntry(entry, "sizes");
    CAIRN_LET(payload, locate(index, true, scratch.packed));
    out.resize(static_cast<std::size_t>(entry.size));
    if (entry.method == kStored)
        std::copy(payload.bytes.begin(), payload.bytes.end(), out.data());
    else if (isZstd)
        CAIRN_TRY(expandZstd(entry, payload.bytes, out.span()));
    else
        CAIRN_TRY(scratch.inflater.inflate(payload.bytes, out.span()));
    return checkCrc(index, crc32Of(out));
}

Result<> ZipArchive::copy(std::size_t index, std::uint64_t offset, ByteSink &out) const
{
    const ArchiveEntry &entry = m_entries[index];
    const auto pump = [&](auto &&take) -> Result<> {
        Buffer piece;
        for (std::uint64_t left = entry.packedSize; left > 0;) {
            const auto length =
                static_cast<std::size_t>(std::min<std::uint64_t>(left, kStreamPiece));
            CAIRN_LET(bytes, m_source->view(offset, length, piece));
            CAIRN_TRY(take(bytes));
            offset += length;
            left -= length;
        }
        return {};
    };
    if (entry.method == kStored)
        return pump([&](ByteView bytes) { return out.write(bytes); });
    InflateStream inflate(out, entry.size);
    CAIRN_TRY(pump([&](ByteView bytes) { return inflate.write(bytes); }));
    return inflate.finish();
}

Result<> ZipArchive::stream(std::size_t index, ByteSink &out) const
{
    const ArchiveEntry &entry = m_entries[index];
    Buffer scratch;
    CheckingSink checked(out, entry.size);
    if (entry.method == kStored || entry.method == kDeflated) {
        CAIRN_LET(payload, locate(index, false, scratch));
        CAIRN_TRY(copy(index, payload.offset, checked));
    } else if (isForeignMethod(entry.method)) {
        CAIRN_LET(payload, locate(index, false, scratch));
        CAIRN_TRY(expandForeign(*m_source,
                                {entry.method, m_directory.places[index].flags, entry.crc,
                                 entry.size, entry.packedSize, payload.offset},
                                checked));
    } else {
        return unknownMethod(entry);
    }
    if (!checked.complete())
        return badEntry(entry, "ends too early");
    return checkCrc(index, checked.crc());
}

Result<RawEntry> ZipArchive::raw(std::size_t index, Buffer &scratch) const
{
    const ArchiveEntry &entry = m_entries[index];
    if (entry.method != kStored && entry.method != kDeflated)
        return unknownMethod(entry);
    CAIRN_LET(payload, locate(index, true, scratch));
    return RawEntry{entry.method, entry.crc, entry.size, payload.bytes};
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/format/libarchive_adapter.h"

#include "core/format/little_endian.h"
#include "core/format/zip_layout.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

constexpr std::size_t kPiece = 256U << 10;

// A zip with one entry: a header of our own in front of the payload. libarchive's streaming reader
// takes that for a whole archive, so any entry can be expanded on its own, by any thread.
class OneEntrySource final : public ByteSource
{
public:
    OneEntrySource(const ByteSource &source, const ForeignEntry &entry)
        : m_source(source)
        , m_entry(entry)
    {
        // The bits of the method stay (LZMA's end marker), sizes are known, the name is ASCII.
        const std::uint16_t flags = entry.flags & 0x0006;
        put32(m_header, zip::kLocalSignature);
        put16(m_header, zip::kVersionZip64);
        put16(m_header, flags);
        put16(m_header, entry.method);
        put32(m_header, 0); // time
        put32(m_header, entry.crc);
        put32(m_header, zip::kFull32);
        put32(m_header, zip::kFull32);
        put16(m_header, 1);
        put16(m_header, 20);
        put16(m_header, 'x'); // one byte of name; the other is cut off
        m_header.resize(m_header.size() - 1);
        put16(m_header, zip::kZip64Extra);
        put16(m_header, 16);
        put64(m_header, entry.size);
        put64(m_header, entry.packedSize);
    }
    [[nodiscard]] std::uint64_t size() const override
    {
        return m_header.size() + m_entry.packedSize;
    }
    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &scratch) const override
    {
        if (offset < m_header.size()) { // the reader asks again for the rest
            const auto at = static_cast<std::size_t>(offset);
            return m_header.view().subspan(at, std::min(length, m_header.size() - at));
        }
        return m_source.view(m_entry.offset + offset - m_header.size(), length, scratch);
    }

private:
    const ByteSource &m_source;
    const ForeignEntry &m_entry;
    Buffer m_header;
};

} // namespace

struct ArchiveReader::Input
{
    const ByteSource &source;
    std::uint64_t at = 0;
    Buffer scratch;
    std::optional<Error> failure; // of the source

    static la_ssize_t read(archive *, void *self, const void **bytes)
    {
        auto &input = *static_cast<Input *>(self);
        const auto length = static_cast<std::size_t>(
            std::min<std::uint64_t>(kPiece, input.source.size() - input.at));
        auto piece = input.source.view(input.at, length, input.scratch);
        if (!piece) {
            input.failure = std::move(piece).error();
            return -1;
        }
        *bytes = piece->data();
        input.at += piece->size();
        return static_cast<la_ssize_t>(piece->size());
    }
    static la_int64_t skip(archive *, void *self, la_int64_t wish)
    {
        auto &input = *static_cast<Input *>(self);
        const auto left = static_cast<la_int64_t>(input.source.size() - input.at);
        const la_int64_t done = std::clamp<la_int64_t>(wish, 0, left);
        input.at += static_cast<std::uint64_t>(done);
        return done;
    }
    static la_int64_t seek(archive *, void *self, la_int64_t offset, int whence)
    {
        auto &input = *static_cast<Input *>(self);
        const auto size = static_cast<la_int64_t>(input.source.size());
        la_int64_t base = 0;
        if (whence == SEEK_CUR)
            base = static_cast<la_int64_t>(input.at);
        else if (whence == SEEK_END)
            base = size;
        if (offset < -base || offset > size - base)
            return ARCHIVE_FATAL;
        input.at = static_cast<std::uint64_t>(base + offset);
        return base + offset;
    }
};

ArchiveReader::ArchiveReader(const ByteSource &source)
    : m_input(std::make_unique<Input>(Input{source, 0, {}, {}}))
    , m_archive(archive_read_new())
{
}

ArchiveReader::~ArchiveReader()
{
    archive_read_free(m_archive);
}

Result<> ArchiveReader::open(bool seekable)
{
    archive_read_set_callback_data(m_archive, m_input.get());
    archive_read_set_read_callback(m_archive, Input::read);
    archive_read_set_skip_callback(m_archive, Input::skip);
    if (seekable)
        archive_read_set_seek_callback(m_archive, Input::seek);
    if (archive_read_open1(m_archive) != ARCHIVE_OK)
        return fail(error(ErrorCode::Corrupt, QStringLiteral("The archive cannot be opened.")));
    return {};
}

Error ArchiveReader::error(ErrorCode code, const QString &what) const
{
    if (m_input->failure)
        return *m_input->failure; // not the archive's fault
    Error error{code, what, {}, {}};
    if (const char *text = archive_error_string(m_archive))
        error.detail = QString::fromUtf8(text);
    return error;
}

bool isForeignMethod(std::uint16_t method)
{
    return method == 12 || method == 14 || method == 93 || method == 95 || method == 98;
}

Result<> expandForeign(const ByteSource &source, const ForeignEntry &entry, ByteSink &out)
{
    const OneEntrySource whole(source, entry);
    ArchiveReader reader(whole);
    archive_read_support_format_zip_streamable(reader.handle());
    CAIRN_TRY(reader.open(false));
    archive_entry *header = nullptr;
    const QString damaged = QStringLiteral("An entry of the archive cannot be expanded.");
    if (archive_read_next_header(reader.handle(), &header) != ARCHIVE_OK)
        return fail(reader.error(ErrorCode::Corrupt, damaged));
    Buffer piece(kPiece);
    std::uint64_t left = entry.size;
    for (;;) {
        // One byte more than there should be, to see that there is none.
        const auto wish = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, left + 1));
        const la_ssize_t got = archive_read_data(reader.handle(), piece.data(), wish);
        if (got < 0 && left != 0)
            return fail(reader.error(ErrorCode::Corrupt, damaged));
        if (got <= 0)
            break; // the checksum is the caller's to judge, so a complaint at the end does not
                   // count
        if (static_cast<std::uint64_t>(got) > left)
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("An entry of the archive is longer than it says."));
        left -= static_cast<std::uint64_t>(got);
        CAIRN_TRY(out.write(piece.view().first(static_cast<std::size_t>(got))));
    }
    if (left != 0)
        return fail(ErrorCode::Corrupt, QStringLiteral("An entry of the archive ends too early."));
    return {};
}

} // namespace cairn

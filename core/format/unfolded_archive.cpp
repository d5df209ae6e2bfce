// SPDX-License-Identifier: MIT
#include "core/format/unfolded_archive.h"

#include "core/format/libarchive_adapter.h"
#include "core/format/limits.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace cairn {

namespace {

constexpr std::uint64_t kInMemory = 16U << 20;
constexpr std::size_t kPiece = 1U << 20;
constexpr std::string_view kTarIndex =
    ".eof-header"; // Duplicati's own index (storage-format.md §9.3)

const QString &damaged()
{
    static const QString text = QStringLiteral("The archive is damaged.");
    return text;
}

} // namespace

// Runs through the archive and hands its entries over.
class UnfoldedArchive::Unfolder final
{
public:
    Unfolder(UnfoldedArchive &target, const ByteSource &source)
        : m_target(target)
        , m_reader(source)
    {
    }

    Result<> run(Folding folding)
    {
        archive *const handle = m_reader.handle();
        switch (folding) {
        case Folding::TarGzip:
            archive_read_support_filter_gzip(handle);
            archive_read_support_format_tar(handle);
            break;
        case Folding::TarZstd:
            archive_read_support_filter_zstd(handle);
            archive_read_support_format_tar(handle);
            break;
        case Folding::SevenZip:
            archive_read_support_format_7zip(handle);
            break;
        }
        CAIRN_TRY(m_reader.open(folding == Folding::SevenZip));
        for (;;) {
            archive_entry *header = nullptr;
            const int status = archive_read_next_header(handle, &header);
            if (status == ARCHIVE_EOF)
                return {};
            if (status < ARCHIVE_WARN)
                return fail(m_reader.error(ErrorCode::Corrupt, damaged()));
            CAIRN_TRY(take(header));
        }
    }

private:
    Result<> take(archive_entry *header)
    {
        const char *raw = archive_entry_pathname(header);
        if (raw == nullptr || archive_entry_filetype(header) != AE_IFREG || raw == kTarIndex)
            return {};
        if (m_target.m_entries.size() >= limits::kArchiveEntries)
            return fail(ErrorCode::Corrupt, QStringLiteral("The archive has too many entries."));
        std::string &name = m_target.m_ownedNames.emplace_back(raw);
        if (name.empty() || name.size() > limits::kEntryName)
            return fail(ErrorCode::Corrupt, damaged());
        std::replace(name.begin(), name.end(), '\\', '/');
        ArchiveEntry entry;
        entry.name = name;
        const std::uint64_t start = m_target.m_total;
        CAIRN_TRY(takeContent());
        entry.size = m_target.m_total - start;
        entry.packedSize = entry.size;
        m_target.m_entries.push_back(entry);
        m_target.m_offsets.push_back(start);
        return {};
    }

    Result<> takeContent()
    {
        m_piece.resize(kPiece);
        for (;;) {
            const la_ssize_t got = archive_read_data(m_reader.handle(), m_piece.data(), kPiece);
            if (got < 0)
                return fail(m_reader.error(ErrorCode::Corrupt, damaged()));
            if (got == 0)
                return {};
            CAIRN_TRY(m_target.append(m_piece.view().first(static_cast<std::size_t>(got))));
        }
    }

    UnfoldedArchive &m_target;
    ArchiveReader m_reader;
    Buffer m_piece;
};

UnfoldedArchive::~UnfoldedArchive()
{
    if (m_file != nullptr)
        std::fclose(m_file);
}

Result<std::unique_ptr<VolumeArchive>> UnfoldedArchive::open(const ByteSource &source,
                                                             Folding folding, ArchiveMode mode)
{
    std::unique_ptr<UnfoldedArchive> archive(new UnfoldedArchive);
    Result<> done = Unfolder(*archive, source).run(folding);
    if (!done) {
        // What came before the damage is there; every block must prove itself.
        if (mode == ArchiveMode::Strict || archive->m_entries.empty() ||
            done.error().code != ErrorCode::Corrupt)
            return fail(std::move(done).error());
        archive->m_salvaged = true;
    }
    CAIRN_TRY(archive->seal());
    CAIRN_LET(duplicates, archive->m_names.build(archive->m_entries));
    archive->m_hasDuplicates = duplicates;
    return std::unique_ptr<VolumeArchive>(std::move(archive));
}

Result<> UnfoldedArchive::append(ByteView bytes)
{
    if (m_total + bytes.size() > limits::kUnfoldedArchive)
        return fail(ErrorCode::Corrupt, QStringLiteral("The archive expands to too much data."));
    if (m_file == nullptr && m_total + bytes.size() <= kInMemory) {
        m_memory.append(bytes);
    } else {
        if (m_file == nullptr) {
            m_file = std::tmpfile(); // private, and gone with its last handle
            if (m_file == nullptr)
                return fail(errnoError(errno, QStringLiteral("creating a temporary file")));
            if (std::fwrite(m_memory.data(), 1, m_memory.size(), m_file) != m_memory.size())
                return fail(errnoError(errno, QStringLiteral("writing a temporary file")));
            m_memory.release();
        }
        if (std::fwrite(bytes.data(), 1, bytes.size(), m_file) != bytes.size())
            return fail(errnoError(errno, QStringLiteral("writing a temporary file")));
    }
    m_total += bytes.size();
    return {};
}

Result<> UnfoldedArchive::seal()
{
    if (m_file != nullptr && std::fflush(m_file) != 0)
        return fail(errnoError(errno, QStringLiteral("writing a temporary file")));
    return {};
}

// Through pread(): several threads share the one handle.
Result<> UnfoldedArchive::readAt(std::uint64_t offset, MutableBytes out) const
{
    if (m_file == nullptr) {
        const ByteView from = m_memory.view().subspan(static_cast<std::size_t>(offset), out.size());
        std::copy(from.begin(), from.end(), out.begin());
        return {};
    }
    while (!out.empty()) {
        const ssize_t got =
            pread(fileno(m_file), out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(
                errnoError(got < 0 ? errno : EIO, QStringLiteral("reading a temporary file")));
        offset += static_cast<std::uint64_t>(got);
        out = out.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

std::optional<std::size_t> UnfoldedArchive::find(std::string_view name) const
{
    return m_names.find(m_entries, name);
}

Result<> UnfoldedArchive::extract(std::size_t index, Buffer &out, std::size_t limit,
                                  ExtractScratch &) const
{
    out.clear();
    if (m_entries[index].size > limit)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("An entry of the archive is longer than allowed."));
    out.resize(static_cast<std::size_t>(m_entries[index].size));
    return readAt(m_offsets[index], out.span());
}

Result<> UnfoldedArchive::stream(std::size_t index, ByteSink &out) const
{
    Buffer piece;
    std::uint64_t offset = m_offsets[index];
    for (std::uint64_t left = m_entries[index].size; left > 0;) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, kPiece)));
        CAIRN_TRY(readAt(offset, piece.span()));
        CAIRN_TRY(out.write(piece));
        offset += piece.size();
        left -= piece.size();
    }
    return {};
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/format/zip_reader.h"

#include "core/base/text.h"
#include "core/format/limits.h"
#include "core/format/unfolded_archive.h"
#include "core/format/zip_archive.h"

namespace cairn {

Result<> VolumeArchive::extract(std::size_t index, Buffer &out, std::size_t limit) const
{
    ExtractScratch scratch;
    return extract(index, out, limit, scratch);
}

Result<RawEntry> VolumeArchive::raw(std::size_t, Buffer &) const
{
    return fail(ErrorCode::Unsupported,
                QStringLiteral("Entries of this kind of archive cannot be moved as they are."));
}

Result<> checkExpansion(const ArchiveEntry &entry)
{
    if (entry.size <= limits::kListOfAnyRatio ||
        entry.size / limits::kListRatio <= entry.packedSize)
        return {};
    return fail(ErrorCode::Corrupt,
                QStringLiteral("It would unfold from %1 to %2, which no real list does.")
                    .arg(formatSize(static_cast<std::int64_t>(entry.packedSize)),
                         formatSize(static_cast<std::int64_t>(entry.size))));
}

Result<std::unique_ptr<VolumeArchive>> openArchive(std::shared_ptr<const ByteSource> source,
                                                   std::string_view compressionModule,
                                                   ArchiveMode mode)
{
    if (compressionModule == "zip")
        return ZipArchive::open(std::move(source), mode);
    if (compressionModule == "tgz")
        return UnfoldedArchive::open(*source, Folding::TarGzip, mode);
    if (compressionModule == "tzstd")
        return UnfoldedArchive::open(*source, Folding::TarZstd, mode);
    if (compressionModule == "7z")
        return UnfoldedArchive::open(*source, Folding::SevenZip, mode);
    return fail(ErrorCode::Unsupported, QStringLiteral("Volumes of the kind \"%1\" cannot be read.")
                                            .arg(toQString(compressionModule)));
}

} // namespace cairn

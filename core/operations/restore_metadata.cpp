// SPDX-License-Identifier: MIT
#include "core/operations/restore_metadata.h"

#include "core/base/text.h"
#include "core/format/metadata_blob.h"

#include <cerrno>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

SourceMetadata converted(Metadata from)
{
    SourceMetadata to;
    to.xattrs = std::move(from.xattrs);
    to.uid = from.uid;
    to.gid = from.gid;
    to.mode = from.mode;
    to.ownerName = std::move(from.ownerName);
    to.groupName = std::move(from.groupName);
    to.attributes = from.attributes;
    to.mtimeTicks = from.mtimeTicks;
    to.ctimeTicks = from.ctimeTicks;
    to.symlinkTarget = std::move(from.symlinkTarget);
    return to;
}

unsigned currentMask()
{
    const mode_t mask = ::umask(077); // it can only be read by setting it
    ::umask(mask);
    return mask;
}

} // namespace

SourceMetadata metadataOf(RestoreRun &run, std::uint32_t item, const RawMetadata &raw)
{
    SourceMetadata metadata;
    if (!raw.blob.empty()) {
        Result<Metadata> parsed = parseMetadata(asBytes(raw.blob), raw.escapes);
        if (parsed)
            metadata = converted(std::move(*parsed));
        else
            run.warn(item, u"the metadata of %1 cannot be read: %2"_s.arg(
                               run.placeOf(item).display(), parsed.error().message));
    }
    const std::int64_t mtime = run.list.items[item].mtime;
    if (!metadata.mtimeTicks && mtime > 0)
        metadata.mtimeTicks = ticksFromUnixNs(mtime);
    return metadata;
}

MetadataWriter::MetadataWriter(RestoreRun &run)
    : m_run(run)
    , m_mask(currentMask())
{
}

void MetadataWriter::write(std::uint32_t item, const File &file, const RawMetadata &raw,
                           bool isNew) const
{
    const RestoreOptions &options = m_run.options();
    const bool isFolder = m_run.list.items[item].type == EntryType::Folder;
    SourceMetadata metadata;
    if (!options.skipMetadata)
        metadata = metadataOf(m_run, item, raw);
    if (isNew && !(options.permissions && metadata.mode)) {
        // As an unpacker does it: the rights it had, but none that a new file would not get.
        const unsigned wanted = metadata.mode.value_or(isFolder ? 0777U : 0666U) & 0777U & ~m_mask;
        if (wanted != (isFolder ? 0700U : 0600U) && ::fchmod(file.fd(), wanted) != 0)
            m_run.warn(
                item,
                errnoError(errno, u"setting the rights of "_s % file.path().display()).message);
    }
    if (options.skipMetadata)
        return;
    apply(item, {file.fd(), -1, {}, false, file.path()}, metadata,
          {true, true, options.permissions});
}

void MetadataWriter::writeTime(std::uint32_t item, const File &file, const RawMetadata &raw) const
{
    if (!m_run.options().skipMetadata)
        apply(item, {file.fd(), -1, {}, false, file.path()}, metadataOf(m_run, item, raw),
              {true, false, false});
}

void MetadataWriter::writeLink(std::uint32_t item, std::string_view name,
                               const SourceMetadata &metadata) const
{
    const RestoreOptions &options = m_run.options();
    const RestoreItem &row = m_run.list.items[item];
    if (options.skipMetadata || !options.symlinkMetadata)
        return;
    Result<RestoreTarget::Handle> folder = m_run.target->handle(row.place);
    if (!folder)
        return m_run.warn(item, folder.error().message);
    apply(item, {-1, (*folder)->get(), std::string(name), true, m_run.placeOf(item)}, metadata,
          {true, true, options.permissions});
}

void MetadataWriter::apply(std::uint32_t item, const MetadataTarget &target,
                           const SourceMetadata &metadata,
                           const MetadataApplyOptions &options) const
{
    for (const Error &problem : applyMetadata(target, metadata, options))
        m_run.warn(item, problem.message);
}

} // namespace cairn

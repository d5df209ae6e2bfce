// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/metadata_blob.h"
#include "core/source/metadata_posix.h"

namespace cairn {

// What the source tells, as the format's blob takes it.
[[nodiscard]] inline Metadata formatMetadata(SourceMetadata &&source)
{
    Metadata metadata;
    metadata.xattrs = std::move(source.xattrs);
    metadata.uid = source.uid;
    metadata.gid = source.gid;
    metadata.mode = source.mode;
    metadata.ownerName = std::move(source.ownerName);
    metadata.groupName = std::move(source.groupName);
    metadata.attributes = source.attributes;
    metadata.mtimeTicks = source.mtimeTicks;
    metadata.ctimeTicks = source.ctimeTicks;
    metadata.symlinkTarget = std::move(source.symlinkTarget);
    return metadata;
}

} // namespace cairn

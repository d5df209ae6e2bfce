// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_run.h"
#include "core/source/metadata_posix.h"

namespace cairn {

// A metadata blob as a volume gave it; empty if there is none or it is lost.
struct RawMetadata
{
    std::string blob;
    bool escapes = false; // its writer escapes names (storage-format.md §6.3)
};

// What a blob says; nothing but the time the list gives for an item without one.
SourceMetadata metadataOf(RestoreRun &run, std::uint32_t item, const RawMetadata &raw);

// Puts on a file or folder what a restore puts on it (engine.md §8.6). Failures are warnings.
class MetadataWriter final
{
public:
    explicit MetadataWriter(RestoreRun &run);
    // `isNew`: this run made it, so that it also gets the rights that any new file gets.
    void write(std::uint32_t item, const File &file, const RawMetadata &raw, bool isNew) const;
    // Of what stays as it is, but was touched on the way.
    void writeTime(std::uint32_t item, const File &file, const RawMetadata &raw) const;
    void writeLink(std::uint32_t item, std::string_view name, const SourceMetadata &metadata) const;

private:
    void apply(std::uint32_t item, const MetadataTarget &target, const SourceMetadata &metadata,
               const MetadataApplyOptions &options) const;

    RestoreRun &m_run;
    unsigned m_mask; // the user's umask
};

} // namespace cairn

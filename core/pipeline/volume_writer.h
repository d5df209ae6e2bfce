// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/db/job_database.h"
#include "core/format/aescrypt.h"
#include "core/format/codec.h"
#include "core/format/manifest.h"
#include "core/format/zip_writer.h"
#include "core/pipeline/run_environment.h"

#include <memory>

namespace cairn {

// A finished volume in a temporary file, as it will lie at the destination.
struct SealedVolume
{
    TempFile file;
    std::int64_t size = 0; // bytes, after encryption
    Digest hash;           // file hash over the stored bytes
};

// Writes one volume in one pass: zip entries -> (AES Crypt) -> hash -> temporary file. GPG is done
// by the program on the finished archive. Begins with the `manifest` entry (storage-format.md
// §3.1). Settings and environment outlive it. Only zip volumes are ever written.
class VolumeWriter final
{
public:
    static Result<std::unique_ptr<VolumeWriter>> create(const RunEnvironment &environment,
                                                        const JobSettings &settings);
    ~VolumeWriter();
    VolumeWriter(const VolumeWriter &) = delete;
    VolumeWriter &operator=(const VolumeWriter &) = delete;

    // The archive: entries that are compressed already go straight to it.
    [[nodiscard]] ZipWriter &zip();
    // Deflated if that is smaller.
    Result<> addCompressed(std::string_view name, ByteView content, int level = kDefaultLevel);
    Result<> addStored(std::string_view name, ByteView content);
    // Size that the archive would have if it were sealed now, without encryption.
    [[nodiscard]] std::uint64_t expectedSize() const;
    Result<SealedVolume> seal(); // once

private:
    struct Stages;
    explicit VolumeWriter(std::unique_ptr<Stages> stages);
    std::unique_ptr<Stages> m_stages;
};

[[nodiscard]] Manifest manifestOf(const JobSettings &settings, std::int64_t created);
// A fresh remote name for a volume of this job; `dlistTime` is the stamp of a dlist (unix s).
[[nodiscard]] std::string newVolumeName(const JobSettings &settings, VolumeKind kind,
                                        Random &random, std::int64_t dlistTime = 0);
// A name for a local destination's temporary file: `.cairn~<32 hex>.tmp` (reliability.md §4).
[[nodiscard]] std::string newTempName(Random &random);

} // namespace cairn

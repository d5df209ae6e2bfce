// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/operations/lost_entries.h"
#include "core/pipeline/block_packer.h"
#include "core/pipeline/volume_opener.h"
#include "core/pipeline/volume_uploader.h"
#include "core/source/metadata_posix.h"
#include "core/source/source_reader.h"

#include <optional>
#include <unordered_map>

namespace cairn {

// P4: looks for blocks that something needs and no usable volume holds (reliability.md §4): in
// volumes that turn out to be sound, in what the database can compute, in the sources, in what is
// left of damaged volumes. What is found goes into new volumes; every block proves itself by its
// hash.
class BlockRecovery final
{
public:
    BlockRecovery(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings);

    // How many blocks are needed and lost, after volumes that are sound were taken back.
    Result<std::int64_t> findLost();
    // How many were found and are stored again.
    Result<std::int64_t> recover();

private:
    struct Lost
    {
        std::int64_t id = 0;
        std::int64_t size = 0;
        bool isList = false;
    };
    Result<> takeBackSoundVolumes();
    Result<> collect();
    Result<> start();
    Result<> fromDatabase();
    Result<> fromSources();
    Result<> fromContent(const LostEntry &entry, const std::string &path);
    Result<> fromMetadata(const LostEntry &entry, const std::string &path);
    Result<> fromDamagedVolumes();
    // Stores it if it is one of those.
    Result<> offer(ByteView content);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    std::unordered_map<Digest, Lost> m_lost;
    std::unordered_map<std::int64_t, Digest> m_hashes; // of those, by id
    std::optional<VolumeUploader> m_uploader;
    std::optional<BlockPacker> m_packer;
    SourceReader m_reader;
    MetadataReader m_metadata;
    Hasher m_hasher;
    Deflater m_deflater;
    Buffer m_content;
    std::int64_t m_recovered = 0;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/db/block_table.h"
#include "core/db/entry_table.h"
#include "core/db/stream_table.h"
#include "core/db/version_table.h"
#include "core/db/volume_table.h"
#include "core/sqlite/database.h"

#include <memory>
#include <optional>
#include <string>

namespace cairn {

// What a backup was begun with and can never change, and flags of the database.
struct JobSettings
{
    std::string prefix;
    std::int64_t blocksize = 0;
    HashAlgorithm blockHash = HashAlgorithm::Sha256;
    HashAlgorithm fileHash = HashAlgorithm::Sha256;
    std::string blockHashName; // as the manifests spell it
    std::string fileHashName;
    std::string compression; // "zip"
    std::string encryption;  // "", "aes", "gpg"
    char separator = '/';    // of the source system
    bool partial = false;    // incomplete knowledge: restore allowed, every change refused
};

// The database of one job. One writing connection; reader() gives further ones on a snapshot.
class JobDatabase final
{
public:
    static Result<std::unique_ptr<JobDatabase>>
    create(const FilePath &path); // must not hold a job yet
    static Result<std::unique_ptr<JobDatabase>> open(const FilePath &path, Database::Mode mode);
    // A second connection for reading; sees what is committed.
    Result<std::unique_ptr<JobDatabase>> reader() const;
    ~JobDatabase();

    [[nodiscard]] Database &database() { return *m_database; }
    VolumeTable volumes;
    BlockTable blocks;
    StreamTable streams;
    EntryTable entries;
    VersionTable versions;

    // Empty until a backup or a rebuild has fixed them.
    Result<std::optional<JobSettings>> settings();
    Result<> setSettings(const JobSettings &settings);
    Result<std::string> value(const char *key, std::string otherwise = {});
    Result<> setValue(const char *key, std::string_view value);
    // Tells this file from any other, however it was made; what is kept beside it names it.
    static constexpr const char *kIdKey = "database-id";

    // What must hold between runs (R8, engine.md §11.4); the first violation as an error.
    Result<> checkConsistency();
    // Writes the log back, so that the file stands alone (R4).
    Result<> finish();

private:
    explicit JobDatabase(std::unique_ptr<Database> database);
    std::unique_ptr<Database> m_database;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/volume_opener.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace cairn {

// Compares dlists with what the database says of their versions: the same paths, and for each the
// same type, size, time and hashes. Reads through a connection of its own.
class ListChecker final
{
public:
    ListChecker(JobDatabase &job, const JobSettings &settings)
        : m_job(job)
        , m_settings(settings)
    {
    }
    // What differs, one sentence; empty if nothing does. Corrupt if the list cannot be read.
    Result<QString> check(const OpenVolume &volume, std::int64_t dlist);

private:
    // An entry in short. Two that differ have another print, but for a chance of 2^-64.
    struct Known
    {
        std::uint64_t path = 0;
        std::uint64_t print = 0;
        std::int64_t seconds = 0;
        bool isSeen = false;
    };
    struct Differences
    {
        std::int64_t missing = 0;
        std::int64_t extra = 0;
        std::int64_t changed = 0;
        std::vector<std::string> paths; // the first few
    };
    Result<std::optional<VersionRow>> versionOf(std::int64_t dlist);
    Result<> load(std::int64_t version);
    Result<> readList(const OpenVolume &volume, Differences &found);
    Result<> nameMissing(std::int64_t version, Differences &found);
    Result<std::uint64_t> printOfRow(const EntryRow &row);
    Result<std::uint64_t> printOfStream(StreamRef ref);
    [[nodiscard]] Known *find(std::uint64_t path);

    JobDatabase &m_job;
    const JobSettings &m_settings;
    std::unique_ptr<JobDatabase> m_reader;
    std::unordered_map<StreamRef, std::uint64_t> m_prints; // shared by all versions
    std::vector<Known> m_known;                            // of the version at hand, by path
};

} // namespace cairn

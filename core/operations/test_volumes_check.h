// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/test_volumes.h"
#include "core/operations/test_volumes_list.h"
#include "core/pipeline/volume_opener.h"

#include <optional>
#include <unordered_set>

namespace cairn {

// What the check of one volume came to.
struct VolumeVerdict
{
    bool isRead = false; // it was there and could be opened
    std::optional<VolumeFinding> finding;
    std::optional<VolumeState> proven; // Verified, Damaged or Missing
    QString remark;                    // odd, but nothing is wrong
    std::optional<Error> fatal;        // the run cannot go on
    // Of a volume whose hash was not known before and that proved good.
    std::int64_t size = -1;
    Digest hash;
};

// Checks volumes whole, one after another (engine.md §6.2). One per thread.
class VolumeChecker final
{
public:
    // All arguments outlive it. `usable`: the dblocks that were so when the test began; what
    // another thread finds meanwhile must not decide what this one looks at.
    static Result<std::unique_ptr<VolumeChecker>>
    create(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
           const std::unordered_set<std::int64_t> &usable);
    VolumeVerdict check(const VolumeRow &row);

private:
    VolumeChecker(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
                  const std::unordered_set<std::int64_t> &usable, std::unique_ptr<Backend> backend);
    Result<> checkHashOnly(const VolumeRow &row);
    Result<> checkContent(const VolumeRow &row, VolumeVerdict &verdict);
    Result<> checkDblock(const OpenVolume &volume, const VolumeRow &row, VolumeVerdict &verdict);
    Result<bool> isGoodBlock(const VolumeArchive &archive, std::size_t entry, const Digest &hash,
                             std::int64_t size);
    Result<> checkDindex(const OpenVolume &volume, const VolumeRow &row, VolumeVerdict &verdict);
    Result<QString> checkVolEntry(const VolumeArchive &archive, std::size_t entry,
                                  const VolumeRow &dblock);
    Result<> learnHash(const VolumeRow &row, VolumeVerdict &verdict);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    const std::unordered_set<std::int64_t> &m_usable;
    VolumeOpener m_opener;
    ListChecker m_lists;
    Hasher m_hasher;
    ExtractScratch m_scratch;
    Buffer m_content;
};

} // namespace cairn

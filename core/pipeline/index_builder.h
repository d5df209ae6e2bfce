// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"
#include "core/pipeline/volume_writer.h"

#include <optional>
#include <span>
#include <vector>

namespace cairn {

// The raw content of a blocklist block, for the dindex's `list/` entries.
struct BlocklistContent
{
    Digest hash;
    Buffer content;
};

// What a blocklist of these data blocks holds, by the database; nothing if there is none or one is
// not known.
Result<std::optional<Buffer>> contentOfList(JobDatabase &job,
                                            std::span<const std::int64_t> dataBlocks);
// The data blocks of a stream, in order.
[[nodiscard]] std::vector<std::int64_t> dataBlocksOf(const StreamRow &stream);

// The only maker of dindex volumes (R10): backup, compact and repair use it. Lists every block and
// every blocklist of the dblock (R9); reads the dblock's row (name, size, hash) and blocks from the
// database, so these must be committed and the dblock confirmed.
Result<SealedVolume> buildIndexVolume(const RunEnvironment &environment, JobDatabase &job,
                                      const JobSettings &settings, std::int64_t dblockId,
                                      const std::vector<BlocklistContent> &lists);

// Which of these blocks are blocklists, with their content computed from the database. Reads all
// streams: for compact, repair and the like, which work on many volumes at a time.
Result<std::vector<BlocklistContent>> blocklistsIn(JobDatabase &job, const JobSettings &settings,
                                                   const std::vector<BlockRow> &blocks);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

namespace cairn {

// What a backup that is begun now is begun with, and never changes (engine.md §2.4). `sourceBytes`
// decides an automatic block size.
Result<JobSettings> newJobSettings(const JobOptions &options, std::int64_t sourceBytes);

enum class SettingsUse {
    Read,      // test, repair
    Change,    // delete, compact: the database must know all of the backup
    AddVersion // backup: and this program must be able to write what belongs there
};
// Whether the options agree with what an existing backup was begun with: a default gives way, what
// was given must be the same. Errors carry upstream's ids.
Result<> checkSettings(const JobOptions &options, const JobSettings &settings, SettingsUse use);

// Whether the given passphrase is that of the backup (S3), which must never go on with another one.
// The newest list decides; if it is missing, or does not open, other volumes are asked: damage can
// look like a wrong passphrase. Looks at the header alone where that is enough.
Result<> checkPassphrase(const RunEnvironment &environment, JobDatabase &job,
                         const JobSettings &settings, Backend &backend);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/volume_opener.h"

#include <optional>

namespace cairn {

// Whether the local database is what is damaged. Its error has the same code, met where volume and
// database are compared, and proves nothing about the volume.
[[nodiscard]] bool isOfDatabase(const Error &error);

// Opens a volume as its row says it is. What looks damaged is fetched a second time: only damage
// that is seen twice lies in the store and not on the way.
Result<OpenVolume> openRow(VolumeOpener &opener, const VolumeRow &row);

// The state that this failure proves: Damaged for content that is wrong, Missing for a volume that
// is not there even when asked for by name. Nothing for failures that say nothing about the volume.
std::optional<VolumeState> provenState(VolumeOpener &opener, const VolumeRow &row,
                                       const Error &error, const CancelToken &cancel);

// Commits what was found (R16).
Result<> recordState(JobDatabase &job, const VolumeRow &row, VolumeState state);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/volume_table.h"
#include "core/pipeline/run_environment.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// `PREFIX-verification.json`, which Duplicati leaves beside its volumes at request
// (storage-format.md §2.4). It says nothing that anybody needs without them.
[[nodiscard]] std::string verificationFileName(std::string_view prefix);

// Whether it speaks of this backup (R3): all that it names are volumes of this prefix, and one of
// them at least is known here, with this size and hash.
[[nodiscard]] bool speaksOf(std::string_view content, std::string_view prefix,
                            std::span<const VolumeRow> known);

enum class VerificationFile : std::uint8_t { Absent, Removed, NotOurs };

// Removes it from a destination that has no volume of this prefix any more, if it is proven to be
// of the backup that `known` were all volumes of.
Result<VerificationFile> removeVerificationFile(const RunEnvironment &environment,
                                                std::string_view prefix,
                                                std::span<const VolumeRow> known);

} // namespace cairn

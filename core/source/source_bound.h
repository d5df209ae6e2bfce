// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/source_set.h"

#include <cstdint>
#include <optional>

namespace cairn {

// No more bytes than these can lie at and below the sources: what is in use on their file systems,
// which costs nothing to ask. Nothing if that tells no bound (a file system that compresses or
// shares content, or a network below a source). Contents with several names count once.
[[nodiscard]] std::optional<std::int64_t> mostSourceBytes(const SourceSet &sources);

} // namespace cairn

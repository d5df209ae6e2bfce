// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>

namespace cairn {

// The CRC of zip and gzip (ISO 3309). `seed` is the CRC of what came before.
[[nodiscard]] std::uint32_t crc32Of(ByteView bytes, std::uint32_t seed = 0);

} // namespace cairn

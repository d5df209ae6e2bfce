// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

namespace cairn {

// The stable identifier of an error; one by its code where it carries none.
[[nodiscard]] QString errorId(const Error &error);

} // namespace cairn

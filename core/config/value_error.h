// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <string_view>

namespace cairn {

// "--blocksize: “5x” is not a valid value. Allowed: …" What every refused value says.
[[nodiscard]] Error valueError(std::string_view option, std::string_view value,
                               const QString &allowed);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/error_id.h"

namespace cairn {

// Its message as a sentence, with what to do where the message itself cannot know.
[[nodiscard]] QString errorText(const Error &error);

} // namespace cairn

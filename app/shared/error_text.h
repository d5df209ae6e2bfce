// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

namespace cairn {

// The stable identifier of an error; one by its code where it carries none.
[[nodiscard]] QString errorId(const Error &error);
// Its message as a sentence, with what to do where the message itself cannot know.
[[nodiscard]] QString errorText(const Error &error);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

// KILLPOINT("B9") marks a step of a protocol (reliability.md §4, §8.2). In test builds
// CAIRN_KILLPOINT=name[:occurrence][,name…] ends the process there with SIGKILL;
// CAIRN_KILLPOINT_MODE=abort|error|hang makes it abort(), fail or stop there instead;
// CAIRN_KILLPOINT_LOG=file notes every point that was passed. In a release it is nothing.
#ifdef CAIRN_TEST_HOOKS
namespace cairn {
// Fails only in mode "error".
Result<> passKillpoint(const char *name);
} // namespace cairn
#define KILLPOINT(name) CAIRN_TRY(::cairn::passKillpoint(name))
#else
#define KILLPOINT(name) static_cast<void>(0)
#endif

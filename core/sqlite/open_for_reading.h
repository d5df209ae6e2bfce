// SPDX-License-Identifier: MIT
#pragma once

#include "core/sqlite/database.h"

namespace cairn {

// A connection that changes nothing: Mode::ReadOnly or, where the log of that cannot be made
// because the folder is write-protected, Mode::Immutable. Not where a log lies there that would be
// left out: AccessDenied then.
Result<std::unique_ptr<Database>> openForReading(const FilePath &path);

} // namespace cairn

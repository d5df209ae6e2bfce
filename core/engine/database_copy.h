// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"

namespace cairn {

// Copies a database with its log, while nobody writes it (the job is locked): what a dry run works
// on (R32). `to` must not exist.
Result<> copyDatabase(FileLayer &files, const FilePath &from, const FilePath &to);

} // namespace cairn

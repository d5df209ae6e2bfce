// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/base/secret.h"

#include <string>

namespace cairn {

// An export of a job (task_export.h) as a file that its owner alone can read, in the place of one
// that was there. With a password it is an AES Crypt file, as Duplicati writes and import_source.h
// reads it (engine.md §10.3).
[[nodiscard]] Result<> writeExport(FileLayer &files, Random &random, const FilePath &path,
                                   const std::string &text, const Secret &password);

} // namespace cairn

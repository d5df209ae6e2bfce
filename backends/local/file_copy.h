// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/storage/transfer_gate.h"

namespace cairn {

// Copies all of `from` to the start of `to` in pieces, telling the gate (null: nobody watches) of
// each and ending soon after an abort. Returns the bytes copied; a source whose size changes
// meanwhile is Corrupt.
Result<std::uint64_t> copyFile(const File &from, File &to, TransferGate *gate,
                               const CancelToken &cancel);

// Gives the file at `from` a second name. False where that is not possible (other file systems, or
// one without hard links): whoever copies instead learns what else may be wrong.
Result<bool> linkFile(FileLayer &files, const FilePath &from, const FilePath &to);

} // namespace cairn

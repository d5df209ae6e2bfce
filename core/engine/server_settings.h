// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/base/secret.h"
#include "core/config/foreign_job.h"
#include "core/sqlite/database.h"

namespace cairn {

// The jobs in Duplicati's own settings (engine.md §10.2), any schema up to 12 and later ones that
// still have its tables. Nothing is written. `key`: that of encrypted settings, else empty.
// ImportEncrypted and ImportPassword (InvalidArgument) ask for another.
[[nodiscard]] Result<std::vector<ForeignJob>> readServerSettings(Database &settings,
                                                                 const Secret &key);

// A value of such a database: as it stands, or the secret behind "enc-v1:".
[[nodiscard]] Result<std::string> plainField(std::string_view value, const Secret &key);

} // namespace cairn

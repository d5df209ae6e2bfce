// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/config/option_set.h"
#include "core/engine/engine.h"

#include <optional>
#include <string>

namespace cairn::cli {

// Puts a passphrase that comes from --passphrase-file, --passphrase-fd, standard input or the
// environment (`fromEnvironment`) among the options, if --passphrase does not give one. True if it
// is that of the environment.
[[nodiscard]] Result<bool> findPassphrase(FileLayer &files, OptionSet &options,
                                          std::optional<std::string> fromEnvironment);

// Asks on the terminal, without echo; twice if `confirm`. Fails with MissingPassphrase if standard
// input is none.
[[nodiscard]] Result<Secret> askPassphrase(const QString &question, bool confirm);

} // namespace cairn::cli

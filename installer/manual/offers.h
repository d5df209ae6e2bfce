// SPDX-License-Identifier: MIT
// What a shell may offer, whichever it is.
#pragma once

#include "app/cli/commands/command.h"
#include "core/config/option_table.h"

#include <QStringList>

#include <vector>

namespace cairn::cli {

// Those that have an effect, but for families of names.
[[nodiscard]] std::vector<const OptionSpec *> offeredOptions();
// The bits of the options that matter to a command: to that which sets backups up, all do.
[[nodiscard]] std::uint32_t usesOf(const Command &command);
// The names of a command, its own first.
[[nodiscard]] QStringList namesOf(const Command &command);
// Words that the usage of a command names beside places for others: "list", "all".
[[nodiscard]] QStringList wordsOf(const Command &command);
// Values that an option is known to take; empty: any.
[[nodiscard]] QStringList valuesOf(const OptionSpec &option);
[[nodiscard]] bool takesPath(const OptionSpec &option);
// Whether arguments of a command are files.
[[nodiscard]] bool takesFiles(const Command &command);
// The first sentence without its full stop.
[[nodiscard]] QString shortText(std::string_view text);

} // namespace cairn::cli

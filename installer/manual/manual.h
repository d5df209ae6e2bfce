// SPDX-License-Identifier: MIT
// What is made of the tables of commands and options when the program is built: its manual page,
// and what shells offer on Tab. So none of it can fall behind the program.
#pragma once

#include <QString>

namespace cairn::cli {

// cairn-cli(1), in the language of man(7). `date` is that of the release: 2026-11-26.
[[nodiscard]] QString manualPage(const QString &date);

// Scripts for shells. `pattern` is one of the files *.in here, whose @PLACES@ they fill.
[[nodiscard]] QString bashCompletion(const QString &pattern);
[[nodiscard]] QString zshCompletion(const QString &pattern);
[[nodiscard]] QString fishCompletion(const QString &pattern);

} // namespace cairn::cli

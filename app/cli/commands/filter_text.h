// SPDX-License-Identifier: MIT
// How filters are written, for the help and the manual page.
#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace cairn::cli {

[[nodiscard]] QString filterRules();
// A filter, and what it stands for.
[[nodiscard]] std::vector<std::pair<QString, QString>> filterForms();
// Of the FILTER that is an argument of a command.
[[nodiscard]] QString filterArgumentRules();

} // namespace cairn::cli

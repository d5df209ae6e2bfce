// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace cairn {

// Names and versions of the program, the system and the libraries in use; for bug reports.
[[nodiscard]] std::vector<std::pair<QString, QString>> systemFacts();

} // namespace cairn

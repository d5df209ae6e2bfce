// SPDX-License-Identifier: MIT
// How --schedule is written, for the help and the manual page.
#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace cairn::cli {

// A whole schedule, and what it stands for.
[[nodiscard]] std::vector<std::pair<QString, QString>> scheduleForms();
// What may stand behind one that names times.
[[nodiscard]] std::vector<std::pair<QString, QString>> scheduleConditions();

} // namespace cairn::cli

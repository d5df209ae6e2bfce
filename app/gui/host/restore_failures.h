// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"
#include "core/engine/engine.h"

namespace cairn::gui {

// In groups, for people: what was in the way of each file. `count` is of all that failed; those
// beyond the ones that are named go with the cause of most.
[[nodiscard]] std::vector<RestoreFailure> groupedFailures(const std::vector<BrokenRestore> &broken,
                                                          qint64 count);

} // namespace cairn::gui

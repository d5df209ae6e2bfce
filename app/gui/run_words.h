// SPDX-License-Identifier: MIT
// What the window says about one run of the history.
#pragma once

#include "app/gui/host/values.h"

namespace cairn::gui {

enum class LogShows : quint8 { All, Remarks, Errors };

// How long it took; empty while it goes on.
[[nodiscard]] QString tookText(const RunRecord &run);
// "3 files were added, 1 was changed. 4.1 MB of new data, 4.0 MB sent."
[[nodiscard]] QString runSummaryText(const RunRecord &run);
// The worst that was said, if it was worse than a piece of information.
[[nodiscard]] std::optional<Trouble> worstOf(const std::vector<RunMessage> &messages);
// The files of this cause, raw bytes.
[[nodiscard]] std::vector<std::string> pathsOf(const std::vector<RunMessage> &messages,
                                               std::string_view code);
// A line a message.
[[nodiscard]] QString runLogText(const std::vector<RunMessage> &messages, LogShows level);

} // namespace cairn::gui

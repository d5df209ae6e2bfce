// SPDX-License-Identifier: MIT
#pragma once

#include "core/schedule/notice_rules.h"

#include <vector>

namespace cairn::gui {

// What the person wants to be told of on this desktop; kept in the program's own settings.
[[nodiscard]] std::vector<NoticeCause> unwantedNotices();
void setNoticeWanted(NoticeCause cause, bool wanted);

} // namespace cairn::gui

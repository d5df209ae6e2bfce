// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"
#include "app/shared/notify/notifier.h"
#include "core/schedule/notice_rules.h"

namespace cairn::gui {

// What is true of the backups now, for the rules of notices. `memory`: since when nobody was here.
[[nodiscard]] NoticeFacts noticeFactsOf(const Snapshot &state, const NoticeMemory &memory,
                                        qint64 now);

// A notice in words.
[[nodiscard]] Notifier::Message noticeText(const Notice &notice, const Snapshot &state, qint64 now);

[[nodiscard]] QString noticeActionName(NoticeAction action); // "back-up-now"
[[nodiscard]] std::optional<NoticeAction> noticeActionFrom(const QString &name);

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace cairn {

[[nodiscard]] QString numberText(std::int64_t number); // "1,234"
// "1 file", "1,234 files"
[[nodiscard]] QString countText(std::int64_t count, const QString &one, const QString &many);
// "0.4 s", "42 s", "3 min 20 s", "2 h 5 min"
[[nodiscard]] QString durationText(std::int64_t nanoseconds);
// "0:42", "1:02:03"
[[nodiscard]] QString clockText(std::int64_t seconds);
// "2026-11-23T07:33:44.123Z"
[[nodiscard]] QString isoTime(std::int64_t nanoseconds);

} // namespace cairn

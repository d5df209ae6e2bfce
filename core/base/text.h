// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

// Reads one character from the start of `bytes`. Returns its length in bytes, 0 if what stands
// there is not valid UTF-8 (overlong forms, surrogates and values past U+10FFFF are not).
[[nodiscard]] std::size_t decodeUtf8(std::string_view bytes, char32_t &character);
void appendUtf8(std::string &out, char32_t character);
[[nodiscard]] bool isValidUtf8(std::string_view bytes);

// The format's stamp, `yyyyMMddTHHmmssZ` in UTC (storage-format.md §0). Seconds since 1970.
[[nodiscard]] std::string formatStamp(std::int64_t unixSeconds);
[[nodiscard]] std::optional<std::int64_t> parseStamp(std::string_view text);

// .NET ticks: 100 ns since 0001-01-01 UTC (storage-format.md §0).
inline constexpr std::int64_t kTicksOfUnixEpoch = 621'355'968'000'000'000;
[[nodiscard]] constexpr std::int64_t ticksFromUnixNs(std::int64_t ns)
{
    return kTicksOfUnixEpoch + (ns >= 0 ? ns / 100 : -((-ns + 99) / 100));
}

// "878.91 KiB", as Duplicati prints sizes: binary units, two decimals, none for bytes.
[[nodiscard]] QString formatSize(std::int64_t bytes);
// "2026-11-23 07:33:44" in local time.
[[nodiscard]] QString formatLocalTime(std::int64_t unixSeconds);

[[nodiscard]] inline QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace cairn

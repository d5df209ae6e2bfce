// SPDX-License-Identifier: MIT
// Rules about which versions stay, as people choose and read them.
#pragma once

#include "app/gui/host/values.h"

#include <QString>

#include <optional>
#include <string_view>
#include <vector>

namespace cairn::gui {

// "6 months". The units are those of the option table, the letters too: h D W M Y.
struct KeepSpan
{
    int count = 1;
    char unit = 'D';
    bool operator==(const KeepSpan &) const = default;
};

// One step of a policy: versions up to this age, one of them for each stretch of time.
struct KeepRow
{
    std::optional<KeepSpan> age;   // none: however old
    std::optional<KeepSpan> every; // none: all of them
    bool operator==(const KeepRow &) const = default;
};

// Nothing if it is no length of one unit: "1M2W", "90s".
[[nodiscard]] std::optional<KeepSpan> keepSpanOf(std::string_view text);
[[nodiscard]] std::string toOption(const KeepSpan &span); // "6M"
// Nothing if a part cannot be shown as a row.
[[nodiscard]] std::optional<std::vector<KeepRow>> keepRowsOf(std::string_view policy);
[[nodiscard]] std::string toOption(const std::vector<KeepRow> &rows);

// The choices of the editor. AsItIs: a rule that they cannot express, left alone.
enum class KeepPreset : quint8 { Smart, SmartDuplicati, Everything, Count, Time, Custom, AsItIs };
[[nodiscard]] KeepPreset presetOf(const Keep &keep);
[[nodiscard]] Keep smartOfDuplicati();

[[nodiscard]] QString spanText(const KeepSpan &span); // "6 months"
// What a rule comes to, in one or two sentences.
[[nodiscard]] QString keepSentence(const Keep &keep);
// "Keeps 31 versions, removes 4 and frees about 12.4 GB."
[[nodiscard]] QString keepPreviewText(const KeepAnswer &answer);

} // namespace cairn::gui

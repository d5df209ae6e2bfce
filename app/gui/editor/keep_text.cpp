// SPDX-License-Identifier: MIT
#include "app/gui/editor/keep_text.h"

#include "app/gui/texts.h"

#include <QStringList>

#include <algorithm>
#include <charconv>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::KeepText)
};

constexpr std::string_view kUnits = "hDWMY";
constexpr int kMostCount = 9999;

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

QString everyText(const std::optional<KeepSpan> &every)
{
    if (!every)
        return Texts::tr("every version");
    if (every->count > 1)
        return Texts::tr("one version every %1").arg(spanText(*every));
    switch (every->unit) {
    case 'h':
        return Texts::tr("one version an hour");
    case 'D':
        return Texts::tr("one version a day");
    case 'W':
        return Texts::tr("one version a week");
    case 'M':
        return Texts::tr("one version a month");
    default:
        return Texts::tr("one version a year");
    }
}

QString policySentence(const std::vector<KeepRow> &rows)
{
    QStringList steps;
    for (const KeepRow &row : rows) {
        const QString every = everyText(row.every);
        if (!row.age)
            steps << Texts::tr("%1 for ever", "one version a month").arg(every);
        else if (steps.isEmpty())
            steps << Texts::tr("%1 for %2", "one version a day, 1 month")
                         .arg(every, spanText(*row.age));
        else
            steps << Texts::tr("%1 until it is %2 old", "one version a week, 1 year")
                         .arg(every, spanText(*row.age));
    }
    //: joins steps: one version a day for 1 month, then one version a week …
    const QString joined = steps.join(Texts::tr(", then "));
    const QString kept = Texts::tr("Keeps %1.").arg(joined);
    if (rows.empty() || !rows.back().age)
        return kept;
    return kept % u' ' %
           Texts::tr("Versions older than %1 are removed.").arg(spanText(*rows.back().age));
}

} // namespace

std::optional<KeepSpan> keepSpanOf(std::string_view text)
{
    text = trimmed(text);
    KeepSpan span;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), span.count);
    if (error != std::errc() || end != text.data() + text.size() - 1 || span.count < 1 ||
        span.count > kMostCount || kUnits.find(*end) == std::string_view::npos)
        return std::nullopt;
    span.unit = *end;
    return span;
}

std::string toOption(const KeepSpan &span)
{
    return std::to_string(span.count) + span.unit;
}

std::optional<std::vector<KeepRow>> keepRowsOf(std::string_view policy)
{
    std::vector<KeepRow> rows;
    while (!policy.empty()) {
        const std::size_t end = std::min(policy.find(','), policy.size());
        const std::string_view pair = policy.substr(0, end);
        policy.remove_prefix(std::min(end + 1, policy.size()));
        const std::size_t colon = pair.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        const std::string_view age = trimmed(pair.substr(0, colon));
        const std::string_view every = trimmed(pair.substr(colon + 1));
        KeepRow row;
        if (age != "U" && age != "u" && !(row.age = keepSpanOf(age)))
            return std::nullopt;
        if (every != "U" && every != "u" && every != "0s" && !(row.every = keepSpanOf(every)))
            return std::nullopt;
        rows.push_back(row);
    }
    return rows;
}

std::string toOption(const std::vector<KeepRow> &rows)
{
    std::string policy;
    for (const KeepRow &row : rows) {
        policy += policy.empty() ? "" : ",";
        policy += row.age ? toOption(*row.age) : "U";
        policy += ':';
        policy += row.every ? toOption(*row.every) : "U";
    }
    return policy;
}

Keep smartOfDuplicati()
{
    return {Keep::Kind::Policy, "1W:1D,4W:1W,12M:1M"};
}

KeepPreset presetOf(const Keep &keep)
{
    if (keep == Keep::smart())
        return KeepPreset::Smart;
    if (keep == smartOfDuplicati())
        return KeepPreset::SmartDuplicati;
    switch (keep.kind) {
    case Keep::Kind::Everything:
        return KeepPreset::Everything;
    case Keep::Kind::Count:
        break;
    case Keep::Kind::Time:
        return keepSpanOf(keep.value) ? KeepPreset::Time : KeepPreset::AsItIs;
    case Keep::Kind::Policy:
        return keepRowsOf(keep.value) ? KeepPreset::Custom : KeepPreset::AsItIs;
    }
    int count = 0;
    const char *const end = keep.value.data() + keep.value.size();
    const auto [stop, error] = std::from_chars(keep.value.data(), end, count);
    const bool isPlain = error == std::errc() && stop == end && count >= 1 && count <= kMostCount;
    return isPlain ? KeepPreset::Count : KeepPreset::AsItIs;
}

QString spanText(const KeepSpan &span)
{
    switch (span.unit) {
    case 'h':
        return Texts::tr("%n hour(s)", nullptr, span.count);
    case 'D':
        return Texts::tr("%n day(s)", nullptr, span.count);
    case 'W':
        return Texts::tr("%n week(s)", nullptr, span.count);
    case 'M':
        return Texts::tr("%n month(s)", nullptr, span.count);
    default:
        return Texts::tr("%n year(s)", nullptr, span.count);
    }
}

QString keepSentence(const Keep &keep)
{
    const QString value = QString::fromStdString(keep.value);
    switch (keep.kind) {
    case Keep::Kind::Everything:
        return Texts::tr("Keeps every version for ever.");
    case Keep::Kind::Count:
        return Texts::tr("Keeps the newest %n version(s). Older ones are removed.", nullptr,
                         value.toInt());
    case Keep::Kind::Time: {
        const auto span = keepSpanOf(keep.value);
        return Texts::tr("Keeps every version for %1. Older ones are removed.")
            .arg(span ? spanText(*span) : value);
    }
    case Keep::Kind::Policy:
        break;
    }
    const auto rows = keepRowsOf(keep.value);
    return rows ? policySentence(*rows) : Texts::tr("Keeps versions by the rule %1.").arg(value);
}

QString keepPreviewText(const KeepAnswer &answer)
{
    if (!answer.failure.isEmpty())
        return answer.failure;
    if (answer.versions.empty())
        return Texts::tr("There are no versions yet: nothing would be removed.");
    const auto goes = std::ranges::count_if(answer.versions, &KeepAnswer::Version::goes);
    const auto stays = std::ssize(answer.versions) - goes;
    QString text;
    if (goes == 0)
        text = Texts::tr("Of those there are now, keeps all: %n version(s).", nullptr, int(stays));
    else if (answer.freedBytes < 0)
        text = Texts::tr("Keeps %n version(s), removes %1. Counting what that frees…", nullptr,
                         int(stays))
                   .arg(goes);
    else
        text = Texts::tr("Keeps %n version(s), removes %1 and frees about %2.", nullptr, int(stays))
                   .arg(QString::number(goes), sizeText(answer.freedBytes));
    if (answer.keptLast)
        text += u' ' % Texts::tr("The newest complete version is never removed.");
    return text;
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "core/config/option_table.h"

#include "core/base/text.h"
#include "core/config/option_table_parts.h"
#include "core/config/option_values.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Calls `each` with every word of a list separated by spaces.
template<typename Function>
void forEachWord(std::string_view words, Function each)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (end > 0)
            each(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

struct Table
{
    Table()
    {
        for (const auto tables : {table::jobTables(), table::runTables(), table::moduleTables(),
                                  table::destinationTables()}) {
            for (const table::Specs &part : tables)
                options.insert(options.end(), part.begin(), part.end());
        }
        for (const OptionSpec &option : options) {
            byName.emplace(option.name, &option);
            forEachWord(option.aliases,
                        [&](std::string_view alias) { byName.emplace(alias, &option); });
        }
    }
    std::vector<OptionSpec> options;
    std::unordered_map<std::string_view, const OptionSpec *> byName;
};

const Table &theTable()
{
    static const Table table; // constant once made; made once, whichever thread comes first
    return table;
}

// Keystrokes between two words: insert, delete, replace, swap of neighbours (Damerau-Levenshtein in
// its restricted form). Stops at `limit`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit)
{
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (gap >= limit)
        return limit;
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return std::min(above[b.size()], limit);
}

QString list(std::string_view words)
{
    return toQString(words).replace(u' ', u", "_s);
}

QString limits(const OptionSpec &spec)
{
    QString text;
    if (!spec.least.empty() && !spec.most.empty())
        text = u" from %1 to %2"_s.arg(toQString(spec.least), toQString(spec.most));
    else if (!spec.least.empty())
        text = u" of at least "_s % toQString(spec.least);
    else if (!spec.most.empty())
        text = u" of at most "_s % toQString(spec.most);
    if (!spec.words.empty())
        text += u", or "_s % list(spec.words);
    return text;
}

} // namespace

std::span<const OptionSpec> allOptions()
{
    return theTable().options;
}

const OptionSpec *findOption(std::string_view name)
{
    const auto &byName = theTable().byName;
    const std::string lower = asciiLower(name);
    if (const auto found = byName.find(lower); found != byName.end())
        return found->second;
    // A family of names, such as s3-ext-timeout.
    for (const OptionSpec &option : allOptions()) {
        if (option.name.ends_with('*') && lower.size() >= option.name.size() &&
            lower.starts_with(option.name.substr(0, option.name.size() - 1)))
            return &option;
    }
    return nullptr;
}

QString nearestOption(std::string_view name)
{
    const std::string lower = asciiLower(name.substr(0, 100));
    // A third of the letters wrong is no typing error any more.
    std::size_t best = std::max<std::size_t>(2, lower.size() / 3) + 1;
    std::string_view nearest;
    for (const auto &[known, option] : theTable().byName) {
        if (known.ends_with('*'))
            continue;
        const std::size_t far = distance(lower, known, best + 1);
        if (far < best || (far == best && !nearest.empty() && known < nearest)) {
            best = far;
            nearest = known;
        }
    }
    return toQString(nearest);
}

QString optionTypeName(OptionType type)
{
    switch (type) {
    case OptionType::Boolean:
        return u"boolean"_s;
    case OptionType::Integer:
        return u"integer"_s;
    case OptionType::Decimal:
        return u"number"_s;
    case OptionType::Size:
        return u"size"_s;
    case OptionType::Duration:
        return u"duration"_s;
    case OptionType::Time:
        return u"time"_s;
    case OptionType::Word:
        return u"word"_s;
    case OptionType::Flags:
        return u"words"_s;
    case OptionType::Text:
        return u"text"_s;
    case OptionType::Path:
        return u"path"_s;
    case OptionType::PathList:
        return u"paths"_s;
    case OptionType::Password:
        return u"password"_s;
    case OptionType::Versions:
        return u"versions"_s;
    case OptionType::RetentionPolicy:
        return u"retention policy"_s;
    }
    return {};
}

QString optionPlaceholder(OptionType type)
{
    switch (type) {
    case OptionType::Boolean:
        return {};
    case OptionType::Integer:
    case OptionType::Decimal:
        return u"=NUMBER"_s;
    case OptionType::Size:
        return u"=SIZE"_s;
    case OptionType::Duration:
        return u"=DURATION"_s;
    case OptionType::Time:
        return u"=TIME"_s;
    case OptionType::Word:
        return u"=WORD"_s;
    case OptionType::Flags:
        return u"=WORD,…"_s;
    case OptionType::Path:
        return u"=PATH"_s;
    case OptionType::PathList:
        return u"=PATH:…"_s;
    case OptionType::Versions:
        return u"=NUMBERS"_s;
    case OptionType::RetentionPolicy:
        return u"=FRAME:INTERVAL,…"_s;
    case OptionType::Password:
        return u"=SECRET"_s;
    case OptionType::Text:
        break;
    }
    return u"=TEXT"_s;
}

QString optionAllowed(const OptionSpec &spec)
{
    switch (spec.type) {
    case OptionType::Boolean:
        return u"true or false"_s;
    case OptionType::Integer:
        return u"a whole number"_s % limits(spec);
    case OptionType::Decimal:
        return u"a number"_s % limits(spec);
    case OptionType::Size:
        return u"a size such as 50mb"_s % limits(spec);
    case OptionType::Duration:
        return u"a length of time such as 90m or 1D12h"_s;
    case OptionType::Time:
        return u"now, an age such as 3D, or a date"_s;
    case OptionType::Word:
        return u"one of "_s % list(spec.words);
    case OptionType::Flags:
        return u"a list, separated by commas, of "_s % list(spec.words);
    case OptionType::Text:
        return u"a text"_s;
    case OptionType::Path:
        return u"a path"_s;
    case OptionType::PathList:
        return u"paths separated by colons"_s;
    case OptionType::Password:
        return u"a secret"_s;
    case OptionType::Versions:
        return u"version numbers such as 0,2-4"_s;
    case OptionType::RetentionPolicy:
        return u"pairs of time frame and interval such as 1W:1D,4W:1W"_s;
    }
    return {};
}

QString optionCategoryName(OptionCategory category)
{
    switch (category) {
    case OptionCategory::Job:
        return u"Job, storage and identity"_s;
    case OptionCategory::Sources:
        return u"Source selection"_s;
    case OptionCategory::Changes:
        return u"Change detection and snapshots"_s;
    case OptionCategory::Performance:
        return u"Performance"_s;
    case OptionCategory::Transfer:
        return u"Transfer reliability and quota"_s;
    case OptionCategory::Retention:
        return u"Retention and compaction"_s;
    case OptionCategory::Verification:
        return u"Verification and repair"_s;
    case OptionCategory::Restore:
        return u"Restore"_s;
    case OptionCategory::Logging:
        return u"Output and logs"_s;
    case OptionCategory::Program:
        return u"Command line"_s;
    case OptionCategory::Encryption:
        return u"Encryption"_s;
    case OptionCategory::Compression:
        return u"Compression"_s;
    case OptionCategory::Scripts:
        return u"Scripts"_s;
    case OptionCategory::Reports:
        return u"Reports"_s;
    case OptionCategory::Secrets:
        return u"Secret providers"_s;
    case OptionCategory::Destination:
        return u"Destinations"_s;
    case OptionCategory::Platform:
        return u"Other systems"_s;
    }
    return {};
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/option_table.h"
#include "core/config/option_values.h"

#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// `--name=value`, or `--name` alone. The bytes as typed: text is UTF-8, a path may be anything
// (R26).
struct GivenOption
{
    std::string name; // without the hyphens
    std::optional<std::string> value;
};

// A filter from --include or --exclude: their common order counts (engine.md §2.5).
struct FilterEntry
{
    bool include = false;
    std::string expression;
    bool operator==(const FilterEntry &) const = default;
};

// The options that were given, each checked against the table when it is set; a later one wins over
// an earlier one of the same name. Secrets never come out as text.
class OptionSet final
{
public:
    OptionSet() = default;
    [[nodiscard]] static Result<OptionSet> from(std::span<const GivenOption> given);

    // Fails for an unknown name (with the nearest known one) and for a value that the table does
    // not allow; the set is unchanged then. --include and --exclude add up instead of replacing
    // each other.
    Result<> set(std::string_view name, std::optional<std::string> value = std::nullopt);
    Result<> setSecret(std::string_view name, Secret value); // for a Password option
    void unset(std::string_view name);

    // The getters take a name of the table and the type that it has there (anything else is our own
    // bug). Not given: the table's default; without a default: false, 0, empty, an empty vector.
    [[nodiscard]] bool isSet(std::string_view name) const;
    [[nodiscard]] bool boolean(std::string_view name) const;
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    [[nodiscard]] double decimal(std::string_view name) const;
    [[nodiscard]] std::int64_t size(std::string_view name) const; // bytes
    [[nodiscard]] std::chrono::seconds duration(std::string_view name) const;
    [[nodiscard]] std::optional<TimeValue> time(std::string_view name) const;
    [[nodiscard]] std::string_view word(std::string_view name) const; // as the table spells it
    [[nodiscard]] std::vector<std::string_view> flags(std::string_view name) const;
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] FilePath path(std::string_view name) const;
    [[nodiscard]] std::vector<FilePath> paths(std::string_view name) const;
    [[nodiscard]] std::vector<std::int64_t> versions(std::string_view name) const;
    [[nodiscard]] Secret secret(std::string_view name) const;
    // Beside the type's own values: "auto" and the like. Empty if a value of the type is in force.
    [[nodiscard]] std::string_view extraWord(std::string_view name) const;

    [[nodiscard]] const std::vector<FilterEntry> &filters() const { return m_filters; }
    void setFilters(std::vector<FilterEntry> filters) { m_filters = std::move(filters); }
    void addFilter(FilterEntry filter) { m_filters.push_back(std::move(filter)); }

    // Names given, by name; for scripts, reports and exports. Secrets are left out.
    [[nodiscard]] std::map<std::string, std::string> printable() const;
    // Every name given, secrets too.
    [[nodiscard]] std::vector<std::string> names() const;
    // One line for each option given that changes nothing here (OptionEffect::Accepted,
    // Deprecated).
    [[nodiscard]] QStringList information() const;

private:
    [[nodiscard]] std::string valueOf(const OptionSpec &spec) const;

    std::map<std::string, std::string, std::less<>> m_values; // by the table's name
    std::map<std::string, Secret, std::less<>> m_secrets;
    std::vector<FilterEntry> m_filters;
};

// Checks one value against its option; what OptionSet::set() does.
[[nodiscard]] Result<> checkOptionValue(const OptionSpec &spec, std::string_view value);

} // namespace cairn

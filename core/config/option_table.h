// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <span>
#include <string_view>

namespace cairn {

enum class OptionType : std::uint8_t {
    Boolean,
    Integer,
    Decimal,
    Size,
    Duration,
    Time,            // a point in time
    Word,            // one of `words`
    Flags,           // a comma list of `words`
    Text,            // any text
    Path,            // one path
    PathList,        // paths separated by ':'
    Password,        // never shown
    Versions,        // 0,2-4
    RetentionPolicy, // 1W:1D,4W:1W
};

enum class OptionEffect : std::uint8_t {
    Effective,
    Accepted,  // Duplicati knows it; here it changes nothing, and one line of information says so
    Deprecated // without effect in Duplicati too
};

enum class OptionCategory : std::uint8_t {
    Job,
    Sources,
    Changes,
    Performance,
    Transfer,
    Retention,
    Verification,
    Restore,
    Logging,
    Program, // the command line itself
    Encryption,
    Compression,
    Scripts,
    Reports,
    Secrets,
    Destination, // options of the storage backends
    Platform     // databases, virtual machines and the like: modules of other systems
};

// Which commands an option matters to; for help texts.
namespace use {
inline constexpr std::uint32_t Backup = 1U << 0;
inline constexpr std::uint32_t Restore = 1U << 1;
inline constexpr std::uint32_t List = 1U << 2; // list, find, search, compare and their kin
inline constexpr std::uint32_t Delete = 1U << 3;
inline constexpr std::uint32_t Compact = 1U << 4;
inline constexpr std::uint32_t Test = 1U << 5;
inline constexpr std::uint32_t Repair = 1U << 6;
inline constexpr std::uint32_t Purge = 1U << 7; // purge, list-broken-files, purge-broken-files
inline constexpr std::uint32_t Other = 1U << 8; // everything else
inline constexpr std::uint32_t Changing = Backup | Delete | Compact | Repair | Purge;
inline constexpr std::uint32_t All = (1U << 9) - 1;
inline constexpr std::uint32_t Jobs = 1U << 9; // what the jobs command alone knows
} // namespace use

// One option: all that the command line, the settings of a job and an import need to know about it.
struct OptionSpec
{
    std::string_view name{};    // lower case, hyphens
    std::string_view aliases{}; // separated by spaces
    OptionType type = OptionType::Text;
    OptionEffect effect = OptionEffect::Effective;
    OptionCategory category = OptionCategory::Job;
    std::string_view defaultText{}; // in the option's own syntax; empty: none
    std::string_view defaultUnit{}; // Size: unit of a bare number
    std::string_view least{};       // limits in the option's own syntax; empty: none
    std::string_view most{};
    std::string_view words{}; // Word, Flags: what is allowed; others: words allowed beside a value
    std::string_view bare{};  // Word: what an empty value means; empty: it is refused
    std::string_view backends{}; // Destination: schemes that know it, by spaces; empty: all
    std::uint32_t commands = use::All;
    std::string_view help{}; // English source text, one or two sentences
};

// Every option, by category. Valid for the life of the program.
[[nodiscard]] std::span<const OptionSpec> allOptions();
// By name or alias in any case, without leading hyphens; null if there is none.
[[nodiscard]] const OptionSpec *findOption(std::string_view name);
// The known name that takes the fewest keystrokes to get to; empty if none is near.
[[nodiscard]] QString nearestOption(std::string_view name);

[[nodiscard]] QString optionTypeName(OptionType type);       // "size"
[[nodiscard]] QString optionPlaceholder(OptionType type);    // "=SIZE"; empty: takes no value
[[nodiscard]] QString optionAllowed(const OptionSpec &spec); // "a size of at least 1mb"
[[nodiscard]] QString optionCategoryName(OptionCategory category);

} // namespace cairn

// SPDX-License-Identifier: MIT
// What the files of the option table are written with; for them alone.
#pragma once

#include "core/config/option_table.h"

#include <array>
#include <cstddef>

namespace cairn::table {

using Text = std::string_view;

// One function a type, so that an entry reads like a row: name, default, limits, help.
constexpr OptionSpec spec(OptionType type, Text name, Text defaultText, Text help)
{
    return {.name = name, .type = type, .defaultText = defaultText, .commands = 0, .help = help};
}
constexpr OptionSpec flag(Text name, Text help)
{
    return spec(OptionType::Boolean, name, "false", help);
}
constexpr OptionSpec number(Text name, Text defaultText, Text least, Text most, Text help)
{
    OptionSpec made = spec(OptionType::Integer, name, defaultText, help);
    made.least = least;
    made.most = most;
    return made;
}
constexpr OptionSpec size(Text name, Text defaultText, Text unit, Text help, Text least = {},
                          Text most = {})
{
    OptionSpec made = spec(OptionType::Size, name, defaultText, help);
    made.defaultUnit = unit;
    made.least = least;
    made.most = most;
    return made;
}
constexpr OptionSpec span(Text name, Text defaultText, Text help)
{
    return spec(OptionType::Duration, name, defaultText, help);
}
constexpr OptionSpec word(Text name, Text defaultText, Text words, Text help, Text bare = {})
{
    OptionSpec made = spec(OptionType::Word, name, defaultText, help);
    made.words = words;
    made.bare = bare;
    return made;
}
constexpr OptionSpec flags(Text name, Text defaultText, Text words, Text help)
{
    OptionSpec made = spec(OptionType::Flags, name, defaultText, help);
    made.words = words;
    return made;
}
constexpr OptionSpec text(Text name, Text defaultText, Text help)
{
    return spec(OptionType::Text, name, defaultText, help);
}
constexpr OptionSpec path(Text name, Text help)
{
    return spec(OptionType::Path, name, {}, help);
}
constexpr OptionSpec paths(Text name, Text help)
{
    return spec(OptionType::PathList, name, {}, help);
}
constexpr OptionSpec secret(Text name, Text help)
{
    return spec(OptionType::Password, name, {}, help);
}

constexpr OptionSpec alias(Text aliases, OptionSpec made)
{
    made.aliases = aliases;
    return made;
}
constexpr OptionSpec alsoWord(Text words, OptionSpec made)
{
    made.words = words;
    return made;
}
constexpr OptionSpec accepted(OptionSpec made)
{
    made.effect = OptionEffect::Accepted;
    return made;
}
constexpr OptionSpec deprecated(OptionSpec made)
{
    made.effect = OptionEffect::Deprecated;
    return made;
}
constexpr OptionSpec on(std::uint32_t commands, OptionSpec made)
{
    made.commands = commands;
    return made;
}

// Gives a group its category and, where none is set, its commands.
template<std::size_t Count>
constexpr std::array<OptionSpec, Count> group(OptionCategory category, std::uint32_t commands,
                                              const OptionSpec (&list)[Count])
{
    std::array<OptionSpec, Count> made{};
    for (std::size_t i = 0; i < Count; ++i) {
        made[i] = list[i];
        made[i].category = category;
        if (made[i].commands == 0)
            made[i].commands = commands;
    }
    return made;
}
// The same for options that are all without effect here.
template<std::size_t Count>
constexpr std::array<OptionSpec, Count> acceptedGroup(OptionCategory category,
                                                      std::uint32_t commands, Text backends,
                                                      const OptionSpec (&list)[Count])
{
    auto made = group(category, commands, list);
    for (OptionSpec &entry : made) {
        entry.backends = backends;
        if (entry.effect == OptionEffect::Effective)
            entry.effect = OptionEffect::Accepted;
    }
    return made;
}

using Specs = std::span<const OptionSpec>;
[[nodiscard]] std::span<const Specs> jobTables();    // storage, sources, changes
[[nodiscard]] std::span<const Specs> runTables();    // transfer, retention, checks, restore, log
[[nodiscard]] std::span<const Specs> moduleTables(); // encryption, scripts, reports …
[[nodiscard]] std::span<const Specs> destinationTables(); // options of the storage backends

} // namespace cairn::table

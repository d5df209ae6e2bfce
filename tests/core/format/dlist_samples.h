// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/dlist.h"
#include "tests/core/format/golden.h"

#include <vector>

namespace cairn::samples {

struct ParsedDlist
{
    std::vector<DlistEntry> entries;
    std::vector<QString> damage; // one for each entry that could not be used
    std::uint64_t unknownTypes = 0;
};

// Strict: an unusable entry fails the whole list.
inline Result<ParsedDlist> parseDlist(std::string_view text, DlistReader::Options options = {},
                                      bool strict = true, std::size_t piece = 1 << 20)
{
    ParsedDlist parsed;
    DlistReader::OnDamaged onDamaged;
    if (!strict) {
        onDamaged = [&parsed](const DlistEntry &, const QString &why) -> Result<> {
            parsed.damage.push_back(why);
            return {};
        };
    }
    DlistReader reader(
        options,
        [&parsed](DlistEntry &entry) -> Result<> {
            parsed.entries.push_back(std::move(entry));
            return {};
        },
        std::move(onDamaged));
    CAIRN_TRY(golden::feed(reader, text, piece));
    CAIRN_TRY(reader.finish());
    if (reader.entries() != parsed.entries.size())
        return fail(ErrorCode::Internal, QStringLiteral("the entries were not counted"));
    parsed.unknownTypes = reader.unknownTypes();
    return parsed;
}

inline std::string writeDlist(const std::vector<DlistEntry> &entries)
{
    BufferSink sink;
    DlistWriter writer(sink);
    bool good = writer.begin().has_value();
    for (const DlistEntry &entry : entries)
        good = good && writer.add(entry).has_value();
    good = good && writer.end().has_value();
    return good ? std::string(asText(sink.buffer())) : std::string("failed");
}

} // namespace cairn::samples

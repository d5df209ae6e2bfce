// SPDX-License-Identifier: MIT
#include "core/format/entry_names.h"

#include <algorithm>

namespace cairn {

bool isBlockEntry(std::string_view name)
{
    if (name.empty() || name.size() % 4 != 0 || name == kManifestEntry)
        return false;
    std::size_t length = name.size();
    while (length + 2 > name.size() && name[length - 1] == '=')
        --length;
    return std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(length),
                       [](char c) {
                           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                                  (c >= '0' && c <= '9') || c == '-' || c == '_';
                       });
}

std::optional<Digest> blockOfEntry(std::string_view name)
{
    if (!isBlockEntry(name))
        return std::nullopt;
    return Digest::fromBase64Url(name);
}

std::string listEntryName(const Digest &blocklistHash)
{
    return std::string(kListFolder) + blocklistHash.toBase64Url();
}

std::string volEntryName(std::string_view dblockName)
{
    return std::string(kVolFolder).append(dblockName);
}

std::optional<std::string_view> nameInFolder(std::string_view entry, std::string_view folder)
{
    if (entry.size() <= folder.size() || !entry.starts_with(folder))
        return std::nullopt;
    return entry.substr(folder.size());
}

} // namespace cairn

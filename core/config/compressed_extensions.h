// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// Which files are stored without compression because their kind is compressed already
// (storage-format.md §9.2): by the part of the name from its last dot, whatever its case.
class CompressedExtensions final
{
public:
    CompressedExtensions() = default; // the built-in list of 161
    // From the text of --compression-extension-file, which replaces the list: the first word of a
    // line counts if it has two characters or more and begins with a dot.
    [[nodiscard]] static CompressedExtensions fromText(std::string_view text);

    [[nodiscard]] bool contains(std::string_view fileName) const; // or a whole path

private:
    bool m_builtIn = true;
    std::vector<std::string> m_own; // sorted, lower case
};

} // namespace cairn

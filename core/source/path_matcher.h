// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/source/filter.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

// The paths that a command means: the positional arguments of restore, list and find (engine.md
// §8.1), any of which may match. Folders' paths end with '/'. Immutable; any thread may ask.
//
//   /home/a/b      that file, or that folder with all below it
//   /home/a/b/     that folder with all below it
//   name           a file, link or folder of that name anywhere (a folder with all below it)
//   *.txt /a/?/*   glob over the whole path; '*' and '?' also match '/'
//   [expr]         regular expression over the whole path
//   {Group}        filter group
//   @text          as written, without wildcards: a file, or a folder with all below it
class PathMatcher final
{
public:
    PathMatcher(); // matches everything
    ~PathMatcher();
    PathMatcher(PathMatcher &&other) noexcept;
    PathMatcher &operator=(PathMatcher &&other) noexcept;

    // No arguments: matches everything.
    [[nodiscard]] static Result<PathMatcher>
    compile(std::span<const std::string> arguments,
            const FilterEnvironment &environment = FilterEnvironment::fromSystem());

    [[nodiscard]] bool matches(std::string_view path) const;
    // Whether the folder itself or anything below it can match.
    [[nodiscard]] bool mayContain(std::string_view folder) const;
    [[nodiscard]] bool matchesEverything() const { return m_all; }

private:
    std::unique_ptr<PatternList> m_patterns;
    bool m_all = true;
};

} // namespace cairn

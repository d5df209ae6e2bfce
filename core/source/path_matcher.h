// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/source/filter.h"

#include <climits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// What restore, list and find are asked for. An argument, as the command line takes it (engine.md
// §8.1), is one of
//
//   /home/a/b      that file, or that folder with all below it
//   /home/a/b/     that folder with all below it
//   name           a file, link or folder of that name anywhere (a folder with all below it)
//   *.txt /a/?/*   glob over the whole path; '*' and '?' also match '/'
//   [expr]         regular expression over the whole path
//   {Group}        filter group
//   @text          as written, without wildcards: a file, or a folder with all below it
//
// The rules are those of --include and --exclude. An exclude is read as a backup reads it, so that
// none leaves out more there than here; an include like an argument. The first rule decides that
// matches the path or, if it excludes, a folder above it. What no rule decides is wanted if an
// argument matches; without arguments if not all rules are includes.
struct WantedPaths
{
    std::vector<std::string> arguments; // any may match
    std::vector<FilterEntry> rules;     // in their order

    [[nodiscard]] bool empty() const { return arguments.empty() && rules.empty(); }
};

// Decides about paths; those of folders end with '/'. Immutable; any thread may ask.
class PathMatcher final
{
public:
    // The first rule that excludes a folder or one above it. Only an include before it can bring
    // back what is below.
    using Exclusion = int;
    static constexpr Exclusion kNotExcluded = INT_MAX;

    PathMatcher(); // matches everything
    ~PathMatcher();
    PathMatcher(PathMatcher &&other) noexcept;
    PathMatcher &operator=(PathMatcher &&other) noexcept;

    // Nothing wanted in particular: matches everything.
    [[nodiscard]] static Result<PathMatcher>
    compile(const WantedPaths &wanted,
            const FilterEnvironment &environment = FilterEnvironment::fromSystem());

    // `above` is the exclusion of the folder that the path or folder lies in.
    [[nodiscard]] bool matches(std::string_view path, Exclusion above = kNotExcluded) const;
    [[nodiscard]] Exclusion exclusionOf(std::string_view folder,
                                        Exclusion above = kNotExcluded) const;
    // Whether anything below the folder can match; `own` is its exclusion.
    [[nodiscard]] bool mayContain(std::string_view folder, Exclusion own = kNotExcluded) const;

private:
    Result<> addRule(const FilterEntry &rule, const FilterEnvironment &environment);
    [[nodiscard]] bool isInclude(int rule) const { return m_isInclude[static_cast<size_t>(rule)]; }

    std::unique_ptr<PatternList> m_arguments;
    std::unique_ptr<PatternList> m_rules;
    std::unique_ptr<PatternList> m_includes; // those among the rules
    std::vector<bool> m_isInclude;           // by rule
    int m_firstInclude = kNotExcluded;
    bool m_takesRest = true; // what no rule decides is wanted
};

} // namespace cairn

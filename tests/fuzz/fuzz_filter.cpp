// SPDX-License-Identifier: MIT
#include "core/source/filter.h"
#include "core/source/path_matcher.h"

#include "core/base/bytes.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

// A rule a line, with + or - in front or without for an argument; the last line is the path.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t kMost = 4096; // expressions of people; longer ones only take longer
    std::string_view rest = asText({data, std::min(size, kMost)});
    std::vector<FilterEntry> rules;
    WantedPaths wanted;
    std::string path = "/";
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string line(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.starts_with('+') || line.starts_with('-'))
            rules.push_back({line.front() == '+', line.substr(1)});
        else if (!rest.empty())
            wanted.arguments.push_back(line);
        else
            path += line;
    }
    wanted.rules = rules;
    FilterEnvironment environment;
    environment.tempFolder = "/tmp";
    environment.caseSensitive = (size & 1) != 0;
    const auto filter = Filter::compile(rules, environment);
    if (filter) {
        const FilterDecision decision = filter->decide(path);
        fuzz::require(decision.rule < static_cast<int>(filter->rules().size()) &&
                          (decision.rule < 0) == (decision.verdict == FilterVerdict::Unknown),
                      "a verdict has its rule");
        if (decision.verdict != FilterVerdict::Unknown)
            fuzz::require(filter->accepts(path) == (decision.verdict == FilterVerdict::Include),
                          "the rule decides");
        const std::size_t slash = path.rfind('/');
        if (filter->accepts(path) && filter->hasOnlyIncludes())
            fuzz::require(filter->mayContain(path.substr(0, slash + 1)),
                          "what is taken lies where the walk goes");
    }
    const auto matcher = PathMatcher::compile(wanted, environment);
    if (matcher && matcher->matches(path)) {
        const std::size_t slash = path.rfind('/', path.size() - 2);
        if (slash != std::string::npos && path.size() > 1)
            fuzz::require(matcher->mayContain(path.substr(0, slash + 1)),
                          "what matches lies where the walk goes");
    }
    return 0;
}

// SPDX-License-Identifier: MIT
#include "app/cli/parameters_file.h"

#include "core/base/text.h"
#include "core/config/option_table.h"

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kLargestFile = 4U << 20;

std::optional<std::string> parametersFileOf(const Arguments &arguments)
{
    std::optional<std::string> path;
    for (const GivenOption &option : arguments.options) {
        const OptionSpec *spec = findOption(option.name);
        if (spec && spec->name == "parameters-file" && option.value)
            path = option.value;
    }
    return path;
}

bool isFilter(const GivenOption &option)
{
    const std::string name = asciiLower(option.name);
    return name == "include" || name == "exclude";
}

std::vector<GivenOption> readOptions(std::string_view rest)
{
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    std::vector<GivenOption> options;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty() || line.front() == '#')
            continue;
        if (line.starts_with("--"))
            line.remove_prefix(2);
        const std::size_t equals = line.find('=');
        GivenOption option;
        option.name = trimmed(line.substr(0, equals));
        if (equals != std::string_view::npos) {
            std::string_view value = line.substr(equals + 1);
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
                value = value.substr(1, value.size() - 2);
            option.value = value;
        }
        options.push_back(std::move(option));
    }
    return options;
}

// "-*.tmp:+*/docs/": each entry marked as exclude or include.
Result<std::vector<GivenOption>> filterList(const GivenOption &option)
{
    std::vector<GivenOption> filters;
    std::string_view rest = option.value ? std::string_view(*option.value) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        const std::string_view entry = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (entry.empty())
            continue;
        if (entry.front() != '+' && entry.front() != '-')
            return fail(ErrorCode::InvalidArgument, "OptionValidationError",
                        u"%1: each filter begins with + or -; “%2” does not."_s.arg(
                            toQString(option.name), displayText(entry)));
        filters.push_back(
            {entry.front() == '+' ? "include" : "exclude", std::string(entry.substr(1))});
    }
    return filters;
}

// The filters of the file, placed among those of the command line as it says.
Result<> placeFilters(Arguments &arguments, const GivenOption &option)
{
    CAIRN_LET(filters, filterList(option));
    auto &options = arguments.options;
    const std::string name = asciiLower(option.name);
    if (name == "replace-filter")
        std::erase_if(options, isFilter);
    options.insert(name == "prepend-filter" ? options.begin() : options.end(), filters.begin(),
                   filters.end());
    return {};
}

// Several sources are one option, as a list.
void addToOption(Arguments &arguments, GivenOption option)
{
    const auto same = std::ranges::find_if(arguments.options, [&](const GivenOption &given) {
        return asciiLower(given.name) == "source" && asciiLower(option.name) == "source";
    });
    if (same != arguments.options.end() && same->value && option.value)
        same->value->append(1, ':').append(*option.value);
    else
        arguments.options.push_back(std::move(option));
}

} // namespace

Result<> applyParametersFile(FileLayer &files, Arguments &arguments)
{
    const std::optional<std::string> path = parametersFileOf(arguments);
    if (!path)
        return {};
    auto content = files.readWhole(FilePath(*path), kLargestFile);
    if (!content)
        return fail(std::move(content).error().during(u"--parameters-file"_s));
    return applyParameters(asText(content->view()), arguments);
}

Result<> applyParameters(std::string_view text, Arguments &arguments)
{
    std::vector<GivenOption> read = readOptions(text);
    const bool filtersHere =
        std::any_of(arguments.options.begin(), arguments.options.end(), isFilter);
    if (filtersHere && std::any_of(read.begin(), read.end(), isFilter))
        return fail(ErrorCode::InvalidArgument,
                    "FiltersCannotBeUsedOnCommandLineAndInParameterFile",
                    u"There are filters on the command line and in the parameters file. Put all "
                    u"of them into one of the two."_s);
    const bool isJobs = arguments.command == "jobs"; // its words are something else
    std::vector<std::string> sources;
    std::optional<std::string> target;
    for (GivenOption &option : read) {
        const std::string name = asciiLower(option.name);
        if (isJobs && (name == "source" || name == "target")) {
            addToOption(arguments, std::move(option));
        } else if (name == "source" && option.value) {
            sources.push_back(std::move(*option.value));
        } else if (name == "target" && option.value) {
            target = std::move(*option.value);
        } else if (name.ends_with("-filter") && name != "console-log-filter" &&
                   name != "log-file-log-filter") {
            CAIRN_TRY(placeFilters(arguments, option));
        } else {
            arguments.options.push_back(std::move(option));
        }
    }
    // A target here takes the place of the one on the command line, if there is one.
    if (target) {
        if (arguments.words.empty())
            arguments.words.push_back(std::move(*target));
        else
            arguments.words.front() = std::move(*target);
    }
    if (!sources.empty()) {
        const bool testsFilters = arguments.command.starts_with("test-filter");
        arguments.words.resize(testsFilters ? 0 : std::min<std::size_t>(1, arguments.words.size()));
        arguments.words.insert(arguments.words.end(), sources.begin(), sources.end());
    }
    return {};
}

} // namespace cairn::cli

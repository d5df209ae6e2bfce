// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"

#include "core/config/option_table.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// Scripts written for other shells leave quotes around values.
std::string unquoted(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    return std::string(text);
}

GivenOption optionOf(std::string_view argument)
{
    argument.remove_prefix(2);
    const std::size_t equals = argument.find('=');
    GivenOption option;
    option.name = argument.substr(0, equals);
    if (equals != std::string_view::npos)
        option.value = unquoted(argument.substr(equals + 1));
    return option;
}

bool isOption(std::string_view argument)
{
    return argument.size() > 2 && argument.starts_with("--");
}

void overwrite(char *from)
{
    volatile char *at = from;
    while (*at != '\0')
        *at++ = '*';
}

} // namespace

Result<Arguments> parseArguments(std::span<char *const> arguments)
{
    Arguments parsed;
    bool wordsOnly = false;
    const auto addWord = [&](std::string_view word) {
        if (parsed.command.empty() && !wordsOnly)
            parsed.command = asciiLower(word);
        else
            parsed.words.push_back(unquoted(word));
    };
    for (const char *raw : arguments) {
        const std::string_view argument = raw;
        if (wordsOnly || !argument.starts_with('-') || argument == "-") {
            addWord(argument);
        } else if (argument == "--") {
            wordsOnly = true;
        } else if (argument == "-h" || argument == "--help") {
            // "backup --help" asks about backup.
            if (!parsed.command.empty())
                parsed.words.insert(parsed.words.begin(), parsed.command);
            parsed.command = "help";
        } else if (isOption(argument)) {
            parsed.options.push_back(optionOf(argument));
        } else {
            return fail(ErrorCode::InvalidArgument,
                        u"%1 is not an option: options begin with two hyphens. A path that begins "
                        u"with a hyphen is written ./%1."_s.arg(displayText(argument)));
        }
    }
    return parsed;
}

void hideSecrets(std::span<char *const> arguments)
{
    for (char *argument : arguments) {
        const std::string_view text = argument;
        if (isOption(text)) {
            const std::size_t equals = text.find('=');
            if (equals == std::string_view::npos)
                continue;
            const OptionSpec *spec = findOption(text.substr(2, equals - 2));
            const bool mayHoldUrl = text.find("://", equals) != std::string_view::npos;
            // An unknown name may be a password option mistyped.
            if (!spec || spec->type == OptionType::Password || mayHoldUrl)
                overwrite(argument + equals + 1);
            continue;
        }
        const std::size_t scheme = text.find("://");
        if (scheme != std::string_view::npos && text.find_first_of("@?") != std::string_view::npos)
            overwrite(argument + scheme + 3);
    }
}

std::optional<std::string> takeEnvironment(const char *name)
{
    char *value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): before any thread
    if (!value)
        return std::nullopt;
    std::string taken = value;
    overwrite(value); // what the kernel shows is this very memory
    ::unsetenv(name); // NOLINT(concurrency-mt-unsafe)
    return taken;
}

FilePath absolutePath(const std::string &path)
{
    if (path.empty() || path.starts_with('/'))
        return FilePath(path);
    std::error_code error;
    const std::string here = std::filesystem::current_path(error).string();
    if (error)
        return FilePath(path);
    std::filesystem::path whole = here;
    for (const std::filesystem::path &part : std::filesystem::path(path))
        if (part != ".")
            whole /= part;
    return FilePath(whole.string());
}

} // namespace cairn::cli

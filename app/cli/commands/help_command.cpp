// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "core/base/text.h"
#include "core/config/option_table.h"

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumns = 78;

// Breaks a text into lines, each set in by `indent` spaces.
void tellWrapped(Console &console, const QString &text, int indent)
{
    const QString margin(indent, u' ');
    QString line;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!line.isEmpty() && line.size() + 1 + word.size() > kColumns - indent) {
            console.answer(margin % line);
            line.clear();
        }
        line += line.isEmpty() ? word : u' ' % word;
    }
    if (!line.isEmpty())
        console.answer(margin % line);
}

void tellCommands(Console &console)
{
    console.answer(u"Cairn backs up folders, encrypted and deduplicated, in Duplicati's format."_s);
    console.answer({});
    console.answer(u"    cairn-cli COMMAND DESTINATION [ARGUMENT…] [--OPTION=VALUE…]"_s);
    console.answer({});
    for (const Command &command : allCommands())
        console.answer(u"  "_s % toQString(command.name).leftJustified(15) %
                       toQString(command.summary));
    console.answer({});
    console.answer(u"A destination is a folder or a file:// URL. Options may stand anywhere."_s);
    console.answer(u"  help COMMAND    more about a command and its options"_s);
    console.answer(u"  help options    all options, by group"_s);
    console.answer(u"  help OPTION     one option"_s);
    console.answer(u"  help filters    how --include, --exclude and FILTER are written"_s);
}

void tellOption(Console &console, const OptionSpec &option)
{
    console.answer(u"  --"_s % toQString(option.name));
    QString text = toQString(option.help);
    if (option.effect != OptionEffect::Effective)
        text += u" (Accepted for Duplicati's sake; changes nothing here.)"_s;
    tellWrapped(console, text, 6);
}

void tellOptionWhole(Console &console, const OptionSpec &option)
{
    tellOption(console, option);
    tellWrapped(console, u"Allowed: "_s % optionAllowed(option), 6);
    if (!option.defaultText.empty())
        tellWrapped(console, u"Default: "_s % toQString(option.defaultText), 6);
    if (!option.aliases.empty())
        tellWrapped(console, u"Also called: "_s % toQString(option.aliases), 6);
}

void tellOptions(Console &console, std::uint32_t commands, bool all)
{
    QString category;
    for (const OptionSpec &option : allOptions()) {
        if ((option.commands & commands) == 0)
            continue;
        if (!all && (option.effect != OptionEffect::Effective ||
                     option.category == OptionCategory::Destination))
            continue;
        if (const QString name = optionCategoryName(option.category); name != category) {
            category = name;
            console.answer({});
            console.answer(name);
        }
        tellOption(console, option);
    }
}

void tellCommand(Console &console, const Command &command)
{
    console.answer(u"cairn-cli "_s % toQString(command.usage));
    console.answer({});
    tellWrapped(console, toQString(command.summary) % u' ' % toQString(command.help), 0);
    if (command.use != use::Other)
        tellOptions(console, command.use, false);
}

void tellFilters(Console &console)
{
    for (const QString &text :
         {u"A filter of --include and --exclude is tested against whole paths; those of folders "
          u"end with a slash. Filters apply in the order given and the first that matches "
          u"decides. What none matches is taken in, unless there are only includes."_s,
          u"*.iso  a pattern: * stands for any characters, slashes too, ? for one."_s,
          u"*/cache/  every folder of that name with all below it."_s,
          u"[.*\\.(tmp|bak)]  a regular expression."_s,
          u"{CacheFiles,TemporaryFiles}  groups: SystemFiles, OperatingSystem, CacheFiles, "
          u"TemporaryFiles, Applications, DefaultExcludes."_s,
          u"@/home/me/a[1].txt  exactly this path, without patterns."_s,
          u"/home/me/private/  a path without * and ? is exact as well."_s,
          u"The FILTER of restore, list and find is written the same way; a bare name is looked "
          u"for in every folder, and a folder stands for all below it."_s})
        tellWrapped(console, text, 2);
}

} // namespace

int runHelp(Context &context)
{
    Console &console = context.console;
    if (context.words.empty()) {
        tellCommands(console);
        return exitCode::Success;
    }
    std::string topic = asciiLower(context.words.front());
    while (topic.starts_with('-'))
        topic.erase(0, 1);
    if (topic == "options") {
        tellOptions(console, use::All, true);
    } else if (topic == "filters" || topic == "filter") {
        tellFilters(console);
    } else if (const Command *command = findCommand(topic)) {
        tellCommand(console, *command);
    } else if (const OptionSpec *option = findOption(topic)) {
        tellOptionWhole(console, *option);
    } else {
        const QString nearest = nearestOption(topic);
        console.failText(u"There is no help on “%1”.%2"_s.arg(
            displayText(topic),
            nearest.isEmpty() ? QString() : u" Did you mean %1?"_s.arg(nearest)));
        return exitCode::WrongUse;
    }
    return exitCode::Success;
}

} // namespace cairn::cli

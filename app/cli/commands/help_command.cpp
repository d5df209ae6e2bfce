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

// What stands for a value: "=SIZE".
QString placeholder(OptionType type)
{
    switch (type) {
    case OptionType::Boolean:
        return {};
    case OptionType::Integer:
    case OptionType::Decimal:
        return u"=NUMBER"_s;
    case OptionType::Size:
        return u"=SIZE"_s;
    case OptionType::Duration:
        return u"=DURATION"_s;
    case OptionType::Time:
        return u"=TIME"_s;
    case OptionType::Word:
        return u"=WORD"_s;
    case OptionType::Flags:
        return u"=WORD,…"_s;
    case OptionType::Path:
        return u"=PATH"_s;
    case OptionType::PathList:
        return u"=PATH:…"_s;
    case OptionType::Versions:
        return u"=NUMBERS"_s;
    case OptionType::RetentionPolicy:
        return u"=FRAME:INTERVAL,…"_s;
    case OptionType::Password:
        return u"=SECRET"_s;
    case OptionType::Text:
        break;
    }
    return u"=TEXT"_s;
}

void tellOption(Console &console, const OptionSpec &option)
{
    console.answer(u"  --"_s % toQString(option.name) % placeholder(option.type));
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
    for (const Command::Form &form : command.forms) {
        console.answer({});
        console.answer(u"  "_s % toQString(form.usage));
        tellWrapped(console, toQString(form.meaning), 6);
    }
    if (command.use != use::Other)
        tellOptions(console, command.use, false);
}

void tellFilters(Console &console)
{
    tellWrapped(console,
                u"A filter of --include and --exclude is tested against whole paths; those of "
                u"folders end with a slash. Filters apply in the order given and the first that "
                u"matches decides. What none matches is taken in, unless there are only includes. "
                u"Below a folder that is excluded nothing is looked at."_s,
                0);
    console.answer({});
    const std::pair<QString, QString> forms[] = {
        {u"*.iso"_s, u"a pattern: * stands for any characters, slashes too, ? for one"_s},
        {u"*/cache/"_s, u"every folder of that name with all below it"_s},
        {u"*/notes.txt"_s, u"every file of that name"_s},
        {u"/home/me/private/"_s, u"exactly this folder, with all below it"_s},
        {u"@/home/me/a*b"_s, u"exactly this file: nothing in it is a pattern"_s},
        {u"[.*\\.(tmp|bak)]"_s, u"a regular expression"_s},
        {u"{CacheFiles}"_s, u"a group of filters; several are written {CacheFiles,SystemFiles}"_s}};
    for (const auto &[form, meaning] : forms)
        console.answer(u"  "_s % form.leftJustified(20) % meaning);
    console.answer({});
    console.answer(u"Groups, with their other names:"_s);
    for (const std::vector<std::string_view> &names : filterGroupNames()) {
        QStringList others;
        for (std::size_t i = 1; i < names.size(); ++i)
            others += toQString(names[i]);
        console.answer(u"  "_s % toQString(names.front()).leftJustified(20) % others.join(u", "_s));
    }
    console.answer({});
    tellWrapped(console,
                u"The FILTER of restore, list and find is written the same way; a bare name is "
                u"looked for in every folder, and a folder stands for all below it. --exclude "
                u"leaves out some of that; --include adds to it. There an include before an "
                u"exclude also brings back what is below an excluded folder."_s,
                0);
}

// A command whose name begins so, else the nearest command or option.
QString nearestTopic(const std::string &topic)
{
    for (const Command &command : allCommands())
        if (topic.size() > 1 && command.name.starts_with(topic))
            return toQString(command.name);
    if (const QString option = nearestOption(topic); !option.isEmpty())
        return option;
    return toQString(nearestCommand(topic));
}

QString noHelpText(const std::string &topic)
{
    if (const QString missing = missingCommandText(topic); !missing.isEmpty())
        return missing;
    const QString nearest = nearestTopic(topic);
    return u"There is no help on “%1”.%2"_s.arg(
        displayText(topic), nearest.isEmpty() ? QString() : u" Did you mean %1?"_s.arg(nearest));
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
        tellOptions(console, use::All | use::Jobs, true);
    } else if (topic == "filters" || topic == "filter") {
        tellFilters(console);
    } else if (const Command *command = findCommand(topic)) {
        tellCommand(console, *command);
    } else if (const OptionSpec *option = findOption(topic)) {
        tellOptionWhole(console, *option);
    } else {
        console.failText(noHelpText(topic));
        return exitCode::WrongUse;
    }
    return exitCode::Success;
}

} // namespace cairn::cli

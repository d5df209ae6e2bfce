// SPDX-License-Identifier: MIT
#include "app/cli/commands/filter_text.h"
#include "app/cli/commands/finish.h"
#include "app/cli/commands/jobs_verbs.h"
#include "app/cli/commands/schedule_help.h"
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
    qsizetype widest = 0;
    for (const Command &command : allCommands())
        widest = std::max(widest, static_cast<qsizetype>(command.name.size()));
    for (const Command &command : allCommands())
        console.answer(u"  "_s % toQString(command.name).leftJustified(widest + 2) %
                       toQString(command.summary));
    console.answer({});
    console.answer(u"A destination is a folder or a file:// URL. Options may stand anywhere."_s);
    console.answer(u"  help COMMAND    more about a command and its options"_s);
    console.answer(u"  help jobs add   the same of one word of a command"_s);
    console.answer(u"  help schedule   how --schedule is written"_s);
    console.answer(u"  help options    all options, by group"_s);
    console.answer(u"  help OPTION     one option"_s);
    console.answer(u"  help filters    how --include, --exclude and FILTER are written"_s);
}

void tellOption(Console &console, const OptionSpec &option, bool withDefault = false)
{
    console.answer(u"  --"_s % toQString(option.name) % optionPlaceholder(option.type));
    QString text = toQString(option.help);
    if (option.effect != OptionEffect::Effective)
        text += u" (Accepted for Duplicati's sake; changes nothing here.)"_s;
    if (withDefault && !option.defaultText.empty() && option.type != OptionType::Boolean)
        text += u" Default: "_s % toQString(option.defaultText).simplified() % u'.';
    tellWrapped(console, text, 6);
}

void tellForms(Console &console, const QString &title,
               const std::vector<std::pair<QString, QString>> &forms)
{
    console.answer({});
    console.answer(title);
    for (const auto &[form, meaning] : forms) {
        console.answer(u"  "_s % form);
        tellWrapped(console, meaning % u'.', 6);
    }
}

void tellSchedules(Console &console)
{
    tellForms(console, u"How --schedule is written"_s, scheduleForms());
    tellForms(console, u"Behind one with times may stand"_s, scheduleConditions());
}

void tellExamples(Console &console, std::string_view examples)
{
    if (examples.empty())
        return;
    console.answer({});
    console.answer(u"Examples"_s);
    const auto lines = toQString(examples).split(u'\n');
    for (const QString &line : lines)
        console.answer(u"  cairn-cli "_s % line);
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

// Those for which `isMeant` holds, under their categories.
template<typename Predicate>
void tellOptionsIf(Console &console, Predicate isMeant)
{
    QString category;
    for (const OptionSpec &option : allOptions()) {
        if (!isMeant(option))
            continue;
        if (const QString name = optionCategoryName(option.category); name != category) {
            category = name;
            console.answer({});
            console.answer(name);
        }
        tellOption(console, option, true);
    }
}

void tellOptions(Console &console, std::uint32_t commands, bool all)
{
    tellOptionsIf(console, [commands, all](const OptionSpec &option) {
        return (option.commands & commands) != 0 &&
               (all || (option.effect == OptionEffect::Effective &&
                        option.category != OptionCategory::Destination));
    });
}

// Of a word such as "add" of "jobs".
bool isFormOf(const Command::Form &form, const Command &command, std::string_view verb)
{
    const std::string prefix = std::string(command.name) + ' ' + std::string(verb);
    return form.usage == prefix || form.usage.starts_with(prefix + ' ');
}

// One word of a command that has several, "jobs add".
void tellForm(Console &console, const Command &command, std::string_view verb)
{
    std::string_view told;
    for (const Command::Form &form : command.forms) {
        if (!isFormOf(form, command, verb))
            continue;
        if (!told.empty())
            console.answer({});
        told = form.usage;
        console.answer(u"cairn-cli "_s % toQString(form.usage));
        console.answer({});
        tellWrapped(console, toQString(form.meaning), 0);
        tellExamples(console, form.examples);
    }
    tellOptionsIf(console, [verb](const OptionSpec &option) {
        return option.effect == OptionEffect::Effective && verbTakes(verb, option);
    });
    if (verb == "add" || verb == "edit")
        tellSchedules(console);
    console.answer({});
    console.answer(u"Also --json, --quiet and --passphrase-file; 'cairn-cli help options' has "
                   u"them."_s);
}

bool hasForm(const Command &command, std::string_view verb)
{
    return std::ranges::any_of(
        command.forms, [&](const Command::Form &form) { return isFormOf(form, command, verb); });
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
    tellExamples(console, command.examples);
    if (command.use != use::Other)
        tellOptions(console, command.use, false);
    if (!command.forms.empty()) {
        console.answer({});
        console.answer(u"'cairn-cli help "_s % toQString(command.name) %
                       u" add' tells more of one of these, with examples."_s);
    }
}

void tellFilters(Console &console)
{
    tellWrapped(console, filterRules(), 0);
    console.answer({});
    for (const auto &[form, meaning] : filterForms())
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
    tellWrapped(console, filterArgumentRules(), 0);
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
    } else if (topic == "schedule" || topic == "schedules") {
        tellOptionWhole(console, *findOption("schedule"));
        tellSchedules(console);
    } else if (const Command *command = findCommand(topic)) {
        const std::string verb =
            context.words.size() > 1 ? asciiLower(context.words[1]) : std::string();
        if (hasForm(*command, verb))
            tellForm(console, *command, verb);
        else
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

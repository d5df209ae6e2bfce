// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "installer/manual/manual.h"
#include "installer/manual/offers.h"

#include <functional>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// For bash and zsh: nothing in it is special.
QString quoted(QString text)
{
    return u'\'' % text.replace(u"'"_s, u"'\\''"_s) % u'\'';
}

QString fishQuoted(QString text)
{
    return u'\'' % text.replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"\\'"_s) % u'\'';
}

QString optionNames(const OptionSpec &option)
{
    QStringList names{toQString(option.name)};
    names += toQString(option.aliases).split(u' ', Qt::SkipEmptyParts);
    return u"--"_s % names.join(u" | --"_s);
}

QString forEachOption(const std::function<QString(const OptionSpec &)> &line)
{
    QStringList lines;
    for (const OptionSpec *option : offeredOptions())
        if (const QString made = line(*option); !made.isEmpty())
            lines += made;
    return lines.join(u'\n');
}

QString forEachCommand(const std::function<QString(const Command &)> &line)
{
    QStringList lines;
    for (const Command &command : allCommands())
        if (const QString made = line(command); !made.isEmpty())
            lines += made;
    return lines.join(u'\n');
}

QString commandNames()
{
    return forEachCommand([](const Command &command) { return toQString(command.name); })
        .replace(u'\n', u' ');
}

QString valueMark(const OptionSpec &option)
{
    return option.type == OptionType::Boolean ? QString() : u"="_s;
}

QString filled(QString pattern, const QString &place, const QString &text)
{
    return pattern.replace(u'@' % place % u'@', text);
}

QString zshCommands()
{
    return forEachCommand([](const Command &command) -> QString {
        return u"    %1) uses=%2 words_of=(%3) files=%4 ;;"_s.arg(
            namesOf(command).join(u" | "_s), QString::number(usesOf(command)),
            wordsOf(command).join(u' '), takesFiles(command) ? u"1"_s : u"''"_s);
    });
}

// Of fish: while an option is written, and one of the commands is given that it matters to.
QString fishCondition(std::uint32_t uses)
{
    QStringList names;
    for (const Command &command : allCommands())
        if ((usesOf(command) & uses) != 0)
            names += namesOf(command);
    QString condition = u"__cairn_cli_names_option"_s;
    if (uses != use::All)
        condition += u"; and __fish_seen_subcommand_from "_s % names.join(u' ');
    return fishQuoted(condition);
}

QString fishOption(const OptionSpec &option)
{
    const QString name = u"--"_s % toQString(option.name) % valueMark(option);
    QString lines = u"complete -c cairn-cli -n "_s % fishCondition(option.commands) % u" -f -a "_s %
                    name % u" -d "_s % fishQuoted(shortText(option.help));
    const QStringList values = valuesOf(option);
    if (option.type != OptionType::Boolean && !values.isEmpty())
        lines += u"\ncomplete -c cairn-cli -n '__cairn_cli_gives --"_s % toQString(option.name) %
                 u"' -f -a '"_s % name % values.join(u' ' % name) % u'\'';
    return lines;
}

QString fishWords(const Command &command)
{
    QString line = u"complete -c cairn-cli -n \"__fish_seen_subcommand_from %1\""_s.arg(
        namesOf(command).join(u' '));
    QStringList words = wordsOf(command);
    if (command.name == "help")
        words += commandNames().split(u' ');
    if (words.isEmpty() && takesFiles(command))
        return {};
    if (!takesFiles(command))
        line += u" -f"_s;
    return words.isEmpty() ? line : QString(line % u" -a "_s % fishQuoted(words.join(u' ')));
}

} // namespace

QString bashCompletion(const QString &pattern)
{
    const QString options = forEachOption([](const OptionSpec &option) -> QString {
        return QString::number(option.commands) % u" --"_s % toQString(option.name) %
               valueMark(option);
    });
    const QString values = forEachOption([](const OptionSpec &option) -> QString {
        const QStringList known = valuesOf(option);
        if (!takesPath(option) && known.isEmpty())
            return {};
        return u"    %1) echo %2 ;;"_s.arg(optionNames(option),
                                           takesPath(option) ? u"PATH"_s : known.join(u' '));
    });
    const QString commands = forEachCommand([](const Command &command) -> QString {
        return u"    %1) uses=%2 words='%3' files=%4 ;;"_s.arg(
            namesOf(command).join(u" | "_s), QString::number(usesOf(command)),
            wordsOf(command).join(u' '), takesFiles(command) ? u"1"_s : u"''"_s);
    });
    QString made = filled(pattern, u"OPTIONS"_s, options);
    made = filled(made, u"VALUES"_s, values);
    made = filled(made, u"COMMANDS"_s, commands);
    made = filled(made, u"ALL"_s, QString::number(use::All));
    return filled(made, u"NAMES"_s, commandNames());
}

QString zshCompletion(const QString &pattern)
{
    const QString options = forEachOption([](const OptionSpec &option) -> QString {
        return u"        "_s %
               quoted(QString::number(option.commands) % u" --"_s % toQString(option.name) %
                      valueMark(option) % u':' % shortText(option.help)) %
               u" \\"_s;
    });
    const QString values = forEachOption([](const OptionSpec &option) -> QString {
        const QStringList known = valuesOf(option);
        if (!takesPath(option) && known.isEmpty())
            return {};
        return u"    %1) %2 ;;"_s.arg(optionNames(option),
                                      takesPath(option) ? u"_files"_s
                                                        : u"compadd -- "_s + known.join(u' '));
    });
    const QString names = forEachCommand([](const Command &command) -> QString {
        return u"        "_s % quoted(toQString(command.name) % u':' % shortText(command.summary));
    });
    QString made = filled(pattern, u"OPTIONS"_s, options);
    made = filled(made, u"VALUES"_s, values);
    made = filled(made, u"COMMANDS"_s, zshCommands());
    made = filled(made, u"ALL"_s, QString::number(use::All));
    return filled(made, u"NAMES"_s, names);
}

QString fishCompletion(const QString &pattern)
{
    QStringList all;
    for (const Command &command : allCommands())
        all += namesOf(command);
    const QString condition = u"not __fish_seen_subcommand_from "_s % all.join(u' ');
    const QString names = forEachCommand([&condition](const Command &command) -> QString {
        return u"complete -c cairn-cli -n \"%1\" -f -a %2 -d %3"_s.arg(
            condition, toQString(command.name), fishQuoted(shortText(command.summary)));
    });
    QString made = filled(pattern, u"NAMES"_s, names);
    made = filled(made, u"WORDS"_s, forEachCommand(fishWords));
    made = filled(made, u"OPTIONS"_s, forEachOption(fishOption));
    return filled(made, u"COMMANDS"_s, all.join(u' '));
}

} // namespace cairn::cli

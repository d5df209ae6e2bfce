// SPDX-License-Identifier: MIT
#include "app/cli/commands/command.h"
#include "app/cli/commands/filter_text.h"
#include "app/cli/commands/schedule_help.h"
#include "core/base/text.h"
#include "core/config/option_table.h"
#include "installer/manual/manual.h"
#include "installer/manual/roff.h"

#include <QStringList>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

QString bold(const QString &text)
{
    return u"\\fB"_s % roff(text) % u"\\fR"_s;
}

// An entry of a list: what it is about, already in roff, and its paragraph.
QString entry(const QString &head, const QString &text)
{
    return u".TP\n"_s % head % u'\n' % roffLines(text);
}

QString header(const QString &date)
{
    return u".\\\" Made from the tables of commands and options.\n"
           u".TH CAIRN\\-CLI 1 %1 \"Cairn %2\" \"User Commands\"\n"
           u".SH NAME\n"
           u"cairn\\-cli \\- back up folders, encrypted and deduplicated, and restore them\n"
           u".SH SYNOPSIS\n"
           u".B cairn\\-cli\n"
           u".I COMMAND DESTINATION\n"
           u"[\\fIARGUMENT\\fR]... [\\fB\\-\\-\\fIOPTION\\fR=\\fIVALUE\\fR]...\n"
           u".SH DESCRIPTION\n"_s.arg(date, QStringLiteral(CAIRN_VERSION)) %
           roffLines(u"Cairn backs up folders, encrypted and deduplicated, and gives every byte "
                     u"back. It reads and writes the storage format of Duplicati, and takes its "
                     u"commands and options, so backups made by either program can be used with "
                     u"the other."_s) %
           u".PP\n"_s %
           roffLines(u"A destination is a folder or a URL such as file:///mnt/disk/backup. Options "
                     u"may stand anywhere; what follows -- is no option. On a terminal one line "
                     u"shows progress. Ctrl+C once ends a backup in order, and what has arrived is "
                     u"stored as a partial version; twice ends it at once. Either way the next "
                     u"backup goes on from there."_s);
}

// "jobs show NAME": the first word is the command.
QString usage(std::string_view text)
{
    const QString all = toQString(text);
    const qsizetype end = all.indexOf(u' ');
    return bold(all.left(end)) % (end < 0 ? QString() : roff(all.mid(end)));
}

QString commands()
{
    QString made = u".SH COMMANDS\n"_s;
    for (const Command &command : allCommands()) {
        QString text = toQString(command.summary) % u' ' % toQString(command.help);
        if (!command.aliases.empty())
            text += u" Also called: "_s % toQString(command.aliases) % u'.';
        made += entry(usage(command.usage), text);
        if (command.forms.empty())
            continue;
        made += u".RS\n"_s;
        for (const Command::Form &form : command.forms)
            made += entry(usage(form.usage), toQString(form.meaning));
        made += u".RE\n"_s;
    }
    return made;
}

QString option(const OptionSpec &spec)
{
    QString text = toQString(spec.help);
    if (spec.type != OptionType::Boolean)
        text += u" Allowed: "_s % optionAllowed(spec) % u'.';
    if (!spec.defaultText.empty() && spec.type != OptionType::Boolean)
        text += u" Default: "_s % toQString(spec.defaultText) % u'.';
    if (!spec.aliases.empty())
        text += u" Also called: "_s % toQString(spec.aliases) % u'.';
    return entry(bold(u"--"_s % toQString(spec.name)) % roff(optionPlaceholder(spec.type)), text);
}

QString options()
{
    QString made =
        u".SH OPTIONS\n"_s %
        roffLines(u"These have an effect here. The other options of Duplicati are accepted too and "
                  u"say in one line that they change nothing; “cairn-cli help options” lists them, "
                  u"and “cairn-cli help COMMAND” those that matter to a command. A switch may be "
                  u"written --name or --name=true, and --name=false."_s);
    QString category;
    for (const OptionSpec &spec : allOptions()) {
        if (spec.effect != OptionEffect::Effective)
            continue;
        if (const QString name = optionCategoryName(spec.category); name != category) {
            category = name;
            made += u".SS "_s % roff(name) % u'\n';
        }
        made += option(spec);
    }
    return made;
}

QString filters()
{
    QString made = u".SH FILTERS\n"_s % roffLines(filterRules());
    for (const auto &[form, meaning] : filterForms())
        made += entry(bold(form), meaning % u'.');
    return made % u".PP\n"_s %
           roffLines(u"“cairn-cli help filters” lists the groups. "_s % filterArgumentRules());
}

QString schedules()
{
    QString made =
        u".SH SCHEDULES\n"_s % roffLines(u"What --schedule of jobs add and edit takes:"_s);
    for (const auto &[form, meaning] : scheduleForms())
        made += entry(bold(form), meaning % u'.');
    made += u".PP\n"_s % roffLines(u"Behind one with times may stand:"_s);
    for (const auto &[form, meaning] : scheduleConditions())
        made += entry(bold(form), meaning % u'.');
    return made;
}

QString exitStatus()
{
    const std::pair<int, QString> codes[] = {
        {exitCode::Success, u"Done; after backup: a new version is stored."_s},
        {exitCode::NothingNew, u"backup succeeded, and nothing had changed."_s},
        {exitCode::Warnings,
         u"Done with warnings: something was not done as asked, for example a file could not be "
         u"read."_s},
        {exitCode::Errors,
         u"Done with errors: damage was met, or not every file could be given back."_s},
        {exitCode::Partial,
         u"backup was stopped early; a partial version is stored if anything had arrived."_s},
        {exitCode::Failed, u"Failed, or test had nothing to examine."_s},
        {exitCode::WrongUse,
         u"Wrong use: an unknown command or option, or a wrong number of arguments."_s}};
    QString made = u".SH EXIT STATUS\n"_s;
    for (const auto &[code, meaning] : codes)
        made += entry(bold(QString::number(code)), meaning);
    return made;
}

QString surroundings()
{
    QString made = u".SH ENVIRONMENT\n"_s;
    made += entry(bold(u"PASSPHRASE"_s),
                  u"The passphrase, if no option gives one. Without either it is asked for."_s);
    made += entry(bold(u"AUTH_USERNAME"_s) % u", "_s % bold(u"AUTH_PASSWORD"_s),
                  u"As --auth-username and --auth-password."_s);
    made += entry(bold(u"XDG_CONFIG_HOME"_s) % u", "_s % bold(u"XDG_DATA_HOME"_s) % u", "_s %
                      bold(u"XDG_STATE_HOME"_s),
                  u"Where the folders below are looked for instead."_s);
    made += u".SH FILES\n"_s;
    made += entry(u"\\fI\\(ti/.config/cairn\\fR"_s,
                  u"The backups that are set up on this computer, and the file in which their "
                  u"passphrases are sealed where there is no key store."_s);
    made += entry(u"\\fI\\(ti/.local/share/cairn\\fR"_s,
                  u"The local databases. Each can be rebuilt from its destination and holds no "
                  u"passphrase."_s);
    made += entry(u"\\fI\\(ti/.local/state/cairn\\fR"_s, u"The key of the sealed file."_s);
    return made;
}

QString examples()
{
    const std::pair<QString, QString> list[] = {
        {u"cairn-cli backup /mnt/disk/backup ~/Documents --exclude=\"*/.cache/\""_s,
         u"Back up a folder, but no caches in it:"_s},
        {u"cairn-cli restore /mnt/disk/backup \"*/letter.odt\" --restore-path=/tmp/back"_s,
         u"Bring a file of the newest version back, to another place:"_s},
        {u"cairn-cli test /mnt/disk/backup all"_s,
         u"Read everything that is stored and check it:"_s}};
    QString made = u".SH EXAMPLES\n"_s;
    for (const auto &[command, meaning] : list) {
        made += &command == &list[0].first ? QString() : u".PP\n"_s;
        made += roffLines(meaning) % u".PP\n.nf\n.RS\n"_s % roff(command) % u"\n.RE\n.fi\n"_s;
    }
    return made % u".SH SEE ALSO\n.BR cairn (1),\n.BR gpg (1)\n"_s;
}

} // namespace

QString manualPage(const QString &date)
{
    return header(date) % commands() % options() % filters() % schedules() % exitStatus() %
           surroundings() % examples();
}

} // namespace cairn::cli

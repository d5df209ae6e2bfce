// SPDX-License-Identifier: MIT
#include "installer/manual/offers.h"

#include "core/base/text.h"

#include <QRegularExpression>

namespace cairn::cli {

using namespace Qt::StringLiterals;

std::vector<const OptionSpec *> offeredOptions()
{
    std::vector<const OptionSpec *> offered;
    for (const OptionSpec &option : allOptions())
        if (option.effect == OptionEffect::Effective && !option.name.ends_with('*'))
            offered.push_back(&option);
    return offered;
}

std::uint32_t usesOf(const Command &command)
{
    return command.use == use::Jobs ? use::Jobs | use::All : command.use;
}

QStringList namesOf(const Command &command)
{
    return QStringList{toQString(command.name)} +
           toQString(command.aliases).split(u' ', Qt::SkipEmptyParts);
}

QStringList wordsOf(const Command &command)
{
    // Lower case, and neither part of an option nor of a longer word.
    static const QRegularExpression word(u"(?<![\\w-])[a-z][a-z-]*(?![\\w=-])"_s);
    QString usage = toQString(command.usage);
    for (const Command::Form &form : command.forms)
        usage += u' ' % toQString(form.usage);
    QStringList words;
    auto found = word.globalMatch(usage);
    while (found.hasNext())
        words += found.next().captured();
    words.removeAll(toQString(command.name));
    words.removeDuplicates();
    return words;
}

QStringList valuesOf(const OptionSpec &option)
{
    if (option.type == OptionType::Boolean)
        return {u"true"_s, u"false"_s};
    return toQString(option.words).split(u' ', Qt::SkipEmptyParts);
}

bool takesPath(const OptionSpec &option)
{
    return option.type == OptionType::Path || option.type == OptionType::PathList;
}

bool takesFiles(const Command &command)
{
    return command.hasDestination || (command.use & use::Other) == 0;
}

QString shortText(std::string_view text)
{
    const QString all = toQString(text);
    static const QRegularExpression end(u"[.:;](?= |$)"_s);
    return all.left(all.indexOf(end));
}

} // namespace cairn::cli

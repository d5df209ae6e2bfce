// SPDX-License-Identifier: MIT
#include "app/gui/import_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <optional>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr char kContext[] = "cairn::gui::ImportWords";

// As they stand in core, where nothing is translated; a test holds them together.
constexpr std::array kSentences{
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "schedule"),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "tags"),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "description"),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "further destinations"),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "connection “%1”"),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "filter %1"),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "It lies on another service, which is not read here."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "It is a path of Windows."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "It is no whole path on this computer."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "On this computer it is %1."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "Only one of them can hold; it is %1."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "A run that is due on battery is not left out: it waits for the mains."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "A backup is in one group here. It is “%1”, not: %2."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "A backup has none here."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "A backup goes to one destination here."),
    QT_TRANSLATE_NOOP(
        "cairn::gui::ImportWords",
        "What signs in at the destination is saved apart in Duplicati: enter it here."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "It is no backup, but “%1”."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "It has no destination."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "“%1” already goes to this destination."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "Nothing of what it saves is on this computer."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "Restoring asks for it each time."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "Runs are kept in this program's own history."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "It belongs to Duplicati's own programs."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "This version sends no such messages."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "Secrets are not looked up elsewhere: enter them here."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "This program does not know it."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "The list of versions is made anew from the destination at the first run."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "A backup that is set up always runs for real."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "This program does nothing with this secret."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "It is out of date."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "It changes nothing here."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "What is new is packed as zip all the same."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "Nothing here asks for this secret."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "Destinations of the kind %1:// do not exist in this version."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords", "Its destination is a folder of Windows."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "It is not on this computer now. It stays among the sources."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "“%1” says nothing about when it is repeated; it runs by hand."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "It does not say at what time it runs; 13:00 was taken."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "“%1” is not a distance that runs can have here; the nearest was taken."),
    QT_TRANSLATE_NOOP("cairn::gui::ImportWords",
                      "It runs on its day of the month, whatever weekday that is."),
    QT_TRANSLATE_NOOP(
        "cairn::gui::ImportWords",
        "Runs that fall on a day that is not allowed are left out; in Duplicati they move "
        "to the next day."),
};

// What stands in the place of %1 and %2; none: it is not this sentence.
std::optional<QStringList> valuesIn(const QString &text, const QString &sentence)
{
    QString pattern = QRegularExpression::escape(sentence);
    for (const QString &place : {u"%1"_s, u"%2"_s})
        pattern.replace(QRegularExpression::escape(place), u"(.*)"_s);
    static constexpr auto kWhole = QRegularExpression::DotMatchesEverythingOption;
    const auto match =
        QRegularExpression(QRegularExpression::anchoredPattern(pattern), kWhole).match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return match.capturedTexts().mid(1);
}

} // namespace

QString importWords(const QString &english)
{
    for (const char *sentence : kSentences) {
        const auto values = valuesIn(english, QString::fromUtf8(sentence));
        if (!values)
            continue;
        const QString text = QCoreApplication::translate(kContext, sentence);
        return values->isEmpty()     ? text
               : values->size() == 1 ? text.arg(values->front())
                                     : text.arg(values->at(0), values->at(1));
    }
    return english;
}

QStringList importSentences()
{
    QStringList sentences;
    for (const char *sentence : kSentences)
        sentences << QString::fromUtf8(sentence);
    return sentences;
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
// shots OUTDIR [--theme light|dark|contrast] [--text PERCENT] [--language CODE] [--pseudo]
// [--right-to-left] Brings the program from screen to screen and writes a picture of each. Ends
// with 1 and says why if a text is clipped, was not translated (--pseudo), or something cannot be
// reached by Tab.
#include "app/gui/language.h"
#include "tests/gui/shots/inspection.h"
#include "tests/gui/shots/pseudo_language.h"
#include "tests/gui/shots/scenes.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSet>
#include <QTemporaryDir>

#include <cstdio>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// The design's list (ui.md, section 18), as far as there are such screens; that of a million files
// comes from bench_window.
constexpr const char *kScreens[] = {"welcome",
                                    "where-drive",
                                    "where-test-running",
                                    "where-test-failed",
                                    "where-found-existing",
                                    "what-counting",
                                    "what-counted",
                                    "rules",
                                    "protect-generated",
                                    "protect-own-weak",
                                    "overview-empty",
                                    "overview-fine",
                                    "overview-running",
                                    "overview-waiting",
                                    "overview-failed",
                                    "overview-paused",
                                    "overview-groups",
                                    "overview-list-20",
                                    "restore-date",
                                    "restore-deleted",
                                    "restore-search",
                                    "restore-history-text",
                                    "restore-preview-image",
                                    "restore-offline",
                                    "restore-dialog",
                                    "restore-result",
                                    "restore-selection",
                                    "restore-empty",
                                    "restore-progress",
                                    "restore-failures",
                                    "restore-strip",
                                    "adopt-1",
                                    "adopt-2",
                                    "adopt-3",
                                    "activity-now",
                                    "activity-history",
                                    "activity-problems",
                                    "preview-text",
                                    "preview-image",
                                    "preview-bytes",
                                    "keep-preview",
                                    "activity-problem-details",
                                    "activity-problem-emptied",
                                    "show-passphrase",
                                    "gate",
                                    "locked",
                                    "preferences",
                                    "preferences-power",
                                    "preferences-security",
                                    "error-dialog",
                                    "tray-16",
                                    "tray-22",
                                    "tray-32"};

gui::ThemeManager::Mode modeOf(const QString &name)
{
    return name == "dark"_L1       ? gui::ThemeManager::Mode::Dark
           : name == "contrast"_L1 ? gui::ThemeManager::Mode::HighContrast
                                   : gui::ThemeManager::Mode::Light;
}

// A home of its own, before anything asks for it.
FilePath makeHome(const QTemporaryDir &folder)
{
    const QString home = folder.filePath(u"anna"_s);
    QDir().mkpath(home + u"/Documents"_s);
    qputenv("HOME", home.toLocal8Bit());
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
        qunsetenv(name);
    return FilePath::fromText(home);
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir folder;
    const FilePath home = makeHome(folder);
    qputenv("CAIRN_TEST_LIMITS", "1");
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption theme(u"theme"_s, u"Theme"_s, u"name"_s, u"light"_s);
    const QCommandLineOption text(u"text"_s, u"Size of texts"_s, u"percent"_s, u"100"_s);
    const QCommandLineOption pseudo(u"pseudo"_s, u"Pseudo-language"_s);
    const QCommandLineOption mirrored(u"right-to-left"_s, u"Mirrored"_s);
    const QCommandLineOption size(u"window"_s, u"Size of the window"_s, u"size"_s, u"1080x680"_s);
    const QCommandLineOption language(u"language"_s, u"Language"_s, u"code"_s, u"en"_s);
    parser.addOptions({theme, text, pseudo, mirrored, size, language});
    parser.addPositionalArgument(u"outdir"_s, u"Where the pictures go"_s);
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    const QDir out(parser.positionalArguments().constFirst());
    if (!out.mkpath(u"."_s))
        return 2;

    gui::Language real;
    PseudoLanguage other(parser.isSet(mirrored));
    if (parser.isSet(pseudo))
        QCoreApplication::installTranslator(&other);
    else
        real.install(parser.value(language));
    if (parser.isSet(mirrored))
        QApplication::setLayoutDirection(Qt::RightToLeft);
    QFont font(u"Inter"_s);
    font.setPointSizeF(10);
    QApplication::setFont(font);
    gui::ThemeManager look(app, QDBusConnection(u"none"_s));
    look.setReduceMotion(true);
    look.setMode(modeOf(parser.value(theme)));
    look.setTextPercent(parser.value(text).toInt());

    QStringList faults;
    const QStringList data{QDir::homePath(), u"Documents"_s, u"Photos"_s,        u"Blue disk"_s,
                           u"Letters"_s,     u"notes.md"_s,  u"A backup with"_s, u".ods"_s,
                           u"password1"_s,   u"Cairn"_s,     u"copies"_s,        u"nowhere"_s,
                           u".config"_s,     u"Backup 1"_s,  u"sea.png"_s,       u"locked"_s,
                           u".txt"_s,        u".bin"_s,      u".log"_s,          u"At home"_s,
                           u"Office work"_s};
    const QStringList sides = parser.value(size).split(u'x');
    const QSize extent(sides.value(0).toInt(), sides.value(1).toInt());
    QSet<QString> shown;
    Scenes scenes(home, look, extent, [&](const QString &name, QWidget &window) {
        shown << name;
        if (!window.grab().save(out.filePath(name % u".png"_s)))
            faults << name % u": no picture"_s;
        QStringList wrong = clippedTexts(window);
        if (parser.isSet(pseudo))
            wrong << foreignTexts(window, data);
        wrong << unreachableByTab(window) << namelessParts(window);
        for (const QString &line : wrong)
            faults << name % u": "_s % line;
    });
    scenes.welcome();
    scenes.wizard();
    scenes.overview();
    scenes.restore();
    scenes.restoreMore();
    scenes.activity();
    scenes.previews();
    scenes.dialogs();
    if (!parser.isSet(pseudo))
        scenes.fileDialogs();
    scenes.adopt();
    scenes.moveIn();
    scenes.many();
    scenes.tray();
    // No language is so long on so small a screen, and no text so large.
    if (!parser.isSet(pseudo) && look.textPercent() <= 100) {
        scenes.small();
        scenes.narrowDialogs();
    }
    for (const char *name : kScreens)
        if (!shown.contains(QString::fromLatin1(name)))
            faults << u"missing: %1"_s.arg(QLatin1String(name));
    faults.removeDuplicates();
    for (const QString &fault : std::as_const(faults))
        std::printf("%s\n", qPrintable(fault));
    return faults.isEmpty() ? 0 : 1;
}

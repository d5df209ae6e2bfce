// SPDX-License-Identifier: MIT
#include "app/gui/language.h"
#include "app/gui/main_window.h"
#include "app/gui/style/theme_manager.h"
#include "app/gui/texts.h"
#include "app/shared/error_table.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSettings>
#include <QTest>

#include <set>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// Of a menu's entries, those that the same key reaches.
QStringList sharedKeys(const QString &where, const QList<QAction *> &actions)
{
    static const QRegularExpression key(u"&([^&\\s])"_s);
    std::set<QChar> keys;
    QStringList shared;
    for (const QAction *action : actions) {
        const auto match = key.match(action->text());
        if (match.hasMatch() && !keys.insert(match.captured(1).at(0).toLower()).second)
            shared << where % u": "_s % action->text();
    }
    return shared;
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private:
    ScratchFolder m_scratch;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        qputenv("XDG_CONFIG_HOME", (m_scratch / "config").c_str());
        QCoreApplication::setOrganizationName(u"cairn-test"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           (m_scratch / "config").display());
    }

    void theChoiceIsKept()
    {
        QCOMPARE(Language::kept(), QString());
        Language::keep(u"de"_s);
        QCOMPARE(Language::kept(), u"de"_s);
        Language::keep(u"tlh"_s); // by a program that has more of them
        QCOMPARE(Language::kept(), QString());
    }

    void textsAreInTheChosenLanguage()
    {
        const QLocale before;
        {
            Language german;
            german.install(u"de"_s);
            QCOMPARE(MainWindow::tr("Overview"), u"Übersicht"_s);
            QCOMPARE(QLocale().language(), QLocale::German);
            // Of the rows that are not written with tr(), and of those the plurals.
            Trouble trouble;
            trouble.code = "FILES_UNREADABLE";
            trouble.count = 1;
            QCOMPARE(errorTexts(trouble, FrontEnd::Window).title,
                     u"1 Datei ließ sich nicht lesen"_s);
            trouble.count = 3;
            QCOMPARE(errorTexts(trouble, FrontEnd::Window).title,
                     u"3 Dateien ließen sich nicht lesen"_s);
            trouble.code = "HELD";
            trouble.backup = u"Fotos"_s;
            QVERIFY(errorTexts(trouble, FrontEnd::Window).title.startsWith(u"„Fotos“ "_s));
        }
        Language english;
        english.install(u"en"_s);
        QCOMPARE(MainWindow::tr("Overview"), u"Overview"_s);
        QCOMPARE(QLocale().language(), QLocale::English);
        QLocale::setDefault(before);
    }

    void noKeyIsTwiceInAMenu_data()
    {
        QTest::addColumn<QString>("code");
        for (const QString &code : Language::available())
            QTest::newRow(qPrintable(code)) << code;
    }
    void noKeyIsTwiceInAMenu()
    {
        QFETCH(const QString, code);
        const QLocale before;
        Language language;
        language.install(code);
        GuiProgram program(m_scratch / code.toStdString());
        ThemeManager theme(*qApp);
        MainWindow window(program.proxy, systemRandom(), theme);
        QStringList shared = sharedKeys(u"bar"_s, window.menuBar()->actions());
        int menus = 0;
        for (const QMenu *menu : window.findChildren<QMenu *>()) {
            shared << sharedKeys(menu->title(), menu->actions());
            ++menus;
        }
        QVERIFY(menus >= 5);
        QVERIFY2(shared.isEmpty(), qPrintable(shared.join(u" | "_s)));
        QLocale::setDefault(before);
    }
};

QTEST_MAIN(TestLanguage)
#include "test_language.moc"

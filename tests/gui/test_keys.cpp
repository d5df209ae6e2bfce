// SPDX-License-Identifier: MIT
// The keys of ui.md §15, pressed.
#include "app/gui/main_window.h"
#include "app/gui/style/theme_manager.h"
#include "app/gui/texts.h"
#include "app/shared/pause.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestKeys final : public QObject
{
    Q_OBJECT

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), key, modifiers);
    }
    [[nodiscard]] int page() const
    {
        return m_window->findChild<QListWidget *>(u"main.nav"_s)->currentRow();
    }
    template<typename Widget>
    [[nodiscard]] Widget *part(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    // Opens by the key, is seen, and goes again.
    void opensBy(Qt::Key key, Qt::KeyboardModifiers modifiers, const char *dialog)
    {
        press(key, modifiers);
        auto *opened = part<QDialog>(dialog);
        QVERIFY2(opened && opened->isVisible(), dialog);
        opened->QDialog::reject();
        delete opened;
    }

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;
    ThemeManager m_theme{*qobject_cast<QApplication *>(QCoreApplication::instance())};
    std::unique_ptr<MainWindow> m_window;

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"cairn-test-keys"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QString::fromStdString((m_scratch / "qsettings").bytes()));
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "source"));
        VERIFY_OK(files.makeDirectories(m_scratch / "destination"));
        m_scratch.write("source/a.txt", "content");
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        m_window = std::make_unique<MainWindow>(m_program->proxy, systemRandom(), m_theme);
        m_window->show();
        auto *opening = part<QWidget>("main.opening");
        QVERIFY(opening && !opening->isVisible()); // only if it takes a while
        QTRY_VERIFY(opening->isVisibleTo(opening->parentWidget()));
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_program.reset();
    }

    void withoutABackupThereIsNothingToDoWithOne()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_program->proxy.state().isOpen, kPatienceMs);
        press(Qt::Key_E, Qt::ControlModifier);
        press(Qt::Key_L, Qt::ControlModifier);
        press(Qt::Key_2, Qt::AltModifier);
        QCOMPARE(page(), 0);
        opensBy(Qt::Key_N, Qt::ControlModifier, "setupWizard");
    }

    void aRestoreIsShownAtTheFootOfTheWindow()
    {
        JobConfig job;
        job.id = "0badcafe";
        job.name = u"Strip"_s;
        job.destination = (m_scratch / "destination of the strip").bytes();
        job.sources = {m_scratch / "source"};
        QCOMPARE(m_program->save(job, Secret("a passphrase")), QString());
        auto *strip = part<QWidget>("main.restoreStrip");
        QVERIFY(!strip->isVisible());
        Q_EMIT m_program->proxy.restoreProgress({3, 12, 50, 100, u"/a"_s, 120, 120, 2'000'000});
        QVERIFY(strip->isVisible());
        QVERIFY(part<QLabel>("main.restoreStrip.text")->text().endsWith(u"2 minute(s) left"_s));
        Q_EMIT m_program->proxy.restoreEnded({});
        QVERIFY(!strip->isVisible());
        m_program->proxy.removeJob(job.id, false);
        QTRY_VERIFY_WITH_TIMEOUT(!m_program->proxy.job(job.id), kPatienceMs);
    }

    void eachKeyDoesWhatItsMenuSays()
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.destination = (m_scratch / "destination").bytes();
        job.sources = {m_scratch / "source"};
        QCOMPARE(m_program->save(job, Secret("a passphrase")), QString());
        QVERIFY(m_program->run(kJob));

        opensBy(Qt::Key_N, Qt::ControlModifier, "setupWizard");
        opensBy(Qt::Key_E, Qt::ControlModifier, "jobEditor");
        opensBy(Qt::Key_Comma, Qt::ControlModifier, "preferences");
        press(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(page(), 2); // the log is there
        press(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(page(), 0);
        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(part<QLineEdit>("main.search")->hasFocus());
        press(Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(page(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(part<QListWidget>("restore.history")->isVisible(), kPatienceMs);
        auto *search = part<QLineEdit>("main.search");
        auto *found = part<QTreeView>("search.results");
        for (QWidget *focus : std::initializer_list<QWidget *>{search, found}) {
            search->setText(u"a.txt"_s);
            QTRY_VERIFY(found->isVisible());
            focus->setFocus();
            QTRY_VERIFY(focus->hasFocus());
            QTest::keyClick(focus, Qt::Key_Escape);
            QVERIFY(search->text().isEmpty());
            QVERIFY(!found->isVisible());
            QVERIFY(part<QTreeView>("restore.files")->hasFocus());
        }
        press(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(part<QListWidget>("restore.history")->hasFocus());
        opensBy(Qt::Key_E, Qt::ControlModifier, "jobEditor"); // of the backup that is shown
        press(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(page(), 2);
        press(Qt::Key_P, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_program->proxy.state().pausedUntil, kPatienceMs);
        press(Qt::Key_P, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!m_program->proxy.state().pausedUntil, kPatienceMs);
    }

    void aPauseSaysHowLongItLasts()
    {
        QAction *hour = nullptr;
        for (QAction *entry : m_window->menuBar()->actions().at(1)->menu()->actions())
            if (entry->menu())
                hour = entry->menu()->actions().at(1);
        QVERIFY(hour && hour->text() == u"1 hour"_s); // also in the menu bar
        hour->trigger();
        auto *pause = part<QToolButton>("main.pause");
        QTRY_VERIFY_WITH_TIMEOUT(pause->text().startsWith(u"Resume (60 min"_s), kPatienceMs);
        pause->click();
        QTRY_COMPARE_WITH_TIMEOUT(pause->text(), u"Pause"_s, kPatienceMs);
        QCOMPARE(resumeText(1000 + 18 * 60, 1000).left(10), u"Resume (18"_s);
        QCOMPARE(resumeText(pauseWithoutEnd(), QDateTime::currentSecsSinceEpoch()), u"Resume"_s);
    }

    void refreshingAsksAnew()
    {
        press(Qt::Key_2, Qt::AltModifier);
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        QVERIFY(versions.wait(kPatienceMs)); // for the page that is shown now
        press(Qt::Key_F5);
        QVERIFY(versions.wait(kPatienceMs));
        press(Qt::Key_3, Qt::AltModifier);
        QSignalSpy undo(&m_program->proxy, &EngineProxy::undoListed);
        QVERIFY(undo.wait(kPatienceMs));
        press(Qt::Key_F5);
        QVERIFY(undo.wait(kPatienceMs));
    }

    // From part to part and round again, both ways.
    void theFocusGoesFromPartToPart()
    {
        press(Qt::Key_2, Qt::AltModifier);
        QWidget *nav = part<QListWidget>("main.nav");
        nav->setFocus();
        std::vector<QWidget *> met{nav};
        for (int i = 0; i < 10; ++i) {
            press(Qt::Key_F6);
            if (QApplication::focusWidget() == nav)
                break;
            met.push_back(QApplication::focusWidget());
        }
        QCOMPARE(QApplication::focusWidget(), nav);
        QVERIFY(met.size() >= 4); // navigation, search, folders, files
        QCOMPARE(met[1], part<QLineEdit>("main.search"));
        for (std::size_t i = met.size() - 1; i > 0; --i) {
            press(Qt::Key_F6, Qt::ShiftModifier);
            QCOMPARE(QApplication::focusWidget(), met[i]);
        }
    }

    void helpNamesTheKeysOfTheMenus()
    {
        press(Qt::Key_F1);
        auto *text = part<QTextBrowser>("help.text");
        QVERIFY(text && text->isVisible());
        const QString shown = text->toPlainText();
        for (const QAction *menu : m_window->menuBar()->actions())
            for (const QAction *action : menu->menu()->actions())
                QVERIFY2(shown.contains(action->shortcut().toString(QKeySequence::NativeText)),
                         qPrintable(action->text()));
        QVERIFY(shown.contains(u"New backup…"_s));
        QVERIFY(shown.contains(u"stays restorable"_s)); // the page of the program
        press(Qt::Key_F1);
        QCOMPARE(m_window->findChildren<QTextBrowser *>(u"help.text"_s).size(), 1);
        part<QPushButton>("help.close")->click();
    }
};

QTEST_MAIN(TestKeys)
#include "test_keys.moc"

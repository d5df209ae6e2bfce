// SPDX-License-Identifier: MIT
// Where a backup goes, or is: what the pages of the wizards find out and say about it.
#include "app/gui/english_plurals.h"
#include "app/gui/host/same_disk.h"
#include "app/gui/texts.h"
#include "app/gui/wizards/adopt_wizard.h"
#include "app/gui/wizards/protect_page.h"
#include "app/gui/wizards/setup_wizard.h"
#include "app/gui/wizards/where_page.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestPlaces final : public QObject
{
    Q_OBJECT

private:
    template<typename Widget>
    static Widget *part(const QWidget &window, const char *name)
    {
        return window.findChild<Widget *>(QString::fromLatin1(name));
    }
    // Types it where a folder is wanted.
    static void choose(const QWidget &page, const FilePath &folder)
    {
        auto *kinds = part<QListWidget>(page, "where.kinds");
        kinds->setCurrentRow(kinds->count() - 1);
        part<QLineEdit>(page, "where.folder")->setText(QString::fromStdString(folder.bytes()));
    }
    JobConfig job(const char *id, const char *prefix, const FilePath &source)
    {
        JobConfig job;
        job.id = id;
        job.name = QString::fromLatin1(id);
        job.destination = (m_scratch / "store").bytes();
        job.sources = {source};
        job.encrypted = true;
        job.options = {{"prefix", prefix}};
        return job;
    }

    ScratchFolder m_scratch;
    EnglishPlurals m_english;

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::installTranslator(&m_english);
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        qputenv("HOME", (m_scratch / "home").c_str()); // nothing is found by itself
        FileLayer files;
        for (const char *folder : {"home", "one", "two", "store", "empty"})
            VERIFY_OK(files.makeDirectories(m_scratch / folder));
        m_scratch.write("one/a.txt", "of the first");
        m_scratch.write("two/b.txt", "of the second");
        m_scratch.write("file", "no folder");
    }

    // Two backups in one folder, told apart by how the names of their files begin.
    void whichOfTwoBackupsIsAsked()
    {
        {
            GuiProgram old(m_scratch / "old settings");
            QCOMPARE(old.save(job("00000001", "letters", m_scratch / "one"), Secret("first")),
                     QString());
            QCOMPARE(old.save(job("00000002", "photos", m_scratch / "two"), Secret("second")),
                     QString());
            QVERIFY(old.run("00000001"));
            QVERIFY(old.run("00000002"));
            QVERIFY(old.run("00000002"));
        }
        qputenv("XDG_DATA_HOME", (m_scratch / "data of the new computer").c_str());
        GuiProgram program(m_scratch / "settings");
        AdoptWizard wizard(program.proxy, systemRandom());
        wizard.setAttribute(Qt::WA_DeleteOnClose, false);
        wizard.open();
        choose(wizard, m_scratch / "store");
        auto *which = part<QComboBox>(wizard, "where.backup");
        QTRY_VERIFY_WITH_TIMEOUT(which->isVisible(), kPatienceMs);
        QCOMPARE(which->count(), 2);
        const int letters = which->findText(u"“letters”"_s, Qt::MatchStartsWith);
        QVERIFY(letters >= 0);
        QVERIFY2(which->itemText(letters).endsWith(u"3 files there"_s),
                 qPrintable(which->itemText(letters)));
        which->setCurrentIndex(letters);
        QVERIFY(part<QLabel>(wizard, "where.summary")->text().contains(u"1 version"_s));
        QAbstractButton *next = wizard.button(QWizard::NextButton);
        QVERIFY(next->isEnabled());
        next->click();
        QSignalSpy adopted(&wizard, &AdoptWizard::adopted);
        // That of the other one does not open it.
        part<QLineEdit>(wizard, "adopt.pass")->setText(u"second"_s);
        wizard.button(QWizard::FinishButton)->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            part<QLabel>(wizard, "adopt.hint")->text().contains(u"passphrase does not"_s),
            kPatienceMs);
        part<QLineEdit>(wizard, "adopt.pass")->setText(u"first"_s);
        wizard.button(QWizard::FinishButton)->click();
        QVERIFY(adopted.wait(kPatienceMs));
        const auto id = adopted[0][0].value<std::string>();
        QTRY_VERIFY_WITH_TIMEOUT(program.proxy.job(id), kPatienceMs);
        QCOMPARE(program.proxy.job(id)->job.options.at("prefix"), std::string("letters"));
        QCOMPARE(program.proxy.job(id)->job.sources.at(0).bytes(), (m_scratch / "one").bytes());
        QTRY_COMPARE_WITH_TIMEOUT(program.proxy.job(id)->stored.versions, 1, kPatienceMs);
    }

    void theOnlyOneIsTakenWithoutAsking()
    {
        GuiProgram program(m_scratch / "settings 2");
        {
            GuiProgram old(m_scratch / "old settings 2");
            JobConfig only = job("00000003", "odd", m_scratch / "one");
            only.destination = (m_scratch / "single").bytes();
            QCOMPARE(old.save(only, Secret("third")), QString());
            QVERIFY(old.run("00000003"));
        }
        WherePage page(program.proxy, WherePage::Purpose::ExistingBackup);
        page.show();
        choose(page, m_scratch / "single");
        QTRY_VERIFY_WITH_TIMEOUT(page.isComplete(), kPatienceMs);
        QVERIFY(!part<QComboBox>(page, "where.backup")->isVisible());
        JobConfig adopted;
        page.apply(adopted);
        QCOMPARE(adopted.options.at("prefix"), std::string("odd"));
    }

    // Whoever gives up while a backup is read comes back to the passphrase, and may go on.
    void theReadingOfABackupCanBeGivenUp()
    {
        {
            GuiProgram old(m_scratch / "old settings 7");
            JobConfig slow = job("00000007", "slow", m_scratch / "one");
            slow.destination = (m_scratch / "slow").bytes();
            QCOMPARE(old.save(slow, Secret("seventh")), QString());
            QVERIFY(old.run("00000007"));
        }
        qputenv("XDG_DATA_HOME", (m_scratch / "data of another computer").c_str());
        GuiProgram program(m_scratch / "settings 7");
        AdoptWizard wizard(program.proxy, systemRandom());
        wizard.setAttribute(Qt::WA_DeleteOnClose, false);
        wizard.open();
        choose(wizard, m_scratch / "slow");
        QTRY_VERIFY_WITH_TIMEOUT(wizard.button(QWizard::NextButton)->isEnabled(), kPatienceMs);
        wizard.button(QWizard::NextButton)->click();
        part<QLineEdit>(wizard, "adopt.pass")->setText(u"seventh"_s);
        QAbstractButton *finish = wizard.button(QWizard::FinishButton);
        finish->click();
        QVERIFY(!finish->isEnabled());
        wizard.button(QWizard::CancelButton)->click();
        QTRY_VERIFY_WITH_TIMEOUT(finish->isEnabled(), kPatienceMs);
        QVERIFY(wizard.isVisible());
        QVERIFY2(part<QLabel>(wizard, "adopt.hint")->text().startsWith(u"Stopped"_s),
                 qPrintable(part<QLabel>(wizard, "adopt.hint")->text()));
        QVERIFY(program.proxy.state().jobs.empty());
        QSignalSpy adopted(&wizard, &AdoptWizard::adopted);
        finish->click();
        QVERIFY(adopted.wait(kPatienceMs));
    }

    void aFileIsNoFolder()
    {
        GuiProgram program(m_scratch / "settings 3");
        WherePage page(program.proxy, WherePage::Purpose::NewBackup);
        page.show();
        QSignalSpy steps(&program.proxy, &EngineProxy::testStep);
        for (const char *path : {"file", "file/below it"}) {
            choose(page, m_scratch / path);
            QVERIFY(steps.wait(kPatienceMs));
            QTRY_VERIFY_WITH_TIMEOUT(
                steps.last()[1].value<TestStep>().state == TestStep::State::Failed, kPatienceMs);
            const auto step = steps.last()[1].value<TestStep>();
            QCOMPARE(step.trouble.code, std::string("DEST_IS_FILE"));
            QVERIFY(!step.missingFolder); // nothing to create
        }
        QVERIFY(!page.isComplete());
    }

    void aTestIsStoppedAndBegunAnew()
    {
        GuiProgram program(m_scratch / "settings 10");
        WherePage page(program.proxy, WherePage::Purpose::NewBackup);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        auto *again = part<QPushButton>(page, "where.retest");
        // In the very event of its first step: between two looks at it the test may be over.
        bool isStopped = false;
        const QObject whileHere;
        connect(&program.proxy, &EngineProxy::testStep, &whileHere, [again, &isStopped] {
            if (isStopped || !again->isVisible() || again->text() != u"Stop the test"_s)
                return;
            isStopped = true;
            again->click();
        });
        choose(page, m_scratch / "empty");
        QTRY_VERIFY_WITH_TIMEOUT(isStopped, kPatienceMs);
        QCOMPARE(again->text(), u"Test again"_s);
        QSignalSpy tested(&program.proxy, &EngineProxy::tested);
        QTest::qWait(300); // what is still told counts for nothing
        QVERIFY(!page.isComplete());
        QTest::keyClick(&page, Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(page.isComplete(), kPatienceMs);
        tested.clear();
        QTest::keyClick(&page, Qt::Key_F5);
        QVERIFY(!page.isComplete());
        QVERIFY(tested.wait(kPatienceMs));
    }

    // Nothing was typed or chosen: nothing is lost.
    void cancellingAsksOnlyIfSomethingWouldBeLost()
    {
        GuiProgram program(m_scratch / "settings 11");
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "home/Documents"));
        Drive drive{u"uuid"_s, u"Blue disk"_s, m_scratch / "two", 1000, 1000, 1000, true,
                    false,     false};
        for (const bool isChanged : {false, true}) {
            SetupWizard wizard(program.proxy, systemRandom());
            wizard.setAttribute(Qt::WA_DeleteOnClose, false);
            wizard.open();
            program.drives->set({drive});
            QAbstractButton *next = wizard.button(QWizard::NextButton);
            QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), kPatienceMs);
            next->click();
            QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), kPatienceMs);
            next->click();
            if (isChanged)
                part<QCheckBox>(wizard, "protect.written")->setChecked(true);
            wizard.button(QWizard::CancelButton)->click();
            QCOMPARE(wizard.isVisible(), isChanged);
            QCOMPARE(bool(wizard.findChild<QMessageBox *>(u"discardDialog"_s)), isChanged);
        }
    }

    // A drive that is plugged in or mounted while the page is open.
    void drivesThatComeLaterAreSearchedForBackups()
    {
        GuiProgram program(m_scratch / "settings 8");
        {
            GuiProgram old(m_scratch / "old settings 8");
            JobConfig there = job("00000008", "later", m_scratch / "one");
            there.destination = (m_scratch / "mounted/Cairn").bytes();
            FileLayer files;
            VERIFY_OK(files.makeDirectories(m_scratch / "mounted/Cairn"));
            QCOMPARE(old.save(there, Secret("eighth")), QString());
            QVERIFY(old.run("00000008"));
        }
        WherePage page(program.proxy, WherePage::Purpose::ExistingBackup);
        QSignalSpy searched(&program.proxy, &EngineProxy::backupsSearched);
        page.show();
        page.initializePage();
        QVERIFY(searched.wait(kPatienceMs));
        const auto *kinds = part<QListWidget>(page, "where.kinds");
        const auto isFound = [kinds] {
            return !kinds->findItems(u"Found on "_s, Qt::MatchStartsWith).empty();
        };
        Drive drive{u"uuid"_s, u"Blue disk"_s, {}, 1000, 1000, 1000, true, false, true};
        program.drives->set({drive}, m_scratch / "mounted");
        QTRY_VERIFY_WITH_TIMEOUT(kinds->count() == 2, kPatienceMs); // it, and a folder
        QVERIFY(!isFound());
        program.proxy.mountDrive(drive.id());
        QTRY_VERIFY_WITH_TIMEOUT(isFound(), kPatienceMs);
        // Free space alone is no reason to look again.
        searched.clear();
        drive.mountPoint = m_scratch / "mounted";
        drive.canMount = false;
        drive.freeBytes = 500;
        QSignalSpy told(&program.proxy, &EngineProxy::drivesChanged);
        program.drives->set({drive});
        QVERIFY(told.wait(kPatienceMs));
        QVERIFY(!searched.wait(200));
        // Taken away and connected again it may hold something else.
        program.drives->set({});
        QVERIFY(told.wait(kPatienceMs));
        program.drives->set({drive});
        QVERIFY(searched.wait(kPatienceMs));
    }

    void theDiskOfOnesFilesIsWarnedOf()
    {
        QVERIFY(isOnSameDisk(m_scratch / "one", m_scratch / "two"));
        QVERIFY(!isOnSameDisk(m_scratch / "one", FilePath("/proc")));
        QVERIFY(!isOnSameDisk(m_scratch / "not there", m_scratch / "one"));
        GuiProgram program(m_scratch / "settings 4");
        WherePage page(program.proxy, WherePage::Purpose::NewBackup);
        page.show();
        choose(page, m_scratch / "empty");
        QTRY_VERIFY_WITH_TIMEOUT(page.isComplete(), kPatienceMs); // it is allowed
        QVERIFY(part<QLabel>(page, "where.warning")->isVisible());
        QVERIFY(part<QLabel>(page, "where.warning")->text().contains(u"same disk"_s));
    }

    void tooLittleRoomIsWarnedOf()
    {
        QCOMPARE(roomText(100, {}), QString()); // nobody knows
        QCOMPARE(roomText(100, {100}), QString());
        QCOMPARE(roomText(150, {100, 50}), QString());
        QVERIFY(roomText(151'000'000, {100'000'000, 50'000'000})
                    .startsWith(sizeText(101'000'000) % u" are to be saved, and "_s %
                                sizeText(100'000'000)));
        // More than any disk has: it takes no room itself.
        constexpr qint64 kHuge = qint64(8) << 40;
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "home/Documents"));
        m_scratch.write("home/Documents/huge", "");
        std::filesystem::resize_file((m_scratch / "home/Documents/huge").bytes(), kHuge);
        GuiProgram program(m_scratch / "settings 9");
        SetupWizard wizard(program.proxy, systemRandom());
        wizard.setAttribute(Qt::WA_DeleteOnClose, false);
        wizard.open();
        choose(wizard, m_scratch / "empty");
        QAbstractButton *next = wizard.button(QWizard::NextButton);
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), kPatienceMs);
        const auto *here = part<QLabel>(wizard, "where.warning");
        QVERIFY(!here->text().contains(u"are to be saved"_s));
        next->click();
        const auto *what = part<QLabel>(wizard, "what.room");
        QTRY_VERIFY_WITH_TIMEOUT(what->isVisible(), kPatienceMs);
        QVERIFY2(what->text().startsWith(sizeText(kHuge) % u" are to be saved"_s),
                 qPrintable(what->text()));
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), kPatienceMs); // it is allowed
        QTRY_VERIFY_WITH_TIMEOUT(here->text().contains(sizeText(kHuge) % u" are to be saved"_s),
                                 kPatienceMs);
        std::filesystem::remove((m_scratch / "home/Documents/huge").bytes());
    }

    void theFirstBackupIsEstimated_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("speed");
        QTest::addColumn<QString>("said");
        constexpr qint64 kMega = 1'000'000;
        QTest::newRow("not measured") << qint64(0) << 100 * kMega << QString();
        QTest::newRow("not tested") << kMega << qint64(0) << QString();
        QTest::newRow("small") << 100 * kMega << 100 * kMega << u"about a minute."_s;
        QTest::newRow("minutes") << 30'000 * kMega << 100 * kMega << u"about 6 minutes."_s;
        QTest::newRow("more") << 200'000 * kMega << 118 * kMega << u"about 30 minutes."_s;
        QTest::newRow("hours") << 2'000'000 * kMega << 118 * kMega << u"about 5 hours."_s;
    }

    void theFirstBackupIsEstimated()
    {
        QFETCH(qint64, bytes);
        QFETCH(qint64, speed);
        QFETCH(QString, said);
        GuiProgram program(m_scratch / "settings 5");
        ProtectPage page(program.proxy, systemRandom());
        page.show();
        page.showEstimate(bytes, speed);
        const auto *label = part<QLabel>(page, "protect.estimate");
        QCOMPARE(label->isVisible(), !said.isEmpty());
        QVERIFY2(label->text().endsWith(said), qPrintable(label->text()));
    }

    void theStrengthOfOnesOwnIsShown()
    {
        GuiProgram program(m_scratch / "settings 6");
        ProtectPage page(program.proxy, systemRandom());
        page.show();
        auto *bar = part<QProgressBar>(page, "protect.strengthBar");
        QVERIFY(!bar->isVisible());
        page.findChildren<QRadioButton *>().at(1)->setChecked(true);
        auto *own = part<QLineEdit>(page, "protect.own");
        own->setText(u"1234"_s);
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value(), 1);
        own->setText(u"copper-orbit-lantern-meadow-seven-drift"_s);
        QCOMPARE(bar->value(), bar->maximum());
    }
};

QTEST_MAIN(TestPlaces)
#include "test_places.moc"

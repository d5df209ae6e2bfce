// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/preferences_dialog.h"
#include "app/gui/dialogs/sheet_dialog.h"
#include "app/gui/host/autostart.h"
#include "app/gui/language.h"
#include "app/gui/look_settings.h"
#include "app/gui/notice_settings.h"
#include "app/gui/size_units.h"
#include "app/gui/texts.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestPreferences : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.destination = (m_scratch / "destination").bytes();
        job.sources = {m_scratch / "source"};
        return job;
    }

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        qputenv("XDG_CONFIG_HOME", (m_scratch / "config").c_str());
        QCoreApplication::setOrganizationName(u"cairn-test"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           (m_scratch / "config").display());
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
    }
    void cleanupTestCase() { m_program.reset(); }

    void whatIsToldIsAChoice()
    {
        ThemeManager theme(*qApp);
        const auto box = [](PreferencesDialog &dialog, NoticeCause cause) {
            return dialog.findChild<QCheckBox *>(u"preferences.notice%1"_s.arg(int(cause)));
        };
        {
            PreferencesDialog dialog(m_program->proxy, theme);
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            QVERIFY(unwantedNotices().empty());
            for (const auto cause : {NoticeCause::Digest, NoticeCause::Problem}) {
                QVERIFY(box(dialog, cause)->isChecked());
                box(dialog, cause)->click();
            }
            box(dialog, NoticeCause::Problem)->click();
        }
        QVERIFY(unwantedNotices() == std::vector{NoticeCause::Digest});
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(!box(dialog, NoticeCause::Digest)->isChecked());
        box(dialog, NoticeCause::Digest)->click();
        QVERIFY(unwantedNotices().empty());
    }

    void changesApplyAtOnceAndAreKept()
    {
        ThemeManager theme(*qApp);
        {
            PreferencesDialog dialog(m_program->proxy, theme);
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            dialog.findChild<QComboBox *>(u"preferences.theme"_s)
                ->setCurrentIndex(int(ThemeManager::Mode::Dark));
            dialog.findChild<QSpinBox *>(u"preferences.text"_s)->setValue(130);
            dialog.findChild<QCheckBox *>(u"preferences.motion"_s)->setChecked(true);
        }
        QCOMPARE(theme.mode(), ThemeManager::Mode::Dark);
        QCOMPARE(theme.theme().mode, Theme::Mode::Dark);
        QCOMPARE(theme.textPercent(), 130);
        QVERIFY(!theme.motion());
        theme.setMode(ThemeManager::Mode::Light);
        theme.setTextPercent(100);
        theme.setReduceMotion(false);
        loadLook(theme); // as at the next start
        QCOMPARE(theme.mode(), ThemeManager::Mode::Dark);
        QCOMPARE(theme.textPercent(), 130);
        QVERIFY(theme.reduceMotion());
        theme.setTextPercent(100);
    }

    void powerAndNetworkHoldForAllBackups()
    {
        ThemeManager theme(*qApp);
        {
            PreferencesDialog dialog(m_program->proxy, theme);
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            auto *battery = dialog.findChild<QCheckBox *>(u"preferences.onBattery"_s);
            QTRY_VERIFY_WITH_TIMEOUT(battery->isEnabled(), kPatienceMs);
            QVERIFY(!battery->isChecked());
            QSignalSpy known(&m_program->proxy, &EngineProxy::powerKnown);
            battery->click();
            m_program->proxy.askPower(); // an answer that is older than what follows
            QTest::qWait(20);
            QVERIFY(battery->isChecked());
            auto *charge = dialog.findChild<QSpinBox *>(u"preferences.leastBattery"_s);
            charge->setValue(45);
            Q_EMIT charge->editingFinished();
            dialog.findChild<QCheckBox *>(u"preferences.notOnMetered"_s)->click();
            QTRY_COMPARE_WITH_TIMEOUT(known.isEmpty() ? PowerSettings()
                                                      : known.last()[0].value<PowerSettings>(),
                                      (PowerSettings{45, true}), kPatienceMs);
        }
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *metered = dialog.findChild<QCheckBox *>(u"preferences.notOnMetered"_s);
        QTRY_VERIFY_WITH_TIMEOUT(metered->isChecked(), kPatienceMs);
        QCOMPARE(dialog.findChild<QSpinBox *>(u"preferences.leastBattery"_s)->value(), 45);
    }

    void startingAtLoginIsAFile()
    {
        ThemeManager theme(*qApp);
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *autostart = dialog.findChild<QCheckBox *>(u"preferences.autostart"_s);
        QVERIFY(!autostart->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(autostart->isEnabled(), kPatienceMs);
        QVERIFY(!autostart->isChecked());

        // Answers to earlier dialogs may still be on their way: what counts is how it ends.
        const FilePath file = Autostart::usualFile().value();
        QVERIFY(file.bytes().starts_with(m_scratch.path().bytes()));
        autostart->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_program->files.exists(file), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(autostart->isChecked(), kPatienceMs);
        const QString content = QString::fromStdString(readFile(file));
        QVERIFY(content.contains(
            u"\nExec=\"%1\" --hidden\n"_s.arg(QCoreApplication::applicationFilePath())));

        autostart->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_program->files.exists(file), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!autostart->isChecked(), kPatienceMs);
    }

    void startingAtLoginThatFailsIsTold()
    {
        const FilePath folder = Autostart::usualFile().value().parent();
        QVERIFY(m_program->files.makeDirectories(folder.parent()));
        std::filesystem::remove_all(folder.bytes());
        writeFile(folder, "a file where the folder should be");
        ThemeManager theme(*qApp);
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *autostart = dialog.findChild<QCheckBox *>(u"preferences.autostart"_s);
        QTRY_VERIFY_WITH_TIMEOUT(autostart->isEnabled(), kPatienceMs);
        autostart->click();
        auto *problem = dialog.findChild<QLabel *>(u"preferences.autostartProblem"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!problem->text().isEmpty(), kPatienceMs);
        QVERIFY(!autostart->isChecked());
        std::filesystem::remove(folder.bytes());
    }

    void anotherLanguageIsKeptForTheNextStart()
    {
        ThemeManager theme(*qApp);
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *language = dialog.findChild<QComboBox *>(u"preferences.language"_s);
        QCOMPARE(language->currentIndex(), 0);
        language->setCurrentIndex(language->findText(u"Deutsch"_s));
        QCOMPARE(Language::kept(), u"de"_s);
        language->setCurrentIndex(0);
        QCOMPARE(Language::kept(), QString());
    }

    void otherUnitsAreKeptForTheNextStart()
    {
        ThemeManager theme(*qApp);
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *units = dialog.findChild<QComboBox *>(u"preferences.units"_s);
        QCOMPARE(units->currentText(), u"1 GB = 1000 MB"_s);
        units->setCurrentIndex(1);
        QVERIFY(SizeUnits::keptBinary());
        QCOMPARE(sizeText(3'000), u"3 kB"_s); // as all that is shown by now
        units->setCurrentIndex(0);
        QVERIFY(!SizeUnits::keptBinary());
    }

    void itSaysWherePassphrasesAre()
    {
        ThemeManager theme(*qApp);
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *place = dialog.findChild<QLabel *>(u"preferences.place"_s);
        QTRY_VERIFY_WITH_TIMEOUT(place->text().contains(u"sealed file"_s), kPatienceMs);
    }

    void aSheetCanBeMadeWhileThePassphraseIsKept()
    {
        QCOMPARE(m_program->save(job(), Secret("a passphrase")), QString());
        QSignalSpy read(&m_program->proxy, &EngineProxy::passphraseRead);
        SheetDialog dialog(m_program->proxy, job());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *save = dialog.findChild<QPushButton *>(u"sheet.save"_s);
        QVERIFY(!save->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), kPatienceMs);
        QCOMPARE(read[0][1].value<Secret>().reveal(), std::string("a passphrase"));

        JobConfig other = job();
        other.id = "0badcafe"; // nothing is kept of it
        SheetDialog without(m_program->proxy, other);
        without.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(read.wait(kPatienceMs));
        QVERIFY(!without.findChild<QPushButton *>(u"sheet.save"_s)->isEnabled());
        QVERIFY(without.findChild<QLabel *>(u"sheet.text"_s)->text().contains(u"not kept"_s));
    }

    void onlyWhoKnowsAPassphraseChangesWhatIsGuarded()
    {
        ThemeManager theme(*qApp);
        if (!m_program->proxy.job(kJob))
            QCOMPARE(m_program->save(job(), Secret("a passphrase")), QString());
        PreferencesDialog dialog(m_program->proxy, theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *box = dialog.findChild<QCheckBox *>(u"preferences.guardRestoring"_s);
        QVERIFY(box && box->isEnabled() && !box->isChecked());
        box->click();
        QVERIFY(!box->isChecked()); // not yet
        auto *typed = dialog.findChild<QLineEdit *>(u"gate.passphrase"_s);
        auto *go = dialog.findChild<QPushButton *>(u"gate.open"_s);
        typed->setText(u"another"_s);
        go->click();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.findChild<QLabel *>(u"gate.answer"_s)->text().isEmpty(),
                                 kPatienceMs);
        QVERIFY(!isGuarded(Guarded::Restoring));
        typed->setText(u"a passphrase"_s);
        go->click();
        QTRY_VERIFY_WITH_TIMEOUT(box->isChecked(), kPatienceMs);
        QVERIFY(isGuarded(Guarded::Restoring));
        setGuarded(Guarded::Restoring, false);
    }
};

QTEST_MAIN(TestPreferences)
#include "test_preferences.moc"

// SPDX-License-Identifier: MIT
// The menu of a backup, on its card and in the menu bar.
#include "app/gui/job_actions.h"

#include "app/gui/main_window.h"
#include "app/gui/pages/overview_page.h"
#include "app/gui/security_settings.h"
#include "app/gui/style/theme_manager.h"
#include "app/gui/widgets/job_card.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QWizard>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kOther = "00000002";
constexpr const char *kPassphrase = "a passphrase";

} // namespace

class TestJobActions final : public QObject
{
    Q_OBJECT

private:
    // Another page has a card too while a run goes on.
    [[nodiscard]] OverviewPage *overview() const { return m_window->findChild<OverviewPage *>(); }
    [[nodiscard]] QMenu *cardMenu(const char *job) const
    {
        return overview()->findChild<QMenu *>(u"card.%1.menu"_s.arg(QLatin1String(job)));
    }
    [[nodiscard]] static QAction *entry(const QMenu *menu, const QString &text)
    {
        for (QAction *action : menu->actions())
            if (action->text() == text && action->isVisible())
                return action;
        return nullptr;
    }
    [[nodiscard]] QAction *onCard(const char *job, const QString &text) const
    {
        return entry(cardMenu(job), text);
    }
    [[nodiscard]] QMenu *backupMenu() const { return m_window->menuBar()->actions().at(1)->menu(); }
    [[nodiscard]] const JobView &view(const char *job) const { return *m_program->proxy.job(job); }
    [[nodiscard]] QString cardText(const char *job) const
    {
        const auto cards = overview()->findChildren<JobCard *>();
        for (const JobCard *card : cards)
            if (card->job() == job)
                return card->accessibleDescription();
        return {};
    }
    [[nodiscard]] JobConfig jobAt(const char *id, const QString &name) const
    {
        JobConfig job;
        job.id = id;
        job.name = name;
        job.destination = (m_scratch / id).bytes();
        job.sources = {m_scratch / "source"};
        return job;
    }
    [[nodiscard]] bool isShown(const char *job) const
    {
        return cardMenu(job) && view(job).stored.versions > 0 && !view(job).current;
    }
    void closeBox() const
    {
        auto *box = m_window->findChild<QMessageBox *>();
        QVERIFY(box);
        box->close();
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    }

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;
    ThemeManager m_theme{*qobject_cast<QApplication *>(QCoreApplication::instance())};
    std::unique_ptr<MainWindow> m_window;

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"cairn-test-job-actions"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QString::fromStdString((m_scratch / "qsettings").bytes()));
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        FileLayer files;
        for (const char *folder : {"source", kJob, kOther})
            VERIFY_OK(files.makeDirectories(m_scratch / folder));
        m_scratch.write("source/plan & budget's.txt", "content");
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        m_window = std::make_unique<MainWindow>(m_program->proxy, systemRandom(), m_theme);
        m_window->show();
        JobConfig scheduled = jobAt(kJob, u"Files"_s);
        scheduled.schedule =
            Schedule::daily(QDate::currentDate(), QDateTime::currentSecsSinceEpoch());
        scheduled.keep = {Keep::Kind::Count, "9"};
        scheduled.options["dblock-size"] = "20mb";
        scheduled.rules = {{false, "*/it's $HOME"}};
        QCOMPARE(m_program->save(scheduled, Secret(kPassphrase)), QString());
        JobConfig letters = jobAt(kOther, u"Letters"_s);
        letters.keep = {}; // all versions of today
        QCOMPARE(m_program->save(letters, Secret(kPassphrase)), QString());
        QTRY_VERIFY_WITH_TIMEOUT(cardMenu(kOther), kPatienceMs);
        QVERIFY(!onCard(kOther, u"Check now"_s)->isEnabled());
        QCOMPARE(onCard(kOther, u"Check now"_s)->toolTip(), u"There is no version yet"_s);
        QVERIFY(!onCard(kOther, u"Find a file…"_s)->isEnabled());
        for (const char *job : {kJob, kOther}) {
            QVERIFY(m_program->run(job));
            QTRY_VERIFY_WITH_TIMEOUT(isShown(job), kPatienceMs);
        }
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_program.reset();
    }

    void aPassphraseIsAskedForWhereThatIsWanted()
    {
        auto *nav = m_window->findChild<QListWidget *>(u"main.nav"_s);
        const auto pass = [this] {
            auto *gate = m_window->findChild<QDialog *>(u"gateDialog"_s);
            QVERIFY(gate);
            gate->findChild<QLineEdit *>()->setText(QString::fromLatin1(kPassphrase));
            gate->findChild<QPushButton *>(u"gate.open"_s)->click();
            QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<QDialog *>(u"gateDialog"_s), kPatienceMs);
        };
        setGuarded(Guarded::Restoring, true);
        nav->setCurrentRow(1);
        QTRY_COMPARE(nav->currentRow(), 0);
        pass();
        QCOMPARE(nav->currentRow(), 1);
        // Hidden and shown again it is asked anew.
        m_window->hide();
        QCOMPARE(nav->currentRow(), 0);
        setGuarded(Guarded::Restoring, false);
        setGuarded(Guarded::Opening, true);
        m_window->show();
        auto *open = m_window->findChild<QPushButton *>(u"main.locked.open"_s);
        QTRY_VERIFY(open->isVisible());
        QVERIFY(!nav->isEnabled() && !overview()->isVisible());
        QTRY_VERIFY(m_window->findChild<QDialog *>(u"gateDialog"_s));
        pass();
        QVERIFY(overview()->isVisible() && nav->isEnabled());
        setGuarded(Guarded::Opening, false);
    }

    void thePassphraseIsShownOnceSomebodySaysSo()
    {
        onCard(kJob, u"Show passphrase…"_s)->trigger();
        auto *dialog = m_window->findChild<QDialog *>(u"showPassphrase"_s);
        QVERIFY(dialog && dialog->isVisible());
        auto *field = dialog->findChild<QLineEdit *>(u"showPassphrase.passphrase"_s);
        QTest::qWait(50);
        QVERIFY(!field->isVisible() && field->text().isEmpty());
        dialog->findChild<QPushButton *>(u"showPassphrase.show"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(field->isVisible(), kPatienceMs);
        QCOMPARE(field->text(), QString::fromLatin1(kPassphrase));
        dialog->findChild<QPushButton *>(u"showPassphrase.copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromLatin1(kPassphrase));
        dialog->reject();
    }

    void theMenuBarHasWhatTheCardHas()
    {
        for (const QAction *action : cardMenu(kJob)->actions()) {
            if (action->isSeparator())
                continue;
            // Of this one there are two in the bar.
            const QString wanted = action->text() == u"Find a file…"_s
                                       ? u"Find a file in this backup…"_s
                                       : action->text();
            const auto inBar = backupMenu()->actions();
            QVERIFY2(std::ranges::any_of(inBar,
                                         [&wanted](const QAction *other) {
                                             return other->text().remove(u'&') == wanted;
                                         }),
                     qPrintable(wanted));
            QVERIFY2(!action->text().contains(u'&'), qPrintable(action->text()));
        }
    }

    void noLetterOfAMenuMeansTwoEntries()
    {
        for (const QAction *menu : m_window->menuBar()->actions()) {
            QMap<QChar, QString> met;
            for (const QAction *action : menu->menu()->actions()) {
                const qsizetype at = action->text().indexOf(u'&');
                if (at < 0)
                    continue;
                const QChar letter = action->text().at(at + 1).toLower();
                QVERIFY2(!met.contains(letter),
                         qPrintable(met.value(letter) + u" / "_s + action->text()));
                met[letter] = action->text();
            }
        }
    }

    void aFileIsLookedForInThisBackup()
    {
        auto *nav = m_window->findChild<QListWidget *>(u"main.nav"_s);
        auto *search = m_window->findChild<QLineEdit *>(u"main.search"_s);
        const auto scope = [this](const char *name) {
            return m_window->findChild<QToolButton *>(QLatin1String(name))->isChecked();
        };
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        // As a search of all backups leaves it.
        search->setText(u"before"_s);
        Q_EMIT search->returnPressed();
        QVERIFY(scope("search.backups"));
        nav->setCurrentRow(0);
        onCard(kOther, u"Find a file…"_s)->trigger();
        QCOMPARE(nav->currentRow(), 1);
        QVERIFY(search->hasFocus());
        QCOMPARE(search->text(), QString());
        QVERIFY(scope("search.versions"));
        QTest::keyClicks(search, u"plan"_s);
        auto *jobs = m_window->findChild<QComboBox *>(u"restore.job"_s);
        QCOMPARE(jobs->currentData().toString(), QLatin1String(kOther));
        auto *found = m_window->findChild<QAbstractItemView *>(u"search.results"_s);
        QTRY_COMPARE_WITH_TIMEOUT(found->model()->rowCount(), 1, kPatienceMs);
        search->clear();
        nav->setCurrentRow(0);
    }

    void aCheckIsARunOfItsOwn()
    {
        const auto before = view(kOther).last->id;
        QSignalSpy refused(&m_program->proxy, &EngineProxy::refused);
        onCard(kOther, u"Check now"_s)->trigger();
        m_program->proxy.check(kOther); // as by a menu that was open before
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, kPatienceMs);
        QVERIFY(refused[0][0].toString().contains(u"“Letters” is busy"_s));
        closeBox();
        QTRY_VERIFY_WITH_TIMEOUT(view(kOther).last->id > before && isShown(kOther), kPatienceMs);
        QCOMPARE(view(kOther).last->kind, RunKind::Test);
        QCOMPARE(view(kOther).last->state.result, RunResult::Saved);
        QCOMPARE(cardText(kOther), u"Checked just now: what is stored is in order"_s);
        QCOMPARE(view(kOther).stored.versions, 1);
    }

    void damageIsTheCheckThatFailed()
    {
        const QString place = QString::fromStdString((m_scratch / kOther).bytes());
        const QStringList data = QDir(place).entryList({u"*.dblock.*"_s});
        QVERIFY(!data.empty());
        QVERIFY(QFile::rename(place + u'/' + data[0], place + u"/away"_s));
        const auto before = view(kOther).last->id;
        onCard(kOther, u"Check now"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(view(kOther).last->id > before && isShown(kOther), kPatienceMs);
        QVERIFY2(cardText(kOther).startsWith(u"Checked just now. "_s),
                 qPrintable(cardText(kOther)));
        const Verdict verdict =
            verdictOf(m_program->proxy.state(), QDateTime::currentSecsSinceEpoch());
        QCOMPARE(verdict.title, u"The check of Letters failed"_s);
        QVERIFY(QFile::rename(place + u"/away"_s, place + u'/' + data[0]));
        const auto failed = view(kOther).last->id;
        onCard(kOther, u"Check now"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(view(kOther).last->id > failed && isShown(kOther), kPatienceMs);
        QCOMPARE(cardText(kOther), u"Checked just now: what is stored is in order"_s);
    }

    void chosenVersionsAreDeleted()
    {
        for (const char *content : {"second", "third", "fourth"}) {
            m_scratch.write("source/changing.txt", content);
            const auto before = view(kOther).stored.versions;
            QVERIFY(m_program->run(kOther));
            QTRY_VERIFY_WITH_TIMEOUT(isShown(kOther) && view(kOther).stored.versions == before + 1,
                                     kPatienceMs);
        }
        onCard(kOther, u"Delete versions…"_s)->trigger();
        auto *dialog = m_window->findChild<QDialog *>(u"deleteVersionsDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        auto *list = dialog->findChild<QTreeWidget *>(u"deleteVersions.list"_s);
        auto *said = dialog->findChild<QLabel *>(u"deleteVersions.said"_s);
        auto *go = dialog->findChild<QPushButton *>(u"deleteVersions.go"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 4, kPatienceMs);
        QCOMPARE(said->text(), u"4 version(s). Nothing is selected."_s);
        QVERIFY(!go->isEnabled());
        QCOMPARE(list->topLevelItem(0)->text(3), u"newest complete version: stays"_s);
        list->selectAll();
        QCOMPARE(go->text(), u"Delete 3 version(s)"_s); // the newest cannot be chosen
        list->clearSelection();
        QVERIFY(!go->isEnabled());
        list->topLevelItem(1)->setSelected(true);
        list->topLevelItem(3)->setSelected(true);
        QCOMPARE(go->text(), u"Delete 2 version(s)"_s);
        QTRY_VERIFY_WITH_TIMEOUT(said->text().contains(u"That is about"_s), kPatienceMs);
        QVERIFY2(said->text().startsWith(u"2 version(s) will be gone for good"_s),
                 qPrintable(said->text()));
        const auto before = view(kOther).last->id;
        go->click();
        QTRY_VERIFY_WITH_TIMEOUT(view(kOther).last->id > before && isShown(kOther), kPatienceMs);
        QCOMPARE(view(kOther).last->kind, RunKind::Delete);
        QCOMPARE(view(kOther).last->state.result, RunResult::Saved);
        QTRY_COMPARE_WITH_TIMEOUT(view(kOther).stored.versions, 2, kPatienceMs);
        QCOMPARE(cardText(kOther), u"Versions deleted just now"_s);
        // The newest and the third of the four are left.
        QSignalSpy answered(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(view(kOther).job);
        QVERIFY(answered.wait(kPatienceMs));
        const auto left = answered.last()[1].value<CatalogVersions>();
        QCOMPARE(left.versions.size(), 2U);
        QCOMPARE(left.versions[1].files, 2); // the first had one file
    }

    void aScheduleIsTurnedOffAndOn()
    {
        const Schedule schedule = view(kJob).job.schedule;
        QVERIFY(!onCard(kOther, u"Turn off schedule"_s)); // it has none
        QTRY_VERIFY_WITH_TIMEOUT(view(kJob).turn.next, kPatienceMs);
        m_window->findChild<QPushButton *>(u"card.%1.run"_s.arg(QLatin1String(kJob)))->setFocus();
        Q_EMIT backupMenu()->aboutToShow();
        QVERIFY(entry(backupMenu(), u"Turn &off schedule"_s));
        onCard(kJob, u"Turn off schedule"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(onCard(kJob, u"Turn on schedule"_s), kPatienceMs);
        QVERIFY(!view(kJob).job.schedule.runsByItself());
        QTRY_VERIFY_WITH_TIMEOUT(!view(kJob).turn.next, kPatienceMs);
        QVERIFY2(cardText(kJob).endsWith(u" · its schedule is turned off"_s),
                 qPrintable(cardText(kJob)));
        Q_EMIT backupMenu()->aboutToShow();
        entry(backupMenu(), u"Turn &on schedule"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(onCard(kJob, u"Turn off schedule"_s), kPatienceMs);
        QVERIFY(view(kJob).job.schedule.rule == schedule.rule);
        QTRY_VERIFY_WITH_TIMEOUT(view(kJob).turn.next, kPatienceMs);
        QVERIFY(!cardText(kJob).contains(u"turned off"_s));
    }

    // At a place and under a passphrase of its own, never at the same place.
    void aDuplicateIsABackupOfItsOwn()
    {
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "copy"));
        onCard(kJob, u"Duplicate…"_s)->trigger();
        auto *wizard = m_window->findChild<QWizard *>(u"setupWizard"_s);
        QVERIFY(wizard && wizard->isVisible());
        QCOMPARE(wizard->windowTitle(), u"Duplicate Files"_s);
        auto *kinds = wizard->findChild<QListWidget *>(u"where.kinds"_s);
        kinds->setCurrentRow(kinds->count() - 1);
        auto *folder = wizard->findChild<QLineEdit *>(u"where.folder"_s);
        QSignalSpy tested(&m_program->proxy, &EngineProxy::tested);
        folder->setText(QString::fromStdString((m_scratch / kJob).bytes()));
        QVERIFY(tested.wait(kPatienceMs));
        QAbstractButton *next = wizard->button(QWizard::NextButton);
        QVERIFY(!next->isEnabled());
        folder->setText(QString::fromStdString((m_scratch / "copy").bytes()));
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), kPatienceMs);
        next->click();
        auto *name = wizard->findChild<QLineEdit *>(u"protect.name"_s);
        QCOMPARE(name->text(), u"Files (copy)"_s);
        QVERIFY(!wizard->findChild<QComboBox *>(u"protect.run"_s)->isVisible());
        QVERIFY(wizard->findChild<QLabel *>(u"protect.fromOriginal"_s)->isVisible());
        const QString passphrase = wizard->findChild<QLineEdit *>(u"protect.generated"_s)->text();
        QSignalSpy saved(&m_program->proxy, &EngineProxy::jobSaved);
        wizard->button(QWizard::CustomButton1)->click();
        QVERIFY(saved.wait(kPatienceMs));
        QCOMPARE(saved[0][1].toString(), QString());
        const std::string id = saved[0][0].toString().toStdString();
        QTRY_VERIFY_WITH_TIMEOUT(m_program->proxy.job(id), kPatienceMs);
        const JobConfig copy = m_program->proxy.job(id)->job;
        const JobConfig &original = view(kJob).job;
        QCOMPARE(copy.name, u"Files (copy)"_s);
        QCOMPARE(copy.destination, (m_scratch / "copy").bytes());
        QVERIFY(copy.sources == original.sources && copy.rules == original.rules);
        QVERIFY(copy.schedule.rule == original.schedule.rule);
        QVERIFY(copy.keep == original.keep && !(copy.keep == Keep::smart()));
        QCOMPARE(copy.options.at("dblock-size"), "20mb");
        QVERIFY(!copy.options.contains("dbpath"));
        QCOMPARE(m_program->vault.passphraseOf(id).reveal(), passphrase.toStdString());
        QVERIFY(m_program->run(id));
        QTRY_COMPARE_WITH_TIMEOUT(m_program->proxy.job(id)->last->state.result, RunResult::Saved,
                                  kPatienceMs);
    }

    void settingsAreExportedBehindAPassword()
    {
        onCard(kJob, u"Export settings…"_s)->trigger();
        auto *dialog = m_window->findChild<QDialog *>(u"exportDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        const auto edit = [dialog](const char *name) {
            return dialog->findChild<QLineEdit *>(QLatin1String(name));
        };
        auto *go = dialog->findChild<QPushButton *>(u"export.go"_s);
        QVERIFY(!go->isEnabled());
        edit("export.password")->setText(u"of the file"_s);
        edit("export.again")->setText(u"of the fil"_s);
        QVERIFY(!go->isEnabled());
        edit("export.again")->setText(u"of the file"_s);
        dialog->findChild<QCheckBox *>(u"export.withSecrets"_s)->setChecked(true);
        go->click();
        auto *chooser = dialog->findChild<QFileDialog *>(u"export.file"_s);
        QVERIFY(chooser);
        QCOMPARE(chooser->selectedFiles().value(0).section(u'/', -1), u"Files.json.aes"_s);
        const FilePath file = m_scratch / "Files.json.aes";
        QSignalSpy exported(&m_program->proxy, &EngineProxy::exported);
        Q_EMIT chooser->fileSelected(QString::fromStdString(file.bytes()));
        chooser->close();
        QVERIFY(exported.wait(kPatienceMs));
        QCOMPARE(exported[0][1].toString(), QString());
        QVERIFY(dialog->findChild<QLabel *>(u"export.answer"_s)->text().startsWith(u"Written"_s));
        QSignalSpy read(&m_program->proxy, &EngineProxy::importRead);
        m_program->proxy.readImport(file, Secret("of the file"));
        QVERIFY(read.wait(kPatienceMs));
        const auto reading = read[0][1].value<ImportReading>();
        QCOMPARE(reading.jobs.size(), 1U);
        QCOMPARE(reading.jobs[0].job.name, u"Files"_s);
        QCOMPARE(reading.jobs[0].secrets.at("passphrase").reveal(), kPassphrase);
        // Without a password there is nothing secret in it.
        dialog->findChild<QCheckBox *>(u"export.seal"_s)->setChecked(false);
        QVERIFY(!dialog->findChild<QCheckBox *>(u"export.withSecrets"_s)->isChecked());
        QVERIFY(!dialog->findChild<QCheckBox *>(u"export.withSecrets"_s)->isEnabled());
        dialog->reject();
    }

    // By a shell, with the passphrase out of the environment.
    void theCopiedCommandMakesTheSameBackup()
    {
        QGuiApplication::clipboard()->clear();
        onCard(kJob, u"Copy as command"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QMessageBox *>(), kPatienceMs);
        closeBox();
        QString command = QGuiApplication::clipboard()->text();
        QVERIFY2(command.startsWith(u"cairn-cli backup "_s), qPrintable(command));
        QVERIFY(!command.contains(QLatin1String(kPassphrase)));
        m_scratch.write("source/second.txt", "more");
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PASSPHRASE"_s, QLatin1String(kPassphrase));
        shell.setProcessEnvironment(environment);
        shell.setProcessChannelMode(QProcess::MergedChannels);
        shell.start(u"/bin/sh"_s, {u"-c"_s, command.replace(0, 9, QStringLiteral(CAIRN_CLI))});
        QVERIFY(shell.waitForFinished(kPatienceMs));
        QVERIFY2(shell.exitCode() == 0, shell.readAll().constData());
        const QDir place(QString::fromStdString((m_scratch / kJob).bytes()));
        QCOMPARE(place.entryList({u"*.dlist.*.aes"_s}).size(), 2);
        // Of the same local database: the next run here finds its own.
        QVERIFY(m_program->run(kJob));
        QTRY_COMPARE_WITH_TIMEOUT(view(kJob).last->state.result, RunResult::NothingNew,
                                  kPatienceMs);
    }
};

QTEST_MAIN(TestJobActions)
#include "test_job_actions.moc"

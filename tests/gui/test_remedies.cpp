// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/not_warned_dialog.h"
#include "app/gui/dialogs/rules_dialog.h"
#include "app/gui/models/rules_model.h"
#include "app/gui/pages/problems_tab.h"
#include "app/gui/remedies.h"
#include "app/gui/texts.h"
#include "app/gui/widgets/message_pane.h"
#include "core/config/problem_store.h"
#include "core/config/settings_database.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

// What the buttons against files that could not be read do.
class TestRemedies : public QObject
{
    Q_OBJECT

    std::unique_ptr<ScratchFolder> m_scratch;
    std::unique_ptr<GuiProgram> m_program;

    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.destination = (*m_scratch / "destination").bytes();
        job.sources = {*m_scratch / "source"};
        job.rules = {{false, "@" + (*m_scratch / "source/not this/").bytes()},
                     {true, "*/keep.iso"}};
        return job;
    }
    [[nodiscard]] const JobView &view() const { return *m_program->proxy.job(kJob); }

    void meet(const std::vector<std::string> &paths)
    {
        FileLayer files;
        const auto settings = SettingsDatabase::open(files, *m_scratch / "settings");
        VERIFY_OK(settings);
        Problem problem;
        problem.code = "FILES_UNREADABLE";
        problem.paths = paths;
        problem.count = std::ssize(paths);
        VERIFY_OK(ProblemStore(**settings).noteRun(kJob, RunKind::Backup, 10, {problem}, true));
        QTRY_COMPARE_WITH_TIMEOUT(view().problems.size(), 1U, kPatienceMs);
    }

private Q_SLOTS:
    void init()
    {
        m_scratch = std::make_unique<ScratchFolder>();
        qputenv("XDG_DATA_HOME", (*m_scratch / "data").c_str());
        std::filesystem::create_directories((*m_scratch / "source").bytes());
        m_program = std::make_unique<GuiProgram>(*m_scratch / "settings");
        QCOMPARE(m_program->save(job(), Secret("a passphrase")), QString());
    }
    void cleanup()
    {
        m_program.reset();
        m_scratch.reset();
    }

    void aKindIsSkippedByARuleThatIsShownFirst()
    {
        QWidget window;
        QVERIFY(doRemedy(m_program->proxy, {kJob, Remedy::SkipKind, "/a/film.vob", {"/a/film.vob"}},
                         &window));
        auto *dialog = window.findChild<RulesDialog *>();
        QVERIFY(dialog);
        const std::vector<FilterEntry> shown{{false, "*.vob"}, {true, "*/keep.iso"}};
        QVERIFY(dialog->rules() == shown);
        QVERIFY(view().job.rules == job().rules); // not yet
        dialog->findChild<QPushButton *>(u"rules.use"_s)->click();
        const std::vector<FilterEntry> wanted{job().rules[0], shown[0], shown[1]};
        QTRY_VERIFY_WITH_TIMEOUT(view().job.rules == wanted, kPatienceMs);
    }

    void filesAreSkippedByTheirPathsWhateverTheirNames()
    {
        QWidget window;
        const std::vector<std::string> paths{"/a/*.x", "/a/odd \xff"};
        QVERIFY(doRemedy(m_program->proxy, {kJob, Remedy::SkipFiles, paths[0], paths}, &window));
        auto *dialog = window.findChild<RulesDialog *>();
        const std::vector<FilterEntry> shown{
            {false, "@/a/*.x"}, {false, "@/a/odd \xff"}, {true, "*/keep.iso"}};
        QVERIFY(dialog->rules() == shown);
        dialog->reject();
        QVERIFY(view().job.rules == job().rules);
    }

    void aFileWithoutAKindHasNoSuchButton()
    {
        QCOMPARE(kindPattern("/a.b/c.tar.gz"), "*.gz");
        for (const char *path : {"/a.b/c", "/a/.hidden", "/a/end.", "/a/x.*", ""})
            QCOMPARE(kindPattern(path), "");
    }

    void aFileIsNotWarnedOfAgainAndOthersAre()
    {
        meet({"/a/one", "/a/two \xff"});
        ProblemsTab tab;
        tab.resize(900, 600);
        tab.show();
        tab.showState(m_program->proxy.state());
        auto *tree = tab.findChild<QTreeView *>(u"activity.problems"_s);
        tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
        connect(&tab, &ProblemsTab::remedyChosen, this, [this, &tab](const RemedyOrder &order) {
            QVERIFY(doRemedy(m_program->proxy, order, &tab));
        });
        tab.findChild<QPushButton *>(u"activity.problem.doNotWarn"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(view().job.notWarned, std::vector<std::string>{"/a/two \xff"},
                                  kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(view().problems.at(0).paths, std::vector<std::string>{"/a/one"},
                                  kPatienceMs);
        // The rest of it by its cause.
        tab.showState(m_program->proxy.state());
        tree->setCurrentIndex(tree->model()->index(0, 0));
        tab.findChild<QPushButton *>(u"activity.problem.doNotWarn"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(view().problems.empty(), kPatienceMs);
        QCOMPARE(view().job.notWarned, (std::vector<std::string>{"/a/one", "/a/two \xff"}));
    }

    void aSourceThatWasMovedIsFollowed()
    {
        const std::string moved = (*m_scratch / "moved here").bytes();
        std::filesystem::rename((*m_scratch / "source").bytes(), moved);
        QWidget window;
        QVERIFY(doRemedy(m_program->proxy,
                         {kJob, Remedy::SourceMoved, (*m_scratch / "source").bytes() + "/", {}},
                         &window));
        auto *dialog = window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(QString::fromStdString(moved));
        QTRY_COMPARE_WITH_TIMEOUT(view().job.sources, std::vector<FilePath>{FilePath(moved)},
                                  kPatienceMs);
        QCOMPARE(view().job.rules[0].expression, "@" + moved + "/not this/");
        QCOMPARE(view().job.rules[1].expression, job().rules[1].expression);
    }

    void aSourceThatIsGoneIsTakenOutButNotTheLast()
    {
        JobConfig two = job();
        two.sources.push_back(*m_scratch / "gone");
        QCOMPARE(m_program->change(two), QString());
        QTRY_COMPARE_WITH_TIMEOUT(view().job.sources.size(), 2U, kPatienceMs);
        QWidget window;
        QVERIFY(doRemedy(m_program->proxy,
                         {kJob, Remedy::SourceGone, (*m_scratch / "gone").bytes(), {}}, &window));
        QTRY_COMPARE_WITH_TIMEOUT(view().job.sources, job().sources, kPatienceMs);
        QVERIFY(doRemedy(m_program->proxy,
                         {kJob, Remedy::SourceGone, (*m_scratch / "source").bytes(), {}}, &window));
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QMessageBox *>(), kPatienceMs);
        QCOMPARE(view().job.sources, job().sources);
    }

    void anEmptiedSourceIsSavedSoAfterAll()
    {
        for (int i = 0; i < 100; ++i)
            m_scratch->write("source/file " + std::to_string(i), "x");
        QVERIFY(m_program->run(kJob));
        std::filesystem::remove_all((*m_scratch / "source").bytes());
        std::filesystem::create_directories((*m_scratch / "source").bytes());
        QVERIFY(m_program->run(kJob));
        QTRY_COMPARE_WITH_TIMEOUT(view().problems.size(), 1U, kPatienceMs);
        const Trouble trouble = troubleOf(view().problems.front(), view());
        const ErrorTexts texts = errorTexts(trouble, FrontEnd::Window);
        QCOMPARE(texts.title, u"“Files” had 100 files last time and has none now"_s);
        QVERIFY(std::ranges::find(texts.actions, Remedy::ShowFiles) != texts.actions.end());
        QVERIFY(std::ranges::find(texts.actions, Remedy::SaveAnyway) != texts.actions.end());
        QWidget window;
        QSignalSpy ended(&m_program->proxy, &EngineProxy::runEnded);
        QVERIFY(doRemedy(m_program->proxy, {kJob, Remedy::SaveAnyway, {}}, &window));
        QVERIFY(ended.wait(kPatienceMs));
        QTRY_VERIFY_WITH_TIMEOUT(view().problems.empty(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(view().stored.versions, 2, kPatienceMs);
        QCOMPARE(view().stored.files, 0);
    }

    void aLockedKeyStoreIsUnlockedAndTheBackupRuns()
    {
        m_program->vault.isLocked = true;
        QVERIFY(m_program->run(kJob));
        QTRY_COMPARE_WITH_TIMEOUT(view().problems.size(), 1U, kPatienceMs);
        QCOMPARE(view().problems.at(0).code, "PASS_LOCKED");
        const auto actions =
            errorTexts(troubleOf(view().problems.front(), view()), FrontEnd::Window).actions;
        QCOMPARE(actions.front(), Remedy::Unlock);
        QWidget window;
        QSignalSpy refused(&m_program->proxy, &EngineProxy::refused);
        m_program->vault.isOpenedWhenAsked = false;
        QVERIFY(doRemedy(m_program->proxy, {kJob, Remedy::Unlock, {}}, &window));
        QVERIFY(refused.wait(kPatienceMs));
        m_program->vault.isOpenedWhenAsked = true;
        QVERIFY(doRemedy(m_program->proxy, {kJob, Remedy::Unlock, {}}, &window));
        QTRY_VERIFY_WITH_TIMEOUT(view().problems.empty(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(view().stored.versions, 1, kPatienceMs);
    }

    void theEditorOpensAtThePartThatItIsAbout_data()
    {
        QTest::addColumn<int>("remedy");
        QTest::addColumn<QString>("section");
        QTest::newRow("room") << int(Remedy::FreeSpace) << u"Keep"_s;
        QTest::newRow("other place") << int(Remedy::OtherPlace) << u"Destination"_s;
        QTest::newRow("right place") << int(Remedy::RightPlace) << u"Destination"_s;
        QTest::newRow("test") << int(Remedy::TestPlace) << u"Destination"_s;
        QTest::newRow("anything") << int(Remedy::Edit) << u"General"_s;
    }

    void theEditorOpensAtThePartThatItIsAbout()
    {
        QFETCH(int, remedy);
        QFETCH(QString, section);
        QWidget window;
        QVERIFY(doRemedy(m_program->proxy, {kJob, Remedy(remedy), {}}, &window));
        auto *sections = window.findChild<QListWidget *>(u"editor.sections"_s);
        QVERIFY(sections && sections->currentItem());
        QCOMPARE(sections->currentItem()->text(), section);
    }

    void temporaryFilesGoToAnotherFolder()
    {
        QWidget window;
        QVERIFY(doRemedy(m_program->proxy, {kJob, Remedy::WorkingFolder, {}}, &window));
        auto *dialog = window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        const QString place = (*m_scratch / "elsewhere").display();
        Q_EMIT dialog->fileSelected(place);
        QTRY_COMPARE_WITH_TIMEOUT(view().job.options.count("tempdir"), 1U, kPatienceMs);
        QCOMPARE(view().job.options.at("tempdir"), place.toStdString());
    }

    // Where, when, and under which code; also for a report to others.
    void theDetailsSayWhen()
    {
        Trouble trouble;
        trouble.code = "DEST_FULL";
        trouble.details = u"No space left on device"_s;
        trouble.time = 1'764'000'000;
        MessagePane pane(u"pane"_s);
        pane.setTrouble(trouble);
        pane.findChild<QToolButton *>(u"pane.details"_s)->setChecked(true);
        const QString said = pane.findChild<QLabel *>(u"pane.said"_s)->text();
        const QString year =
            QLocale().toString(QDateTime::fromSecsSinceEpoch(trouble.time), QLocale::LongFormat);
        for (const QString &part : {year, u"DEST_FULL"_s, trouble.details})
            QVERIFY2(said.contains(part), qPrintable(said));
        pane.findChild<QPushButton *>(u"pane.copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), said);
    }

    void theListTakesFilesOutAgain()
    {
        NotWarnedDialog dialog({"/a", "/b \xff", "/c"});
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *list = dialog.findChild<QListWidget *>(u"notWarned.files"_s);
        auto *warn = dialog.findChild<QPushButton *>(u"notWarned.warn"_s);
        QVERIFY(!warn->isEnabled());
        list->item(0)->setSelected(true);
        list->item(2)->setSelected(true);
        warn->click();
        QCOMPARE(dialog.paths(), std::vector<std::string>{"/b \xff"});
        QCOMPARE(list->count(), 1);
    }
};

QTEST_MAIN(TestRemedies)
#include "test_remedies.moc"

// SPDX-License-Identifier: MIT
#include "app/gui/error_presenter.h"
#include "app/gui/models/problem_model.h"
#include "app/gui/models/run_model.h"
#include "app/gui/pages/activity_page.h"
#include "app/gui/run_words.h"
#include "app/gui/widgets/message_pane.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr char kJob[] = "00c0ffee";

class NoVault final : public SecretVault
{
public:
    Result<JobSecrets> secretsOf(const JobConfig &) override { return JobSecrets(); }
    Result<> remember(const std::string &, const Secret &) override { return {}; }
    Result<> setUnattended(const JobConfig &, bool) override { return {}; }
    Result<> rememberOption(const JobConfig &, const std::string &, const Secret &) override
    {
        return {};
    }
};

Snapshot withProblems(int count)
{
    Snapshot state;
    JobView view;
    view.job.id = kJob;
    view.job.name = u"Documents"_s;
    for (int i = 0; i < count; ++i) {
        Problem problem;
        problem.id = i + 1;
        problem.job = kJob;
        problem.code = i % 2 ? "DEST_FULL" : "FILES_UNREADABLE";
        problem.text = u"The volume duplicati-b1.zip"_s;
        if (i % 2 == 0)
            problem.paths = {"/home/a", "/home/b\xff"};
        problem.count = qint64(problem.paths.size());
        view.problems.push_back(problem);
    }
    state.jobs.push_back(view);
    state.isOpen = true;
    return state;
}

} // namespace

// What has run and what is wrong, in models and on the page.
class TestActivity : public QObject
{
    Q_OBJECT

private:
    struct Program
    {
        explicit Program(const FilePath &settings)
            : engine(files, systemClock(), systemRandom(), backends)
            , proxy({files, systemClock(), systemRandom(), engine, vault, settings}, backends)
        {
        }
        FileLayer files;
        BackendRegistry backends;
        Engine engine;
        NoVault vault;
        EngineProxy proxy;
    };

    void fillHistory(int runs)
    {
        FileLayer files;
        auto settings = SettingsDatabase::open(files, m_folder->path() / "settings");
        VERIFY_OK(settings);
        RunStore store(**settings);
        for (int i = 0; i < runs; ++i) {
            RunState state;
            state.result = i % 10 == 0 ? RunResult::Failed : RunResult::Saved;
            const auto run = store.begin(kJob, RunKind::Backup, 1000 + i, 1, state);
            VERIFY_OK(run);
            VERIFY_OK(store.finish(*run, 1010 + i, state, {},
                                   {{RunMessage::Severity::Error,
                                     "NotEnoughDestinationSpace",
                                     u"The disk is full."_s,
                                     {}}}));
        }
    }

    static void readAll(RunModel &model, int count)
    {
        QSignalSpy inserted(&model, &RunModel::rowsInserted);
        while (model.rowCount() < count) {
            model.fetchMore({}); // the tester may have done so already
            QVERIFY(inserted.wait(kPatienceMs));
        }
    }

    std::unique_ptr<ScratchFolder> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<ScratchFolder>(); }

    void theHistoryIsReadPageByPage()
    {
        fillHistory(250);
        Program program(m_folder->path() / "settings");
        RunModel model(program.proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy first(&model, &RunModel::firstPageRead);
        program.proxy.start();
        model.setQuery({});
        QVERIFY(first.wait(kPatienceMs));
        QCOMPARE(model.rowCount(), 100);
        readAll(model, 250);
        QCOMPARE(model.rowCount(), 250);
        QCOMPARE(model.runAt(model.index(249, 0))->id, 1);
        RunQuery failed;
        failed.result = RunResult::Failed;
        model.setQuery(failed);
        QVERIFY(first.wait(kPatienceMs));
        QCOMPARE(model.rowCount(), 25);
        QVERIFY(!model.canFetchMore({}));
    }

    void whatIsNewIsPutBeforeTheRest()
    {
        fillHistory(3);
        Program program(m_folder->path() / "settings");
        RunModel model(program.proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy first(&model, &RunModel::firstPageRead);
        QSignalSpy reset(&model, &RunModel::modelReset);
        program.proxy.start();
        model.setQuery({});
        QVERIFY(first.wait(kPatienceMs));
        QCOMPARE(reset.count(), 1);
        Snapshot state;
        RunRecord run = *model.runAt(model.index(0, 0));
        state.recent = {run};
        QSignalSpy changed(&model, &RunModel::dataChanged);
        model.follow(state);
        QCOMPARE(changed.count(), 0);
        run.id = 7;
        run.ended.reset();
        run.state.result = RunResult::Running;
        state.recent.insert(state.recent.begin(), run);
        model.follow(state);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.rowOf(7), 0);
        state.recent.front().ended = 2000;
        state.recent.front().state.result = RunResult::Saved;
        model.follow(state);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(reset.count(), 1);
    }

    void problemsStandByCauseWithTheirFilesBelow()
    {
        ProblemModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy reset(&model, &ProblemModel::modelReset);
        const Snapshot state = withProblems(2);
        model.follow(state);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), u"The destination is full"_s);
        const QModelIndex files = model.index(1, 0);
        QCOMPARE(files.data().toString(), u"2 files could not be read"_s);
        QCOMPARE(model.rowCount(files), 2);
        QCOMPARE(model.pathAt(model.index(1, 0, files)), std::string("/home/b\xff"));
        QCOMPARE(model.troubleAt(model.index(1, 0, files)).code, std::string("FILES_UNREADABLE"));
        model.follow(state);
        QCOMPARE(reset.count(), 1);
        model.follow(withProblems(0));
        QCOMPARE(model.rowCount(), 0);
    }

    void everyRemedyHasAButtonOfItsOwn()
    {
        QSet<QString> names;
        for (const std::string_view code : errorTableCodes()) {
            Trouble trouble;
            trouble.code = code;
            trouble.details = u"said"_s;
            trouble.path = "/a.b";
            trouble.count = 3;
            MessagePane pane(u"pane"_s);
            pane.setTrouble(trouble);
            const ErrorTexts texts = errorTexts(trouble, FrontEnd::Window);
            for (const Remedy remedy : texts.actions) {
                auto *made = pane.findChild<QPushButton *>(u"pane."_s + remedyName(remedy));
                QVERIFY2(made, std::string(code).c_str());
                QVERIFY(!made->text().isEmpty() && !made->accessibleName().isEmpty());
                QSignalSpy chosen(&pane, &MessagePane::remedyChosen);
                made->click();
                QCOMPARE(chosen.count(), 1);
                QCOMPARE(chosen[0][0].value<Remedy>(), remedy);
                names.insert(remedyName(remedy));
            }
        }
        QCOMPARE(names.size(), 24); // every one is used
    }

    void detailsAreClosedAtFirst()
    {
        MessagePane pane(u"pane"_s);
        Trouble trouble;
        trouble.code = "DEST_FULL";
        trouble.details = u"No space left on device"_s;
        pane.setTrouble(trouble);
        auto *said = pane.findChild<QLabel *>(u"pane.said"_s);
        QVERIFY(said->isHidden());
        pane.findChild<QToolButton *>(u"pane.details"_s)->click();
        QVERIFY(!said->isHidden());
        QVERIFY(said->text().endsWith(trouble.details));
        pane.setTrouble(trouble); // the same once more
        QVERIFY(!said->isHidden());
    }

    void thePageShowsTheRunsAndTheLog()
    {
        fillHistory(2);
        Program program(m_folder->path() / "settings");
        ActivityPage page(program.proxy);
        QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
        page.show();
        program.proxy.start();
        QVERIFY(shown.wait(kPatienceMs));
        page.showLog(kJob);
        auto *log = page.findChild<QPlainTextEdit *>(u"activity.log"_s);
        QTRY_COMPARE_WITH_TIMEOUT(log->toPlainText(), u"Error: The disk is full."_s, kPatienceMs);
        auto *table = page.findChild<QTableView *>(u"activity.history"_s);
        QCOMPARE(table->model()->rowCount(), 2);
    }

    void aReportDoesNotNameTheHome()
    {
        QCOMPARE(maskedHome(u"reading /home/ann/a and /home/ann"_s, u"/home/ann"_s),
                 u"reading ~/a and ~"_s);
        QCOMPARE(maskedHome(u"/a"_s, u"/"_s), u"/a"_s);
    }

    void theLogHasALevel()
    {
        const std::vector<RunMessage> messages{
            {RunMessage::Severity::Information, "A", u"one"_s, {}},
            {RunMessage::Severity::Error, "DEST_FULL", u"three"_s, {}},
            {RunMessage::Severity::Warning, "FileUnreadable", u"two"_s, "/a"}};
        QCOMPARE(runLogText(messages, LogShows::All),
                 u"Note: one\nError: three\nRemark: two (/a)"_s);
        QCOMPARE(runLogText(messages, LogShows::Errors), u"Error: three"_s);
        QCOMPARE(worstOf(messages)->code, std::string("DEST_FULL"));
    }
};

QTEST_MAIN(TestActivity)
#include "test_activity.moc"

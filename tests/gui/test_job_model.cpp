// SPDX-License-Identifier: MIT
#include "app/gui/models/job_model.h"
#include "app/gui/pages/overview_page.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

Snapshot snapshotOf(const std::vector<std::string> &jobs)
{
    Snapshot state;
    for (const std::string &id : jobs) {
        JobView view;
        view.job.id = id;
        view.job.name = QString::fromStdString(id);
        state.jobs.push_back(view);
    }
    return state;
}

} // namespace

class TestJobModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsFollowWithoutAReset()
    {
        JobModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const std::vector<std::vector<std::string>> steps{
            {"a", "b", "c"}, {"a", "c"}, {"d", "a", "c"}, {"c", "a", "d", "e"}, {"e"}, {}, {"f"}};
        for (const auto &step : steps) {
            const Snapshot state = snapshotOf(step);
            std::vector<const JobView *> jobs;
            for (const JobView &view : state.jobs)
                jobs.push_back(&view);
            model.follow(jobs, 0);
            std::vector<std::string> shown;
            for (int row = 0; row < model.rowCount(); ++row)
                shown.push_back(model.jobAt(model.index(row, 0)));
            QCOMPARE(shown, step);
        }
        QCOMPARE(reset.size(), 0);
    }

    void aRowSaysWhenItRanAndHowTheLastDaysWent()
    {
        constexpr qint64 kNow = 1'764'000'000;
        JobView view;
        view.job.id = "a";
        view.last.emplace().began = kNow - 100'000;
        view.last->ended = kNow - 90'000;
        view.days = {{QDate(2025, 11, 22), DayResult::Saved},
                     {QDate(2025, 11, 23), DayResult::Failed}};
        JobModel model;
        model.follow({&view}, kNow);
        const auto said = [&model](JobModel::Column column, int role) {
            return model.index(0, column).data(role).toString();
        };
        QCOMPARE(said(JobModel::Last, Qt::DisplayRole), momentText(kNow - 90'000, kNow));
        const QString days = said(JobModel::Days, Qt::AccessibleTextRole);
        QVERIFY2(days.contains(u"1 saved"_s) && days.contains(u"1 failed"_s), qPrintable(days));
        QCOMPARE(
            model.index(0, JobModel::Days).data(JobModel::kDaysRole).value<QList<Day>>().size(), 2);
        QCOMPARE(model.headerData(JobModel::Last, Qt::Horizontal, Qt::DisplayRole), u"Last run"_s);
        QCOMPARE(model.headerData(JobModel::Days, Qt::Horizontal, Qt::DisplayRole),
                 u"Last 30 days"_s);
    }

    // Nine backups are a list with the card of the current one; the person may have it otherwise.
    void manyBackupsAreAList()
    {
        const ScratchFolder scratch;
        qputenv("XDG_DATA_HOME", (scratch / "data").c_str());
        qputenv("XDG_CONFIG_HOME", (scratch / "config").c_str());
        GuiProgram program(scratch / "settings");
        OverviewPage page(program.proxy);
        page.show();
        const auto *list = page.findChild<QTableView *>(u"overview.list"_s);
        for (int i = 1; i <= 9; ++i) {
            QVERIFY(!list->isVisible());
            JobConfig job;
            job.id = "0000000" + std::to_string(i);
            job.name = u"Backup %1"_s.arg(i);
            job.destination = (scratch / job.id).bytes();
            job.sources = {scratch / "source"};
            QCOMPARE(program.save(job, Secret("a passphrase")), QString());
        }
        QTRY_VERIFY_WITH_TIMEOUT(list->isVisible(), kPatienceMs);
        const auto shown = [&page](int i) {
            const auto *run = page.findChild<QPushButton *>(u"card.0000000%1.run"_s.arg(i));
            return run && run->isVisible();
        };
        QVERIFY(shown(1) && !shown(2));
        page.findChild<QTableView *>(u"overview.list"_s)->selectRow(1);
        QVERIFY(shown(2) && !shown(1));
        QCOMPARE(page.currentJob(), std::string("00000002"));
        page.setListWanted(false);
        QVERIFY(!list->isVisible());
        QVERIFY(shown(1) && shown(9));
    }
};

QTEST_MAIN(TestJobModel)
#include "test_job_model.moc"

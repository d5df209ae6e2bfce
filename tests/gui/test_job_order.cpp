// SPDX-License-Identifier: MIT
// The order of backups in the overview, its headings, and how a person changes it.
#include "app/gui/job_order.h"
#include "app/gui/models/job_model.h"
#include "app/gui/pages/overview_page.h"
#include "app/gui/widgets/card_column.h"
#include "app/gui/widgets/job_card.h"
#include "app/gui/widgets/tag_look.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QApplication>
#include <QDragMoveEvent>
#include <QLabel>
#include <QLayout>
#include <QMimeData>
#include <QSettings>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

JobView viewOf(const std::string &id, const QString &name, const QString &group = {})
{
    JobView view;
    view.job.id = id;
    view.job.name = name;
    view.job.group = group;
    return view;
}

JobView endedWith(JobView view, RunResult result)
{
    RunRecord run;
    run.ended = 100;
    run.state.result = result;
    view.last = run;
    return view;
}

// "Home: a b | c", as it is shown.
QString shown(const std::vector<JobGroup> &groups)
{
    QStringList parts;
    for (const JobGroup &group : groups) {
        QStringList jobs;
        for (const JobView *view : group.jobs)
            jobs << QString::fromStdString(view->job.id);
        parts << (group.heading.isEmpty() ? QString() : QString(group.heading % u": ")) %
                     jobs.join(u' ');
    }
    return parts.join(u" | "_s);
}

} // namespace

class TestJobOrder final : public QObject
{
    Q_OBJECT

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;

    void save(const std::string &id, const QString &group, JobTag tag = JobTag::None)
    {
        JobConfig job;
        job.id = id;
        job.name = QString::fromStdString(id);
        job.group = group;
        job.tag = tag;
        job.destination = (m_scratch / id).bytes();
        job.sources = {m_scratch / "source"};
        QCOMPARE(m_program->save(job, Secret("a passphrase")), QString());
    }
    // As they are stored.
    [[nodiscard]] QString stored() const
    {
        return shown(orderedJobs(m_program->proxy.state().jobs, {}, 0));
    }
    // Headings and cards from the top, as they are seen.
    static QString seen(OverviewPage &page)
    {
        auto *column = page.findChild<CardColumn *>();
        QCoreApplication::sendPostedEvents();
        column->layout()->activate();
        QStringList parts;
        for (int at = 0; at < column->layout()->count(); ++at) {
            const QWidget *part = column->layout()->itemAt(at)->widget();
            if (const auto *card = qobject_cast<const JobCard *>(part); card && card->isVisible())
                parts << QString::fromStdString(card->job()).right(1);
            else if (const auto *heading = qobject_cast<const QLabel *>(part);
                     heading && heading->isVisible())
                parts << heading->text() % u':';
        }
        return parts.join(u' ');
    }
    static JobCard *cardOf(const OverviewPage &page, const std::string &job)
    {
        for (JobCard *card : page.findChildren<JobCard *>())
            if (card->job() == job)
                return card;
        return nullptr;
    }
    // What is dragged comes to this height of another card, and is dropped there. Whether it was
    // taken.
    static bool drop(OverviewPage &page, const std::string &job, const std::string &other,
                     double share)
    {
        auto *column = page.findChild<CardColumn *>();
        const QRect card = cardOf(page, other)->geometry();
        const QPoint at(card.center().x(), card.top() + int(card.height() * share));
        QMimeData data;
        data.setData(u"application/x-cairn-backup"_s, QByteArray::fromStdString(job));
        QDragEnterEvent enter(at, Qt::MoveAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(column, &enter);
        QDragMoveEvent move(at, Qt::MoveAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(column, &move);
        if (!move.isAccepted())
            return false;
        QDropEvent drop(at, Qt::MoveAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(column, &drop);
        return drop.isAccepted();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"cairn-test-order"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QString::fromStdString((m_scratch / "qsettings").bytes()));
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "source"));
    }

    void eachOrderKeepsWhatIsEqualAsStored()
    {
        std::vector<JobView> jobs{endedWith(viewOf("a", u"Pictures"_s), RunResult::Saved),
                                  endedWith(viewOf("b", u"letters"_s), RunResult::Failed),
                                  viewOf("c", u"Music"_s),
                                  endedWith(viewOf("d", u"Letters 2"_s), RunResult::Warning),
                                  endedWith(viewOf("e", u"Archive"_s), RunResult::Saved)};
        jobs[0].turn.next = 500;
        jobs[2].turn.next = 400;
        jobs[3].turn.due = 300;
        jobs[3].turn.next = 900;
        const auto by = [&](JobSort sort) { return shown(orderedJobs(jobs, {sort, true}, 200)); };
        QCOMPARE(by(JobSort::ByHand), u"a b c d e"_s);
        QCOMPARE(by(JobSort::State), u"b d c a e"_s);
        QCOMPARE(by(JobSort::NextRun), u"d c a b e"_s);
        jobs.erase(jobs.begin() + 1); // where capitals stand depends on the language
        QCOMPARE(by(JobSort::Name), u"e d c a"_s);
    }

    void groupsGoByTheirNames()
    {
        const std::vector<JobView> jobs{
            viewOf("a", u"Z"_s, u"Work"_s), viewOf("b", u"Y"_s), viewOf("c", u"X"_s, u"Home"_s),
            viewOf("d", u"W"_s, u"work"_s), viewOf("e", u"V"_s, u"Home"_s)};
        QCOMPARE(shown(orderedJobs(jobs, {}, 0)), u"a b c d e"_s);
        const auto groups = orderedJobs(jobs, {JobSort::ByHand, true}, 0);
        QCOMPARE(shown(groups), u"Home: c e | Work: a d | Other backups: b"_s);
        QCOMPARE(shown(orderedJobs(jobs, {JobSort::Name, true}, 0)),
                 u"Home: e c | work: d a | Other backups: b"_s);
        QCOMPARE(neighbourOf(groups, "e", -1), "c");
        QCOMPARE(neighbourOf(groups, "e", 1), "");
        QCOMPARE(neighbourOf(groups, "a", -1), "");
        QCOMPARE(neighbourOf(groups, "a", 1), "d");
        QCOMPARE(neighbourOf(groups, "b", 1), "");
        QVERIFY(orderedJobs({}, {JobSort::Name, true}, 0).front().jobs.empty());
    }

    void whatIsMovedLeavesTheOthersAsTheyAre()
    {
        const std::vector<JobView> jobs{viewOf("a", {}), viewOf("b", {}), viewOf("c", {}),
                                        viewOf("d", {})};
        using Ids = std::vector<std::string>;
        QCOMPARE(movedBeside(jobs, "d", "a", false), (Ids{"d", "a", "b", "c"}));
        QCOMPARE(movedBeside(jobs, "a", "c", true), (Ids{"b", "c", "a", "d"}));
        QCOMPARE(movedBeside(jobs, "a", "d", true), (Ids{"b", "c", "d", "a"}));
        QCOMPARE(movedBeside(jobs, "b", "a", false), (Ids{"b", "a", "c", "d"}));
    }

    void theOverviewIsArrangedByHand()
    {
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        save("00000001", u"Work"_s, JobTag::Red);
        save("00000002", {});
        save("00000003", u"Home"_s);
        save("00000004", u"Work"_s);
        OverviewPage page(m_program->proxy);
        page.resize(900, 900);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        m_program->proxy.reorderJobs({}); // tells the page, too
        QTRY_COMPARE_WITH_TIMEOUT(seen(page), u"1 2 3 4"_s, kPatienceMs);
        cardOf(page, "00000003")->setFocus();
        page.moveCurrent(-1);
        page.moveCurrent(-1); // goes on from there at once
        page.moveCurrent(-1); // and ends there
        QCOMPARE(seen(page), u"3 1 2 4"_s);
        QVERIFY(drop(page, "00000003", "00000002", 0.75));
        QCOMPARE(seen(page), u"1 2 3 4"_s);
        QVERIFY(drop(page, "00000003", "00000003", 0.25)); // where it is already
        QVERIFY(drop(page, "00000004", "00000001", 0.25));
        QCOMPARE(seen(page), u"4 1 2 3"_s);
        QVERIFY(!drop(page, "no such one", "00000001", 0.25));

        page.setOrder({JobSort::ByHand, true});
        QCOMPARE(seen(page), u"Home: 3 Work: 4 1 Other backups: 2"_s);
        QVERIFY(!drop(page, "00000003", "00000001", 0.25)); // it would be of another group
        QVERIFY(drop(page, "00000004", "00000001", 0.75));
        QCOMPARE(seen(page), u"Home: 3 Work: 1 4 Other backups: 2"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stored(), u"00000001 00000004 00000002 00000003"_s, kPatienceMs);

        page.setOrder({JobSort::Name, false});
        QCOMPARE(seen(page), u"1 2 3 4"_s);
        QVERIFY(!page.canMove());
        page.moveCurrent(1);
        QVERIFY(!drop(page, "00000004", "00000001", 0.25));
        QCOMPARE(seen(page), u"1 2 3 4"_s);
    }

    // Also of a program that is started anew: from the settings, not from the window.
    void orderAndPlacesAreRemembered()
    {
        {
            OverviewPage page(m_program->proxy);
            page.setOrder({JobSort::State, true});
        }
        {
            const OverviewPage again(m_program->proxy);
            QVERIFY(again.order() == (JobOrder{JobSort::State, true}));
        }
        m_program.reset();
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        QTRY_COMPARE_WITH_TIMEOUT(stored(), u"00000001 00000004 00000002 00000003"_s, kPatienceMs);
    }

    // Tab reaches the cards in the order they are read in.
    void tabFollowsTheOrder()
    {
        OverviewPage page(m_program->proxy);
        page.resize(900, 900);
        page.show();
        page.setOrder({JobSort::ByHand, false});
        std::vector<std::string> met;
        for (QWidget *next = page.nextInFocusChain(); next != &page;
             next = next->nextInFocusChain())
            if (const auto *card = qobject_cast<JobCard *>(next))
                met.push_back(card->job());
        QCOMPARE(met, (std::vector<std::string>{"00000001", "00000004", "00000002", "00000003"}));
    }

    void theListHasTheOrderAndNoHeadings()
    {
        OverviewPage page(m_program->proxy);
        page.resize(900, 900);
        page.show();
        page.setListWanted(true);
        page.setOrder({JobSort::ByHand, true});
        auto *list = page.findChild<QTableView *>(u"overview.list"_s);
        const auto rows = [list] {
            QStringList names;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                names << list->model()->index(row, JobModel::Name).data().toString().right(1);
            return names.join(u' ');
        };
        QCOMPARE(rows(), u"3 1 4 2"_s);
        list->selectRow(1);
        QCOMPARE(seen(page), u"1"_s);
        page.moveCurrent(1);
        QCOMPARE(rows(), u"3 4 1 2"_s);
        QCOMPARE(page.currentJob(), std::string("00000001")); // the row went along
        page.setListWanted(false);
    }

    // Never by its colour alone.
    void theTagIsNamed()
    {
        OverviewPage page(m_program->proxy);
        page.show();
        page.setOrder({JobSort::Name, false});
        const JobCard *red = cardOf(page, "00000001");
        QCOMPARE(red->property("tag").toInt(), 1);
        QCOMPARE(red->toolTip(), u"Colour tag: Red"_s);
        QVERIFY(red->accessibleDescription().contains(u"Colour tag: Red"_s));
        QVERIFY(cardOf(page, "00000002")->toolTip().isEmpty());
        const QAbstractItemModel *rows = page.findChild<QTableView *>(u"overview.list"_s)->model();
        const QModelIndex name = rows->index(0, JobModel::Name);
        QCOMPARE(name.data().toString(), u"00000001"_s);
        QCOMPARE(name.data(TagDelegate::kTagRole).toInt(), 1);
        QCOMPARE(name.data(Qt::AccessibleTextRole).toString(), u"00000001, Colour tag: Red"_s);
        QCOMPARE(name.data(Qt::ToolTipRole).toString(), u"00000001, Colour tag: Red"_s);
    }
};

QTEST_MAIN(TestJobOrder)
#include "test_job_order.moc"

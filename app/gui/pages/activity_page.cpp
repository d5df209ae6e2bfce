// SPDX-License-Identifier: MIT
#include "app/gui/pages/activity_page.h"

#include "app/gui/widgets/build.h"
#include "app/shared/units.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QTabWidget>
#include <QTreeWidget>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

QTreeWidget *table(const QString &name, const QStringList &headers, QWidget *parent)
{
    auto *made = new QTreeWidget(parent);
    made->setObjectName(name);
    made->setHeaderLabels(headers);
    made->setUniformRowHeights(true);
    made->setAllColumnsShowFocus(true);
    made->header()->setStretchLastSection(true);
    return made;
}

} // namespace

ActivityPage::ActivityPage(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_tabs(new QTabWidget(this))
    , m_history(table(u"activity.history"_s,
                      {tr("When"), tr("Backup"), tr("Result"), tr("Took"), tr("New data")}, this))
    , m_problems(table(u"activity.problems"_s, {tr("Backup"), tr("Problem"), tr("Since")}, this))
{
    m_history->setRootIsDecorated(false);
    m_history->setAccessibleName(tr("History"));
    m_problems->setAccessibleName(tr("Problems"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(m_problems, tr("Problems"));
    m_history->header()->resizeSection(0, 190);
    m_history->header()->resizeSection(2, 260);
    m_problems->header()->resizeSection(1, 520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addWidget(m_tabs);
    connect(&m_engine, &EngineProxy::stateChanged, this, [this] { showState(m_engine.state()); });
}

void ActivityPage::showProblems()
{
    m_tabs->setCurrentWidget(m_problems);
}

void ActivityPage::showRunsOf(const std::string &job)
{
    m_tabs->setCurrentWidget(m_history);
    const auto &runs = m_engine.state().recent;
    const auto newest = std::ranges::find(runs, job, &RunRecord::job);
    if (newest == runs.end())
        return;
    m_history->setCurrentItem(m_history->topLevelItem(int(newest - runs.begin())));
    m_history->setFocus();
}

void ActivityPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showState(m_engine.state());
}

void ActivityPage::showState(const Snapshot &state)
{
    if (!isVisible())
        return;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    m_history->clear();
    for (const RunRecord &run : state.recent) {
        const JobView *view = m_engine.job(run.job);
        const bool isBad =
            run.state.result == RunResult::Failed || run.state.result == RunResult::Interrupted;
        const bool isOdd =
            run.state.result == RunResult::Warning || run.state.result == RunResult::Partial;
        auto *item = new QTreeWidgetItem(
            m_history,
            {momentText(run.began, now), view ? view->job.name : tr("deleted backup"),
             runResultText(run.state.result),
             run.ended ? durationText((*run.ended - run.began) * 1'000'000'000) : QString(),
             sizeText(run.summary.newBytes)});
        item->setIcon(2, stateIcon(isBad       ? Tone::Fail
                                   : isOdd     ? Tone::Warn
                                   : run.ended ? Tone::Ok
                                               : Tone::Run));
    }
    m_problems->clear();
    for (const JobView &view : state.jobs) {
        for (const Problem &problem : view.problems) {
            auto *item = new QTreeWidgetItem(
                m_problems, {view.job.name, problem.text, momentText(problem.opened, now)});
            item->setIcon(0, stateIcon(Tone::Warn));
            item->setToolTip(1, problem.text);
            for (const std::string &path : problem.paths)
                new QTreeWidgetItem(item, {QString(), displayText(path)});
        }
    }
    m_tabs->setTabText(1, m_problems->topLevelItemCount() > 0
                              ? tr("Problems (%1)").arg(m_problems->topLevelItemCount())
                              : tr("Problems"));
}

} // namespace cairn::gui

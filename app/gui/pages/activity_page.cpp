// SPDX-License-Identifier: MIT
#include "app/gui/pages/activity_page.h"

#include "app/gui/pages/history_tab.h"
#include "app/gui/pages/now_tab.h"
#include "app/gui/pages/problems_tab.h"
#include "app/gui/pages/restores_tab.h"

#include <QBoxLayout>
#include <QTabWidget>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

ActivityPage::ActivityPage(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_tabs(new QTabWidget(this))
    , m_now(new NowTab(engine, this))
    , m_history(new HistoryTab(engine, this))
    , m_problems(new ProblemsTab(this))
    , m_restores(new RestoresTab(engine, this))
{
    m_tabs->setObjectName(u"activity.tabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_now, tr("Now and next"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(m_problems, tr("Problems"));
    m_tabs->addTab(m_restores, tr("Restores"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addWidget(m_tabs);
    connect(&m_engine, &EngineProxy::stateChanged, this, [this] { showState(m_engine.state()); });
    connect(m_now, &NowTab::restoreWanted, this, &ActivityPage::restoreWanted);
    connect(m_history, &HistoryTab::remedyChosen, this, &ActivityPage::remedyChosen);
    connect(m_problems, &ProblemsTab::remedyChosen, this, &ActivityPage::remedyChosen);
}

void ActivityPage::showProblems(const std::string &job)
{
    m_tabs->setCurrentWidget(m_problems);
    m_problems->showState(m_engine.state());
    m_problems->select(job);
}

void ActivityPage::showQueue()
{
    m_tabs->setCurrentWidget(m_now);
}

void ActivityPage::showLog(const std::string &job)
{
    m_tabs->setCurrentWidget(m_history);
    m_history->showState(m_engine.state());
    m_history->showLog(job);
}

void ActivityPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ActivityPage::refresh()
{
    m_engine.listUndo();
    showState(m_engine.state());
}

void ActivityPage::showState(const Snapshot &state)
{
    if (!isVisible())
        return;
    m_now->showState(state);
    m_history->showState(state);
    m_problems->showState(state);
    m_tabs->setTabText(m_tabs->indexOf(m_problems),
                       m_problems->count() > 0 ? tr("Problems (%1)").arg(m_problems->count())
                                               : tr("Problems"));
}

} // namespace cairn::gui

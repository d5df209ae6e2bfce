// SPDX-License-Identifier: MIT
#include "app/gui/pages/problems_tab.h"

#include "app/gui/models/problem_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/message_pane.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QTreeView>

namespace cairn::gui {

using namespace Qt::StringLiterals;

ProblemsTab::ProblemsTab(QWidget *parent)
    : QWidget(parent)
    , m_model(new ProblemModel(this))
    , m_view(new QTreeView(this))
    , m_pane(new MessagePane(u"activity.problem"_s))
    , m_content(new QStackedWidget(this))
    , m_none(textLabel({}, "body", this))
{
    m_view->setObjectName(u"activity.problems"_s);
    m_view->setAccessibleName(tr("Problems"));
    m_view->setModel(m_model);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProblemModel::Cause, QHeaderView::Stretch);
    m_view->setColumnWidth(ProblemModel::Backup, 100);
    m_view->setColumnWidth(ProblemModel::Since, 100);
    QScrollArea *side = scrolling(m_pane, this);
    side->setFixedWidth(320);
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_view, 1);
    row->addWidget(side);
    m_content->addWidget(both);
    m_content->addWidget(emptyPlace(Icon::ShieldOk, tr("No problems"), m_none, this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->addWidget(m_content);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ProblemsTab::showCurrent);
    connect(m_pane, &MessagePane::remedyChosen, this, [this](Remedy remedy) {
        const QModelIndex current = m_view->currentIndex();
        const Problem *problem = m_model->problemAt(current);
        if (!problem)
            return;
        const std::string chosen = m_model->pathAt(current);
        Q_EMIT remedyChosen({problem->job, remedy, m_model->troubleAt(current).path,
                             chosen.empty() ? problem->paths : std::vector<std::string>{chosen}});
    });
}

int ProblemsTab::count() const
{
    return m_model->causes();
}

void ProblemsTab::showState(const Snapshot &state)
{
    const Problem *before = m_model->problemAt(m_view->currentIndex());
    const std::int64_t current = before ? before->id : 0;
    m_model->follow(state);
    m_content->setCurrentIndex(m_model->causes() > 0 ? 0 : 1);
    m_none->setText(state.lastProblemEnd
                        ? tr("The last one ended on %1.")
                              .arg(QLocale().toString(
                                  QDateTime::fromSecsSinceEpoch(*state.lastProblemEnd).date(),
                                  QLocale::LongFormat))
                        : tr("Nothing has gone wrong so far."));
    if (!m_view->currentIndex().isValid() && m_model->causes() > 0)
        m_view->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(current)), 0));
    showCurrent();
}

void ProblemsTab::select(const std::string &job)
{
    for (int row = 0; row < m_model->causes(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (m_model->problemAt(index)->job == job)
            return m_view->setCurrentIndex(index);
    }
}

void ProblemsTab::showCurrent()
{
    if (m_model->problemAt(m_view->currentIndex()))
        m_pane->setTrouble(m_model->troubleAt(m_view->currentIndex()));
}

} // namespace cairn::gui

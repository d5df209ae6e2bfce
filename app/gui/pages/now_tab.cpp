// SPDX-License-Identifier: MIT
#include "app/gui/pages/now_tab.h"

#include "app/gui/schedule_text.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/job_card.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QKeyEvent>
#include <QListWidget>
#include <QStackedWidget>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPlanned = 7;

} // namespace

NowTab::NowTab(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_content(new QStackedWidget(this))
    , m_cardPlace(new QVBoxLayout)
    , m_waiting(textLabel(tr("Waiting for their turn"), "heading", this))
    , m_none(textLabel(tr("Backups that run or wait appear here."), "body", this))
    , m_plan(textLabel(tr("Planned"), "heading", this))
    , m_planned(textLabel({}, "body", this))
    , m_queue(new QListWidget(this))
    , m_up(button(tr("Earlier"), "", u"activity.queue.up"_s, this))
    , m_down(button(tr("Later"), "", u"activity.queue.down"_s, this))
    , m_remove(button(tr("Do not run"), "", u"activity.queue.remove"_s, this))
{
    m_queue->setObjectName(u"activity.queue"_s);
    m_queue->setAccessibleName(tr("Backups that wait for their turn"));
    m_queue->setDragDropMode(QAbstractItemView::InternalMove);
    m_queue->setDefaultDropAction(Qt::MoveAction);
    m_queue->installEventFilter(this);
    m_up->setIcon(IconSet::icon(Icon::Up));
    m_up->setToolTip(tr("Alt+Up"));
    m_down->setIcon(IconSet::icon(Icon::Down));
    m_down->setToolTip(tr("Alt+Down"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *made : {m_up, m_down, m_remove})
        buttons->addWidget(made);
    buttons->addStretch(1);
    auto *busy = new QWidget(this);
    auto *column = new QVBoxLayout(busy);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addLayout(m_cardPlace);
    column->addWidget(m_waiting);
    column->addWidget(m_queue, 1);
    column->addLayout(buttons);
    column->addStretch();
    m_content->addWidget(busy);
    m_content->addWidget(emptyPlace(Icon::Activity, tr("Nothing runs"), m_none, this));
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 16, 0, 0);
    page->setSpacing(8);
    page->addWidget(m_content, 1);
    m_planned->setObjectName(u"activity.planned"_s);
    m_planned->setTextFormat(Qt::PlainText); // has names of backups
    page->addWidget(m_plan);
    page->addWidget(m_planned);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QPushButton::clicked, this, &NowTab::removeCurrent);
    connect(m_queue, &QListWidget::currentRowChanged, this, &NowTab::updateButtons);
    connect(m_queue->model(), &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int from, int, const QModelIndex &, int before) {
                dragged(from, before > from ? before - 1 : before);
            });
}

void NowTab::showState(const Snapshot &state)
{
    showCard(state);
    showQueue(state);
    const QStringList planned = plannedTexts(state, QDateTime::currentSecsSinceEpoch(), kPlanned);
    m_plan->setVisible(!planned.isEmpty());
    m_planned->setVisible(!planned.isEmpty());
    m_planned->setText(planned.join(u'\n'));
    m_content->setCurrentIndex(m_card || !m_shown.empty() ? 0 : 1);
    m_none->setText(state.pausedUntil ? tr("Backups are paused %1.")
                                            .arg(pauseText(*state.pausedUntil,
                                                           QDateTime::currentSecsSinceEpoch()))
                                      : tr("Backups that run or wait appear here."));
}

void NowTab::showCard(const Snapshot &state)
{
    const JobView *running = runningJob(state);
    if (m_card && (!running || running->job.id != m_card->job())) {
        m_card->deleteLater();
        m_card = nullptr;
    }
    if (!running)
        return;
    if (!m_card) {
        const std::string job = running->job.id;
        m_card = new JobCard(job, this);
        m_card->hideMenu();
        m_cardPlace->addWidget(m_card);
        const auto ask = [this, job](RequestVerb verb) {
            return [this, job, verb] { m_engine.ask(job, verb); };
        };
        connect(m_card, &JobCard::pauseClicked, this, ask(RequestVerb::Pause));
        connect(m_card, &JobCard::resumeClicked, this, ask(RequestVerb::Resume));
        connect(m_card, &JobCard::stopAfterFile, this, ask(RequestVerb::StopAfterFile));
        connect(m_card, &JobCard::stopNow, this, ask(RequestVerb::StopNow));
        connect(m_card, &JobCard::restoreClicked, this, [this, job] { Q_EMIT restoreWanted(job); });
    }
    m_card->setView(*running, QDateTime::currentSecsSinceEpoch());
}

void NowTab::showQueue(const Snapshot &state)
{
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_waiting, m_queue, m_up, m_down, m_remove})
        widget->setVisible(!state.queue.empty());
    if (state.queue == m_shown)
        return;
    const int row = m_queue->currentRow();
    const std::string current =
        row >= 0 && std::size_t(row) < m_shown.size() ? m_shown[std::size_t(row)].job : "";
    m_shown = state.queue;
    m_queue->clear();
    for (const QueuedRun &waiting : m_shown) {
        const JobView *view = m_engine.job(waiting.job);
        const QString name = view ? view->job.name : QString();
        auto *item = new QListWidgetItem(
            IconSet::icon(Icon::Clock, IconTone::Wait),
            waiting.kind == RunKind::Backup
                ? name
                : tr("%1: %2", "backup, kind of run").arg(name, runKindText(waiting.kind)),
            m_queue);
        if (waiting.job == current)
            m_queue->setCurrentItem(item);
    }
    if (m_queue->currentRow() < 0 && !m_shown.empty())
        m_queue->setCurrentRow(std::clamp(row, 0, int(m_shown.size()) - 1));
    updateButtons();
}

void NowTab::updateButtons()
{
    const int row = m_queue->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_queue->count());
    m_remove->setEnabled(row >= 0);
}

// The list has the new order already.
void NowTab::dragged(int from, int to)
{
    if (std::size_t(std::max(from, to)) >= m_shown.size())
        return;
    const QueuedRun moved = m_shown[std::size_t(from)];
    m_shown.erase(m_shown.begin() + from);
    m_shown.insert(m_shown.begin() + to, moved);
    m_engine.moveQueued(moved.job, to);
    updateButtons();
}

void NowTab::move(int step)
{
    const int row = m_queue->currentRow();
    const int to = row + step;
    if (row < 0 || to < 0 || to >= int(m_shown.size()))
        return;
    m_engine.moveQueued(m_shown[std::size_t(row)].job, to);
}

void NowTab::removeCurrent()
{
    const int row = m_queue->currentRow();
    if (row >= 0 && std::size_t(row) < m_shown.size())
        m_engine.ask(m_shown[std::size_t(row)].job, RequestVerb::StopNow);
}

bool NowTab::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_queue || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isMove = key->modifiers().testFlag(Qt::AltModifier) &&
                        (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
    if (isMove)
        move(key->key() == Qt::Key_Up ? -1 : 1);
    else if (key->key() == Qt::Key_Delete)
        removeCurrent();
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/widgets/run_strip.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/parts_label.h"
#include "app/gui/widgets/progress_interface.h"
#include "app/gui/widgets/progress_strip.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QDateTime>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastBar = 32; // and the sentence still has its place

} // namespace

RunStrip::RunStrip(QWidget *parent)
    : QFrame(parent)
    , m_name(new ElidedLabel(this))
    , m_bar(new ProgressStrip(this, ProgressStrip::Told::ByOthers))
    , m_text(new PartsLabel(this))
    , m_waiting(button({}, "quiet", u"main.runStrip.waiting"_s, this))
    , m_pause(button(tr("Pause"), "", u"main.runStrip.pause"_s, this))
    , m_stop(new QToolButton(this))
{
    QAccessible::installFactory(makeProgressInterface<RunStrip>);
    setObjectName(u"main.runStrip"_s);
    setProperty("card", true);
    m_name->setProperty("textRole", u"heading"_s);
    m_name->setMaximumWidth(200);
    m_bar->setMinimumWidth(kLeastBar);
    m_bar->setMaximumWidth(160);
    m_text->setObjectName(u"main.runStrip.text"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(m_name);
    row->addWidget(m_bar);
    row->addWidget(m_text, 1);
    row->addWidget(m_waiting);
    row->addWidget(m_pause);
    row->addWidget(m_stop);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_isPaused)
            Q_EMIT resumeClicked(m_job);
        else
            Q_EMIT pauseClicked(m_job);
    });
    connect(m_waiting, &QPushButton::clicked, this, &RunStrip::waitingClicked);
    buildStop();
    hide();
}

void RunStrip::buildStop()
{
    m_stop->setObjectName(u"main.runStrip.stop"_s);
    m_stop->setText(tr("Stop"));
    m_stop->setPopupMode(QToolButton::MenuButtonPopup);
    auto *stops = new QMenu(m_stop);
    connect(m_stop, &QToolButton::clicked, this, [this] { Q_EMIT stopAfterFile(m_job); });
    connect(stops->addAction(tr("Finish this file, then stop")), &QAction::triggered, this,
            [this] { Q_EMIT stopAfterFile(m_job); });
    connect(stops->addAction(tr("Stop now")), &QAction::triggered, this,
            [this] { Q_EMIT stopNow(m_job); });
    m_stop->setMenu(stops);
}

void RunStrip::announce(const std::string &job, std::optional<double> share)
{
    const int before = job == m_job ? m_percent : -1;
    const bool isNews = job != m_job;
    m_job = job;
    m_percent = share ? int(*share * 100) : -1;
    if (isNews && !job.empty()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    if (isNewQuarter(before, m_percent)) {
        QAccessibleValueChangeEvent event(this, m_percent);
        QAccessible::updateAccessibility(&event);
    }
}

void RunStrip::showState(const Snapshot &state)
{
    const JobView *running = runningJob(state);
    setVisible(running != nullptr);
    if (!running)
        return announce({}, {});
    const RunState &run = running->current->state;
    m_isPaused = run.result == RunResult::Paused;
    const QString name = running->job.name;
    m_name->setText(name);
    const StateText text = stateText(*running, QDateTime::currentSecsSinceEpoch());
    m_text->setText(text.line);
    showShare(m_bar, shareDone(run));
    const auto waiting =
        std::ranges::count_if(state.jobs, [](const JobView &view) { return view.isQueued; });
    m_waiting->setText(tr("+%n waiting", nullptr, int(waiting)));
    setNameOf(m_waiting, tr("%n backup(s) waiting. Show them", nullptr, int(waiting)));
    m_waiting->setVisible(waiting > 0);
    m_pause->setText(m_isPaused ? tr("Resume") : tr("Pause"));
    setNameOf(m_pause, m_isPaused ? tr("Resume %1 here").arg(name) : tr("Pause %1 here").arg(name));
    setNameOf(m_stop, tr("Finish this file of %1, then stop").arg(name));
    m_stop->setToolTip(tr("Finish this file, then stop. What was saved is kept."));
    setNameOf(this, name);
    setDescriptionOf(this, text.line);
    announce(running->job.id, shareDone(run));
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/widgets/run_strip.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/parts_label.h"

#include <QBoxLayout>
#include <QDateTime>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastBar = 32; // and the sentence still has its place

} // namespace

RunStrip::RunStrip(QWidget *parent)
    : QFrame(parent)
    , m_name(new ElidedLabel(this))
    , m_bar(new ProgressStrip(this))
    , m_text(new PartsLabel(this))
    , m_waiting(textLabel({}, "small", this))
    , m_pause(button(tr("Pause"), "", u"main.runStrip.pause"_s, this))
    , m_stop(button(tr("Stop"), "", u"main.runStrip.stop"_s, this))
{
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
    connect(m_stop, &QPushButton::clicked, this, [this] { Q_EMIT stopClicked(m_job); });
    hide();
}

void RunStrip::showState(const Snapshot &state)
{
    const JobView *running = runningJob(state);
    setVisible(running != nullptr);
    if (!running)
        return;
    const RunState &run = running->current->state;
    m_job = running->job.id;
    m_isPaused = run.result == RunResult::Paused;
    const QString name = running->job.name;
    m_name->setText(name);
    const StateText text = stateText(*running, QDateTime::currentSecsSinceEpoch());
    m_text->setText(text.line);
    showShare(m_bar, shareDone(run));
    const auto waiting =
        std::ranges::count_if(state.jobs, [](const JobView &view) { return view.isQueued; });
    m_waiting->setText(waiting > 0 ? tr("+%n waiting", nullptr, int(waiting)) : QString());
    m_pause->setText(m_isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setAccessibleName(m_isPaused ? tr("Resume %1 here").arg(name)
                                          : tr("Pause %1 here").arg(name));
    m_stop->setAccessibleName(tr("Finish this file of %1, then stop").arg(name));
    m_stop->setToolTip(tr("Finish this file, then stop. What was saved is kept."));
    setAccessibleName(name);
    setAccessibleDescription(text.line);
}

} // namespace cairn::gui

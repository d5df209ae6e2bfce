// SPDX-License-Identifier: MIT
#include "app/gui/widgets/progress_strip.h"

#include "app/gui/style/app_style.h"
#include "app/gui/widgets/progress_interface.h"

#include <QAccessible>
#include <QStyleOptionProgressBar>
#include <QTimerEvent>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr int kSteps = 1000;
constexpr int kHeight = 6;
constexpr int kEaseMs = 250;
constexpr int kFrameMs = 33;
constexpr int kQuarter = 25; // percent

} // namespace

bool isNewQuarter(int before, int now)
{
    return now / kQuarter > std::max(before, 0) / kQuarter;
}

ProgressStrip::ProgressStrip(QWidget *parent, Told told)
    : QProgressBar(parent)
    , m_told(told)
{
    QAccessible::installFactory(makeProgressInterface<ProgressStrip>);
    setRange(0, kSteps);
    setTextVisible(false);
    setFixedHeight(kHeight);
    m_ease.setDuration(kEaseMs);
    m_ease.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_ease, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &value) { show(value.toInt()); });
}

int ProgressStrip::percent() const
{
    return isUnknown() ? -1 : m_target * 100 / kSteps;
}

void ProgressStrip::initStyleOption(QStyleOptionProgressBar *option) const
{
    QProgressBar::initStyleOption(option);
    option->progress = m_shown;
}

void ProgressStrip::show(int steps)
{
    m_shown = steps;
    update();
}

void ProgressStrip::setShare(double share)
{
    const int before = percent();
    const bool first = before < 0 || m_shown <= 0;
    if (isUnknown())
        setRange(0, kSteps);
    moveOrStand();
    m_target = qBound(0, qRound(share * kSteps), kSteps);
    m_ease.stop();
    // Backwards is another run: that is no movement to watch.
    if (first || m_target < m_shown || !isVisible() || !AppStyle::motionOf(this)) {
        show(m_target);
    } else {
        m_ease.setStartValue(m_shown);
        m_ease.setEndValue(m_target);
        m_ease.start();
    }
    if (m_told == Told::Here && isVisible() && isNewQuarter(before, percent())) {
        QAccessibleValueChangeEvent event(this, percent());
        QAccessible::updateAccessibility(&event);
    }
}

void ProgressStrip::setUnknown()
{
    m_ease.stop();
    setRange(0, 0);
    moveOrStand();
}

void ProgressStrip::moveOrStand()
{
    if (isUnknown() && isVisible() && AppStyle::motionOf(this))
        m_travel.start(kFrameMs, this);
    else
        m_travel.stop();
}

void ProgressStrip::showEvent(QShowEvent *event)
{
    QProgressBar::showEvent(event);
    moveOrStand();
}

void ProgressStrip::hideEvent(QHideEvent *event)
{
    QProgressBar::hideEvent(event);
    m_travel.stop();
}

void ProgressStrip::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_travel.timerId())
        return QProgressBar::timerEvent(event);
    moveOrStand(); // the person may have turned motion off
    update();
}

} // namespace cairn::gui

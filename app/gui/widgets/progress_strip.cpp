// SPDX-License-Identifier: MIT
#include "app/gui/widgets/progress_strip.h"

#include "app/gui/style/app_style.h"

#include <QTimerEvent>

namespace cairn::gui {

namespace {

constexpr int kSteps = 1000;
constexpr int kHeight = 6;
constexpr int kEaseMs = 250;
constexpr int kFrameMs = 33;

} // namespace

ProgressStrip::ProgressStrip(QWidget *parent)
    : QProgressBar(parent)
{
    setRange(0, kSteps);
    setValue(0);
    setTextVisible(false);
    setFixedHeight(kHeight);
    m_ease.setDuration(kEaseMs);
    m_ease.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_ease, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &value) { setValue(value.toInt()); });
}

void ProgressStrip::setShare(double share)
{
    const bool first = isUnknown() || value() <= 0;
    if (isUnknown())
        setRange(0, kSteps);
    moveOrStand();
    const int target = qBound(0, qRound(share * kSteps), kSteps);
    m_ease.stop();
    // Backwards is another run: that is no movement to watch.
    if (first || target < value() || !isVisible() || !AppStyle::motionOf(this)) {
        setValue(target);
        return;
    }
    m_ease.setStartValue(value());
    m_ease.setEndValue(target);
    m_ease.start();
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

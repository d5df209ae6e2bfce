// SPDX-License-Identifier: MIT
// AppStyle: what a value is put into or read from. Fields, combo and spin boxes, groups, progress,
// scroll bars, sliders.
#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QDateTime>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

namespace cairn::gui {

using namespace Qt::StringLiterals;

void AppStyle::drawField(const QRect &rect, const QStyleOption &option, QPainter &p,
                         const QWidget *widget) const
{
    const bool enabled = option.state & State_Enabled;
    const bool focused = enabled && (option.state & State_HasFocus);
    const bool hover = enabled && (option.state & State_MouseOver);
    const bool invalid = widget && widget->property("invalid").toBool();
    QColor border = enabled                ? m_theme.lineStrong
                    : m_theme.highContrast ? m_theme.disabled
                                           : m_theme.line;
    if (hover)
        border = m_theme.muted;
    if (focused)
        border = m_theme.accent;
    if (invalid)
        border = m_theme.fail;
    const int width = focused ? m_theme.focusWidth() : m_theme.highContrast || invalid ? 2 : 1;
    drawRound(p, rect, 6, enabled ? m_theme.surface : m_theme.sunken, border, width);
}

void AppStyle::drawCombo(const QStyleOptionComplex &option, QPainter &p,
                         const QWidget *widget) const
{
    drawField(option.rect, option, p, widget);
    const QRect arrow = subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    drawChevron(p, arrow, Point::Down,
                option.state & State_Enabled ? m_theme.muted : m_theme.disabled);
}

void AppStyle::drawSpin(const QStyleOptionComplex &option, QPainter &p, const QWidget *widget) const
{
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(&option);
    if (!spin)
        return;
    drawField(option.rect, option, p, widget);
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const bool enabled = option.state & State_Enabled;
    const auto arrow = [&](SubControl control, Point point,
                           QAbstractSpinBox::StepEnabledFlag step) {
        const QRect rect = subControlRect(CC_SpinBox, &option, control, widget);
        const bool can = enabled && (spin->stepEnabled & step);
        const bool hover =
            can && (option.activeSubControls & control) && (option.state & State_MouseOver);
        if (hover)
            drawRound(p, rect.adjusted(1, 1, -1, -1), 4, m_theme.sunken);
        drawChevron(p, rect, point,
                    !can    ? m_theme.disabled
                    : hover ? m_theme.accent
                            : m_theme.muted);
    };
    arrow(SC_SpinBoxUp, Point::Up, QAbstractSpinBox::StepUpEnabled);
    arrow(SC_SpinBoxDown, Point::Down, QAbstractSpinBox::StepDownEnabled);
}

void AppStyle::drawGroup(const QStyleOptionComplex &option, QPainter &p,
                         const QWidget *widget) const
{
    const auto *group = qstyleoption_cast<const QStyleOptionGroupBox *>(&option);
    if (!group)
        return;
    const bool enabled = option.state & State_Enabled;
    if (group->subControls & SC_GroupBoxCheckBox) {
        QStyleOption box(option);
        box.rect = subControlRect(CC_GroupBox, &option, SC_GroupBoxCheckBox, widget);
        drawCheck(box, p);
    }
    const QRect label = subControlRect(CC_GroupBox, &option, SC_GroupBoxLabel, widget);
    p.save();
    p.setFont(textFont(u"heading"_s));
    p.setPen(enabled ? m_theme.text : m_theme.disabled);
    p.drawText(label,
               Qt::AlignVCenter | Qt::TextShowMnemonic |
                   (option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft),
               group->text);
    p.restore();
}

void AppStyle::drawProgress(const QStyleOption &option, QPainter &p) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&option);
    if (!bar)
        return;
    constexpr int kHeight = 6;
    constexpr int kRoundTripMs = 1600;
    QRectF track = option.rect;
    track.setTop(option.rect.top() + (option.rect.height() - kHeight) / 2);
    track.setHeight(kHeight);
    drawRound(p, track, 3, m_theme.highContrast ? m_theme.surface : m_theme.line,
              m_theme.highContrast ? m_theme.line : QColor());
    const QColor fill = option.state & State_Enabled ? m_theme.accent : m_theme.disabled;
    const bool fromRight = (option.direction == Qt::RightToLeft) != bar->invertedAppearance;

    if (bar->minimum == bar->maximum) {
        QRectF part = track;
        part.setWidth(track.width() / 3);
        if (m_motion) {
            const qreal phase =
                qreal(QDateTime::currentMSecsSinceEpoch() % kRoundTripMs) / kRoundTripMs;
            const qreal way = (track.width() + part.width()) * (fromRight ? 1 - phase : phase);
            part.moveLeft(track.left() - part.width() + way);
            drawRound(p, part & track, 3, fill);
            return;
        }
        const Brush brush(p);
        QPainterPath clip;
        clip.addRoundedRect(track, 3, 3);
        p.setClipPath(clip);
        p.setPen(QPen(fill, 4));
        for (qreal x = track.left() - 6; x < track.right() + 6; x += 12)
            p.drawLine(QPointF(x, track.bottom() + 2), QPointF(x + 10, track.top() - 2));
        return;
    }
    const qreal share =
        qreal(qint64(bar->progress) - bar->minimum) / qreal(qint64(bar->maximum) - bar->minimum);
    if (share <= 0)
        return;
    QRectF done = track;
    done.setWidth(qMax(qreal(kHeight), track.width() * qMin(1.0, share)));
    if (fromRight)
        done.moveRight(track.right());
    drawRound(p, done, 3, fill);
}

void AppStyle::drawScrollBar(const QStyleOptionComplex &option, QPainter &p) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!bar || bar->minimum == bar->maximum)
        return;
    const QRect handle = proxy()->subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, nullptr);
    const bool hover = option.state & State_MouseOver;
    const bool held = option.state & State_Sunken;
    constexpr qreal kInset = 3;
    const QRectF shape = QRectF(handle).adjusted(kInset, kInset, -kInset, -kInset);
    QColor color = hover || held ? m_theme.muted : m_theme.lineStrong;
    if (!hover && !held && !m_theme.highContrast)
        color.setAlphaF(0.65F);
    drawRound(p, shape, qMin(shape.width(), shape.height()) / 2, color);
}

void AppStyle::drawSlider(const QStyleOptionComplex &option, QPainter &p) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!slider)
        return;
    const bool enabled = option.state & State_Enabled;
    const QRect handle = proxy()->subControlRect(CC_Slider, slider, SC_SliderHandle, nullptr);
    const QPointF middle = QRectF(handle).center();
    QRectF track = option.rect;
    QRectF done;
    if (slider->orientation == Qt::Horizontal) {
        track = QRectF(track.left() + 2, middle.y() - 2, track.width() - 4, 4);
        done = track;
        slider->upsideDown ? done.setLeft(middle.x()) : done.setRight(middle.x());
    } else {
        track = QRectF(middle.x() - 2, track.top() + 2, 4, track.height() - 4);
        done = track;
        slider->upsideDown ? done.setTop(middle.y()) : done.setBottom(middle.y());
    }
    drawRound(p, track, 2, m_theme.line);
    drawRound(p, done, 2, enabled ? m_theme.accent : m_theme.disabled);
    const QRectF knob(middle.x() - 8, middle.y() - 8, 16, 16);
    drawRound(p, knob, 8, m_theme.surface, enabled ? m_theme.accent : m_theme.disabled, 2);
}

} // namespace cairn::gui

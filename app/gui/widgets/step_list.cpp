// SPDX-License-Identifier: MIT
#include "app/gui/widgets/step_list.h"

#include "app/gui/style/app_style.h"

#include <QApplication>
#include <QPainter>

namespace cairn::gui {

namespace {

constexpr int kWidth = 220;
constexpr int kRing = 24;
constexpr int kMargin = 24;
constexpr int kGap = 16; // to the page beside it

} // namespace

StepList::StepList(const QStringList &steps, QWidget *parent)
    : QWidget(parent)
    , m_steps(steps)
    , m_results(steps.size())
{
    setFixedWidth(kWidth + kGap);
    setCurrent(0);
}

void StepList::setCurrent(int step)
{
    m_current = step;
    setAccessibleName(
        tr("Step %1 of %2: %3").arg(step + 1).arg(m_steps.size()).arg(m_steps.value(step)));
    update();
}

void StepList::setResult(int step, const QString &text)
{
    m_results[step] = text;
    update();
}

void StepList::paintEvent(QPaintEvent *)
{
    const auto *style = qobject_cast<const AppStyle *>(QApplication::style());
    if (!style)
        return;
    const Theme &theme = style->theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), {0, 0, kWidth, height()}),
                     theme.sunken);
    const QFont base = QApplication::font();
    QFont strong = base;
    strong.setWeight(QFont::DemiBold);
    QFont small = base;
    small.setPointSizeF(std::max(9.0, base.pointSizeF() * 0.9));
    int y = kMargin;
    for (int i = 0; i < m_steps.size(); ++i) {
        const bool isDone = i < m_current;
        const bool isHere = i == m_current;
        const auto place = [this](QRect rect) {
            return QStyle::visualRect(layoutDirection(), this->rect(), rect);
        };
        const QRectF ring = place({kMargin, y, kRing, kRing});
        painter.setPen(isDone || isHere ? QPen(theme.accent, 1.5) : QPen(theme.lineStrong, 1.5));
        painter.setBrush(isHere ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(ring.adjusted(0.75, 0.75, -0.75, -0.75));
        painter.setFont(small);
        if (isDone) {
            const QPointF c = ring.center();
            painter.setPen(QPen(theme.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(
                QPolygonF({c + QPointF(-5, 0), c + QPointF(-1.5, 3.5), c + QPointF(5, -3.5)}));
        } else {
            painter.setPen(isHere ? theme.onAccent : theme.muted);
            painter.drawText(ring, Qt::AlignCenter, QString::number(i + 1));
        }
        const int textX = kMargin + kRing + 12;
        const int textWidth = kWidth - textX - 12;
        painter.setFont(isHere ? strong : base);
        painter.setPen(isHere || isDone ? theme.text : theme.muted);
        painter.drawText(place({textX, y, textWidth, kRing}),
                         int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) |
                             Qt::AlignVCenter,
                         m_steps[i]);
        y += kRing + 4;
        if (!m_results[i].isEmpty()) {
            painter.setFont(small);
            painter.setPen(theme.muted);
            const QRect room = place({textX, y, textWidth, 400});
            QRect used;
            painter.drawText(room,
                             int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) |
                                 Qt::TextWrapAnywhere,
                             m_results[i], &used);
            y += used.height();
        }
        y += 20;
    }
}

} // namespace cairn::gui

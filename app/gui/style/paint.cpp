// SPDX-License-Identifier: MIT
#include "app/gui/style/paint.h"

#include <QPolygonF>

namespace cairn::gui {

void drawRound(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill,
               const QColor &border, qreal borderWidth)
{
    const Brush brush(painter);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (border.isValid()) {
        const qreal half = borderWidth / 2;
        painter.setPen(QPen(border, borderWidth));
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half,
                                radius - half);
    } else {
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(rect, radius, radius);
    }
}

void drawChevron(QPainter &painter, const QRectF &rect, Point point, const QColor &color)
{
    const Brush brush(painter);
    painter.translate(rect.center());
    switch (point) {
    case Point::Down:
        break;
    case Point::Up:
        painter.rotate(180);
        break;
    case Point::Start:
        painter.rotate(90);
        break;
    case Point::End:
        painter.rotate(-90);
        break;
    }
    painter.setPen(QPen(color, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({{-4, -2}, {0, 2}, {4, -2}}));
}

void drawTick(QPainter &painter, const QRectF &rect, const QColor &color, qreal width)
{
    const Brush brush(painter);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) {
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height());
    };
    painter.drawPolyline(QPolygonF({at(0.24, 0.53), at(0.43, 0.71), at(0.77, 0.31)}));
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

namespace cairn::gui {

// Engines that paint are asked for pixmaps too, and those begin transparent.
class PaintedEngine : public QIconEngine
{
public:
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return result;
    }
};

} // namespace cairn::gui

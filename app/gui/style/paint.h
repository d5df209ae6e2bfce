// SPDX-License-Identifier: MIT
#pragma once

#include <QPainter>

namespace cairn::gui {

// Small steps of painting that styles and widgets share.

// Saves the painter and turns antialiasing on for a block.
class Brush final
{
public:
    explicit Brush(QPainter &painter)
        : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Brush() { m_painter.restore(); }
    Brush(const Brush &) = delete;
    Brush &operator=(const Brush &) = delete;

private:
    QPainter &m_painter;
};

// A rounded shape whose border of the given width lies inside rect. An invalid colour is left out.
void drawRound(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill,
               const QColor &border = {}, qreal borderWidth = 1);

enum class Point { Up, Down, Start, End }; // Start and End as seen on the screen: left and right
void drawChevron(QPainter &painter, const QRectF &rect, Point point, const QColor &color);

// A tick over rect.
void drawTick(QPainter &painter, const QRectF &rect, const QColor &color, qreal width = 2);

} // namespace cairn::gui

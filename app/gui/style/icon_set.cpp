// SPDX-License-Identifier: MIT
#include "app/gui/style/icon_set.h"

#include "app/gui/style/app_style.h"
#include "app/gui/style/icon_paths.h"
#include "app/gui/style/paint.h"
#include "app/gui/style/painted_engine.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPathStroker>

#include <array>

namespace cairn::gui {

namespace {

constexpr qreal kGrid = 24;
constexpr std::array kTraySizes = {16, 22, 24, 32, 44, 64};

QColor colorOf(const Theme &theme, IconTone tone)
{
    switch (tone) {
    case IconTone::Text:
        return theme.text;
    case IconTone::Muted:
        return theme.muted;
    case IconTone::Accent:
    case IconTone::Run:
        return theme.accent;
    case IconTone::OnAccent:
        return theme.onAccent;
    case IconTone::Ok:
        return theme.ok;
    case IconTone::Wait:
        return theme.wait;
    case IconTone::Warn:
        return theme.warn;
    case IconTone::Fail:
        break;
    }
    return theme.fail;
}

QPainterPath stroked(const QPainterPath &path, qreal width)
{
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCapStyle(Qt::RoundCap);
    stroker.setJoinStyle(Qt::RoundJoin);
    return stroker.createStroke(path);
}

// Everything an icon is made of, as one area to fill.
QPainterPath areaOf(const IconShape &shape, qreal strokeWidth, qreal signWidth)
{
    QPainterPath area = shape.fill;
    if (!shape.sign.isEmpty())
        area = area.subtracted(stroked(shape.sign, signWidth));
    if (!shape.stroke.isEmpty())
        area.addPath(stroked(shape.stroke, strokeWidth).simplified());
    return area;
}

// Where the grid of 24 lies in rect.
void toGrid(QPainter &painter, const QRectF &rect, qreal grid)
{
    const qreal side = qMin(rect.width(), rect.height());
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / grid, side / grid);
}

class IconEngine final : public PaintedEngine
{
public:
    IconEngine(const IconShape &shape, IconTone tone)
        : m_shape(shape)
        , m_tone(tone)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Theme &theme = AppStyle::themeOf(nullptr);
        const qreal side = qMin(rect.width(), rect.height());
        const Brush brush(*painter);
        toGrid(*painter, rect, kGrid);
        if (m_shape.mirrors && QApplication::isRightToLeft()) {
            painter->translate(kGrid, 0);
            painter->scale(-1, 1);
        }
        // 1.5 device pixels where 1.75 of 24 would be less than that.
        const qreal stroke = qMax(1.75, 1.35 * kGrid / qMax(1.0, side));
        painter->fillPath(areaOf(m_shape, stroke, side <= 20 ? 2.4 : 2.0),
                          mode == QIcon::Disabled ? theme.disabled : colorOf(theme, m_tone));
    }

    QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    IconShape m_shape;
    IconTone m_tone;
};

class MarkEngine final : public PaintedEngine
{
public:
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const Theme &theme = AppStyle::themeOf(nullptr);
        const Brush brush(*painter);
        toGrid(*painter, rect, 64);
        const QList<QPainterPath> stones = markStones();
        for (const QPainterPath &stone : stones)
            painter->fillPath(stone, &stone == &stones.last() ? theme.ok : theme.accent);
    }

    QIconEngine *clone() const override { return new MarkEngine(*this); }
};

QColor trayColor(TrayState state)
{
    const TrayColors &colors = trayColors();
    switch (state) {
    case TrayState::Fine:
        return colors.ok;
    case TrayState::Running:
        return colors.run;
    case TrayState::Paused:
    case TrayState::Waiting:
        return colors.wait;
    case TrayState::Attention:
        return colors.warn;
    case TrayState::Failed:
        break;
    }
    return colors.fail;
}

QPixmap trayPixmap(TrayState state, int steps, int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const IconShape shape = trayShape(state);
    const QColor color = trayColor(state);
    QRectF rect(0, 0, side, side);
    if (state == TrayState::Running && steps >= 0) {
        // The ring goes around the shield, which makes room for it.
        const qreal width = qMax(1.5, side / 12.0);
        const QRectF ring = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2);
        QColor rest = color;
        rest.setAlphaF(0.35F);
        painter.setPen(QPen(rest, width));
        painter.drawEllipse(ring);
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(ring, 90 * 16, -steps * 30 * 16);
        const qreal inset = width + side / 12.0;
        rect.adjust(inset, inset, -inset, -inset);
    } else {
        rect.adjust(side / 32.0, side / 32.0, -side / 32.0, -side / 32.0);
    }
    toGrid(painter, rect, kGrid);
    painter.fillPath(shape.fill, color);
    const qreal signWidth = side <= 24 ? 3.0 : 2.4;
    painter.fillPath(stroked(shape.sign, signWidth), trayColors().sign);
    return pixmap;
}

} // namespace

QIcon iconOf(const IconShape &shape, IconTone tone)
{
    return QIcon(new IconEngine(shape, tone));
}

QIcon IconSet::icon(Icon name, IconTone tone)
{
    return iconOf(iconShape(name), tone);
}

QIcon IconSet::mark()
{
    return QIcon(new MarkEngine);
}

QIcon IconSet::tray(TrayState state, int percent)
{
    const int steps = qBound(0, percent * 12 / 100, 12);
    QIcon icon;
    for (const int side : kTraySizes)
        icon.addPixmap(trayPixmap(state, steps, side));
    return icon;
}

} // namespace cairn::gui

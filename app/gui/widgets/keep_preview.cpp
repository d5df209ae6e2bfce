// SPDX-License-Identifier: MIT
#include "app/gui/widgets/keep_preview.h"

#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QDateTime>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr int kLargeStep = 16; // of dots 10 wide
constexpr int kSmallStep = 8;  // of dots 5 wide
constexpr int kManyVersions = 150;
constexpr int kWidth = 480;

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *preview = qobject_cast<KeepPreview *>(object);
    return preview ? new QAccessibleWidget(preview, QAccessible::Graphic) : nullptr;
}

} // namespace

KeepPreview::KeepPreview(QWidget *parent)
    : QWidget(parent)
{
    QAccessible::installFactory(makeAccessible);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void KeepPreview::setVersions(const std::vector<KeepAnswer::Version> &versions)
{
    m_versions = versions;
    updateGeometry();
    update();
}

int KeepPreview::step() const
{
    return m_versions.size() > kManyVersions ? kSmallStep : kLargeStep;
}

int KeepPreview::perLine(int width) const
{
    return std::max(1, width / step());
}

int KeepPreview::heightForWidth(int width) const
{
    const int count = int(m_versions.size());
    const int lines = (count + perLine(width) - 1) / perLine(width);
    return std::max(1, lines) * (step() + step() / 2);
}

QSize KeepPreview::sizeHint() const
{
    return {kWidth, heightForWidth(kWidth)};
}

QSize KeepPreview::minimumSizeHint() const
{
    return {10 * kLargeStep, kLargeStep};
}

QRectF KeepPreview::dot(int index) const
{
    const int inLine = perLine(width());
    const qreal size = step() * 0.65;
    const qreal line = step() * 1.5;
    qreal x = (index % inLine) * step() + (step() - size) / 2;
    if (layoutDirection() == Qt::RightToLeft)
        x = width() - x - size;
    return {x, int(index / inLine) * line + (line - size) / 2, size, size};
}

int KeepPreview::indexAt(const QPointF &position) const
{
    const qreal gap = step() * 0.175;
    for (int i = 0; i < int(m_versions.size()); ++i)
        if (dot(i).adjusted(-gap, -step() / 2, gap, step() / 2).contains(position))
            return i;
    return -1;
}

bool KeepPreview::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const int at = indexAt(help->pos());
    if (at < 0) {
        QToolTip::hideText();
        return true;
    }
    const KeepAnswer::Version &version = m_versions[std::size_t(at)];
    const QString when =
        QLocale().toString(QDateTime::fromSecsSinceEpoch(version.time), QLocale::ShortFormat);
    QToolTip::showText(
        help->globalPos(),
        version.goes ? tr("%1: would be removed").arg(when) : tr("%1: stays").arg(when), this);
    return true;
}

void KeepPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Brush brush(painter);
    const Theme &theme = AppStyle::themeOf(this);
    const int count = int(m_versions.size());
    const int inLine = perLine(width());
    painter.setPen(QPen(theme.line, 1));
    for (int first = 0; first < count; first += inLine) {
        const QPointF from = dot(first).center();
        painter.drawLine(from, dot(std::min(first + inLine, count) - 1).center());
    }
    for (int i = 0; i < count; ++i) {
        const QRectF place = dot(i);
        if (m_versions[std::size_t(i)].goes)
            drawRound(painter, place, place.width() / 2, theme.surface, theme.lineStrong, 1.5);
        else
            drawRound(painter, place, place.width() / 2, theme.accent);
    }
}

} // namespace cairn::gui

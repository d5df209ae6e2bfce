// SPDX-License-Identifier: MIT
#include "app/gui/widgets/day_strip.h"

#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr int kCellWidth = 5;
constexpr int kGap = 2;
constexpr int kCellHeight = 14;
constexpr int kTall = 18; // a failed day, and the widget

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *strip = qobject_cast<DayStrip *>(object);
    return strip ? new QAccessibleWidget(strip, QAccessible::Graphic) : nullptr;
}

void drawCell(QPainter &painter, const QRectF &rect, DayState state, const Theme &theme)
{
    const QRectF low = rect.adjusted(0, kTall - kCellHeight, 0, 0);
    switch (state) {
    case DayState::Before:
        drawRound(painter, QRectF(low.left() + 1.5, low.bottom() - 2, 2, 2), 1, theme.lineStrong);
        return;
    case DayState::Saved:
        drawRound(painter, low, 1.5, theme.ok);
        return;
    case DayState::Warning: // a bite out of the top
        drawRound(painter, low.adjusted(0, 5, 0, 0), 1.5, theme.warn);
        drawRound(painter, QRectF(low.left(), low.top(), low.width(), 3), 1.5, theme.warn);
        return;
    case DayState::Failed: {
        drawRound(painter, rect, 1.5, theme.fail);
        const Brush brush(painter);
        painter.setPen(QPen(theme.onFail, 1.25, Qt::SolidLine, Qt::RoundCap));
        const QRectF sign(rect.left() + 1.25, rect.center().y() - 1.25, 2.5, 2.5);
        painter.drawLine(sign.topLeft(), sign.bottomRight());
        painter.drawLine(sign.topRight(), sign.bottomLeft());
        return;
    }
    case DayState::Missed:
        drawRound(painter, low, 1.5, {}, theme.lineStrong);
        return;
    }
}

} // namespace

DayStrip::DayStrip(QWidget *parent)
    : QWidget(parent)
{
    QAccessible::installFactory(makeAccessible);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(summary());
}

void DayStrip::setDays(const QList<Day> &days)
{
    const QList<Day> shown = days.mid(std::max<qsizetype>(0, days.size() - kDays));
    if (shown == m_days)
        return;
    m_days = shown;
    setAccessibleName(summary());
    update();
}

QString DayStrip::summaryOf(const QList<Day> &days)
{
    const auto count = [&days](DayState state) {
        return int(std::count_if(days.cbegin(), days.cend(),
                                 [state](const Day &day) { return day.state == state; }));
    };
    const int saved = count(DayState::Saved);
    const int warnings = count(DayState::Warning);
    const int failed = count(DayState::Failed);
    const int missed = count(DayState::Missed);
    QStringList parts;
    if (saved)
        parts << tr("%n saved", "days", saved);
    if (warnings)
        parts << (warnings == 1 ? tr("1 warning") : tr("%n warnings", "days", warnings));
    if (failed)
        parts << tr("%n failed", "days", failed);
    if (missed)
        parts << tr("%n missed", "days", missed);
    if (parts.isEmpty())
        return tr("Last %1 days: no runs").arg(kDays);
    //: %2 is a list: 27 saved, 1 warning
    return tr("Last %1 days: %2").arg(QString::number(kDays), parts.join(tr(", ")));
}

QSize DayStrip::sizeHint() const
{
    return {kDays * (kCellWidth + kGap) - kGap, kTall};
}

QRect DayStrip::cell(int day) const
{
    const int place = kDays - int(m_days.size()) + day;
    int x = place * (kCellWidth + kGap);
    if (layoutDirection() == Qt::RightToLeft)
        x = sizeHint().width() - x - kCellWidth;
    return {x, (height() - kTall) / 2, kCellWidth, kTall};
}

int DayStrip::dayAt(const QPoint &position) const
{
    for (int day = 0; day < m_days.size(); ++day) {
        // The gap belongs to the cell before it: no dead places under the pointer.
        if (cell(day).adjusted(0, 0, kGap, 0).contains(position))
            return day;
    }
    return -1;
}

bool DayStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int day = dayAt(help->pos());
        QToolTip::showText(help->globalPos(), day < 0 ? summary() : m_days.at(day).tip, this);
        return true;
    }
    return QWidget::event(event);
}

void DayStrip::paint(QPainter &painter, const QRect &rect, const QList<Day> &days,
                     const Theme &theme, Qt::LayoutDirection direction)
{
    const int room = std::min(kDays, (rect.width() + kGap) / (kCellWidth + kGap));
    const int top = rect.top() + (rect.height() - kTall) / 2;
    for (int back = 0; back < std::min(room, int(days.size())); ++back) {
        const int before = (back + 1) * (kCellWidth + kGap) - kGap;
        const int x = direction == Qt::RightToLeft ? rect.left() + before - kCellWidth
                                                   : rect.right() + 1 - before;
        drawCell(painter, QRectF(x, top, kCellWidth, kTall), days[days.size() - 1 - back].state,
                 theme);
    }
}

void DayStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = AppStyle::themeOf(this);
    for (int day = 0; day < m_days.size(); ++day)
        drawCell(painter, cell(day), m_days.at(day).state, theme);
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/widgets/step_list.h"

#include "app/gui/style/app_style.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr int kLeastWidth = 176;
constexpr int kMostWidth = 260; // or the page beside it has no room
constexpr int kRing = 24;
constexpr int kMargin = 24;
constexpr int kTextStart = kMargin + kRing + 12;
constexpr int kTextEnd = 12;
constexpr int kGap = 16; // to the page beside it
constexpr int kTall = 10'000;

QFont strongFont()
{
    QFont strong = QApplication::font();
    strong.setWeight(QFont::DemiBold);
    return strong;
}

QFont smallFont()
{
    QFont small = QApplication::font();
    small.setPointSizeF(std::max(9.0, small.pointSizeF() * 0.9));
    return small;
}

// Without a word that is wider than the list.
QString fitted(const QString &text, const QFontMetrics &metrics, int width)
{
    QStringList words = text.split(u' ');
    for (QString &word : words)
        word = metrics.elidedText(word, Qt::ElideMiddle, width);
    return words.join(u' ');
}

int heightOf(const QString &text, const QFontMetrics &metrics, int width)
{
    return metrics.boundingRect({0, 0, width, kTall}, Qt::TextWordWrap, text).height();
}

} // namespace

StepList::StepList(const QStringList &steps, QWidget *parent)
    : QWidget(parent)
    , m_steps(steps)
    , m_results(steps.size())
{
    fitWidth();
    setCurrent(0);
}

void StepList::fitWidth()
{
    const QFontMetrics metrics(strongFont());
    int longest = 0;
    for (const QString &step : m_steps)
        for (const QString &word : step.split(u' '))
            longest = std::max(longest, metrics.horizontalAdvance(word) + 1);
    m_width = std::clamp(kTextStart + longest + kTextEnd, kLeastWidth, kMostWidth);
    setFixedWidth(m_width + kGap);
}

void StepList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitWidth();
    QWidget::changeEvent(event);
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

QList<StepList::Place> StepList::places() const
{
    const int width = m_width - kTextStart - kTextEnd;
    const QFontMetrics small(smallFont());
    QList<Place> places;
    int y = kMargin;
    for (int i = 0; i < m_steps.size(); ++i) {
        const QFontMetrics metrics(i == m_current ? strongFont() : QApplication::font());
        Place place;
        place.ring = {kMargin, y, kRing, kRing};
        place.shownTitle = fitted(m_steps[i], metrics, width);
        const int title = std::max(kRing, heightOf(place.shownTitle, metrics, width));
        place.title = {kTextStart, y, width, title};
        y += title + 4;
        if (!m_results[i].isEmpty()) {
            place.shownResult = fitted(m_results[i], small, width);
            place.result = {kTextStart, y, width, heightOf(place.shownResult, small, width)};
            y += place.result.height();
        }
        y += 20;
        places << place;
    }
    return places;
}

bool StepList::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString whole;
    const QList<Place> all = places();
    for (int i = 0; i < all.size(); ++i) {
        const auto isAt = [&](const QRect &rect) {
            return QStyle::visualRect(layoutDirection(), this->rect(), rect).contains(help->pos());
        };
        if (isAt(all[i].title) && all[i].shownTitle != m_steps[i])
            whole = m_steps[i];
        else if (isAt(all[i].result) && all[i].shownResult != m_results[i])
            whole = m_results[i];
    }
    QToolTip::showText(help->globalPos(), whole.toHtmlEscaped(), this);
    return true;
}

void StepList::paintEvent(QPaintEvent *)
{
    const auto *style = qobject_cast<const AppStyle *>(QApplication::style());
    if (!style)
        return;
    const Theme &theme = style->theme();
    const auto place = [this](const QRect &rect) {
        return QStyle::visualRect(layoutDirection(), this->rect(), rect);
    };
    const int side = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(place({0, 0, m_width, height()}), theme.sunken);
    const QList<Place> all = places();
    for (int i = 0; i < all.size(); ++i) {
        const bool isDone = i < m_current;
        const bool isHere = i == m_current;
        const QRectF ring = place(all[i].ring);
        painter.setPen(isDone || isHere ? QPen(theme.accent, 1.5) : QPen(theme.lineStrong, 1.5));
        painter.setBrush(isHere ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(ring.adjusted(0.75, 0.75, -0.75, -0.75));
        painter.setFont(smallFont());
        if (isDone) {
            const QPointF c = ring.center();
            painter.setPen(QPen(theme.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(
                QPolygonF({c + QPointF(-5, 0), c + QPointF(-1.5, 3.5), c + QPointF(5, -3.5)}));
        } else {
            painter.setPen(isHere ? theme.onAccent : theme.muted);
            painter.drawText(ring, Qt::AlignCenter, QString::number(i + 1));
        }
        painter.setFont(isHere ? strongFont() : QApplication::font());
        painter.setPen(isHere || isDone ? theme.text : theme.muted);
        painter.drawText(place(all[i].title), side | Qt::AlignVCenter | Qt::TextWordWrap,
                         all[i].shownTitle);
        painter.setFont(smallFont());
        painter.setPen(theme.muted);
        painter.drawText(place(all[i].result), side | Qt::TextWordWrap, all[i].shownResult);
    }
}

} // namespace cairn::gui

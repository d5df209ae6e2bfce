// SPDX-License-Identifier: MIT
#include "app/gui/widgets/timeline_scrubber.h"

#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEdge = 6; // room for the focus ring
constexpr int kBarsHeight = 40;
constexpr int kGap = 4;
constexpr qreal kLeastBar = 4;
constexpr qreal kWidestBar = 12;

// Numbers count from 1, as the texts do.
class AccessibleTimeline final : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit AccessibleTimeline(TimelineScrubber *scrubber)
        : QAccessibleWidget(scrubber, QAccessible::Slider)
        , m_scrubber(scrubber)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Value)
            return m_scrubber->describe(m_scrubber->current());
        return QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override { return m_scrubber->current() + 1; }
    void setCurrentValue(const QVariant &value) override
    {
        m_scrubber->setCurrent(value.toInt() - 1);
    }
    QVariant minimumValue() const override { return m_scrubber->versions().isEmpty() ? 0 : 1; }
    QVariant maximumValue() const override { return int(m_scrubber->versions().size()); }
    QVariant minimumStepSize() const override { return 1; }

private:
    TimelineScrubber *m_scrubber;
};

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *scrubber = qobject_cast<TimelineScrubber *>(object);
    return scrubber ? new AccessibleTimeline(scrubber) : nullptr;
}

} // namespace

TimelineScrubber::TimelineScrubber(QWidget *parent)
    : QWidget(parent)
{
    QAccessible::installFactory(makeAccessible);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Versions"));
}

void TimelineScrubber::setVersions(const QList<TimelineVersion> &versions)
{
    m_versions = versions;
    m_current = int(versions.size()) - 1;
    m_hover = -1;
    m_most = 1;
    for (const TimelineVersion &version : versions)
        m_most = qMax(m_most, version.filesChanged);
    update();
}

void TimelineScrubber::setCurrent(int index)
{
    if (index < 0 || index >= m_versions.size() || index == m_current)
        return;
    m_current = index;
    update();
    QAccessibleValueChangeEvent change(this, index + 1);
    QAccessible::updateAccessibility(&change);
    Q_EMIT currentChanged(index);
}

QString TimelineScrubber::describe(int index) const
{
    if (index < 0 || index >= m_versions.size())
        return tr("No versions");
    const TimelineVersion &version = m_versions.at(index);
    const QLocale locale;
    const QString when = locale.toString(version.when.date(), QLocale::LongFormat) + u' ' +
                         locale.toString(version.when.time(), QLocale::ShortFormat);
    const QString changed = version.filesChanged == 1
                                ? tr("1 file changed")
                                : tr("%1 files changed").arg(locale.toString(version.filesChanged));
    //: Version 34 of 42, Sunday 12 July 2026 19:00, 214 files changed
    return tr("Version %1 of %2, %3, %4")
        .arg(locale.toString(index + 1), locale.toString(m_versions.size()), when, changed);
}

QSize TimelineScrubber::sizeHint() const
{
    const QFontMetrics small(AppStyle::textFont(u"small"_s));
    return {480, 2 * kEdge + kBarsHeight + kGap + small.height()};
}

QSize TimelineScrubber::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

QRectF TimelineScrubber::barsRect() const
{
    return QRectF(kEdge, kEdge, width() - 2 * kEdge, kBarsHeight);
}

// Where a version stands: all are equally far apart, mirrored right to left.
QRectF TimelineScrubber::slot(int index) const
{
    const QRectF bars = barsRect();
    const qreal step = bars.width() / qreal(qMax<qsizetype>(1, m_versions.size()));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const qreal place = mirrored ? qreal(m_versions.size() - 1 - index) : index;
    return {bars.left() + place * step, bars.top(), step, bars.height()};
}

int TimelineScrubber::indexAt(qreal x) const
{
    if (m_versions.isEmpty())
        return -1;
    const QRectF bars = barsRect();
    const qreal step = bars.width() / qreal(m_versions.size());
    const int place = qBound(0, int((x - bars.left()) / step), int(m_versions.size()) - 1);
    return layoutDirection() == Qt::RightToLeft ? int(m_versions.size()) - 1 - place : place;
}

// The last version not younger than so many months from the current one, at least one away.
int TimelineScrubber::monthAway(int months) const
{
    const int last = int(m_versions.size()) - 1;
    const QDateTime wanted = m_versions.at(m_current).when.addMonths(months);
    int index = m_current;
    if (months < 0) {
        while (index > 0 && m_versions.at(index).when > wanted)
            --index;
    } else {
        while (index < last && m_versions.at(index).when < wanted)
            ++index;
    }
    return index;
}

bool TimelineScrubber::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), describe(indexAt(help->pos().x())), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineScrubber::keyPressEvent(QKeyEvent *event)
{
    if (m_versions.isEmpty())
        return QWidget::keyPressEvent(event);
    const int right = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(m_current - right);
    case Qt::Key_Right:
        return setCurrent(m_current + right);
    case Qt::Key_PageUp:
        return setCurrent(monthAway(-1));
    case Qt::Key_PageDown:
        return setCurrent(monthAway(1));
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(int(m_versions.size()) - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimelineScrubber::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setCurrent(indexAt(event->position().x()));
}

void TimelineScrubber::mouseMoveEvent(QMouseEvent *event)
{
    m_hover = indexAt(event->position().x());
    if (event->buttons() & Qt::LeftButton)
        setCurrent(m_hover);
    update();
}

void TimelineScrubber::leaveEvent(QEvent *event)
{
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

void TimelineScrubber::paintMonths(QPainter &painter) const
{
    const Theme &theme = AppStyle::themeOf(this);
    const QFont font = AppStyle::textFont(u"small"_s);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(isEnabled() ? theme.muted : theme.disabled);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const qreal top = barsRect().bottom() + kGap;
    QRectF before;
    QDate month;
    for (int index = 0; index < m_versions.size(); ++index) {
        const QDate date = m_versions.at(index).when.date();
        if (date.year() == month.year() && date.month() == month.month())
            continue;
        month = date;
        const QString name = QLocale().standaloneMonthName(date.month());
        const QRectF at = slot(index);
        QRectF label(0, top, metrics.horizontalAdvance(name), metrics.height());
        mirrored ? label.moveRight(at.right()) : label.moveLeft(at.left());
        const bool collides = before.isValid() && before.adjusted(-8, 0, 8, 0).intersects(label);
        if (collides || label.left() < 0 || label.right() > width())
            continue;
        painter.drawText(label, Qt::AlignCenter, name);
        before = label;
    }
}

void TimelineScrubber::paintVersion(QPainter &painter, int index) const
{
    const Theme &theme = AppStyle::themeOf(this);
    const QRectF bars = barsRect();
    const QRectF at = slot(index);
    const qreal share =
        std::log1p(double(m_versions.at(index).filesChanged)) / std::log1p(double(m_most));
    const qreal height = kLeastBar + (bars.height() - kLeastBar) * share;
    const qreal width = qBound(1.0, at.width() - 2, kWidestBar);
    const bool current = index == m_current;
    const QRectF bar(at.center().x() - width / 2, at.bottom() - height, width, height);
    if (current) // a band over the full height: seen also where its bar is small
        drawRound(painter, QRectF(bar.left() - 3, bars.top() - 2, width + 6, bars.height() + 4), 4,
                  theme.accentSoft, theme.accent, 2);
    QColor color = current || index == m_hover ? theme.accent : theme.lineStrong;
    if (!isEnabled())
        color = theme.disabled;
    drawRound(painter, bar, qMin(2.0, width / 2), color);
}

void TimelineScrubber::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = AppStyle::themeOf(this);
    const QRectF bars = barsRect();
    painter.fillRect(QRectF(bars.left(), bars.bottom(), bars.width(), 1), theme.line);
    for (int index = 0; index < m_versions.size(); ++index) {
        if (index != m_current)
            paintVersion(painter, index);
    }
    if (m_current >= 0) // last: its band reaches over its neighbours
        paintVersion(painter, m_current);
    paintMonths(painter);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        drawRound(painter, QRectF(rect()), 6, {}, theme.accent, theme.focusWidth());
}

} // namespace cairn::gui

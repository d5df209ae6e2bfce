// SPDX-License-Identifier: MIT
#include "app/gui/widgets/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace cairn::gui {

namespace {

constexpr QChar kIsolateLeftToRight(0x2066);
constexpr QChar kEndIsolate(0x2069);
constexpr int kLeastCharacters = 8;

} // namespace

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent)
    : QLabel(text, parent)
{
    // The text is a name that others gave: never markup.
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

ElidedLabel::ElidedLabel(QWidget *parent)
    : ElidedLabel(QString(), parent)
{
}

void ElidedLabel::setLeftToRight(bool leftToRight)
{
    m_leftToRight = leftToRight;
    update();
}

QString ElidedLabel::shownText() const
{
    return fontMetrics().elidedText(text(), Qt::ElideMiddle, contentsRect().width());
}

bool ElidedLabel::isElided() const
{
    return shownText() != text();
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    const int least = kLeastCharacters * fontMetrics().averageCharWidth();
    return {qMin(whole.width(), least), whole.height()};
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const QPoint at = static_cast<QHelpEvent *>(event)->globalPos();
        QToolTip::showText(at, isElided() ? text().toHtmlEscaped() : QString(), this);
        return true;
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QString shown = shownText();
    if (m_leftToRight)
        shown = kIsolateLeftToRight + shown + kEndIsolate;
    const Qt::Alignment alignment = QStyle::visualAlignment(layoutDirection(), this->alignment());
    style()->drawItemText(&painter, contentsRect(), int(alignment) | Qt::TextSingleLine, palette(),
                          isEnabled(), shown, foregroundRole());
}

} // namespace cairn::gui

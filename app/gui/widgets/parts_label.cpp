// SPDX-License-Identifier: MIT
#include "app/gui/widgets/parts_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kDot = u"  ·  "_s; // as stateText() writes it

// A part in as many lines as it takes at this width, px; a word is never parted.
QString wrapped(const QString &part, const QFontMetrics &metrics, int width)
{
    QString lines;
    QString line;
    for (const QString &word : part.split(u' ')) {
        const QString longer = line.isEmpty() ? word : line + u' ' + word;
        if (line.isEmpty() || metrics.horizontalAdvance(longer) <= width) {
            line = longer;
            continue;
        }
        lines += line + u'\n';
        line = word;
    }
    return lines + line;
}

} // namespace

PartsLabel::PartsLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QString PartsLabel::textFor(int width) const
{
    QStringList parts = text().split(kDot);
    const auto fits = [&] { return fontMetrics().horizontalAdvance(parts.join(kDot)) <= width; };
    while (parts.size() > 2 && !fits())
        parts.removeAt(parts.size() - 2);
    if (fits())
        return parts.join(kDot);
    for (QString &part : parts)
        part = wrapped(part, fontMetrics(), width);
    return parts.join(u'\n');
}

QSize PartsLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 1, fontMetrics().height()};
}

QSize PartsLabel::minimumSizeHint() const
{
    const QStringList parts = text().split(kDot);
    const auto widthOf = [this](const QString &part) {
        return fontMetrics().horizontalAdvance(part) + 1;
    };
    return {std::max(widthOf(parts.constFirst()), widthOf(parts.constLast())),
            fontMetrics().height()};
}

QSize PartsLabel::sizeFor(int width) const
{
    const QStringList lines = textFor(width).split(u'\n');
    int widest = 0;
    for (const QString &line : lines)
        widest = std::max(widest, fontMetrics().horizontalAdvance(line));
    return {widest, int(lines.size() - 1) * fontMetrics().lineSpacing() + fontMetrics().height()};
}

int PartsLabel::heightForWidth(int width) const
{
    return sizeFor(width).height();
}

bool PartsLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    const bool isWhole = textFor(width()) == text();
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                       isWhole ? QString() : text().toHtmlEscaped(), this);
    return true;
}

void PartsLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Qt::Alignment side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    style()->drawItemText(&painter, contentsRect(), int(side) | Qt::AlignVCenter, palette(),
                          isEnabled(), textFor(width()), foregroundRole());
}

} // namespace cairn::gui

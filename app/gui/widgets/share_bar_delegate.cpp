// SPDX-License-Identifier: MIT
#include "app/gui/widgets/share_bar_delegate.h"

#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBarWidth = 56;
constexpr int kBarHeight = 6;
constexpr int kGap = 8;

} // namespace

int ShareBarDelegate::textWidth(const QWidget &view)
{
    return view.fontMetrics().horizontalAdvance(u"9,999 MB…"_s) + 2 * kGap;
}

int ShareBarDelegate::columnWidth(const QWidget &view)
{
    return textWidth(view) + kBarWidth + kGap;
}

QSize ShareBarDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.rwidth() += kBarWidth + kGap;
    return size;
}

void ShareBarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem text = option;
    initStyleOption(&text, index);
    const QWidget *view = option.widget;
    QStyle *style = view ? view->style() : QApplication::style();
    // The row first, so that a selection reaches below the bar too.
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &text, painter, view);
    const bool hasBar = view && option.rect.width() >= columnWidth(*view);
    const int atEnd = hasBar ? 2 * kGap + kBarWidth : kGap;
    const bool mirrored = option.direction == Qt::RightToLeft;
    QRect bar(0, 0, kBarWidth, kBarHeight);
    bar.moveCenter(option.rect.center());
    bar.moveLeft(mirrored ? option.rect.left() + kGap : option.rect.right() - kGap - kBarWidth);
    const QRect words = mirrored ? option.rect.adjusted(atEnd, 0, -kGap, 0)
                                 : option.rect.adjusted(kGap, 0, -atEnd, 0);
    style->drawItemText(painter, words,
                        Qt::AlignVCenter | (mirrored ? Qt::AlignLeft : Qt::AlignRight),
                        text.palette, true, text.text, QPalette::Text);
    const QVariant share = index.data(kShareRole);
    if (!share.isValid() || !hasBar)
        return;
    const Theme &theme = AppStyle::themeOf(view);
    const Brush brush(*painter);
    // With high contrast the line is as dark as the bar.
    drawRound(*painter, bar, kBarHeight / 2.0, theme.highContrast ? theme.surface : theme.line,
              theme.highContrast ? theme.line : QColor());
    QRectF filled(bar);
    filled.setWidth(std::clamp(share.toDouble(), 0.0, 1.0) * kBarWidth);
    if (mirrored)
        filled.moveRight(bar.x() + kBarWidth);
    if (filled.width() >= 1)
        drawRound(*painter, filled, std::min(kBarHeight / 2.0, filled.width() / 2), theme.accent);
}

} // namespace cairn::gui

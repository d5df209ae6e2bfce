// SPDX-License-Identifier: MIT
// AppStyle: what stands in rows. Items of views, headers, tabs, menus; and the frames around
// things.
#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QListView>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

// Whether a cell or the part before it stands at the start edge of the view. Trees and tables do
// not say so reliably.
bool startsRow(const QStyleOption &option, const QWidget *widget)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(widget);
    if (!view || qobject_cast<const QListView *>(widget))
        return true;
    return option.direction == Qt::RightToLeft
               ? option.rect.right() >= view->viewport()->width() - 1
               : option.rect.left() <= 0;
}

constexpr qreal kCardRadius = 10;
constexpr int kTagWidth = 6;

// At the start edge of a card, within its border and its corners.
QPainterPath tagBar(const QStyleOption &option, int border)
{
    const QRectF inside = QRectF(option.rect).adjusted(border, border, -border, -border);
    QPainterPath card;
    card.addRoundedRect(inside, kCardRadius - border, kCardRadius - border);
    const QRect start(option.rect.left(), option.rect.top(), border + kTagWidth,
                      option.rect.height());
    QPainterPath bar;
    bar.addRect(QStyle::visualRect(option.direction, option.rect, start));
    return card.intersected(bar);
}

} // namespace

void AppStyle::drawRow(const QStyleOption &option, QPainter &p, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option);
    const bool selected = option.state & State_Selected;
    const bool hover = (option.state & State_MouseOver) && (option.state & State_Enabled);
    if (item && item->backgroundBrush.style() != Qt::NoBrush)
        p.fillRect(option.rect, item->backgroundBrush);
    if (widget && widget->inherits("QComboBoxListView")) { // as in a menu
        if (selected)
            drawRound(p, option.rect.adjusted(1, 0, -1, 0), 4, m_theme.accentSoft,
                      m_theme.highContrast ? m_theme.accent : QColor(), 2);
        return;
    }
    if (selected)
        p.fillRect(option.rect, m_theme.accentSoft);
    else if (hover)
        p.fillRect(option.rect, m_theme.sunken);
    if (selected && startsRow(option, widget)) {
        const QRect bar(option.rect.left(), option.rect.top(), 3, option.rect.height());
        p.fillRect(visualRect(option.direction, option.rect, bar), m_theme.accent);
    }
    if (selected && m_theme.highContrast) {
        p.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 2),
                   m_theme.accent);
        p.fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2),
                   m_theme.accent);
    }
}

void AppStyle::drawHeader(const QStyleOption &option, QPainter &p) const
{
    p.fillRect(option.rect, m_theme.surface);
    p.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
               m_theme.line);
}

void AppStyle::drawHeaderLabel(const QStyleOption &option, QPainter &p) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    if (!header)
        return;
    const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
    const QRect rect = option.rect.adjusted(2, 0, -2, 0);
    Qt::Alignment alignment = visualAlignment(option.direction, header->textAlignment);
    if (!(alignment & Qt::AlignVertical_Mask))
        alignment |= Qt::AlignVCenter;
    const QString text = option.fontMetrics.elidedText(header->text, Qt::ElideRight,
                                                       rect.width() - (sorted ? 20 : 0));
    p.setPen(m_theme.muted);
    p.drawText(rect, int(alignment) | Qt::TextSingleLine, text);
    if (sorted) {
        const int width = option.fontMetrics.horizontalAdvance(text);
        const bool atRight = alignment & Qt::AlignRight;
        const int x = atRight ? rect.right() - width - 20 : rect.left() + width + 4;
        drawChevron(p, QRect(x, rect.top(), 14, rect.height()),
                    header->sortIndicator == QStyleOptionHeader::SortUp ? Point::Down : Point::Up,
                    m_theme.muted);
    }
}

void AppStyle::drawTab(const QStyleOption &option, QPainter &p) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&option);
    if (!tab)
        return;
    const bool selected = option.state & State_Selected;
    const bool hover = (option.state & State_MouseOver) && (option.state & State_Enabled);
    const QRectF rect = option.rect;
    if (hover && !selected)
        drawRound(p, rect.adjusted(2, 2, -2, -4), 6, m_theme.sunken);
    if (selected)
        drawRound(p, QRectF(rect.left() + 8, rect.bottom() - 3, rect.width() - 16, 3), 1.5,
                  m_theme.accent);
    p.save();
    p.setPen(!(option.state & State_Enabled) ? m_theme.disabled
             : selected                      ? m_theme.text
                                             : m_theme.muted);
    QRect label = option.rect;
    if (!tab->icon.isNull()) {
        const QRect icon(label.left() + 12, label.top(), 20, label.height());
        tab->icon.paint(&p, visualRect(option.direction, label, icon));
        label.setLeft(icon.right() + 1);
    }
    p.drawText(visualRect(option.direction, option.rect, label),
               Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
    p.restore();
    if ((option.state & State_HasFocus) && (option.state & State_KeyboardFocusChange))
        drawRound(p, rect.adjusted(2, 2, -2, -4), 6, {}, m_theme.accent, m_theme.focusWidth());
}

void AppStyle::drawMenuItem(const QStyleOption &option, QPainter &p) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (!item)
        return;
    const QRect rect = option.rect;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        p.fillRect(QRect(rect.left() + 8, rect.center().y(), rect.width() - 16, 1), m_theme.line);
        return;
    }
    const bool enabled = option.state & State_Enabled;
    const bool selected = enabled && (option.state & State_Selected);
    if (selected)
        drawRound(p, rect.adjusted(4, 0, -4, 0), 4, m_theme.accentSoft,
                  m_theme.highContrast ? m_theme.accent : QColor(), 2);
    const QColor color = enabled ? m_theme.text : m_theme.disabled;
    const auto visual = [&](const QRect &r) { return visualRect(option.direction, rect, r); };

    const QRect sign(rect.left() + 12, rect.top(), 20, rect.height());
    const bool mark = item->checkType != QStyleOptionMenuItem::NotCheckable;
    if (mark && item->checked) {
        const QRectF at(visual(QRect(sign.left(), sign.center().y() - 9, 18, 18)));
        if (item->checkType == QStyleOptionMenuItem::Exclusive)
            drawRound(p, at.adjusted(5, 5, -5, -5), 4, enabled ? m_theme.accent : color);
        else
            drawTick(p, at, enabled ? m_theme.accent : color);
    } else if (!item->icon.isNull()) {
        const auto mode = enabled ? QIcon::Normal : QIcon::Disabled;
        item->icon.paint(&p, visual(QRect(sign.left(), sign.center().y() - 8, 16, 16)),
                         Qt::AlignCenter, mode);
    }
    const bool signs = item->maxIconWidth > 0 || item->menuHasCheckableItems;
    QRect text = rect.adjusted(signs ? 12 + 20 + 8 : 16, 0, -16, 0);
    const QStringList parts = item->text.split(u'\t');
    p.save();
    p.setFont(item->font);
    p.setPen(color);
    const bool right = option.direction == Qt::RightToLeft;
    p.drawText(visual(text),
               Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine |
                   (right ? Qt::AlignRight : Qt::AlignLeft),
               parts.first());
    if (parts.size() > 1) {
        p.setPen(enabled ? m_theme.muted : color);
        p.drawText(visual(text),
                   Qt::AlignVCenter | Qt::TextSingleLine | (right ? Qt::AlignLeft : Qt::AlignRight),
                   parts.last());
    }
    p.restore();
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        drawChevron(p, visual(QRect(rect.right() - 24, rect.top(), 16, rect.height())),
                    right ? Point::Start : Point::End, color);
}

void AppStyle::drawMenuBarItem(const QStyleOption &option, QPainter &p) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (!item)
        return;
    const bool enabled = option.state & State_Enabled;
    p.fillRect(option.rect, m_theme.window);
    if (enabled && (option.state & (State_Selected | State_Sunken)))
        drawRound(p, option.rect.adjusted(1, 2, -1, -2), 4,
                  option.state & State_Sunken ? m_theme.accentSoft : m_theme.sunken,
                  m_theme.highContrast ? m_theme.accent : QColor(), 2);
    p.setPen(enabled ? m_theme.text : m_theme.disabled);
    p.drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
               item->text);
}

// Cards and banners are plain frames that say so by a property. False when it is neither.
bool AppStyle::drawFrame(const QStyleOption &option, QPainter &p, const QWidget *widget) const
{
    if (!widget)
        return false;
    const QRect rect = option.rect;
    if (widget->property("card").toBool()) {
        const bool current = widget->property("current").toBool() ||
                             (widget->hasFocus() && widget->focusPolicy() != Qt::NoFocus);
        const int border = current ? m_theme.focusWidth() : m_theme.highContrast ? 2 : 1;
        drawRound(p, rect, kCardRadius, m_theme.surface, current ? m_theme.accent : m_theme.line,
                  border);
        const QColor tag = m_theme.tagColor(widget->property("tag").toInt());
        if (tag.isValid())
            p.fillPath(tagBar(option, border), tag);
        return true;
    }
    if (widget->property("banner").toBool()) {
        const Tone tone = toneOf(widget);
        drawRound(p, rect, 10, m_theme.toneSoft(tone),
                  m_theme.highContrast ? m_theme.toneColor(tone) : QColor(), 2);
        return true;
    }
    return false;
}

void AppStyle::drawPanel(const QRect &rect, QPainter &p) const
{
    drawRound(p, rect, 6, m_theme.surface, m_theme.line, m_theme.highContrast ? 2 : 1);
}

} // namespace cairn::gui

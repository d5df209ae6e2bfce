// SPDX-License-Identifier: MIT
#include "app/gui/widgets/days_delegate.h"

#include "app/gui/style/app_style.h"
#include "app/gui/widgets/day_strip.h"

#include <QPainter>

namespace cairn::gui {

DaysDelegate::DaysDelegate(int role, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_role(role)
{
}

void DaysDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    constexpr int kMargin = 8;
    QStyledItemDelegate::paint(painter, option, index);
    DayStrip::paint(*painter, option.rect.adjusted(kMargin, 0, -kMargin, 0),
                    index.data(m_role).value<QList<Day>>(), AppStyle::themeOf(option.widget),
                    option.direction);
}

} // namespace cairn::gui

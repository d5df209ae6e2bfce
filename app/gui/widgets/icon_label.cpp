// SPDX-License-Identifier: MIT
#include "app/gui/widgets/icon_label.h"

#include <QPainter>

namespace cairn::gui {

IconLabel::IconLabel(const QIcon &icon, int size, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
{
    setFixedSize(size, size);
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace cairn::gui

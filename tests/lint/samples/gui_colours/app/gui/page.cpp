// SPDX-License-Identifier: MIT
void paint(QPainter &painter, QWidget &widget, const Theme &theme)
{
    painter.fillRect(widget.rect(), QColor(0xF3F4F1));
    painter.setPen(Qt::darkRed);
    widget.setStyleSheet(u"color: blue"_s);
    const QColor line(u"#D9DDD6"_s);
    painter.setPen(qRgb(1, 2, 3));
    painter.setBrush(QColor::fromRgb(1, 2, 3));
    painter.fillRect(widget.rect(), Qt::transparent);
    painter.setPen(theme.text);
    const QColor none = QColor();
}

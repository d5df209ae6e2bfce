// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QWidget>

namespace cairn::gui {

// A picture that follows the theme, unlike the pixmap of a label.
class IconLabel final : public QWidget
{
public:
    IconLabel(const QIcon &icon, int size, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
};

} // namespace cairn::gui

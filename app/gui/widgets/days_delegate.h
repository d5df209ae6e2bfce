// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace cairn::gui {

// The strip of days as a cell of a list.
class DaysDelegate final : public QStyledItemDelegate
{
public:
    DaysDelegate(int role, QObject *parent); // of the QList<Day>
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    const int m_role;
};

} // namespace cairn::gui

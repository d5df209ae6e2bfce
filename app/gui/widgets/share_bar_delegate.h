// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace cairn::gui {

// A size, and behind it a bar: how much of the whole that is. A narrow column has only the size.
class ShareBarDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int kShareRole = Qt::UserRole + 1; // 0 to 1; nothing: not known

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    // Of a column with sizes alone, and of one with bars.
    [[nodiscard]] static int textWidth(const QWidget &view);
    [[nodiscard]] static int columnWidth(const QWidget &view);
};

} // namespace cairn::gui

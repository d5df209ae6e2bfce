// SPDX-License-Identifier: MIT
// How the colour tags of backups look, and what they are called: never a colour alone.
#pragma once

#include "core/config/job_config.h"

#include <QIcon>
#include <QStyledItemDelegate>

namespace cairn::gui {

[[nodiscard]] QString tagName(JobTag tag); // "Red"
// "Colour tag: Red"; empty: it has none.
[[nodiscard]] QString tagText(JobTag tag);
[[nodiscard]] QIcon tagSwatch(JobTag tag);

// Draws a swatch at the end of the cell; its text ends before that.
class TagDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int kTagRole = Qt::UserRole + 1; // a JobTag as a number

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace cairn::gui

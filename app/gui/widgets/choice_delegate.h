// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QStyledItemDelegate>

#include <functional>
#include <utility>
#include <vector>

namespace cairn::gui {

// Edits a cell by a choice where there are some, else as text.
class ChoiceDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    // What the model keeps, and what people read.
    using Choices = std::vector<std::pair<QVariant, QString>>;
    ChoiceDelegate(std::function<Choices(const QModelIndex &)> choices, QObject *parent);

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;

private:
    std::function<Choices(const QModelIndex &)> m_choices;
};

} // namespace cairn::gui

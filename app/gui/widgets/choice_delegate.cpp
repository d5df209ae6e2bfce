// SPDX-License-Identifier: MIT
#include "app/gui/widgets/choice_delegate.h"

#include <QComboBox>

#include <algorithm>

namespace cairn::gui {

ChoiceDelegate::ChoiceDelegate(std::function<Choices(const QModelIndex &)> choices, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_choices(std::move(choices))
{
}

QWidget *ChoiceDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    const Choices choices = m_choices(index);
    if (choices.empty()) {
        QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (editor)
            editor->setAutoFillBackground(true); // the cell's own text stands behind it
        return editor;
    }
    auto *box = new QComboBox(parent);
    for (const auto &[value, text] : choices)
        box->addItem(text, value);
    // A choice is made when it is clicked, not when the cell is left.
    auto *self = const_cast<ChoiceDelegate *>(this);
    connect(box, &QComboBox::activated, self, [self, box] {
        Q_EMIT self->commitData(box);
        Q_EMIT self->closeEditor(box);
    });
    return box;
}

void ChoiceDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = qobject_cast<QComboBox *>(editor);
    if (!box)
        return QStyledItemDelegate::setEditorData(editor, index);
    box->setCurrentIndex(std::max(0, box->findData(index.data(Qt::EditRole))));
}

void ChoiceDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    editor->setGeometry(option.rect);
}

void ChoiceDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                  const QModelIndex &index) const
{
    auto *box = qobject_cast<QComboBox *>(editor);
    if (!box)
        return QStyledItemDelegate::setModelData(editor, model, index);
    model->setData(index, box->currentData(), Qt::EditRole);
}

} // namespace cairn::gui

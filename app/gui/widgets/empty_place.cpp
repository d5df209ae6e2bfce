// SPDX-License-Identifier: MIT
#include "app/gui/widgets/empty_place.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/icon_label.h"

#include <QBoxLayout>

namespace cairn::gui {

EmptyPlace::EmptyPlace(Icon icon, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_heading(textLabel({}, "heading", this))
    , m_sentence(textLabel({}, "body", this))
    , m_action(button({}, "", name, this))
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(new IconLabel(IconSet::icon(icon, IconTone::Muted), 64, this), 0,
                      Qt::AlignHCenter);
    for (QLabel *label : {m_heading, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyPlace::actionClicked);
    m_action->hide();
}

void EmptyPlace::setText(const QString &heading, const QString &sentence, const QString &action)
{
    m_heading->setText(heading);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

QString EmptyPlace::heading() const
{
    return m_heading->text();
}

} // namespace cairn::gui

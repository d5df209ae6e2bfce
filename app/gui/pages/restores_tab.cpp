// SPDX-License-Identifier: MIT
#include "app/gui/pages/restores_tab.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QTreeWidget>

namespace cairn::gui {

using namespace Qt::StringLiterals;

RestoresTab::RestoresTab(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_list(new QTreeWidget(this))
    , m_said(textLabel({}, "body", this))
    , m_undo(button(tr("Undo restore"), "", u"activity.undo"_s, this))
    , m_content(new QStackedWidget(this))
{
    m_list->setObjectName(u"activity.restores"_s);
    m_list->setAccessibleName(tr("Restores"));
    m_list->setHeaderLabels({tr("When"), tr("New files"), tr("Replaced files")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->resizeSection(1, 120);
    m_list->header()->resizeSection(2, 140);
    m_said->setWordWrap(true);
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_said->hide();
    auto *both = new QWidget(this);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(0, 0, 0, 0);
    foot->addWidget(m_said, 1);
    foot->addStretch();
    foot->addWidget(m_undo, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_list, 1);
    column->addLayout(foot);
    m_content->addWidget(both);
    QLabel *none = textLabel(
        tr("A restore can be undone here for %n day(s).", nullptr, int(UndoRecords::kKept.count())),
        "body", this);
    m_content->addWidget(emptyPlace(Icon::Undo, tr("Nothing to undo"), none, this));
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 16, 0, 0);
    page->addWidget(m_content);
    connect(&m_engine, &EngineProxy::undoListed, this, &RestoresTab::show);
    connect(&m_engine, &EngineProxy::undone, this, &RestoresTab::undone);
    connect(m_undo, &QPushButton::clicked, this, &RestoresTab::undo);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_undo->setEnabled(!m_isUndoing && m_list->currentItem()); });
    show({});
}

void RestoresTab::show(const std::vector<UndoChoice> &choices)
{
    m_choices = choices;
    m_list->clear();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (const UndoChoice &choice : m_choices) {
        auto *item = new QTreeWidgetItem(m_list, {momentText(choice.time, now),
                                                  QLocale().toString(choice.newFiles),
                                                  QLocale().toString(choice.replacedFiles)});
        for (const int column : {1, 2})
            item->setTextAlignment(column, Qt::AlignTrailing | Qt::AlignVCenter);
    }
    if (!m_choices.empty())
        m_list->setCurrentItem(m_list->topLevelItem(0));
    // What the last undo said stays to be read.
    m_content->setCurrentIndex(m_choices.empty() && m_said->isHidden() ? 1 : 0);
    m_undo->setVisible(!m_choices.empty());
}

void RestoresTab::undo()
{
    const int at = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (at < 0)
        return;
    m_isUndoing = true;
    m_undo->setEnabled(false);
    m_engine.undo({m_choices[std::size_t(at)].record});
}

void RestoresTab::undone(const QString &text, bool)
{
    if (!m_isUndoing)
        return; // asked for by the dialog of the restore, which says it
    m_isUndoing = false;
    m_said->setText(text);
    m_said->show();
}

} // namespace cairn::gui

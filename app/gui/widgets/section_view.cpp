// SPDX-License-Identifier: MIT
#include "app/gui/widgets/section_view.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QStackedWidget>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListWidth = 176; // at least
constexpr int kTitleRole = Qt::UserRole;

} // namespace

SectionView::SectionView(const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_main(new QVBoxLayout)
{
    m_list->setObjectName(objectName);
    m_list->setAccessibleName(tr("Sections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedWidth(kListWidth);
    m_list->setSpacing(2);
    m_list->viewport()->setBackgroundRole(QPalette::AlternateBase);
    auto *side = new QWidget(this);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::AlternateBase);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 16, 0, 16);
    sideColumn->addWidget(m_list);
    m_main->setSpacing(12);
    m_main->addWidget(m_pages, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(side);
    row->addLayout(m_main, 1);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
}

void SectionView::add(const QString &title, QWidget *section)
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 8);
    column->setSpacing(16);
    column->addWidget(textLabel(title, "title", page));
    column->addWidget(section, 1);
    m_pages->addWidget(scrolling(page, this));
    auto *item = new QListWidgetItem(title, m_list);
    item->setData(kTitleRole, title);
    setMarked(m_list->count() - 1, true); // which is wider
    setMarked(m_list->count() - 1, false);
    if (m_list->count() == 1)
        m_list->setCurrentRow(0);
}

void SectionView::choose(int row)
{
    m_list->setCurrentRow(row);
}

void SectionView::setMarked(int row, bool marked)
{
    QListWidgetItem *item = m_list->item(row);
    const QString title = item->data(kTitleRole).toString();
    item->setText(marked ? tr("%1 •", "a section that was changed").arg(title) : title);
    // Large letters and long languages need more.
    m_list->setFixedWidth(
        std::max(m_list->minimumWidth(), m_list->sizeHintForColumn(0) + 2 * m_list->spacing()));
    item->setData(Qt::AccessibleTextRole, marked ? tr("%1, changed").arg(title) : title);
}

void SectionView::setFoot(QLayout *foot)
{
    foot->setContentsMargins(24, 0, 24, 16);
    m_main->addLayout(foot);
}

} // namespace cairn::gui

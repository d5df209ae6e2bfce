// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/selection_dialog.h"

#include "app/gui/models/file_list_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/column_fit.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QShortcut>
#include <QTreeWidget>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

enum Column { Name, Where, What };
constexpr int kPathRole = Qt::UserRole;

} // namespace

SelectionDialog::SelectionDialog(FileListModel &files, QWidget *parent)
    : QDialog(parent)
    , m_files(files)
    , m_sum(textLabel({}, "body", this))
    , m_list(new QTreeWidget(this))
    , m_remove(button(tr("Remove"), "", u"selection.remove"_s, this))
{
    build();
    connect(&m_files, &FileListModel::ticksChanged, this, &SelectionDialog::showTicks);
    connect(m_remove, &QPushButton::clicked, this, &SelectionDialog::removeChosen);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!m_list->selectedItems().isEmpty()); });
    connect(new QShortcut(Qt::Key_Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &SelectionDialog::removeChosen);
    showTicks();
}

void SelectionDialog::build()
{
    setObjectName(u"selectionDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Selection"));
    m_sum->setObjectName(u"selection.sum"_s);
    m_sum->setWordWrap(true);
    m_list->setObjectName(u"selection.list"_s);
    m_list->setAccessibleName(tr("What is selected"));
    m_list->setHeaderLabels({tr("Name"), tr("Where"), tr("From")});
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setTextElideMode(Qt::ElideMiddle);
    new ColumnFit(m_list, {Name, Where}, u"restore/selection"_s);
    QPushButton *close = button(tr("Close"), "primary", u"selection.close"_s, this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(textLabel(tr("What you have selected"), "title", this));
    column->addWidget(m_sum);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    resize(760, 480);
}

void SelectionDialog::setSum(const QString &text)
{
    m_sum->setText(text);
}

QTreeWidgetItem *SelectionDialog::makeItem(const std::string &path, const QString &what)
{
    const std::size_t end = path.find_last_not_of("/\\");
    const std::size_t begin = end == std::string::npos ? end : path.find_last_of("/\\", end);
    const bool isFolder = end + 1 < path.size();
    const QString name = end == std::string::npos
                             ? displayText(path)
                             : displayText(path.substr(begin + 1, end - begin));
    const QString where =
        begin == std::string::npos ? QString() : displayText(path.substr(0, begin));
    auto *item = new QTreeWidgetItem({name, where, what});
    item->setIcon(Name, IconSet::icon(isFolder ? Icon::Folder : Icon::File));
    item->setToolTip(Name, displayText(path));
    item->setToolTip(Where, where);
    item->setData(Name, kPathRole, QByteArray::fromStdString(path));
    return item;
}

// What is left out stands below the folder that it is left out of.
void SelectionDialog::showTicks()
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    m_list->clear();
    QTreeWidgetItem *last = nullptr;
    for (const auto &[path, tick] : m_files.ticks().all()) {
        if (tick.isSelected) {
            last = makeItem(path, tick.time == 0 ? tr("the version that is shown")
                                                 : momentText(tick.time, now));
            m_list->addTopLevelItem(last);
        } else if (last) {
            last->addChild(makeItem(path, tr("left out")));
        }
    }
    m_list->expandAll();
    m_remove->setEnabled(false);
    if (m_list->topLevelItemCount() == 0)
        setSum(tr("Nothing ticked yet."));
}

void SelectionDialog::removeChosen()
{
    std::vector<std::string> paths;
    for (const QTreeWidgetItem *item : m_list->selectedItems())
        paths.push_back(item->data(Name, kPathRole).toByteArray().toStdString());
    for (const std::string &path : paths)
        m_files.removeTick(path);
}

} // namespace cairn::gui

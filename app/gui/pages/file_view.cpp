// SPDX-License-Identifier: MIT
#include "app/gui/pages/file_view.h"

#include "app/gui/models/file_list_model.h"
#include "app/gui/widgets/column_fit.h"

#include <QApplication>

#include <utility>

namespace cairn::gui {

FileView::FileView(FileListModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_files(model)
{
    setObjectName(QStringLiteral("restore.files"));
    setAccessibleName(tr("Files"));
    setModel(model);
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSortingEnabled(true);
    sortByColumn(FileListModel::Name, Qt::AscendingOrder);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideMiddle);
    new ColumnFit(this, {FileListModel::Name}, QStringLiteral("restore/files"));
    connect(model, &FileListModel::nameFound, this, &FileView::takeFound);
    connect(model, &QAbstractItemModel::dataChanged, this, &FileView::tryToReturn);
}

void FileView::returnTo(const QString &name)
{
    m_wanted = name;
    m_wantedRow = -1;
    if (!name.isEmpty())
        m_files->findName(name, 0);
}

void FileView::takeFound(int row)
{
    if (m_wanted.isEmpty())
        return setCurrentIndex(m_files->index(row, FileListModel::Name));
    m_wantedRow = row;
    tryToReturn();
}

// The row's page may still be on its way. A name that only begins so is another one.
void FileView::tryToReturn()
{
    if (m_wantedRow < 0 || !m_files->rowAt(m_wantedRow))
        return;
    const QModelIndex found = m_files->index(std::exchange(m_wantedRow, -1), FileListModel::Name);
    const QString wanted = std::exchange(m_wanted, QString());
    if (!selectionModel()->hasSelection() && found.data().toString() == wanted)
        setCurrentIndex(found);
}

void FileView::keyboardSearch(const QString &typed)
{
    m_wanted.clear();
    m_wantedRow = -1;
    const bool goesOn =
        m_sinceTyped.isValid() && m_sinceTyped.elapsed() < QApplication::keyboardInputInterval();
    m_sinceTyped.start();
    m_typed = goesOn ? m_typed + typed : typed;
    // A new beginning goes on behind the row that one is at; more letters may still mean that row.
    const int current = currentIndex().isValid() ? currentIndex().row() : 0;
    m_files->findName(m_typed, goesOn ? current : current + 1);
}

} // namespace cairn::gui

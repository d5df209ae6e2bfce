// SPDX-License-Identifier: MIT
#include "app/gui/pages/file_view.h"

#include "app/gui/models/file_list_model.h"
#include "app/gui/widgets/column_fit.h"

#include <QApplication>

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
    connect(model, &FileListModel::nameFound, this,
            [this, model](int row) { setCurrentIndex(model->index(row, FileListModel::Name)); });
}

void FileView::keyboardSearch(const QString &typed)
{
    const bool goesOn =
        m_sinceTyped.isValid() && m_sinceTyped.elapsed() < QApplication::keyboardInputInterval();
    m_sinceTyped.start();
    m_typed = goesOn ? m_typed + typed : typed;
    // A new beginning goes on behind the row that one is at; more letters may still mean that row.
    const int current = currentIndex().isValid() ? currentIndex().row() : 0;
    m_files->findName(m_typed, goesOn ? current : current + 1);
}

} // namespace cairn::gui

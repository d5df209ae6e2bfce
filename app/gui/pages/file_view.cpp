// SPDX-License-Identifier: MIT
#include "app/gui/pages/file_view.h"

#include "app/gui/models/file_list_model.h"

#include <QApplication>
#include <QHeaderView>

#include <array>

namespace cairn::gui {

namespace {

constexpr int kGap = 20; // beside the text of a column
constexpr int kNameLetters =
    20; // that a name has room for, with its box and icon, or a column goes

} // namespace

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
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(FileListModel::Name, QHeaderView::Stretch);
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

void FileView::resizeEvent(QResizeEvent *event)
{
    struct Column
    {
        int at;
        QString widest;
    };
    const auto title = [this](int column) {
        return model()->headerData(column, Qt::Horizontal).toString();
    };
    const std::array<Column, 4> columns{{
        {FileListModel::Size, QStringLiteral("000.0 MM")},
        {FileListModel::OnDisk, tr("changed since", "the widest of its column")},
        {FileListModel::Modified, tr("yesterday 00:00", "the widest of its column")},
        {FileListModel::Versions, title(FileListModel::Versions)},
    }};
    int left = viewport()->width() - kNameLetters * fontMetrics().averageCharWidth();
    for (const auto &[at, widest] : columns) {
        const int width = fontMetrics().horizontalAdvance(widest) + kGap;
        left -= width;
        header()->resizeSection(at, width);
        setColumnHidden(at, left < 0 && at != FileListModel::Size);
    }
    QTreeView::resizeEvent(event);
}

} // namespace cairn::gui

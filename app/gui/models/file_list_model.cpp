// SPDX-License-Identifier: MIT
#include "app/gui/models/file_list_model.h"

#include "app/gui/widgets/build.h"

#include <QApplication>
#include <QDateTime>
#include <QFont>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr qint64 kPage = 512;
constexpr int kPagesKept = 64;

} // namespace

FileListModel::FileListModel(EngineProxy &engine, QObject *parent)
    : QAbstractTableModel(parent)
    , m_engine(engine)
    , m_pages(kPagesKept)
{
    connect(&m_engine, &EngineProxy::pageReady, this,
            [this](RequestId id, const CatalogRows &rows) {
                if (m_asked.erase(id) > 0)
                    take(rows);
            });
}

void FileListModel::show(const JobConfig &job, const FolderView &view)
{
    beginResetModel();
    m_job = job;
    m_view = view;
    m_count = 0;
    m_pages.clear();
    m_asked.clear();
    endResetModel();
    ask(0);
}

void FileListModel::ask(qint64 page) const
{
    const bool isAsked =
        std::ranges::any_of(m_asked, [page](const auto &asked) { return asked.second == page; });
    if (!isAsked)
        m_asked[m_engine.askPage(m_job, m_view, page * kPage, kPage)] = page;
}

void FileListModel::take(const CatalogRows &rows)
{
    const qint64 page = rows.offset / kPage;
    m_pages.insert(page, new std::vector<CatalogRow>(rows.rows));
    if (rows.count != m_count) {
        beginResetModel();
        m_count = rows.count;
        endResetModel();
    } else if (!rows.rows.empty()) {
        Q_EMIT dataChanged(index(int(rows.offset), 0),
                           index(int(rows.offset + qint64(rows.rows.size()) - 1), Columns - 1));
    }
    if (page == 0)
        Q_EMIT loaded(rows.failure);
}

const CatalogRow *FileListModel::rowAt(int row) const
{
    const qint64 page = row / kPage;
    const auto *rows = m_pages.object(page);
    if (!rows) {
        ask(page);
        return nullptr;
    }
    const auto at = std::size_t(row % kPage);
    return at < rows->size() ? &(*rows)[at] : nullptr;
}

int FileListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(std::min<qint64>(m_count, INT_MAX));
}

int FileListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Columns);
}

QVariant FileListModel::text(const CatalogRow &row, int column) const
{
    switch (column) {
    case Name:
        return row.display;
    case Size:
        return row.size < 0 ? QVariant() : QVariant(sizeText(row.size));
    case Modified:
        if (row.deletedAfter)
            return tr("deleted after %1")
                .arg(momentText(row.deletedAfter->time, QDateTime::currentSecsSinceEpoch()));
        return row.mtime == 0 ? QVariant()
                              : QVariant(momentText(row.mtime / 1'000'000'000,
                                                    QDateTime::currentSecsSinceEpoch()));
    case Versions:
        return row.isFolder() ? QVariant() : QVariant(qint64(row.contents));
    default:
        return {};
    }
}

QVariant FileListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const CatalogRow *row = rowAt(index.row());
    if (!row)
        return role == Qt::DisplayRole && index.column() == Name ? QVariant(QStringLiteral("…"))
                                                                 : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, index.column());
    case Qt::DecorationRole:
        if (index.column() == Name)
            return IconSet::icon(row->isFolder() ? Icon::Folder : Icon::File);
        return {};
    case Qt::CheckStateRole:
        if (index.column() == Name)
            return m_ticked.contains(row->path) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        return int(index.column() == Name || index.column() == Modified
                       ? Qt::AlignLeading | Qt::AlignVCenter
                       : Qt::AlignTrailing | Qt::AlignVCenter);
    case Qt::FontRole:
        if (row->deletedAfter) {
            QFont font = QApplication::font();
            font.setItalic(true);
            return font;
        }
        return {};
    case Qt::ToolTipRole:
        return displayText(row->path);
    default:
        return {};
    }
}

QVariant FileListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section == Name || section == Modified ? Qt::AlignLeading | Qt::AlignVCenter
                                                          : Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Size:
        return tr("Size");
    case Modified:
        return tr("Modified");
    default:
        return tr("Versions");
    }
}

bool FileListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const CatalogRow *row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (!row || role != Qt::CheckStateRole || index.column() != Name)
        return false;
    if (value.toInt() == Qt::Checked)
        m_ticked[row->path] = row->isInVersion ? 0 : row->seen.time;
    else
        m_ticked.erase(row->path);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT ticksChanged();
    return true;
}

void FileListModel::clearTicks()
{
    m_ticked.clear();
    if (m_count > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    Q_EMIT ticksChanged();
}

Qt::ItemFlags FileListModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

void FileListModel::sort(int column, Qt::SortOrder order)
{
    FolderView view = m_view;
    view.sort = column == Size       ? CatalogSort::Size
                : column == Modified ? CatalogSort::Modified
                                     : CatalogSort::Name;
    view.descending = order == Qt::DescendingOrder;
    if (!(view == m_view) && !m_job.id.empty())
        show(m_job, view);
}

} // namespace cairn::gui

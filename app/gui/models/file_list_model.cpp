// SPDX-License-Identifier: MIT
#include "app/gui/models/file_list_model.h"

#include "app/gui/widgets/build.h"

#include <QApplication>
#include <QDateTime>
#include <QFont>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace cairn::gui {

namespace {

constexpr qint64 kPage = 512;
constexpr int kCountTries = 3;  // what is in the way of one is often gone at the next
constexpr int kCountMs = 1'000; // between them
constexpr int kPagesKept = 64;
constexpr int kLookMs = 60;               // while rows fly past
constexpr std::size_t kAtOnce = 200;      // more than a screen shows
constexpr std::size_t kLooksKept = 4'096; // what was seen long ago is looked at again

int alignmentOf(int column) // numbers at the end edge
{
    const bool isNumber = column == FileListModel::Size || column == FileListModel::Versions;
    return int((isNumber ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
}

QString stateText(OnDisk state)
{
    switch (state) {
    case OnDisk::Same:
        return FileListModel::tr("same", "on disk now");
    case OnDisk::Changed:
        return FileListModel::tr("changed since", "on disk now");
    case OnDisk::Missing:
        return FileListModel::tr("not there", "on disk now");
    case OnDisk::Skipped:
        return FileListModel::tr("skipped now", "on disk now");
    case OnDisk::Unreadable:
        return FileListModel::tr("cannot be read", "on disk now");
    case OnDisk::Comparing:
        return FileListModel::tr("comparing…", "on disk now");
    case OnDisk::SameContent:
        return FileListModel::tr("same content", "on disk now");
    case OnDisk::Moved:
        return FileListModel::tr("moved?", "on disk now");
    case OnDisk::Unknown:
        break;
    }
    return {};
}

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
    connect(&m_engine, &EngineProxy::rowFound, this, [this](RequestId id, qint64 row) {
        if (id == m_nameAsked)
            takeFoundRow(row);
    });
    connect(&m_engine, &EngineProxy::counted, this, [this](RequestId id, qint64 rows) {
        if (id == m_countAsked)
            takeCount(rows);
    });
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(kLookMs);
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(kCountMs);
    connect(&m_countSoon, &QTimer::timeout, this, &FileListModel::askCount);
    connect(&m_lookSoon, &QTimer::timeout, this, &FileListModel::lookAtDisk);
    connect(&m_engine, &EngineProxy::lookedAtDisk, this, &FileListModel::takeLook);
}

void FileListModel::show(const JobConfig &job, const FolderView &view)
{
    beginResetModel();
    m_job = job;
    m_view = view;
    m_count = 0;
    m_pages.clear();
    m_asked.clear();
    m_countAsked = 0;
    m_countTries = 0;
    m_countSoon.stop();
    m_nameAsked = 0;
    m_foundRow = -1;
    m_onDisk.clear();
    m_toLookAt.clear();
    m_engine.stopLookingAtDisk();
    endResetModel();
    ask(0);
}

void FileListModel::lookAgain()
{
    m_onDisk.clear();
    takeLook({});
}

void FileListModel::findName(const QString &text, int from)
{
    m_foundRow = -1;
    m_nameAsked = m_engine.findRow(m_job, m_view, text, from);
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
    if (!rows.failure.isEmpty()) { // kept, it would be taken for rows that are empty
        if (page == 0)
            Q_EMIT loaded(rows.failure);
        else
            Q_EMIT restFailed();
        return;
    }
    m_pages.insert(page, new std::vector<CatalogRow>(rows.rows));
    if (rows.isCounted || rows.count > m_count)
        setCount(rows.count);
    const qint64 end = std::min(rows.offset + qint64(rows.rows.size()), m_count);
    if (rows.offset < end)
        Q_EMIT dataChanged(index(int(rows.offset), 0), index(int(end - 1), Columns - 1));
    if (page == 0)
        Q_EMIT loaded(rows.failure);
    if (!rows.isCounted && m_countAsked == 0 && m_countTries == 0)
        askCount();
}

void FileListModel::askCount()
{
    m_countAsked = m_engine.askCount(m_job, m_view);
}

void FileListModel::readAgain()
{
    m_countTries = 0;
    askCount();
    if (m_count > 0) // asks for the pages that are in sight and did not come
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

// What is selected and where the view stands stay.
void FileListModel::setCount(qint64 count)
{
    const int before = rowCount();
    const int after = int(std::min<qint64>(count, INT_MAX));
    if (before == 0 && after > 0) {
        beginResetModel();
        m_count = count;
        endResetModel();
    } else if (before < after) {
        beginInsertRows({}, before, after - 1);
        m_count = count;
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_count = count;
        endRemoveRows();
    }
}

void FileListModel::takeCount(qint64 count)
{
    m_countAsked = 0;
    if (count >= 0) {
        m_countTries = 0;
        setCount(count);
    } else if (++m_countTries < kCountTries) {
        m_countSoon.start();
        return;
    } else {
        Q_EMIT restFailed();
    }
    takeFoundRow(std::exchange(m_foundRow, -1));
}

void FileListModel::takeFoundRow(qint64 row)
{
    if (row >= m_count && m_countAsked != 0)
        m_foundRow = row;
    else if (row >= 0 && row < m_count)
        Q_EMIT nameFound(int(row));
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

void FileListModel::compareContent(const QList<int> &rows)
{
    std::vector<DiskQuestion> questions;
    for (const int at : rows) {
        const CatalogRow *row = rowAt(at);
        if (!row || row->type != CatalogType::File)
            continue;
        const qint64 version = row->isInVersion ? m_view.version : row->seen.id;
        questions.push_back({row->path, row->type, row->size, row->mtime, version});
        m_onDisk[row->path] = {row->path, gui::OnDisk::Comparing};
    }
    if (questions.empty())
        return;
    m_engine.compareWithDisk(m_job, questions);
    takeLook({});
}

DiskAnswer FileListModel::onDisk(const CatalogRow &row) const
{
    if (const auto known = m_onDisk.find(row.path); known != m_onDisk.end())
        return known->second;
    // Views ask for what they paint, again and again; what was painted last counts.
    if (std::ranges::find(m_toLookAt, row.path, &DiskQuestion::path) == m_toLookAt.end()) {
        if (m_toLookAt.size() == kAtOnce)
            m_toLookAt.erase(m_toLookAt.begin());
        m_toLookAt.push_back({row.path, row.type, row.size, row.mtime});
        m_lookSoon.start();
    }
    return {row.path};
}

QString FileListModel::diskText(const CatalogRow &row) const
{
    const auto state = onDisk(row).state;
    if (state != gui::OnDisk::Missing || !row.deletedAfter)
        return stateText(state);
    return tr("deleted after %1")
        .arg(momentText(row.deletedAfter->time, QDateTime::currentSecsSinceEpoch()));
}

void FileListModel::lookAtDisk()
{
    if (m_onDisk.size() > kLooksKept)
        m_onDisk.clear();
    for (const DiskQuestion &question : m_toLookAt)
        m_onDisk[question.path] = {question.path};
    m_engine.lookAtDisk(m_job, std::exchange(m_toLookAt, {}));
}

void FileListModel::takeLook(const std::vector<DiskAnswer> &answers)
{
    for (const DiskAnswer &answer : answers)
        m_onDisk[answer.path] = answer;
    if (m_count > 0)
        Q_EMIT dataChanged(index(0, OnDisk), index(rowCount() - 1, OnDisk));
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
        return row.mtime == 0 ? QVariant()
                              : QVariant(momentText(row.mtime / 1'000'000'000,
                                                    QDateTime::currentSecsSinceEpoch()));
    case Versions:
        return row.isFolder() ? QVariant() : QVariant(qint64(row.contents));
    case OnDisk:
        return diskText(row);
    default:
        return {};
    }
}

// The whole of what the column has no room for.
QString FileListModel::toolTip(const CatalogRow &row, int column) const
{
    if (const DiskAnswer seen = onDisk(row); column == OnDisk && !seen.where.isEmpty())
        return tr("The same content is at %1 now.").arg(seen.where);
    if (const QString text = diskText(row); column == OnDisk && !text.isEmpty())
        return text;
    if (column == Modified && row.mtime != 0)
        return QLocale().toString(QDateTime::fromSecsSinceEpoch(row.mtime / 1'000'000'000),
                                  QLocale::LongFormat);
    return displayText(row.path);
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
            return m_ticks.stateOf(*row);
        return {};
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case Qt::FontRole:
        if (row->deletedAfter) {
            QFont font = QApplication::font();
            font.setItalic(true);
            return font;
        }
        return {};
    case Qt::ToolTipRole:
        return toolTip(*row, index.column());
    default:
        return {};
    }
}

QVariant FileListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Size:
        return tr("Size");
    case Modified:
        return tr("Modified");
    case OnDisk:
        return tr("On disk now");
    default:
        return tr("Versions");
    }
}

bool FileListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const CatalogRow *row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (!row || role != Qt::CheckStateRole || index.column() != Name)
        return false;
    m_ticks.set(*row, value.toInt() == Qt::Checked);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT ticksChanged();
    return true;
}

void FileListModel::removeTick(const std::string &path)
{
    m_ticks.remove(path);
    showTicks();
}

void FileListModel::clearTicks()
{
    m_ticks.clear();
    showTicks();
}

void FileListModel::showTicks()
{
    if (m_count > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    Q_EMIT ticksChanged();
}

Qt::ItemFlags FileListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
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

// SPDX-License-Identifier: MIT
#include "app/gui/models/search_model.h"

#include "app/gui/widgets/build.h"

#include <QApplication>
#include <QDateTime>
#include <QFont>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kViewful = 100;

} // namespace

SearchModel::SearchModel(EngineProxy &engine, QObject *parent)
    : QAbstractTableModel(parent)
    , m_engine(engine)
{
    connect(&m_engine, &EngineProxy::found, this, [this](RequestId id, const SearchAnswer &answer) {
        if (id == m_asked)
            take(answer);
    });
}

// The rows of the search before stay until the answer comes: no flicker while somebody types.
void SearchModel::search(const std::vector<JobConfig> &jobs, const SearchOrder &order)
{
    m_jobs = jobs;
    m_order = order;
    m_told = {};
    m_enough = kViewful;
    m_isFirst = true;
    m_asked = m_engine.search(m_jobs, m_order);
}

void SearchModel::clear()
{
    m_asked = 0;
    m_told = {};
    beginResetModel();
    m_hits.clear();
    endResetModel();
}

void SearchModel::take(const SearchAnswer &answer)
{
    m_asked = 0;
    m_told.next = answer.next;
    m_told.isPrefixOnly |= answer.isPrefixOnly;
    m_told.isIncomplete |= answer.isIncomplete;
    if (m_told.failure.isEmpty())
        m_told.failure = answer.failure;
    show(answer.hits);
    // A short page says only that much was looked at in vain.
    if (m_hits.size() < m_enough && !m_told.next.empty() && m_asked == 0)
        goOn();
    Q_EMIT answered(m_told);
}

void SearchModel::show(const std::vector<SearchHit> &hits)
{
    if (m_isFirst) {
        m_isFirst = false;
        beginResetModel();
        m_hits = hits;
        endResetModel();
    } else if (!hits.empty()) {
        const int first = int(m_hits.size());
        beginInsertRows({}, first, first + int(hits.size()) - 1);
        m_hits.insert(m_hits.end(), hits.begin(), hits.end());
        endInsertRows();
    }
}

const SearchHit *SearchModel::hitAt(int row) const
{
    return row >= 0 && std::size_t(row) < m_hits.size() ? &m_hits[std::size_t(row)] : nullptr;
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

int SearchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Columns);
}

QString SearchModel::text(const SearchHit &hit, int column) const
{
    const SearchRow &found = hit.found;
    switch (column) {
    case Name:
        return found.row.display;
    case Where: {
        const QString folder = displayText(found.folder);
        const JobView *view = m_jobs.size() > 1 ? m_engine.job(hit.job) : nullptr;
        return view ? view->job.name % u": "_s % folder : folder;
    }
    case Newest: {
        const QString moment = momentText(found.newest.time, QDateTime::currentSecsSinceEpoch());
        return found.row.deletedAfter ? tr("deleted after %1").arg(moment) : moment;
    }
    case Versions:
        return QString::number(found.versions);
    default:
        return found.row.size < 0 ? QString() : sizeText(found.row.size);
    }
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    const SearchHit *hit = index.isValid() ? hitAt(index.row()) : nullptr;
    if (!hit)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*hit, index.column());
    case Qt::DecorationRole:
        return index.column() == Name
                   ? QVariant(IconSet::icon(hit->found.row.isFolder() ? Icon::Folder : Icon::File))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return int(index.column() >= Versions ? Qt::AlignTrailing | Qt::AlignVCenter
                                              : Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::FontRole:
        if (hit->found.row.deletedAfter) {
            QFont font = QApplication::font();
            font.setItalic(true);
            return font;
        }
        return {};
    case Qt::ToolTipRole:
        return displayText(hit->found.row.path);
    default:
        return {};
    }
}

QVariant SearchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section >= Versions ? Qt::AlignTrailing | Qt::AlignVCenter
                                       : Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Where:
        return tr("Where");
    case Newest:
        return tr("Newest version");
    case Versions:
        return tr("Versions");
    default:
        return tr("Size");
    }
}

bool SearchModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_told.next.empty() && m_asked == 0;
}

void SearchModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_enough = m_hits.size() + kViewful;
    goOn();
}

void SearchModel::goOn()
{
    SearchOrder order = m_order;
    order.after = m_told.next;
    m_asked = m_engine.search(m_jobs, order);
}

} // namespace cairn::gui

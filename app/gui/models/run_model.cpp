// SPDX-License-Identifier: MIT
#include "app/gui/models/run_model.h"

#include "app/gui/run_words.h"
#include "app/gui/widgets/build.h"
#include "app/shared/turn_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <ranges>

namespace cairn::gui {

RunModel::RunModel(EngineProxy &engine, QObject *parent)
    : QAbstractTableModel(parent)
    , m_engine(engine)
{
    connect(&m_engine, &EngineProxy::runsReady, this, &RunModel::append);
}

void RunModel::setQuery(const RunQuery &query)
{
    beginResetModel();
    m_query = query;
    m_runs.clear();
    m_isLast = false;
    m_isRead = false;
    m_asked = 0; // an answer to what was asked before is dropped
    endResetModel();
    fetchMore({});
}

bool RunModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_isLast && m_asked == 0;
}

void RunModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    RunQuery query = m_query;
    if (!m_runs.empty())
        query.beforeId = m_runs.back().id;
    m_asked = m_engine.askRuns(query);
}

void RunModel::append(RequestId id, const RunPage &page)
{
    if (id != m_asked)
        return;
    m_isLast = page.isLast;
    if (!page.runs.empty()) {
        const int at = int(m_runs.size());
        beginInsertRows({}, at, at + int(page.runs.size()) - 1);
        m_runs.insert(m_runs.end(), page.runs.begin(), page.runs.end());
        endInsertRows();
    }
    m_asked = 0; // not before: whoever hears of the rows may ask for more
    if (!m_isRead) {
        m_isRead = true;
        Q_EMIT firstPageRead();
    }
}

bool RunModel::isWanted(const RunRecord &run) const
{
    return (m_query.job.empty() || m_query.job == run.job) &&
           (!m_query.kind || m_query.kind == run.kind) &&
           (!m_query.result || m_query.result == run.state.result);
}

void RunModel::follow(const Snapshot &state)
{
    if (!m_isRead)
        return;
    const std::int64_t newest = m_runs.empty() ? 0 : m_runs.front().id;
    std::vector<RunRecord> added;
    for (const RunRecord &run : state.recent) {
        if (run.id > newest) {
            if (isWanted(run))
                added.push_back(run);
            continue;
        }
        const int row = rowOf(run.id);
        if (row < 0)
            continue;
        RunRecord &shown = m_runs[std::size_t(row)];
        if (shown.ended == run.ended && shown.state.result == run.state.result)
            continue;
        shown = run;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (added.empty())
        return;
    beginInsertRows({}, 0, int(added.size()) - 1);
    m_runs.insert(m_runs.begin(), added.begin(), added.end());
    endInsertRows();
}

const RunRecord *RunModel::runAt(const QModelIndex &index) const
{
    return index.isValid() && std::size_t(index.row()) < m_runs.size()
               ? &m_runs[std::size_t(index.row())]
               : nullptr;
}

int RunModel::rowOf(std::int64_t run) const
{
    const auto found = std::ranges::lower_bound(m_runs, run, std::greater(), &RunRecord::id);
    return found != m_runs.end() && found->id == run ? int(found - m_runs.begin()) : -1;
}

int RunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RunModel::textOf(const RunRecord &run, int column) const
{
    switch (column) {
    case When:
        return momentText(run.began, QDateTime::currentSecsSinceEpoch());
    case Backup: {
        const JobView *view = m_engine.job(run.job);
        return view ? view->job.name : tr("deleted backup");
    }
    case What:
        return runKindText(run.kind);
    case Result:
        return run.state.result == RunResult::Missed
                   ? tr("missed, %1", "why").arg(missedText(run.state.waitingFor))
                   : runResultText(run.state.result, run.kind);
    case Took:
        return run.ended && *run.ended == run.began && run.state.result != RunResult::Missed
                   ? tr("< 1 s")
                   : tookText(run);
    case NewData:
        return run.summary.newBytes > 0 ? sizeText(run.summary.newBytes) : QString();
    case Sent:
        return run.state.bytesSent > 0 ? sizeText(run.state.bytesSent) : QString();
    default:
        return {};
    }
}

QVariant RunModel::data(const QModelIndex &index, int role) const
{
    const RunRecord *run = runAt(index);
    if (!run)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*run, column);
    case Qt::ToolTipRole:
        if (column == Result) // may be longer than its column
            return textOf(*run, Result);
        return column == When ? QLocale().toString(QDateTime::fromSecsSinceEpoch(run->began),
                                                   QLocale::LongFormat)
                              : QVariant();
    case Qt::DecorationRole:
        return column == Result ? stateIcon(runTone(run->state.result)) : QVariant();
    case Qt::TextAlignmentRole:
        return column >= Took ? int(Qt::AlignTrailing | Qt::AlignVCenter)
                              : int(Qt::AlignLeading | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section >= Took ? int(Qt::AlignTrailing | Qt::AlignVCenter)
                               : int(Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case Backup:
        return tr("Backup");
    case What:
        return tr("What");
    case Result:
        return tr("Result");
    case Took:
        return tr("Took");
    case NewData:
        return tr("New data");
    case Sent:
        return tr("Sent");
    default:
        return {};
    }
}

} // namespace cairn::gui

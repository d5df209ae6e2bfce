// SPDX-License-Identifier: MIT
#include "app/gui/models/problem_model.h"

#include "app/gui/widgets/build.h"

#include <QDateTime>

#include <algorithm>

namespace cairn::gui {

namespace {

// The internal id of a cause is 0, that of a file the row of its cause + 1.
constexpr quintptr kIsCause = 0;

} // namespace

void ProblemModel::follow(const Snapshot &state)
{
    std::vector<Entry> entries;
    for (const JobView &view : state.jobs)
        for (const Problem &problem : view.problems)
            entries.push_back({problem, troubleOf(problem, view)});
    // By cause, so that the same trouble of two backups stands together.
    std::ranges::stable_sort(entries, {}, [](const Entry &entry) { return entry.problem.code; });
    const auto isSame = [](const Entry &a, const Entry &b) {
        return a.problem.id == b.problem.id && a.trouble == b.trouble &&
               a.problem.paths == b.problem.paths;
    };
    if (std::ranges::equal(entries, m_entries, isSame))
        return;
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

const ProblemModel::Entry *ProblemModel::entryAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const std::size_t at = index.internalId() == kIsCause ? std::size_t(index.row())
                                                          : std::size_t(index.internalId() - 1);
    return at < m_entries.size() ? &m_entries[at] : nullptr;
}

const Problem *ProblemModel::problemAt(const QModelIndex &index) const
{
    const Entry *entry = entryAt(index);
    return entry ? &entry->problem : nullptr;
}

Trouble ProblemModel::troubleAt(const QModelIndex &index) const
{
    const Entry *entry = entryAt(index);
    if (!entry)
        return {};
    Trouble trouble = entry->trouble;
    if (index.internalId() != kIsCause)
        trouble.path = pathAt(index);
    return trouble;
}

std::string ProblemModel::pathAt(const QModelIndex &index) const
{
    const Entry *entry = entryAt(index);
    return entry && index.internalId() != kIsCause ? entry->problem.paths[std::size_t(index.row())]
                                                   : std::string();
}

int ProblemModel::rowOf(std::int64_t problem) const
{
    const auto found = std::ranges::find_if(
        m_entries, [problem](const Entry &entry) { return entry.problem.id == problem; });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

QModelIndex ProblemModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kIsCause);
}

QModelIndex ProblemModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kIsCause)
        return {};
    return createIndex(int(index.internalId() - 1), 0, kIsCause);
}

int ProblemModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_entries.size());
    const Entry *entry = entryAt(parent);
    return entry && parent.internalId() == kIsCause && parent.column() == 0
               ? int(entry->problem.paths.size())
               : 0;
}

int ProblemModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ProblemModel::data(const QModelIndex &index, int role) const
{
    const Entry *entry = entryAt(index);
    if (!entry)
        return {};
    if (index.internalId() != kIsCause) {
        const bool isPath =
            index.column() == Cause && (role == Qt::DisplayRole || role == Qt::ToolTipRole);
        return isPath ? QVariant(isolated(displayText(pathAt(index)))) : QVariant();
    }
    if (role == Qt::DecorationRole && index.column() == Cause)
        return stateIcon(Tone::Warn);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Cause:
        return shortErrorText(entry->trouble);
    case Backup:
        return entry->trouble.backup;
    case Since:
        return momentText(entry->problem.opened, QDateTime::currentSecsSinceEpoch());
    default:
        return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Cause:
        return tr("Problem");
    case Backup:
        return tr("Backup");
    case Since:
        return tr("Since");
    default:
        return {};
    }
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/models/job_model.h"

#include "app/gui/schedule_text.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/tag_look.h"

#include <QLocale>

#include <algorithm>

namespace cairn::gui {

namespace {

QString nameWithTag(const JobConfig &job)
{
    return job.tag == JobTag::None ? job.name : QString(job.name % u", " % tagText(job.tag));
}

bool isFigure(int column)
{
    return column == JobModel::Versions || column == JobModel::Stored;
}

} // namespace

void JobModel::follow(const std::vector<const JobView *> &jobs, qint64 now)
{
    m_now = now;
    for (int row = 0; row < int(jobs.size()); ++row) {
        const JobView &view = *jobs[std::size_t(row)];
        const int present = rowOf(view.job.id);
        if (present < row) { // not there, or above: it has moved
            if (present >= 0) {
                beginRemoveRows({}, present, present);
                m_jobs.erase(m_jobs.begin() + present);
                endRemoveRows();
                --row;
            }
            beginInsertRows({}, row, row);
            m_jobs.insert(m_jobs.begin() + row, view);
            endInsertRows();
            continue;
        }
        if (present > row) { // those before it are gone, or come later
            beginRemoveRows({}, row, present - 1);
            m_jobs.erase(m_jobs.begin() + row, m_jobs.begin() + present);
            endRemoveRows();
        }
        m_jobs[std::size_t(row)] = view;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    const int count = int(jobs.size());
    if (rowCount() > count) {
        beginRemoveRows({}, count, rowCount() - 1);
        m_jobs.resize(std::size_t(count));
        endRemoveRows();
    }
}

std::string JobModel::jobAt(const QModelIndex &index) const
{
    return index.isValid() && std::size_t(index.row()) < m_jobs.size()
               ? m_jobs[std::size_t(index.row())].job.id
               : std::string();
}

int JobModel::rowOf(const std::string &job) const
{
    const auto found =
        std::ranges::find_if(m_jobs, [&job](const JobView &view) { return view.job.id == job; });
    return found == m_jobs.end() ? -1 : int(found - m_jobs.begin());
}

int JobModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobModel::textOf(const JobView &view, int column) const
{
    switch (column) {
    case Name:
        return view.job.name;
    case State:
        return stateText(view, m_now).line;
    case Last:
        return view.last ? momentText(view.last->ended.value_or(view.last->began), m_now)
                         : QString();
    case Next:
        return nextRunCell(view, m_now);
    case Destination:
        return destinationText(view.job);
    case Versions:
        return view.stored.versions > 0 ? QLocale().toString(view.stored.versions) : QString();
    case Stored:
        return view.stored.versions > 0 ? sizeText(view.stored.remoteBytes) : QString();
    default:
        return {};
    }
}

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || std::size_t(index.row()) >= m_jobs.size())
        return {};
    const JobView &view = m_jobs[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(view, index.column());
    case kDaysRole:
        return index.column() == Days ? QVariant::fromValue(daysOf(view.days)) : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: // or the colour would be all there is
        return index.column() == Name   ? nameWithTag(view.job)
               : index.column() == Days ? DayStrip::summaryOf(daysOf(view.days))
                                        : textOf(view, index.column());
    case TagDelegate::kTagRole:
        return index.column() == Name ? QVariant(int(view.job.tag)) : QVariant();
    case Qt::DecorationRole:
        return index.column() == Name ? QVariant(stateIcon(stateText(view, m_now).tone))
                                      : QVariant();
    case Qt::TextAlignmentRole:
        return isFigure(index.column()) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                        : QVariant();
    default:
        return {};
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Backup");
    case State:
        return tr("State");
    case Last:
        return tr("Last run");
    case Next:
        return tr("Next run");
    case Destination:
        return tr("Destination");
    case Versions:
        return tr("Versions");
    case Stored:
        return tr("Stored");
    default:
        return tr("Last 30 days");
    }
}

} // namespace cairn::gui

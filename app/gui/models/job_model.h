// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QAbstractTableModel>

namespace cairn::gui {

// The backups as rows; kept up to date without building them anew.
class JobModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, State, Last, Next, Destination, Versions, Stored, Days, ColumnCount };
    static constexpr int kDaysRole = Qt::UserRole + 20; // QList<Day>, of the column of days

    using QAbstractTableModel::QAbstractTableModel;
    void follow(const std::vector<const JobView *> &jobs, qint64 now);
    [[nodiscard]] std::string jobAt(const QModelIndex &index) const; // empty: none
    [[nodiscard]] int rowOf(const std::string &job) const;           // -1: none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString textOf(const JobView &view, int column) const;

    std::vector<JobView> m_jobs;
    qint64 m_now = 0;
};

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QAbstractItemModel>

namespace cairn::gui {

// The open problems: a row a cause and backup, below it the files that it is about.
class ProblemModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Cause, Backup, Since, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;

    void follow(const Snapshot &state); // changes nothing if nothing has changed
    // Of a cause, or of the cause that a file is below.
    [[nodiscard]] const Problem *problemAt(const QModelIndex &index) const;
    [[nodiscard]] Trouble troubleAt(const QModelIndex &index) const;
    [[nodiscard]] std::string pathAt(const QModelIndex &index) const; // empty: a cause
    [[nodiscard]] int causes() const { return int(m_entries.size()); }
    [[nodiscard]] int rowOf(std::int64_t problem) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Entry
    {
        Problem problem;
        Trouble trouble;
    };
    [[nodiscard]] const Entry *entryAt(const QModelIndex &index) const;
    std::vector<Entry> m_entries;
};

} // namespace cairn::gui

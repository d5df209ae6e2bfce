// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QAbstractTableModel>

namespace cairn::gui {

// The history of runs, newest first; a page at a time, as it is scrolled to. What is new is put
// before the rest: nothing is built anew while a run goes on.
class RunModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, Backup, What, Result, Took, NewData, Sent, ColumnCount };

    explicit RunModel(EngineProxy &engine, QObject *parent = nullptr);

    // Which runs; the page is left to the model.
    void setQuery(const RunQuery &query);
    void follow(const Snapshot &state);
    [[nodiscard]] const RunRecord *runAt(const QModelIndex &index) const;
    [[nodiscard]] int rowOf(std::int64_t run) const;       // -1: not among those read
    [[nodiscard]] bool isRead() const { return m_isRead; } // the first page

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void firstPageRead();

private:
    void append(RequestId id, const RunPage &page);
    [[nodiscard]] bool isWanted(const RunRecord &run) const;
    [[nodiscard]] QString textOf(const RunRecord &run, int column) const;

    EngineProxy &m_engine;
    RunQuery m_query;
    std::vector<RunRecord> m_runs;
    RequestId m_asked = 0; // 0: nothing
    bool m_isLast = true;
    bool m_isRead = false;
};

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QAbstractTableModel>

namespace cairn::gui {

// What a search has found, page by page. Goes on by itself until it has found what fills a view.
class SearchModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Where, Newest, Versions, Size, Columns };

    explicit SearchModel(EngineProxy &engine, QObject *parent = nullptr);

    void search(const std::vector<JobConfig> &jobs, const SearchOrder &order);
    void clear();
    [[nodiscard]] bool isAsking() const { return m_asked != 0; }
    [[nodiscard]] const SearchHit *hitAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    // All pages together, but for the hits.
    void answered(const cairn::gui::SearchAnswer &answer);

private:
    void take(const SearchAnswer &answer);
    void show(const std::vector<SearchHit> &hits);
    void goOn();
    [[nodiscard]] QString text(const SearchHit &hit, int column) const;

    EngineProxy &m_engine;
    std::vector<JobConfig> m_jobs;
    SearchOrder m_order;
    std::vector<SearchHit> m_hits;
    RequestId m_asked = 0;
    bool m_isFirst = false; // the answer begins anew
    SearchAnswer m_told;
    std::size_t m_enough = 0; // hits: no need to look further before somebody wants more
};

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/work_host.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace cairn::gui {

// Rules of one's own in their order, and what each decides about now.
class RulesModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Kind, Pattern, Matches, ColumnCount };
    explicit RulesModel(std::vector<FilterEntry> rules, QObject *parent = nullptr);

    [[nodiscard]] const std::vector<FilterEntry> &rules() const { return m_rules; }
    // Why they cannot be used; empty: they can.
    [[nodiscard]] QString problem() const;
    int add(const FilterEntry &rule); // at the end; its row
    void remove(int row);
    void move(int row, int by); // -1 or 1
    // What was counted for these rules, those of the tree left away.
    void setCounts(std::vector<RuleCounts::Rule> counts, bool done);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void rulesChanged();

private:
    [[nodiscard]] QString matchesText(int row) const;
    void changed();

    std::vector<FilterEntry> m_rules;
    std::vector<RuleCounts::Rule> m_counts; // empty: not known
    bool m_isCounted = false;
};

[[nodiscard]] QString ruleKindText(bool include); // "Skip"

// "No: rule 3, skip *.iso." Rules of the tree, `ofTree` of them, stand before one's own.
[[nodiscard]] QString pathAnswerText(const PathAnswer &answer,
                                     const std::vector<FilterEntry> &rules, int ofTree);
[[nodiscard]] QString skipSetText(SkipSet set); // "Caches"

} // namespace cairn::gui

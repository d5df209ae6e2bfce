// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/option_table.h"

#include <QAbstractTableModel>

#include <map>
#include <string>
#include <vector>

namespace cairn::gui {

// The further options of a backup: those that change something here and are not said elsewhere in
// the editor. Never secrets.
class OptionModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, Default, ColumnCount };
    using Options = std::map<std::string, std::string>;

    // hasVersions: what is fixed by the first version cannot be changed any more.
    OptionModel(const Options &options, bool hasVersions, QObject *parent = nullptr);

    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] const OptionSpec &spec(int row) const { return *m_shown[std::size_t(row)]; }
    [[nodiscard]] bool isSet(int row) const;
    void reset(int row);
    // Shows the options with this in their name or help.
    void setFilter(const QString &text);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    // False, and refused(), for a value that the table does not allow.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void optionsChanged();
    void refused(const QString &why);

private:
    [[nodiscard]] QString shownValue(const OptionSpec &spec, const QString &value) const;
    [[nodiscard]] QString valueOf(const OptionSpec &spec) const;
    void rowChanged(int row);

    Options m_options;
    std::vector<const OptionSpec *> m_all;
    std::vector<const OptionSpec *> m_shown;
};

// "How many retries"; the option's own name where it has none in words.
[[nodiscard]] QString optionTitle(const OptionSpec &spec);
// What it does, and what it may be set to.
[[nodiscard]] QString optionHelp(const OptionSpec &spec);
[[nodiscard]] QString optionValues(const OptionSpec &spec);
// Whether another part of the editor is for it.
[[nodiscard]] bool hasOwnSection(std::string_view option);
// Names of the options that can be shown.
[[nodiscard]] std::vector<std::string_view> optionsWithTitle();
// The values to choose from, as the table writes them; empty: any text.
[[nodiscard]] QStringList optionChoices(const OptionSpec &spec);
[[nodiscard]] QString choiceText(const OptionSpec &spec, const QString &value); // "on"

} // namespace cairn::gui

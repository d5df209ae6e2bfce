// SPDX-License-Identifier: MIT
#include "app/gui/models/rules_model.h"

#include "core/base/file_path.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

RulesModel::RulesModel(std::vector<FilterEntry> rules, QObject *parent)
    : QAbstractTableModel(parent)
    , m_rules(std::move(rules))
{
}

QString RulesModel::problem() const
{
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        if (m_rules[i].expression.empty())
            return tr("Rule %1 has no pattern yet.").arg(i + 1);
        if (i < m_counts.size() && !m_counts[i].problem.isEmpty())
            return tr("Rule %1 cannot be used: %2")
                .arg(QString::number(i + 1), m_counts[i].problem);
    }
    return {};
}

void RulesModel::changed()
{
    m_counts.clear();
    m_isCounted = false;
    if (!m_rules.empty())
        Q_EMIT dataChanged(index(0, Matches), index(rowCount() - 1, Matches));
    Q_EMIT rulesChanged();
}

int RulesModel::add(const FilterEntry &rule)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_rules.push_back(rule);
    endInsertRows();
    changed();
    return row;
}

void RulesModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_rules.erase(m_rules.begin() + row);
    endRemoveRows();
    changed();
}

void RulesModel::move(int row, int by)
{
    const int to = row + by;
    if (row < 0 || row >= rowCount() || to < 0 || to >= rowCount())
        return;
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    std::swap(m_rules[std::size_t(row)], m_rules[std::size_t(to)]);
    endMoveRows();
    changed();
}

void RulesModel::setCounts(std::vector<RuleCounts::Rule> counts, bool done)
{
    if (counts.size() != m_rules.size())
        return;
    m_counts = std::move(counts);
    m_isCounted = done;
    if (!m_rules.empty())
        Q_EMIT dataChanged(index(0, Matches), index(rowCount() - 1, Matches));
}

int RulesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size());
}

int RulesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RulesModel::matchesText(int row) const
{
    if (std::size_t(row) >= m_counts.size())
        return u"…"_s;
    const RuleCounts::Rule &rule = m_counts[std::size_t(row)];
    if (!rule.problem.isEmpty())
        return tr("cannot be used");
    QStringList parts;
    if (rule.folders > 0)
        parts << tr("%n folder(s)", nullptr, int(std::min<qint64>(rule.folders, INT_MAX)));
    if (rule.files > 0)
        parts << tr("%n file(s)", nullptr, int(std::min<qint64>(rule.files, INT_MAX)));
    if (parts.isEmpty())
        return m_isCounted ? tr("nothing") : u"…"_s;
    return parts.join(tr(", "));
}

QVariant RulesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const FilterEntry &rule = m_rules[std::size_t(index.row())];
    if (role == Qt::EditRole && index.column() == Kind)
        return rule.include;
    if (role == Qt::ToolTipRole && std::size_t(index.row()) < m_counts.size())
        return m_counts[std::size_t(index.row())].problem;
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    return index.column() == Kind      ? ruleKindText(rule.include)
           : index.column() == Pattern ? displayText(rule.expression)
                                       : matchesText(index.row());
}

bool RulesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() == Matches)
        return false;
    FilterEntry &rule = m_rules[std::size_t(index.row())];
    FilterEntry wanted = rule;
    if (index.column() == Kind)
        wanted.include = value.toBool();
    else if (value.toString() != displayText(rule.expression)) // bytes that are no text stay
        wanted.expression = value.toString().trimmed().toStdString();
    if (wanted == rule)
        return true;
    rule = wanted;
    Q_EMIT dataChanged(index, index);
    changed();
    return true;
}

QVariant RulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    return section == Kind ? tr("What") : section == Pattern ? tr("Pattern") : tr("Matches now");
}

Qt::ItemFlags RulesModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return !index.isValid() || index.column() == Matches ? flags : flags | Qt::ItemIsEditable;
}

QString ruleKindText(bool include)
{
    return include ? RulesModel::tr("Include") : RulesModel::tr("Skip");
}

QString skipSetText(SkipSet set)
{
    switch (set) {
    case SkipSet::Caches:
        return RulesModel::tr("Caches");
    case SkipSet::Trash:
        return RulesModel::tr("Trash");
    case SkipSet::Temporary:
        return RulesModel::tr("Temporary files");
    case SkipSet::Installers:
        return RulesModel::tr("Installers in Downloads");
    case SkipSet::VmImages:
        break;
    }
    return RulesModel::tr("Virtual machine disks");
}

QString pathAnswerText(const PathAnswer &answer, const std::vector<FilterEntry> &rules, int ofTree)
{
    if (!answer.belowSource)
        return RulesModel::tr("No: it is in none of the folders to save.");
    QString text;
    if (answer.rule >= ofTree && answer.rule - ofTree < int(rules.size())) {
        const FilterEntry &rule = rules[std::size_t(answer.rule - ofTree)];
        text = (rule.include ? RulesModel::tr("%1: rule %2, include %3.", "Yes, number, pattern")
                             : RulesModel::tr("%1: rule %2, skip %3.", "No, number, pattern"))
                   .arg(answer.saved ? RulesModel::tr("Yes") : RulesModel::tr("No"),
                        QString::number(answer.rule - ofTree + 1), displayText(rule.expression));
    } else if (answer.rule >= 0) {
        text = RulesModel::tr("No: the folder %1 is not ticked.").arg(answer.decided);
    } else if (answer.set) {
        text = RulesModel::tr("No: skipped by “%1”.").arg(skipSetText(*answer.set));
    } else if (answer.saved) {
        text = RulesModel::tr("Yes: no rule skips it.");
    } else {
        text = RulesModel::tr("No: %1.").arg(answer.reason);
    }
    return answer.exists ? text : RulesModel::tr("%1 Nothing of this name is there now.").arg(text);
}

} // namespace cairn::gui

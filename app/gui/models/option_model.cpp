// SPDX-License-Identifier: MIT
#include "app/gui/models/option_model.h"

#include "app/shared/error_table.h"
#include "core/config/option_set.h"

#include <QFont>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

// The first version decides these for all that follow.
constexpr std::array<std::string_view, 4> kFixed{"blocksize", "block-hash-algorithm",
                                                 "file-hash-algorithm", "prefix"};

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

// Those of the sections Notices and Scripts.
constexpr std::array<std::string_view, 14> kElsewhere{"send-mail-to",
                                                      "send-mail-url",
                                                      "send-mail-username",
                                                      "send-mail-level",
                                                      "send-http-level",
                                                      "send-http-form-urls",
                                                      "send-http-json-urls",
                                                      "run-script-before",
                                                      "run-script-before-required",
                                                      "run-script-post-backup",
                                                      "run-script-after",
                                                      "run-script-timeout",
                                                      "run-script-with-arguments",
                                                      "run-script-with-secrets"};

} // namespace

bool hasOwnSection(std::string_view option)
{
    return std::ranges::find(kElsewhere, option) != kElsewhere.end();
}

OptionModel::OptionModel(const Options &options, bool hasVersions, QObject *parent)
    : QAbstractTableModel(parent)
    , m_options(options)
{
    const auto add = [this](const OptionSpec *spec) {
        if (spec && spec->effect == OptionEffect::Effective && spec->type != OptionType::Password &&
            std::ranges::find(m_all, spec) == m_all.end())
            m_all.push_back(spec);
    };
    for (const std::string_view name : optionsWithTitle())
        if (!hasVersions || std::ranges::find(kFixed, name) == kFixed.end())
            add(findOption(name));
    // What was set elsewhere is shown too, so that it can be seen and taken back.
    for (const auto &[name, value] : options)
        if (!hasOwnSection(name))
            add(findOption(name));
    m_shown = m_all;
}

bool OptionModel::isSet(int row) const
{
    return m_options.contains(std::string(spec(row).name));
}

void OptionModel::rowChanged(int row)
{
    Q_EMIT dataChanged(index(row, Name), index(row, Default));
    Q_EMIT optionsChanged();
}

void OptionModel::reset(int row)
{
    if (m_options.erase(std::string(spec(row).name)) > 0)
        rowChanged(row);
}

void OptionModel::setFilter(const QString &wanted)
{
    beginResetModel();
    m_shown.clear();
    for (const OptionSpec *spec : m_all)
        if (optionTitle(*spec).contains(wanted, Qt::CaseInsensitive) ||
            text(spec->name).contains(wanted, Qt::CaseInsensitive) ||
            optionHelp(*spec).contains(wanted, Qt::CaseInsensitive))
            m_shown.push_back(spec);
    endResetModel();
}

int OptionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int OptionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString OptionModel::valueOf(const OptionSpec &spec) const
{
    const auto found = m_options.find(std::string(spec.name));
    return found == m_options.end() ? text(spec.defaultText) : text(found->second);
}

QString OptionModel::shownValue(const OptionSpec &spec, const QString &value) const
{
    return value.isEmpty() && spec.type != OptionType::Boolean ? tr("none")
                                                               : choiceText(spec, value);
}

QVariant OptionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const OptionSpec &option = spec(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name    ? optionTitle(option)
               : index.column() == Value ? shownValue(option, valueOf(option))
                                         : shownValue(option, text(option.defaultText));
    case Qt::EditRole:
        return index.column() == Value ? valueOf(option) : QVariant();
    case Qt::ToolTipRole:
        return QString(u"--"_s % text(option.name) % u'\n' % optionHelp(option));
    case Qt::FontRole: {
        QFont font;
        font.setBold(isSet(index.row()));
        return font;
    }
    default:
        return {};
    }
}

bool OptionModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != Value)
        return false;
    const OptionSpec &option = spec(index.row());
    const QString wanted = value.toString().trimmed();
    if (wanted == valueOf(option))
        return true;
    if (wanted.isEmpty() || wanted == text(option.defaultText)) {
        reset(index.row());
        return true;
    }
    const std::string bytes = wanted.toStdString();
    if (const auto checked = checkOptionValue(option, bytes); !checked) {
        Q_EMIT refused(windowText(checked.error()));
        return false;
    }
    m_options[std::string(option.name)] = bytes;
    rowChanged(index.row());
    return true;
}

QVariant OptionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : section == Value ? tr("Value") : tr("Default");
}

Qt::ItemFlags OptionModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Value ? flags | Qt::ItemIsEditable : flags;
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "core/config/foreign_job.h"

#include "core/base/text.h"
#include "core/config/option_values.h"

#include <QJsonArray>
#include <QVariant>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostSources = 10'000;
constexpr std::size_t kMostFilters = 10'000;
constexpr std::size_t kMostSettings = 500;
constexpr std::size_t kLongestValue = 1 << 20; // bytes

QString textOf(const QJsonObject &object, QLatin1String name)
{
    return memberOf(object, name).toString();
}

QStringList texts(const QJsonValue &list)
{
    QStringList texts;
    const QJsonArray array = list.toArray();
    for (const auto &value : array)
        if (value.isString())
            texts << value.toString();
    return texts;
}

std::string withoutHyphens(std::string name)
{
    name.erase(0, name.find_first_not_of('-'));
    return name;
}

// Names without hyphens are the settings that Duplicati's pages have a place for; those with them
// come from its list of options, and win.
void readSettings(const QJsonArray &settings, ForeignJob &job)
{
    for (const bool advanced : {false, true}) {
        for (const auto &value : settings) {
            const QJsonObject entry = value.toObject();
            const std::string name = textOf(entry, "Name"_L1).toStdString();
            if (name.starts_with('-') != advanced || withoutHyphens(name).empty())
                continue;
            // Numbers and switches may stand there as such.
            job.settings.emplace_back(
                withoutHyphens(name),
                memberOf(entry, "Value"_L1).toVariant().toString().toStdString());
        }
    }
}

void readFilters(const QJsonArray &filters, ForeignJob &job)
{
    std::vector<std::pair<int, FilterEntry>> entries;
    for (const auto &value : filters) {
        const QJsonObject filter = value.toObject();
        std::string expression = textOf(filter, "Expression"_L1).toStdString();
        if (!expression.empty())
            entries.emplace_back(
                memberOf(filter, "Order"_L1).toInt(),
                FilterEntry{memberOf(filter, "Include"_L1).toBool(), std::move(expression)});
    }
    std::ranges::stable_sort(entries, {}, [](const auto &entry) { return entry.first; });
    for (auto &[order, entry] : entries)
        job.filters.push_back(std::move(entry));
}

std::optional<TaskSchedule> readSchedule(const QJsonObject &schedule)
{
    if (schedule.isEmpty())
        return std::nullopt;
    TaskSchedule read{textOf(schedule, "Time"_L1), textOf(schedule, "Repeat"_L1), {}};
    QStringList names = texts(memberOf(schedule, "AllowedDays"_L1));
    if (names.isEmpty())
        names = daysOfRule(textOf(schedule, "Rule"_L1));
    for (const QString &name : std::as_const(names)) // "mon", or "Monday"
        if (const int day = weekdayFromName(name); day >= 0)
            read.days << weekdayName(day);
    return read;
}

// An option of a command line into settings or filters.
void addOption(std::string_view option, ForeignJob &job)
{
    const std::size_t equals = std::min(option.find('='), option.size());
    const std::string name = asciiLower(withoutHyphens(std::string(option.substr(0, equals))));
    std::string value(option.substr(std::min(equals + 1, option.size())));
    if (name == "include" || name == "exclude") {
        if (!value.empty())
            job.filters.push_back({name == "include", std::move(value)});
    } else if (!name.empty()) {
        job.settings.emplace_back(name, std::move(value));
    }
}

bool isProgram(std::string_view word)
{
    const std::string lower = asciiLower(word);
    return lower.find("://") == std::string::npos && lower.find("duplicati") != std::string::npos &&
           (lower.ends_with("duplicati-cli") || lower.ends_with(".exe") ||
            lower.ends_with("duplicati") || lower.ends_with("commandline"));
}

} // namespace

QJsonValue memberOf(const QJsonObject &object, QLatin1String name)
{
    if (const auto exact = object.constFind(name); exact != object.constEnd())
        return *exact;
    for (auto at = object.constBegin(); at != object.constEnd(); ++at)
        if (at.key().compare(name, Qt::CaseInsensitive) == 0)
            return *at;
    return QJsonValue(QJsonValue::Undefined);
}

QStringList daysOfRule(const QString &rule)
{
    const qsizetype at = rule.indexOf("AllowedWeekDays="_L1, 0, Qt::CaseInsensitive);
    if (at < 0)
        return {};
    QStringList days;
    const QStringList names =
        rule.mid(at + "AllowedWeekDays="_L1.size()).section(u';', 0, 0).split(u',');
    for (const QString &name : names)
        if (const int day = weekdayFromName(name.trimmed()); day >= 0)
            days << weekdayName(day);
    return days;
}

ForeignJob foreignJobOf(const QJsonObject &task)
{
    const QJsonObject backup = memberOf(task, "Backup"_L1).toObject();
    ForeignJob job;
    job.name = textOf(backup, "Name"_L1).trimmed();
    job.description = textOf(backup, "Description"_L1);
    job.tags = texts(memberOf(backup, "Tags"_L1));
    job.operation = textOf(backup, "OperationType"_L1);
    job.destination = textOf(backup, "TargetURL"_L1).toStdString();
    for (const QString &source : texts(memberOf(backup, "Sources"_L1)))
        if (!source.isEmpty())
            job.sources.push_back(source.toStdString());
    readSettings(memberOf(backup, "Settings"_L1).toArray(), job);
    readFilters(memberOf(backup, "Filters"_L1).toArray(), job);
    job.schedule = readSchedule(memberOf(task, "Schedule"_L1).toObject());
    job.hasFurtherDestinations = !memberOf(backup, "AdditionalTargetURLs"_L1).toArray().isEmpty();
    if (const int id = memberOf(backup, "ConnectionStringID"_L1).toInt(-1); id > 0)
        job.connection = QString::number(id);
    return job;
}

ForeignJob foreignJobOfArguments(const QJsonObject &arguments)
{
    ForeignJob job;
    job.destination = textOf(arguments, "Backend"_L1).toStdString();
    for (const QString &source : texts(memberOf(arguments, "Arguments"_L1)))
        if (!source.isEmpty())
            job.sources.push_back(source.toStdString());
    for (const QString &option : texts(memberOf(arguments, "Options"_L1)))
        addOption(option.toStdString(), job);
    return job;
}

ForeignJob foreignJobOfWords(const std::vector<std::string> &words)
{
    ForeignJob job;
    std::vector<std::string> plain;
    bool hasProgram = false;
    for (const std::string &word : words) {
        if (word.starts_with("--") && word.size() > 2)
            addOption(word, job);
        else if (plain.empty() && (isProgram(word) || word == "mono" || word == "sudo"))
            hasProgram = true;
        else if (!word.empty())
            plain.push_back(word);
    }
    // What the program is to do; without the program these are the arguments alone.
    if (!plain.empty() && (hasProgram || asciiLower(plain.front()) == "backup")) {
        job.operation = toQString(plain.front());
        plain.erase(plain.begin());
    }
    if (!plain.empty()) {
        job.destination = std::move(plain.front());
        job.sources.assign(std::make_move_iterator(plain.begin() + 1),
                           std::make_move_iterator(plain.end()));
    }
    return job;
}

Result<> checkSize(const ForeignJob &job)
{
    const auto tooLong = [](const std::string &text) { return text.size() > kLongestValue; };
    const bool tooMuch = job.sources.size() > kMostSources || job.filters.size() > kMostFilters ||
                         job.settings.size() > kMostSettings || tooLong(job.destination) ||
                         std::ranges::any_of(job.sources, tooLong) ||
                         std::ranges::any_of(job.settings, [&](const auto &entry) {
                             return tooLong(entry.first) || tooLong(entry.second);
                         });
    if (tooMuch)
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"One of the jobs has more folders, filters or settings than any real one."_s);
    return {};
}

} // namespace cairn

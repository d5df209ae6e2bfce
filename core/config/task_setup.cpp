// SPDX-License-Identifier: MIT
#include "core/config/task_setup.h"

#include "core/base/text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kBom("\xef\xbb\xbf");
constexpr std::array<std::string_view, 4> kKeepNames{"everything", "count", "time", "policy"};

// Paths and patterns are bytes, JSON is text: one to one, readable where it can be.
QString encoded(std::string_view bytes)
{
    return QString::fromLatin1(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
                                   .toPercentEncoding("/*?[]{}\\.@,:()|^$+ "));
}

std::string decoded(const QString &text)
{
    return QByteArray::fromPercentEncoding(text.toLatin1()).toStdString();
}

QJsonObject setting(const QString &name, const QString &value)
{
    return {{u"Filter"_s, QString()},
            {u"Name"_s, name},
            {u"Value"_s, value},
            {u"Argument"_s, QJsonValue()}};
}

bool isSecret(std::string_view name)
{
    const OptionSpec *spec = findOption(name);
    return spec && spec->type == OptionType::Password;
}

QJsonArray settingsOf(const JobConfig &job)
{
    QJsonArray settings{setting(u"encryption-module"_s, job.encrypted ? u"aes"_s : QString()),
                        setting(u"compression-module"_s, u"zip"_s)};
    if (!job.encrypted)
        settings.append(setting(u"--no-encryption"_s, u"true"_s));
    constexpr const char *kKeepOptions[] = {"", "keep-versions", "keep-time", "retention-policy"};
    if (job.keep.kind != Keep::Kind::Everything)
        settings.append(
            setting(QLatin1String(kKeepOptions[static_cast<std::size_t>(job.keep.kind)]),
                    toQString(job.keep.value)));
    if (job.largestFile)
        settings.append(
            setting(u"--skip-files-larger-than"_s, QString::number(*job.largestFile) % u'b'));
    for (const auto &[name, value] : job.options) {
        if (isSecret(name))
            continue;
        const bool bare = name == "dblock-size";
        settings.append(setting((bare ? u""_s : u"--"_s) % toQString(name), toQString(value)));
    }
    return settings;
}

QJsonArray filtersOf(const JobConfig &job, const SkipPlaces &places)
{
    std::vector<FilterEntry> rules = job.rules;
    for (const SkipSet set : job.skipSets)
        for (FilterEntry &rule : skipRules(set, places))
            rules.push_back(std::move(rule));
    QJsonArray filters;
    for (const FilterEntry &rule : rules)
        filters.append(QJsonObject{{u"Order"_s, filters.size()},
                                   {u"Include"_s, rule.include},
                                   {u"Expression"_s, toQString(rule.expression)}});
    return filters;
}

QJsonObject ownFields(const JobConfig &job)
{
    QJsonArray sources;
    for (const FilePath &source : job.sources)
        sources.append(encoded(source.bytes()));
    QJsonArray rules;
    for (const FilterEntry &rule : job.rules)
        rules.append(
            QJsonObject{{u"Include"_s, rule.include}, {u"Expression"_s, encoded(rule.expression)}});
    QJsonArray sets;
    for (const SkipSet set : job.skipSets)
        sets.append(toQString(skipSetName(set)));
    QJsonObject options;
    for (const auto &[name, value] : job.options)
        if (!isSecret(name))
            options[toQString(name)] = encoded(value);
    QJsonObject own{{u"Form"_s, 1},
                    {u"Id"_s, toQString(job.id)},
                    {u"Destination"_s, encoded(withoutSecrets(job.destination))},
                    {u"Sources"_s, sources},
                    {u"Rules"_s, rules},
                    {u"SkipSets"_s, sets},
                    {u"Keep"_s, toQString(kKeepNames[static_cast<std::size_t>(job.keep.kind)])},
                    {u"KeepValue"_s, toQString(job.keep.value)},
                    {u"Encrypted"_s, job.encrypted},
                    {u"Options"_s, options},
                    {u"CreatedAt"_s, qint64{job.createdAt}},
                    {u"SheetSaved"_s, job.sheetSaved}};
    if (job.largestFile)
        own[u"LargestFile"_s] = qint64{*job.largestFile};
    if (job.drive)
        own[u"Drive"_s] = QJsonObject{{u"Uuid"_s, job.drive->uuid},
                                      {u"Label"_s, job.drive->label},
                                      {u"Size"_s, qint64{job.drive->sizeBytes}},
                                      {u"Folder"_s, encoded(job.drive->folder.bytes())}};
    return own;
}

QJsonValue scheduleJson(const std::optional<TaskSchedule> &schedule)
{
    if (!schedule)
        return {};
    return QJsonObject{{u"ID"_s, 1},
                       {u"Tags"_s, QJsonArray{u"ID=1"_s}},
                       {u"Time"_s, schedule->time},
                       {u"Repeat"_s, schedule->repeat},
                       {u"LastRun"_s, u"0001-01-01T00:00:00Z"_s},
                       {u"Rule"_s, QString()},
                       {u"AllowedDays"_s, schedule->days.isEmpty()
                                              ? QJsonValue()
                                              : QJsonArray::fromStringList(schedule->days)}};
}

// Names are compared without regard to case, as Duplicati's reader does.
QJsonValue field(const QJsonObject &object, QLatin1String name)
{
    if (const auto exact = object.constFind(name); exact != object.constEnd())
        return *exact;
    for (auto at = object.constBegin(); at != object.constEnd(); ++at)
        if (at.key().compare(name, Qt::CaseInsensitive) == 0)
            return *at;
    return QJsonValue(QJsonValue::Undefined);
}

std::vector<FilterEntry> rulesOf(const QJsonArray &list, bool isEncoded)
{
    std::vector<FilterEntry> rules;
    for (const auto &value : list) {
        const QJsonObject rule = value.toObject();
        const QString expression = field(rule, "Expression"_L1).toString();
        if (!expression.isEmpty())
            rules.push_back({field(rule, "Include"_L1).toBool(),
                             isEncoded ? decoded(expression) : expression.toStdString()});
    }
    return rules;
}

void readOwn(const QJsonObject &own, JobConfig &job)
{
    job.id = own[u"Id"].toString().toStdString();
    job.destination = withoutSecrets(decoded(own[u"Destination"].toString()));
    const QJsonArray sources = own[u"Sources"].toArray();
    for (const auto &source : sources)
        job.sources.emplace_back(decoded(source.toString()));
    job.rules = rulesOf(own[u"Rules"].toArray(), true);
    const QJsonArray sets = own[u"SkipSets"].toArray();
    for (const auto &name : sets)
        if (const auto set = skipSetFromName(name.toString().toStdString()))
            job.skipSets.push_back(*set);
    const std::string keep = own[u"Keep"].toString().toStdString();
    job.keep = {Keep::Kind::Everything, own[u"KeepValue"].toString().toStdString()};
    for (std::size_t i = 0; i < kKeepNames.size(); ++i)
        if (kKeepNames[i] == keep)
            job.keep.kind = static_cast<Keep::Kind>(i);
    job.encrypted = own[u"Encrypted"].toBool(true);
    const QJsonObject options = own[u"Options"].toObject();
    for (auto at = options.begin(); at != options.end(); ++at)
        if (const std::string name = at.key().toStdString(); !isSecret(name))
            job.options[name] = decoded(at.value().toString());
    job.createdAt = own[u"CreatedAt"].toInteger();
    job.sheetSaved = own[u"SheetSaved"].toBool();
    if (own.contains(u"LargestFile"))
        job.largestFile = own[u"LargestFile"].toInteger();
    if (const QJsonObject drive = own[u"Drive"].toObject(); !drive.isEmpty())
        job.drive =
            DriveRef{drive[u"Uuid"].toString(), drive[u"Label"].toString(),
                     drive[u"Size"].toInteger(), FilePath(decoded(drive[u"Folder"].toString()))};
}

// Takes one setting of Duplicati's into the job. False if it has no place there.
bool takeSetting(JobConfig &job, const std::string &name, const std::string &value)
{
    const OptionSpec *spec = findOption(name);
    if (!spec || spec->type == OptionType::Password || spec->category == OptionCategory::Scripts ||
        spec->name == "include" || spec->name == "exclude" || spec->name == "source" ||
        !checkOptionValue(*spec, value))
        return false;
    if (spec->name == "keep-versions")
        job.keep = {Keep::Kind::Count, value};
    else if (spec->name == "keep-time")
        job.keep = {Keep::Kind::Time, value};
    else if (spec->name == "retention-policy")
        job.keep = {Keep::Kind::Policy, value};
    else if (spec->name == "compression-module" && value == "zip")
        return true;
    else if (spec->name == "no-encryption")
        job.encrypted = !parseBoolean(spec->name, value).value_or(false);
    else if (spec->name == "encryption-module" && (value.empty() || value == "aes"))
        job.encrypted = job.encrypted && !value.empty();
    else if (spec->name == "skip-files-larger-than") {
        const std::int64_t size = parseSize(spec->name, value, spec->defaultUnit).value_or(0);
        job.largestFile = size > 0 ? std::optional(size) : std::nullopt;
    } else
        job.options[std::string(spec->name)] = value;
    return true;
}

void readForeign(const QJsonObject &backup, TaskSetup &setup)
{
    JobConfig &job = setup.job;
    job.destination = withoutSecrets(field(backup, "TargetURL"_L1).toString().toStdString());
    job.keep = {};
    const QJsonArray sources = field(backup, "Sources"_L1).toArray();
    for (const auto &source : sources) {
        const QString path = source.toString();
        if (path.startsWith(u'/'))
            job.sources.emplace_back(path.toStdString());
        else
            setup.leftOut << path;
    }
    job.rules = rulesOf(field(backup, "Filters"_L1).toArray(), false);
    const QJsonArray settings = field(backup, "Settings"_L1).toArray();
    for (const auto &value : settings) {
        const QJsonObject entry = value.toObject();
        QString name = field(entry, "Name"_L1).toString();
        while (name.startsWith(u'-'))
            name.remove(0, 1);
        const std::string text = field(entry, "Value"_L1).toString().toStdString();
        if (!name.isEmpty() && !takeSetting(job, name.toStdString(), text))
            setup.leftOut << name;
    }
}

// Programs of another computer are not started here without a person's word (S8).
void leaveScriptsOut(TaskSetup &setup)
{
    std::erase_if(setup.job.options, [&setup](const auto &option) {
        const OptionSpec *spec = findOption(option.first);
        const bool isScript = spec && spec->category == OptionCategory::Scripts;
        if (isScript)
            setup.leftOut << toQString(option.first);
        return isScript;
    });
}

std::optional<TaskSchedule> readSchedule(const QJsonObject &schedule)
{
    if (schedule.isEmpty())
        return std::nullopt;
    TaskSchedule read{
        field(schedule, "Time"_L1).toString(), field(schedule, "Repeat"_L1).toString(), {}};
    const QJsonArray days = field(schedule, "AllowedDays"_L1).toArray();
    for (const auto &day : days) // "mon", and "Monday" in some exports
        read.days << day.toString().left(3).toLower();
    return read;
}

} // namespace

std::string writeTaskSetup(const JobConfig &job, const std::optional<TaskSchedule> &schedule,
                           const SkipPlaces &places)
{
    QJsonArray sources;
    QJsonObject names;
    for (const FilePath &source : job.sources) {
        const QString path = toQString(source.bytes());
        sources.append(path);
        names[path] = toQString(source.name());
    }
    const QJsonObject backup{{u"ID"_s, u"1"_s},
                             {u"ExternalID"_s, QJsonValue()},
                             {u"Name"_s, job.name},
                             {u"Description"_s, QString()},
                             {u"Tags"_s, QJsonArray()},
                             {u"TargetURL"_s, toQString(withoutSecrets(job.destination))},
                             {u"DBPath"_s, QJsonValue()},
                             {u"ConnectionStringID"_s, -1},
                             {u"OperationType"_s, u"Backup"_s},
                             {u"Sources"_s, sources},
                             {u"Settings"_s, settingsOf(job)},
                             {u"Filters"_s, filtersOf(job, places)},
                             {u"Metadata"_s, QJsonObject()},
                             {u"AdditionalTargetURLs"_s, QJsonArray()},
                             {u"IsTemporary"_s, false}};
    const QJsonObject task{{u"CreatedByVersion"_s, QStringLiteral(CAIRN_VERSION)},
                           {u"Schedule"_s, scheduleJson(schedule)},
                           {u"Backup"_s, backup},
                           {u"DisplayNames"_s, names},
                           {u"Cairn"_s, ownFields(job)}};
    const QByteArray json = kBom.toByteArray() + QJsonDocument(QJsonArray{task}).toJson();
    return json.toStdString();
}

Result<TaskSetup> readTaskSetup(ByteView json)
{
    const auto damaged = [] {
        return fail(ErrorCode::Corrupt, "TaskSetupDamaged",
                    u"The settings that the backup holds are damaged."_s);
    };
    if (json.size() > kLargestTaskSetup)
        return damaged();
    QByteArray text(reinterpret_cast<const char *>(json.data()),
                    static_cast<qsizetype>(json.size()));
    if (text.startsWith(kBom))
        text.remove(0, kBom.size());
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QJsonObject task =
        document.isArray() ? document.array().at(0).toObject() : document.object();
    const QJsonObject backup = field(task, "Backup"_L1).toObject();
    if (backup.isEmpty())
        return damaged();
    TaskSetup setup;
    setup.job.name = field(backup, "Name"_L1).toString();
    setup.schedule = readSchedule(field(task, "Schedule"_L1).toObject());
    const QJsonObject own = task[u"Cairn"].toObject();
    setup.isOurs = own[u"Form"].toInt() == 1;
    if (setup.isOurs) {
        readOwn(own, setup.job);
        leaveScriptsOut(setup);
    } else {
        readForeign(backup, setup);
    }
    return setup;
}

std::string withoutSecrets(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return std::string(url); // a path
    const std::size_t query = std::min(url.find('?', scheme), url.size());
    std::string out(url.substr(0, query));
    const std::size_t host = scheme + 3;
    const std::size_t at = out.substr(0, out.find('/', host)).rfind('@');
    if (const std::size_t colon = out.find(':', host);
        at != std::string::npos && at > host && colon < at)
        out.erase(colon, at - colon);
    char separator = '?';
    for (std::string_view left = url.substr(query); !left.empty();) {
        left.remove_prefix(1); // '?' or '&'
        const std::size_t end = std::min(left.find('&'), left.size());
        const std::string_view part = left.substr(0, end);
        const QByteArray name(part.data(), static_cast<qsizetype>(std::min(part.find('='), end)));
        if (!part.empty() && !isSecret(QByteArray::fromPercentEncoding(name).toStdString())) {
            (out += separator) += part;
            separator = '&';
        }
        left.remove_prefix(end);
    }
    return out;
}

} // namespace cairn

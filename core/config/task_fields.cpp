// SPDX-License-Identifier: MIT
#include "core/config/task_fields.h"

#include "core/base/text.h"
#include "core/config/destination_secrets.h"

#include <QJsonArray>

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

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

QString timeText(QTime time)
{
    return time.toString(u"HH:mm");
}

QTime timeOf(const QJsonValue &value)
{
    return QTime::fromString(value.toString(), u"HH:mm");
}

std::vector<FilterEntry> rulesOf(const QJsonArray &list)
{
    std::vector<FilterEntry> rules;
    for (const auto &value : list) {
        const QJsonObject rule = value.toObject();
        const QString expression = rule[u"Expression"].toString();
        if (!expression.isEmpty())
            rules.push_back({rule[u"Include"].toBool(), decoded(expression)});
    }
    return rules;
}

} // namespace

QJsonObject scheduleFields(const Schedule &schedule)
{
    const ScheduleRule &rule = schedule.rule;
    QJsonArray times;
    for (const QTime &time : rule.times)
        times.append(timeText(time));
    return {{u"Unit"_s, toQString(unitName(rule.unit))},
            {u"Every"_s, rule.interval},
            {u"Anchor"_s, rule.anchor.toString(Qt::ISODate)},
            {u"Times"_s, times},
            {u"Weekdays"_s, rule.weekdays},
            {u"Nth"_s, rule.nth},
            {u"MonthDay"_s, rule.monthDay},
            {u"From"_s, timeText(rule.from)},
            {u"To"_s, timeText(rule.to)},
            {u"OnConnect"_s, schedule.onConnect},
            {u"LeastBattery"_s, schedule.leastBattery},
            {u"NotOnMetered"_s, schedule.notOnMetered},
            {u"Since"_s, qint64{schedule.since}}};
}

Schedule scheduleOf(const QJsonObject &fields)
{
    Schedule schedule;
    ScheduleRule &rule = schedule.rule;
    rule.unit =
        unitFromName(fields[u"Unit"].toString().toStdString()).value_or(ScheduleRule::Unit::ByHand);
    rule.interval = fields[u"Every"].toInt(1);
    rule.anchor = QDate::fromString(fields[u"Anchor"].toString(), Qt::ISODate);
    const QJsonArray times = fields[u"Times"].toArray();
    for (const auto &time : times)
        rule.times.push_back(timeOf(time));
    rule.weekdays = static_cast<std::uint8_t>(fields[u"Weekdays"].toInt() & 0xff);
    rule.nth = fields[u"Nth"].toInt();
    rule.monthDay = fields[u"MonthDay"].toInt();
    rule.from = timeOf(fields[u"From"]);
    rule.to = timeOf(fields[u"To"]);
    schedule.onConnect = fields[u"OnConnect"].toBool();
    schedule.leastBattery = fields[u"LeastBattery"].toInt();
    schedule.notOnMetered = fields[u"NotOnMetered"].toBool();
    schedule.since = fields[u"Since"].toInteger();
    return checkSchedule(schedule) ? schedule : Schedule();
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
        if (!isSecretOption(name))
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
    QJsonArray notWarned;
    for (const std::string &path : job.notWarned)
        notWarned.append(encoded(path));
    if (!notWarned.isEmpty())
        own[u"NotWarned"_s] = notWarned;
    if (job.largestFile)
        own[u"LargestFile"_s] = qint64{*job.largestFile};
    if (job.schedule != Schedule())
        own[u"Schedule"_s] = scheduleFields(job.schedule);
    if (job.unattended)
        own[u"Unattended"_s] = true;
    if (!job.group.isEmpty())
        own[u"Group"_s] = job.group;
    if (job.tag != JobTag::None)
        own[u"Tag"_s] = toQString(jobTagName(job.tag));
    if (job.drive)
        own[u"Drive"_s] = QJsonObject{{u"Uuid"_s, job.drive->uuid},
                                      {u"Label"_s, job.drive->label},
                                      {u"Size"_s, qint64{job.drive->sizeBytes}},
                                      {u"Folder"_s, encoded(job.drive->folder.bytes())}};
    return own;
}

bool isOwnTask(const QJsonObject &task)
{
    return task[u"Cairn"].toObject()[u"Form"].toInt() == 1;
}

void readOwnFields(const QJsonObject &own, JobConfig &job)
{
    job.id = own[u"Id"].toString().toStdString();
    job.destination = withoutSecrets(decoded(own[u"Destination"].toString()));
    const QJsonArray sources = own[u"Sources"].toArray();
    for (const auto &source : sources)
        job.sources.emplace_back(decoded(source.toString()));
    job.rules = rulesOf(own[u"Rules"].toArray());
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
        if (const std::string name = at.key().toStdString(); !isSecretOption(name))
            job.options[name] = decoded(at.value().toString());
    for (const QJsonValue &path : own[u"NotWarned"].toArray())
        job.notWarned.push_back(decoded(path.toString()));
    job.createdAt = own[u"CreatedAt"].toInteger();
    job.sheetSaved = own[u"SheetSaved"].toBool();
    if (own.contains(u"LargestFile"))
        job.largestFile = own[u"LargestFile"].toInteger();
    job.schedule = scheduleOf(own[u"Schedule"].toObject());
    job.unattended = own[u"Unattended"].toBool();
    job.group = own[u"Group"].toString().simplified();
    job.tag = jobTagFromName(own[u"Tag"].toString().toStdString()).value_or(JobTag::None);
    if (const QJsonObject drive = own[u"Drive"].toObject(); !drive.isEmpty())
        job.drive =
            DriveRef{drive[u"Uuid"].toString(), drive[u"Label"].toString(),
                     drive[u"Size"].toInteger(), FilePath(decoded(drive[u"Folder"].toString()))};
}

} // namespace cairn

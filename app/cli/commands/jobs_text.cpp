// SPDX-License-Identifier: MIT
#include "app/cli/commands/jobs_text.h"

#include "app/cli/report_json.h"
#include "app/shared/pause.h"
#include "app/shared/units.h"
#include "core/base/text.h"
#include "core/config/schedule_text.h"
#include "core/schedule/schedule_rule.h"

#include <QJsonArray>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

QString destinationText(const JobConfig &job)
{
    if (!job.drive)
        return maskedUrl(job.destination);
    return u"drive “%1”, folder %2"_s.arg(job.drive->label, job.drive->folder.display());
}

QString keepText(const Keep &keep)
{
    switch (keep.kind) {
    case Keep::Kind::Everything:
        return u"every version"_s;
    case Keep::Kind::Count:
        return u"the last %1 versions"_s.arg(toQString(keep.value));
    case Keep::Kind::Time:
        return u"versions newer than %1"_s.arg(toQString(keep.value));
    case Keep::Kind::Policy:
        break;
    }
    return u"by the policy "_s % toQString(keep.value);
}

QString lastText(const JobHistory &history)
{
    if (!history.last)
        return u"never run"_s;
    const RunRecord &run = *history.last;
    return u"%1 %2, %3"_s.arg(toQString(runKindName(run.kind)),
                              isWell(run.state.result) && run.kind != RunKind::Backup
                                  ? u"went well"_s
                                  : toQString(runResultName(run.state.result)),
                              formatLocalTime(history.last->began));
}

// When it begins by itself, as the end of a line.
QString turnText(const JobConfig &job, const JobHistory &history)
{
    if (history.last && !history.last->ended)
        return {};
    if (history.wait)
        return u"; due: "_s % history.wait->text;
    if (!history.next.empty())
        return u"; next "_s % formatLocalTime(history.next.front());
    return job.schedule.onConnect ? u"; on connect"_s : u"; by hand"_s;
}

} // namespace

QJsonObject runRecordToJson(const RunRecord &run)
{
    QJsonObject object{{u"Id"_s, qint64{run.id}},
                       {u"Kind"_s, toQString(runKindName(run.kind))},
                       {u"Result"_s, toQString(runResultName(run.state.result))},
                       {u"ExitCode"_s, run.summary.exitCode},
                       {u"Began"_s, isoTime(run.began * 1'000'000'000)},
                       {u"Host"_s, qint64{run.host}},
                       {u"Phase"_s, toQString(run.state.phase)},
                       {u"FilesDone"_s, qint64{run.state.filesDone}},
                       {u"BytesSent"_s, qint64{run.state.bytesSent}},
                       {u"NewBytes"_s, qint64{run.summary.newBytes}},
                       {u"AddedFiles"_s, qint64{run.summary.added}},
                       {u"ModifiedFiles"_s, qint64{run.summary.changed}},
                       {u"DeletedFiles"_s, qint64{run.summary.deleted}}};
    QJsonObject leftOut;
    for (std::size_t set = 0; set < kSkipSetNames.size(); ++set)
        if (run.summary.leftOut[set] > 0)
            leftOut[toQString(kSkipSetNames[set])] = qint64{run.summary.leftOut[set]};
    if (!leftOut.isEmpty())
        object[u"LeftOut"_s] = leftOut;
    if (run.ended)
        object[u"Ended"_s] = isoTime(*run.ended * 1'000'000'000);
    return object;
}

QString jobName(SettingsDatabase &settings, const std::string &id)
{
    const auto job = JobStore(settings).get(id);
    return job && *job ? displayText((*job)->name.toStdString()) : toQString(id);
}

QString placeName(const JobConfig &job)
{
    return job.drive ? job.drive->label : maskedUrl(job.destination);
}

QString jobLine(const JobConfig &job, const JobHistory &history)
{
    return toQString(job.id) % u"  "_s % displayText(job.name.toStdString()) % u"  →  "_s %
           destinationText(job) % u"  ("_s % lastText(history) % turnText(job, history) % u')';
}

std::vector<std::int64_t> nextRunsOf(const JobConfig &job, std::int64_t now)
{
    constexpr int kShown = 5;
    return nextRuns(job.schedule.rule, now, QTimeZone::systemTimeZone(), kShown);
}

QStringList nextRunsLines(const std::vector<std::int64_t> &next)
{
    QStringList lines;
    for (const std::int64_t time : next)
        lines << (lines.isEmpty() ? u"Next runs:    "_s : u"              "_s) %
                     formatLocalTime(time);
    return lines;
}

QString pauseText(std::optional<std::int64_t> until, std::int64_t now)
{
    if (!until || *until <= now)
        return {};
    return *until >= pauseWithoutEnd()
               ? u"Paused until 'jobs resume': no backup begins by itself."_s
               : u"Paused until %1: no backup begins by itself."_s.arg(formatLocalTime(*until));
}

QStringList settingLines(const JobConfig &job)
{
    QStringList lines{u"Name:         "_s % displayText(job.name.toStdString()),
                      u"Id:           "_s % toQString(job.id),
                      u"Destination:  "_s % destinationText(job)};
    if (!job.group.isEmpty())
        lines << u"Group:        "_s % displayText(job.group.toStdString());
    if (job.tag != JobTag::None)
        lines << u"Tag:          "_s % toQString(jobTagName(job.tag));
    for (const FilePath &source : job.sources)
        lines << u"Source:       "_s % source.display();
    for (const FilterEntry &rule : job.rules)
        lines << (rule.include ? u"Include:      "_s : u"Exclude:      "_s) %
                     displayText(rule.expression);
    for (const SkipSet set : job.skipSets)
        lines << u"Skip:         "_s % toQString(skipSetName(set));
    if (job.largestFile)
        lines << u"Skip above:   "_s % formatSize(*job.largestFile);
    lines << u"Keep:         "_s % keepText(job.keep)
          << u"Encrypted:    "_s % (job.encrypted ? u"yes"_s : u"no"_s);
    lines << u"Schedule:     "_s % scheduleText(job.schedule, QDate::currentDate());
    if (job.unattended)
        lines << u"Unattended:   it runs also when nobody is logged in"_s;
    for (const auto &[name, value] : job.options)
        lines << u"Option:       --"_s % toQString(name) % u'=' % displayText(value);
    return lines;
}

QStringList jobLines(const JobConfig &job, const JobHistory &history)
{
    QStringList lines = settingLines(job) + nextRunsLines(history.next);
    if (history.wait)
        lines << u"Due since:    %1; %2"_s.arg(formatLocalTime(history.wait->due),
                                               history.wait->text);
    lines << u"Last run:     "_s % lastText(history);
    for (const Problem &problem : history.problems)
        lines << u"Problem:      %1 (%2) since %3: %4"_s.arg(
            toQString(problem.code), QString::number(problem.count),
            formatLocalTime(problem.opened), problem.text);
    return lines;
}

QJsonObject jobToJson(const JobConfig &job, const JobHistory &history)
{
    QJsonArray sources;
    for (const FilePath &source : job.sources)
        sources.append(jsonPath(source.bytes()));
    QJsonArray filters;
    for (const FilterEntry &rule : job.rules)
        filters.append(QJsonObject{{u"Include"_s, rule.include},
                                   {u"Expression"_s, jsonPath(rule.expression)}});
    QJsonArray sets;
    for (const SkipSet set : job.skipSets)
        sets.append(toQString(skipSetName(set)));
    QJsonObject options;
    for (const auto &[name, value] : job.options)
        options[toQString(name)] = jsonPath(value);
    QJsonArray next;
    for (const std::int64_t time : history.next)
        next.append(isoTime(time * 1'000'000'000));
    QJsonArray problems;
    for (const Problem &problem : history.problems)
        problems.append(QJsonObject{{u"Code"_s, toQString(problem.code)},
                                    {u"Count"_s, qint64{problem.count}},
                                    {u"Opened"_s, isoTime(problem.opened * 1'000'000'000)},
                                    {u"Text"_s, problem.text}});
    QJsonValue due;
    QJsonValue waitingFor;
    if (history.wait) {
        due = isoTime(history.wait->due * 1'000'000'000);
        waitingFor = QJsonObject{{u"Code"_s, toQString(history.wait->code)},
                                 {u"Text"_s, history.wait->text}};
    }
    return {
        {u"Id"_s, toQString(job.id)},
        {u"Name"_s, job.name},
        {u"Group"_s, job.group},
        {u"Tag"_s, toQString(jobTagName(job.tag))},
        {u"Destination"_s, job.drive ? QString() : maskedUrl(job.destination)},
        {u"Drive"_s, job.drive ? QJsonValue(job.drive->label) : QJsonValue()},
        {u"Sources"_s, sources},
        {u"Filters"_s, filters},
        {u"SkipSets"_s, sets},
        {u"Keep"_s, keepText(job.keep)},
        {u"Encrypted"_s, job.encrypted},
        {u"Schedule"_s, scheduleText(job.schedule, QDate::currentDate())},
        {u"NextRuns"_s, next},
        {u"DueSince"_s, due},
        {u"WaitingFor"_s, waitingFor},
        {u"Unattended"_s, job.unattended},
        {u"Options"_s, options},
        {u"LastRun"_s, history.last ? QJsonValue(runRecordToJson(*history.last)) : QJsonValue()},
        {u"Problems"_s, problems}};
}

} // namespace cairn::cli

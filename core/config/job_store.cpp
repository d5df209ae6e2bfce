// SPDX-License-Identifier: MIT
#include "core/config/job_store.h"

#include "core/base/text.h"
#include "core/config/job_checks.h"

#include <algorithm>
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::string_view, 4> kKeepNames{"everything", "count", "time", "policy"};

Keep::Kind keepKind(std::string_view name)
{
    const auto found = std::ranges::find(kKeepNames, name);
    return found == kKeepNames.end() ? Keep::Kind::Everything
                                     : static_cast<Keep::Kind>(found - kKeepNames.begin());
}

std::string skipSetList(const std::vector<SkipSet> &sets)
{
    std::string list;
    for (const SkipSet set : sets)
        (list += list.empty() ? "" : ",") += skipSetName(set);
    return list;
}

std::vector<SkipSet> skipSetsOf(std::string_view list)
{
    std::vector<SkipSet> sets;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        // One of a newer program means nothing here.
        if (const auto set = skipSetFromName(list.substr(0, end)))
            sets.push_back(*set);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return sets;
}

// The columns in the order of kColumns.
JobConfig jobOf(const Statement &row)
{
    JobConfig job;
    job.id = row.text(0);
    job.position = row.integer(1);
    job.name = toQString(row.text(2));
    job.destination = row.bytes(3);
    if (!row.isNull(4))
        job.drive = DriveRef{toQString(row.text(4)), toQString(row.text(5)), row.integer(6),
                             FilePath(std::string(row.bytes(7)))};
    job.skipSets = skipSetsOf(row.text(8));
    if (!row.isNull(9))
        job.largestFile = row.integer(9);
    job.keep = {keepKind(row.text(10)), std::string(row.text(11))};
    job.encrypted = row.integer(12) != 0;
    job.sheetSaved = row.integer(13) != 0;
    job.createdAt = row.integer(14);
    job.unattended = row.integer(15) != 0;
    job.group = toQString(row.text(16));
    // One of a newer program means nothing here.
    job.tag = jobTagFromName(row.text(17)).value_or(JobTag::None);
    return job;
}

constexpr auto kTimeForm = "HH:mm"_L1;

std::string timeList(const std::vector<QTime> &times)
{
    QStringList list;
    for (const QTime &time : times)
        list << time.toString(kTimeForm);
    return list.join(u',').toStdString();
}

std::vector<QTime> timesOf(std::string_view list)
{
    std::vector<QTime> times;
    const QStringList words = toQString(list).split(u',', Qt::SkipEmptyParts);
    for (const QString &word : words)
        times.push_back(QTime::fromString(word, kTimeForm));
    return times;
}

Schedule scheduleOf(const Statement &row)
{
    Schedule schedule;
    ScheduleRule &rule = schedule.rule;
    rule.unit = unitFromName(row.text(0)).value_or(ScheduleRule::Unit::ByHand);
    rule.interval = static_cast<int>(row.integer(1));
    rule.anchor = QDate::fromString(toQString(row.text(2)), Qt::ISODate);
    rule.times = timesOf(row.text(3));
    rule.weekdays = static_cast<std::uint8_t>(row.integer(4));
    rule.nth = static_cast<int>(row.integer(5));
    rule.monthDay = static_cast<int>(row.integer(6));
    rule.from = QTime::fromString(toQString(row.text(7)), kTimeForm);
    rule.to = QTime::fromString(toQString(row.text(8)), kTimeForm);
    schedule.onConnect = row.integer(9) != 0;
    schedule.leastBattery = static_cast<int>(row.integer(10));
    schedule.notOnMetered = row.integer(11) != 0;
    schedule.since = row.integer(12);
    return schedule;
}

#define CAIRN_JOB_COLUMNS                                                                          \
    "SELECT id, position, name, destination, drive_uuid, drive_label, drive_size, drive_folder, "  \
    "skip_sets, largest_file, keep, keep_value, encrypted, sheet_saved, created, "                 \
    "unattended, group_name, tag FROM job "

} // namespace

Result<> JobStore::readParts(JobConfig &job)
{
    CAIRN_LET(sources,
              m_database.use("SELECT path FROM job_source WHERE job = ? ORDER BY position"));
    sources->bind(1, std::string_view(job.id));
    CAIRN_LET(paths, sources->all(
                         [](const Statement &row) { return FilePath(std::string(row.bytes(0))); }));
    job.sources = std::move(paths);
    CAIRN_LET(rules, m_database.use("SELECT include, expression FROM job_rule WHERE job = ? "
                                    "ORDER BY position"));
    rules->bind(1, std::string_view(job.id));
    CAIRN_LET(entries, rules->all([](const Statement &row) {
        return FilterEntry{row.integer(0) != 0, std::string(row.bytes(1))};
    }));
    job.rules = std::move(entries);
    CAIRN_LET(options, m_database.use("SELECT name, value FROM job_option WHERE job = ?"));
    options->bind(1, std::string_view(job.id));
    CAIRN_LET(values, options->all([](const Statement &row) {
        return std::pair(std::string(row.text(0)), std::string(row.bytes(1)));
    }));
    job.options = {values.begin(), values.end()};
    CAIRN_LET(schedule, m_database.use("SELECT unit, every, anchor, times, weekdays, nth, "
                                       "month_day, from_time, to_time, on_connect, least_battery, "
                                       "not_on_metered, since FROM job_schedule WHERE job = ?"));
    schedule->bind(1, std::string_view(job.id));
    CAIRN_LET(schedules, schedule->all(scheduleOf));
    if (!schedules.empty())
        job.schedule = std::move(schedules.front());
    CAIRN_LET(known, m_database.use("SELECT path FROM job_not_warned WHERE job = ? ORDER BY path"));
    known->bind(1, std::string_view(job.id));
    CAIRN_LET(notWarned,
              known->all([](const Statement &row) { return std::string(row.bytes(0)); }));
    job.notWarned = std::move(notWarned);
    return {};
}

Result<std::vector<JobConfig>> JobStore::all()
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_JOB_COLUMNS "ORDER BY position, id"));
    CAIRN_LET(jobs, s->all(jobOf));
    for (JobConfig &job : jobs)
        CAIRN_TRY(readParts(job));
    return std::move(jobs);
}

Result<std::optional<JobConfig>> JobStore::get(std::string_view id)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_JOB_COLUMNS "WHERE id = ?"));
    s->bind(1, id);
    CAIRN_LET(jobs, s->all(jobOf));
    if (jobs.empty())
        return std::optional<JobConfig>();
    CAIRN_TRY(readParts(jobs.front()));
    return std::optional(std::move(jobs.front()));
}

Result<std::optional<JobConfig>> JobStore::find(const QString &nameOrId)
{
    CAIRN_LET(jobs, all());
    const QString folded = nameOrId.trimmed().toCaseFolded();
    for (JobConfig &job : jobs)
        if (job.name.toCaseFolded() == folded || toQString(job.id) == nameOrId)
            return std::optional(std::move(job));
    return std::optional<JobConfig>();
}

Result<> JobStore::checkName(const JobConfig &job)
{
    CAIRN_LET(s, m_database.use("SELECT name FROM job WHERE id <> ?"));
    s->bind(1, std::string_view(job.id));
    CAIRN_LET(names, s->all([](const Statement &row) { return toQString(row.text(0)); }));
    for (const QString &name : names)
        if (name.toCaseFolded() == job.name.trimmed().toCaseFolded())
            return fail(ErrorCode::AlreadyExists, "JOB_NAME",
                        u"There is already a backup called “%1”."_s.arg(name));
    return {};
}

Result<> JobStore::writeParts(const JobConfig &job)
{
    const std::string_view id = job.id;
    for (const char *sql :
         {"DELETE FROM job_source WHERE job = ?", "DELETE FROM job_rule WHERE job = ?",
          "DELETE FROM job_option WHERE job = ?", "DELETE FROM job_schedule WHERE job = ?",
          "DELETE FROM job_not_warned WHERE job = ?"}) {
        CAIRN_LET(s, m_database.use(sql));
        CAIRN_TRY(s->bind(1, id).run());
    }
    std::int64_t position = 0;
    for (const FilePath &source : job.sources) {
        CAIRN_LET(s, m_database.use("INSERT INTO job_source VALUES(?, ?, ?)"));
        CAIRN_TRY(s->bind(1, id).bind(2, position++).bindBytes(3, source.bytes()).run());
    }
    for (const FilterEntry &rule : job.rules) {
        CAIRN_LET(s, m_database.use("INSERT INTO job_rule VALUES(?, ?, ?, ?)"));
        s->bind(1, id).bind(2, position++).bind(3, std::int64_t{rule.include});
        CAIRN_TRY(s->bindBytes(4, rule.expression).run());
    }
    for (const auto &[name, value] : job.options) {
        CAIRN_LET(s, m_database.use("INSERT INTO job_option VALUES(?, ?, ?)"));
        CAIRN_TRY(s->bind(1, id).bind(2, std::string_view(name)).bindBytes(3, value).run());
    }
    for (const std::string &path : job.notWarned) {
        CAIRN_LET(s, m_database.use("INSERT OR IGNORE INTO job_not_warned VALUES(?, ?)"));
        CAIRN_TRY(s->bind(1, id).bindBytes(2, path).run());
    }
    return writeSchedule(job);
}

Result<> JobStore::writeSchedule(const JobConfig &job)
{
    if (job.schedule == Schedule())
        return {};
    const ScheduleRule &rule = job.schedule.rule;
    const std::string anchor = rule.anchor.toString(Qt::ISODate).toStdString();
    const std::string times = timeList(rule.times);
    const std::string from = rule.from.toString(kTimeForm).toStdString();
    const std::string to = rule.to.toString(kTimeForm).toStdString();
    CAIRN_LET(s, m_database.use("INSERT INTO job_schedule VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                "?, ?, ?)"));
    s->bind(1, std::string_view(job.id)).bind(2, unitName(rule.unit));
    s->bind(3, std::int64_t{rule.interval}).bind(4, std::string_view(anchor));
    s->bind(5, std::string_view(times)).bind(6, std::int64_t{rule.weekdays});
    s->bind(7, std::int64_t{rule.nth}).bind(8, std::int64_t{rule.monthDay});
    s->bind(9, std::string_view(from)).bind(10, std::string_view(to));
    s->bind(11, std::int64_t{job.schedule.onConnect});
    s->bind(12, std::int64_t{job.schedule.leastBattery});
    s->bind(13, std::int64_t{job.schedule.notOnMetered});
    return s->bind(14, job.schedule.since).run();
}

Result<> JobStore::save(const JobConfig &job)
{
    CAIRN_TRY(checkJobConfig(job));
    // What was saved by a version that did not ask stays as it is.
    CAIRN_LET(before, get(job.id));
    if (!before || before->keep != job.keep)
        CAIRN_TRY(checkKeepTime(job.keep));
    CAIRN_LET(transaction, Transaction::begin(m_database));
    CAIRN_TRY(checkName(job));
    CAIRN_LET(s, m_database.use(
                     "INSERT INTO job(id, position, name, destination, drive_uuid, drive_label, "
                     "drive_size, drive_folder, skip_sets, largest_file, keep, keep_value, "
                     "encrypted, sheet_saved, created, unattended, group_name, tag) VALUES(?1, "
                     "(SELECT coalesce(max(position), 0) + 1 FROM job), "
                     "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) "
                     "ON CONFLICT(id) DO UPDATE SET name = ?2, destination = ?3, drive_uuid = ?4, "
                     "drive_label = ?5, drive_size = ?6, drive_folder = ?7, skip_sets = ?8, "
                     "largest_file = ?9, keep = ?10, keep_value = ?11, encrypted = ?12, "
                     "sheet_saved = ?13, unattended = ?15, group_name = ?16, tag = ?17"));
    const std::string name = job.name.trimmed().toStdString();
    const std::string uuid = job.drive ? job.drive->uuid.toStdString() : std::string();
    const std::string label = job.drive ? job.drive->label.toStdString() : std::string();
    const std::string sets = skipSetList(job.skipSets);
    s->bind(1, std::string_view(job.id)).bind(2, std::string_view(name));
    s->bindBytes(3, job.destination);
    if (job.drive) {
        s->bind(4, std::string_view(uuid)).bind(5, std::string_view(label));
        s->bind(6, job.drive->sizeBytes).bindBytes(7, job.drive->folder.bytes());
    } else {
        s->bindNull(4).bindNull(5).bindNull(6).bindNull(7);
    }
    s->bind(8, std::string_view(sets));
    if (job.largestFile)
        s->bind(9, *job.largestFile);
    else
        s->bindNull(9);
    s->bind(10, kKeepNames[static_cast<std::size_t>(job.keep.kind)]);
    s->bind(11, std::string_view(job.keep.value)).bind(12, std::int64_t{job.encrypted});
    s->bind(13, std::int64_t{job.sheetSaved}).bind(14, job.createdAt);
    const std::string group = job.group.simplified().toStdString();
    s->bind(15, std::int64_t{job.unattended}).bind(16, std::string_view(group));
    CAIRN_TRY(s->bind(17, jobTagName(job.tag)).run());
    CAIRN_TRY(writeParts(job));
    if (job.schedule.runsByItself())
        CAIRN_TRY(forgetScheduleOff(job.id));
    return transaction.commit();
}

// What schedule_switch.h keeps.
Result<> JobStore::forgetScheduleOff(std::string_view id)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("DELETE FROM setting WHERE key = 'schedule-off/' || ?"));
    return s->bind(1, id).run();
}

Result<> JobStore::remove(std::string_view id)
{
    CAIRN_LET(transaction, Transaction::begin(m_database));
    CAIRN_TRY(forgetScheduleOff(id));
    CAIRN_LET(s, m_database.use("DELETE FROM job WHERE id = ?")); // its parts go with it
    CAIRN_TRY(s->bind(1, id).run());
    return transaction.commit();
}

Result<> JobStore::reorder(std::span<const std::string> ids)
{
    CAIRN_LET(transaction, Transaction::begin(m_database));
    CAIRN_LET(s, m_database.use("SELECT id FROM job ORDER BY position, id"));
    CAIRN_LET(left, s->all([](const Statement &row) { return std::string(row.text(0)); }));
    std::vector<std::string> order(ids.begin(), ids.end());
    for (std::string &id : left)
        if (std::ranges::find(order, id) == order.end())
            order.push_back(std::move(id));
    std::int64_t position = 0;
    for (const std::string &id : order) {
        CAIRN_LET(update, m_database.use("UPDATE job SET position = ? WHERE id = ?"));
        CAIRN_TRY(update->bind(1, ++position).bind(2, std::string_view(id)).run());
    }
    return transaction.commit();
}

} // namespace cairn

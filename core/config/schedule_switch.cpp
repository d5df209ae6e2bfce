// SPDX-License-Identifier: MIT
#include "core/config/schedule_switch.h"

#include "core/config/job_store.h"
#include "core/config/task_fields.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// job_store.cpp forgets it.
std::string keyOf(std::string_view job)
{
    return std::string("schedule-off/").append(job);
}

tl::unexpected<Error> noSchedule()
{
    return fail(ErrorCode::InvalidArgument, "JOB_SCHEDULE",
                u"There is no schedule that could be turned on or off."_s);
}

} // namespace

Result<> turnScheduleOff(SettingsDatabase &settings, JobConfig job)
{
    if (!job.schedule.runsByItself())
        return noSchedule();
    const QByteArray kept =
        QJsonDocument(scheduleFields(job.schedule)).toJson(QJsonDocument::Compact);
    job.schedule.rule = ScheduleRule();
    job.schedule.onConnect = false;
    CAIRN_TRY(settings.setValue(keyOf(job.id), kept.toStdString()));
    return JobStore(settings).save(job);
}

Result<> turnScheduleOn(SettingsDatabase &settings, JobConfig job, std::int64_t now)
{
    CAIRN_LET(kept, settings.value(keyOf(job.id)));
    if (!kept)
        return noSchedule();
    job.schedule = scheduleOf(QJsonDocument::fromJson(QByteArray::fromStdString(*kept)).object());
    if (!job.schedule.runsByItself())
        return noSchedule();
    job.schedule.since = now;
    return JobStore(settings).save(job);
}

Result<std::set<std::string>> jobsWithScheduleOff(SettingsDatabase &settings)
{
    Database &database = settings.database();
    const auto guard = database.lock();
    CAIRN_LET(s, database.use("SELECT id FROM job WHERE EXISTS "
                              "(SELECT 1 FROM setting WHERE key = 'schedule-off/' || id)"));
    CAIRN_LET(ids, s->all([](const Statement &row) { return std::string(row.text(0)); }));
    return std::set<std::string>(ids.begin(), ids.end());
}

} // namespace cairn

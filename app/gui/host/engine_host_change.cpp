// SPDX-License-Identifier: MIT
// What is asked about backups that exist: other settings, their secrets.
#include "app/gui/host/engine_host.h"

#include "app/shared/error_table.h"
#include "core/config/destination_place.h"
#include "core/config/job_store.h"
#include "core/config/schedule_switch.h"
#include "core/config/take_over.h"
#include "core/config/task_export.h"
#include "core/engine/drive_mount.h"
#include "core/engine/export_file.h"
#include "core/engine/job_place.h"
#include "core/engine/new_place.h"
#include "core/secrets/secret_store.h"

namespace cairn::gui {

using namespace Qt::StringLiterals;

// On a thread of its own: whether the place that is new to a backup may be its own. What it holds
// must open with the passphrase and have the versions that are known here.
Result<> EngineHost::settle(const JobConfig &job, const JobConfig &before, Task &task)
{
    CAIRN_LET(secrets, m_world.secrets.secretsOf(job));
    CAIRN_LET(plan, planOf(job, secrets, placesNow(job, m_drives)));
    CAIRN_LET(own, SettingsDatabase::open(m_world.files, m_world.settingsFolder)); // of this thread
    CAIRN_LET(isTakenOver, wantsTakeOver(*own, job.id));
    auto settled = settleAtNewPlace({m_world.files, m_world.random, m_world.engine}, plan.request,
                                    before, task.cancel, task.progress, isTakenOver);
    if (!settled && settled.error().id == "DEST_FOREIGN"_L1)
        return fail(ErrorCode::AlreadyExists, "DEST_FOREIGN",
                    tr("That folder belongs to another backup. Nothing of it was changed."));
    return settled;
}

void EngineHost::changed(const JobConfig &job, const Result<> &settled)
{
    const Result<> saved = settled ? JobStore(*settings()).save(job) : settled;
    m_facts.erase(job.id);
    m_runs.lookAgain();
    publish();
    Q_EMIT jobSaved(QString::fromStdString(job.id), saved ? QString() : windowText(saved.error()));
}

JobConfig EngineHost::asStored(JobConfig job, const JobConfig &stored)
{
    job.encrypted = stored.encrypted; // for life
    job.createdAt = stored.createdAt;
    if (isSamePlace(job, stored)) { // the local database is found by how it is written
        job.destination = stored.destination;
        job.drive = stored.drive;
    }
    return job;
}

void EngineHost::changeJob(const JobConfig &job)
{
    const QString id = QString::fromStdString(job.id);
    const auto stored =
        settings() ? JobStore(*settings()).get(job.id) : Result<std::optional<JobConfig>>();
    if (!stored || !*stored)
        return Q_EMIT jobSaved(id,
                               settings() ? tr("This backup is not there any more.") : m_failure);
    const JobConfig wanted = asStored(job, **stored);
    const bool isMoved = !isSamePlace(wanted, **stored);
    if (!isMoved && wanted.unattended != (*stored)->unattended)
        return lookUp([this, wanted]() -> std::function<void()> {
            const auto kept = m_world.secrets.setUnattended(wanted, wanted.unattended);
            return [this, wanted, kept] { changed(wanted, kept); };
        });
    if (!isMoved)
        return changed(wanted, {});
    if (m_settling || m_moving || isRunning(job.id))
        return Q_EMIT jobSaved(
            id, tr("The place cannot be changed while the backup is busy. Try again afterwards."));
    m_settling = std::make_unique<Task>();
    Task &task = *m_settling;
    task.thread = std::thread([this, wanted, before = **stored, &task] {
        auto settled = settle(wanted, before, task);
        if (settled && wanted.unattended != before.unattended)
            settled = m_world.secrets.setUnattended(wanted, wanted.unattended);
        QMetaObject::invokeMethod(
            this,
            [this, wanted, settled = std::move(settled)] {
                m_settling.reset();
                changed(wanted, settled);
            },
            Qt::QueuedConnection);
    });
}

void EngineHost::setScheduleOn(const std::string &job, bool on)
{
    const auto stored =
        settings() ? JobStore(*settings()).get(job) : Result<std::optional<JobConfig>>();
    if (!stored || !*stored)
        return Q_EMIT refused(settings() ? tr("This backup is not there any more.") : m_failure);
    const auto done = on ? turnScheduleOn(*settings(), **stored, m_world.clock.nowSeconds())
                         : turnScheduleOff(*settings(), **stored);
    if (!done)
        Q_EMIT refused(windowText(done.error()));
    m_runs.lookAgain();
    publish();
}

void EngineHost::reorderJobs(const std::vector<std::string> &jobs)
{
    if (!settings())
        Q_EMIT refused(m_failure);
    else if (const auto done = JobStore(*settings()).reorder(jobs); !done)
        Q_EMIT refused(windowText(settings()->readOnlyReason().value_or(done.error())));
    Q_EMIT reordered();
    publish();
}

// Of a backup on a drive, also where its local database is: a command knows no drives.
Result<QString> EngineHost::commandOf(const JobConfig &job)
{
    JobConfig placed = job;
    if (job.drive) {
        CAIRN_LET(place, destinationOf(job, placesNow(job, m_drives)));
        CAIRN_LET(database, databaseOf(m_world.files, m_world.random, job));
        placed.destination = place.folder().bytes();
        placed.options["dbpath"] = database.bytes();
    }
    const QByteArray command = QByteArray::fromStdString(ownCommandLine(placed));
    QString text = QString::fromUtf8(command);
    if (text.toUtf8() != command)
        return fail(ErrorCode::Unsupported,
                    tr("A path of this backup is no text, and cannot be copied as such."));
    return text;
}

void EngineHost::askCommand(RequestId id, const std::string &job)
{
    const auto stored =
        settings() ? JobStore(*settings()).get(job) : Result<std::optional<JobConfig>>();
    if (!stored || !*stored)
        return Q_EMIT commandReady(
            id, {}, settings() ? tr("This backup is not there any more.") : m_failure);
    const auto command = commandOf(**stored);
    if (command)
        Q_EMIT commandReady(id, *command, {});
    else
        Q_EMIT commandReady(id, {}, windowText(command.error()));
}

void EngineHost::exportJob(RequestId id, const JobConfig &job, const FilePath &file,
                           bool withSecrets, const Secret &password)
{
    lookUp([this, id, job, file, withSecrets, password]() -> std::function<void()> {
        JobSecretMap secrets;
        Result<> done;
        if (withSecrets) {
            auto kept = m_world.secrets.secretsOf(job);
            if (!kept)
                done = fail(std::move(kept).error());
            else
                secrets = std::move(kept->options);
            if (kept && !kept->passphrase.empty())
                secrets[kPassphraseKind] = kept->passphrase;
        }
        const JobExport made = exportJson(job, secrets);
        if (done)
            done = writeExport(m_world.files, m_world.random, file, made.text, password);
        const QString problem = done ? QString() : windowText(done.error());
        return
            [this, id, problem, remarks = made.remarks] { Q_EMIT exported(id, problem, remarks); };
    });
}

std::vector<QString> EngineHost::drivesOf(const std::vector<JobConfig> &jobs)
{
    std::vector<QString> drives;
    for (const JobConfig &job : jobs)
        if (job.drive)
            drives.push_back(driveId(*job.drive));
    return drives;
}

std::optional<Drive> EngineHost::newDriveOf(const JobConfig &job, std::vector<QString> known) const
{
    if (const auto others = m_otherDrives.find(job.id); others != m_otherDrives.end())
        known.insert(known.end(), others->second.begin(), others->second.end());
    return m_drives.replacementOf(*job.drive, known);
}

void EngineHost::ignoreDrive(const std::string &job, const QString &drive)
{
    m_otherDrives[job].push_back(drive);
    publish();
}

void EngineHost::lookUp(std::function<std::function<void()>()> ask)
{
    m_lookUps.push_back(std::make_unique<Task>());
    Task *task = m_lookUps.back().get();
    task->thread = std::thread([this, ask = std::move(ask), task] {
        QMetaObject::invokeMethod(
            this,
            [this, act = ask(), task] {
                std::erase_if(m_lookUps, [task](const auto &each) { return each.get() == task; });
                act();
            },
            Qt::QueuedConnection);
    });
}

void EngineHost::askKeptSecrets(RequestId id, const JobConfig &job)
{
    lookUp([this, id, job]() -> std::function<void()> {
        QStringList options;
        if (const auto secrets = m_world.secrets.secretsOf(job))
            for (const auto &[option, secret] : secrets->options)
                options << QString::fromStdString(option);
        return [this, id, options] { Q_EMIT keptSecrets(id, options); };
    });
}

void EngineHost::readPassphrase(RequestId id, const JobConfig &job)
{
    lookUp([this, id, job]() -> std::function<void()> {
        const auto secrets = m_world.secrets.secretsOf(job);
        const Secret passphrase = secrets ? secrets->passphrase : Secret();
        const QString problem = secrets ? QString() : windowText(secrets.error());
        return [this, id, passphrase, problem] { Q_EMIT passphraseRead(id, passphrase, problem); };
    });
}

void EngineHost::askSecretPlace()
{
    lookUp([this]() -> std::function<void()> {
        return [this, place = m_world.secrets.place()] { Q_EMIT secretPlace(place); };
    });
}

} // namespace cairn::gui

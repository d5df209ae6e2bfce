// SPDX-License-Identifier: MIT
// What the host is asked beside its runs: the history, and remedies.
#include "app/gui/host/engine_host.h"

#include "app/shared/error_table.h"
#include "core/config/job_store.h"
#include "core/engine/drive_mount.h"

#include <algorithm>
#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

void EngineHost::runs(RequestId id, const RunQuery &query)
{
    RunPage page;
    if (settings())
        page.runs = RunStore(*settings()).page(query).value_or(std::vector<RunRecord>());
    page.isLast = qsizetype(page.runs.size()) < query.limit;
    Q_EMIT runsReady(id, page);
}

void EngineHost::runMessages(RequestId id, qint64 run)
{
    RunLog log;
    if (settings())
        log.messages = RunStore(*settings()).messages(run).value_or(std::vector<RunMessage>());
    Q_EMIT runMessagesReady(id, log);
}

void EngineHost::doNotWarn(const std::string &job, const std::vector<std::string> &paths)
{
    if (!settings())
        return Q_EMIT refused(m_failure);
    const Result<> noted = [&]() -> Result<> {
        CAIRN_LET(config, JobStore(*settings()).get(job));
        if (!config)
            return fail(ErrorCode::NotFound, tr("This backup is not there any more."));
        std::vector<std::string> &known = config->notWarned;
        known.insert(known.end(), paths.begin(), paths.end());
        std::ranges::sort(known);
        known.erase(std::ranges::unique(known).begin(), known.end());
        CAIRN_TRY(JobStore(*settings()).save(*config));
        return ProblemStore(*settings())
            .forget(job, "FILES_UNREADABLE", paths, m_world.clock.nowSeconds());
    }();
    if (!noted)
        Q_EMIT refused(windowText(noted.error()));
    publish();
}

void EngineHost::askPower()
{
    if (settings())
        Q_EMIT powerKnown(powerSettings(*settings()).value_or(PowerSettings()));
}

void EngineHost::setPower(const PowerSettings &wanted)
{
    if (!settings())
        return Q_EMIT refused(m_failure);
    if (const auto kept = setPowerSettings(*settings(), wanted); !kept)
        Q_EMIT refused(windowText(kept.error()));
    m_runs.lookAgain();
    askPower();
}

void EngineHost::closeSettings()
{
    if (settings())
        return;
    const Result<> closed = closeToOthers(m_world.files, m_world.settingsFolder);
    open();
    if (!closed)
        m_failure = windowText(closed.error());
    publish();
}

void EngineHost::openSettingsAgain()
{
    open();
    publish();
}

// On a thread of its own. The newest list of versions opens with it, or there is none yet; nor
// needs the folder to be there when the backup never ran.
Result<> EngineHost::opens(const JobConfig &job, const Secret &passphrase, bool isNew, Task &task)
{
    JobSecrets secrets;
    const auto stored = m_world.secrets.secretsOf(job);
    if (stored)
        secrets = *stored; // those of the destination
    secrets.passphrase = passphrase;
    CAIRN_LET(plan, planOf(job, secrets, placesNow(job, m_drives)));
    const auto setup = m_world.engine.storedSetup(plan.request, task.cancel);
    if (setup)
        return {};
    constexpr std::array kFine{"TaskSetupMissing"_L1, "NoBackupsFound"_L1,
                               "EmptyRemoteLocation"_L1};
    if (std::ranges::find(kFine, setup.error().id) != kFine.end() ||
        (isNew && setup.error().id == "FolderMissing"_L1))
        return {};
    return fail(setup.error());
}

void EngineHost::tryPassphrase(const std::string &job, const Secret &passphrase)
{
    const QString id = QString::fromStdString(job);
    const auto stored =
        settings() ? JobStore(*settings()).get(job) : Result<std::optional<JobConfig>>();
    if (!stored || !*stored || m_trial) {
        Q_EMIT passphraseTried(id, m_trial ? tr("Another passphrase is being tried.")
                                           : tr("This backup is not there any more."));
        return;
    }
    m_trial = std::make_unique<Task>();
    Task &task = *m_trial;
    const bool isNew = factsOf(**stored).versions == 0;
    task.thread = std::thread([this, config = **stored, passphrase, isNew, id, &task] {
        Result<> kept = opens(config, passphrase, isNew, task);
        if (kept)
            kept = m_world.secrets.remember(config.id, passphrase);
        QMetaObject::invokeMethod(
            this,
            [this, id, problem = kept ? QString() : windowText(kept.error())] {
                m_trial.reset();
                Q_EMIT passphraseTried(id, problem);
            },
            Qt::QueuedConnection);
    });
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/host/engine_host.h"

#include "app/shared/error_table.h"
#include "core/config/job_store.h"
#include "core/config/schedule_switch.h"
#include "core/engine/catalog.h"
#include "core/engine/drive_mount.h"
#include "core/engine/job_place.h"
#include "core/engine/job_watch.h"
#include "core/engine/search.h"

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

// Why its run could not begin, where the settings do not say it: they may be what is wrong.
void addNotBegun(JobView &view, const Problem *cause)
{
    if (cause &&
        std::ranges::find(view.problems, cause->code, &Problem::code) == view.problems.end())
        view.problems.push_back(*cause);
}

AdoptedSettings notAdopted(const Error &error)
{
    AdoptedSettings none;
    none.isWrongPassphrase = error.code == ErrorCode::WrongPassphrase;
    return none;
}

} // namespace

EngineHost::EngineHost(World world, const KnownDrives &drives, QObject *parent)
    : QObject(parent)
    , m_world(std::move(world))
    , m_drives(drives)
    , m_runs({m_world.files, m_world.clock, m_world.random, m_world.engine, m_world.secrets,
              m_world.settingsFolder, m_drives, "desktop"},
             hooks())
    , m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &EngineHost::poll);
}

EngineHost::~EngineHost() = default;

void EngineHost::start()
{
    if (m_world.watchers) {
        m_watch = std::make_unique<watch::HostWatch>(m_world.watchers(), m_world.clock, m_runs);
        m_watch->start();
    }
    open();
    publish();
    m_timer.start(kPollIdleMs);
}

RunHost::Hooks EngineHost::hooks()
{
    RunHost::Hooks hooks;
    hooks.post = [this](std::function<void()> act) {
        QMetaObject::invokeMethod(this, std::move(act), Qt::QueuedConnection);
    };
    hooks.changed = [this] { changedRuns(); };
    hooks.ended = [this](const std::string &job) { ended(job); };
    return hooks;
}

void EngineHost::open()
{
    const Result<> opened = m_runs.open();
    m_failure = opened ? QString() : windowText(opened.error());
    m_failureCause = opened ? Trouble() : troubleOf(opened.error());
}

void EngineHost::poll()
{
    if (!settings()) {
        open();
        m_isDirty = true;
    }
    const bool wasHost = m_runs.isHost();
    m_isDirty = m_runs.poll() || m_isDirty || wasHost != m_runs.isHost();
    if (m_isDirty)
        publish();
    else if (m_runs.current())
        followRun();
    const int interval = m_runs.current() ? kPollBusyMs : kPollIdleMs;
    if (m_timer.interval() != interval)
        m_timer.start(interval);
}

void EngineHost::changedRuns()
{
    if (m_watch)
        m_watch->follow();
    publish();
    m_timer.start(m_runs.current() ? kPollBusyMs : kPollIdleMs);
}

StoredFacts EngineHost::factsOf(const JobConfig &job)
{
    const auto known = m_facts.find(job.id);
    if (known != m_facts.end())
        return known->second;
    StoredFacts facts;
    const auto path = databaseOf(m_world.files, m_world.random, job);
    if (path) {
        if (auto catalog = Catalog::open(*path)) {
            const auto versions = (*catalog)->versions();
            if (versions && !versions->empty()) {
                facts.versions = static_cast<qint64>(versions->size());
                facts.newest = versions->front().time;
                const auto whole = std::ranges::find(*versions, false, &CatalogVersion::partial);
                if (whole != versions->end())
                    facts.newestWhole = whole->time;
                facts.files = versions->front().files;
                facts.bytes = versions->front().bytes;
                facts.oldest = versions->back().time;
                const StoredFiles stored = (*catalog)->stored().value_or(StoredFiles());
                facts.remoteFiles = stored.files;
                facts.remoteBytes = stored.bytes;
            }
        }
    }
    m_facts[job.id] = facts;
    return facts;
}

void EngineHost::addSpeed(JobView &view)
{
    Speed &speed = m_speeds[view.job.id];
    const RunState &state = view.current->state;
    if (!speed.since.isValid())
        speed.since.start();
    const auto estimate = speed.left.add(
        speed.since.elapsed(), state.bytesDone,
        state.totalKnown ? std::optional<qint64>(state.bytesTotal) : std::nullopt, state.bytesSent);
    view.bytesPerSecond = estimate.bytesPerSecond;
    view.secondsLeft = estimate.low;
    view.mostSecondsLeft = estimate.high;
}

Result<Snapshot> EngineHost::read()
{
    Snapshot snapshot;
    CAIRN_LET(jobs, JobStore(*settings()).all());
    RunStore runs(*settings());
    CAIRN_LET(last, runs.lastOfEachJob());
    CAIRN_LET(open, runs.open());
    CAIRN_LET(problems, ProblemStore(*settings()).open());
    const std::int64_t now = m_world.clock.nowSeconds();
    const std::vector<QString> known = drivesOf(jobs);
    for (const JobConfig &job : jobs) {
        JobView view;
        const auto isOfJob = [&job](const auto &row) { return row.job == job.id; };
        if (const auto run = std::ranges::find_if(open, isOfJob); run != open.end())
            view.current = *run;
        if (const auto run = std::ranges::find_if(last, isOfJob); run != last.end())
            view.last = *run;
        std::ranges::copy_if(problems, std::back_inserter(view.problems), isOfJob);
        view.job = job;
        noteEnd(view);
        view.stored = factsOf(job);
        addNotBegun(view, m_runs.notBegun(job.id));
        CAIRN_LET(saved, runs.lastSaved(job.id, now));
        view.lastSaved = saved;
        view.isQueued = m_runs.isQueued(job.id);
        view.isBeingRemoved = m_removal && m_removal->job == job.id;
        view.isDriveAbsent = job.drive && m_drives.mountOf(*job.drive).empty();
        view.canMountDrive = view.isDriveAbsent && m_drives.canMount(*job.drive);
        view.turn = m_runs.turnOf(job.id);
        if (view.isDriveAbsent && !view.canMountDrive)
            view.newDrive = newDriveOf(job, known);
        CAIRN_LET(days, runs.days(job.id, now));
        view.days = std::move(days);
        if (!view.current)
            m_speeds.erase(view.job.id);
        snapshot.jobs.push_back(std::move(view));
    }
    CAIRN_LET(recent, runs.page({}));
    snapshot.recent = std::move(recent);
    snapshot.pausedUntil = m_runs.pausedUntil();
    for (const RunHost::Waiting &waiting : m_runs.queue())
        snapshot.queue.push_back({waiting.job, waiting.task.kind});
    CAIRN_LET(over, ProblemStore(*settings()).closed({}, 1));
    if (!over.empty())
        snapshot.lastProblemEnd = over.front().closed;
    snapshot.isOpen = true;
    if (const auto &reason = settings()->readOnlyReason()) {
        snapshot.readOnly = windowText(*reason);
        snapshot.readOnlyCause = troubleOf(*reason);
    }
    return snapshot;
}

void EngineHost::publish()
{
    m_isDirty = false;
    m_shown = Snapshot();
    m_shown.failure = m_failure;
    m_shown.failureCause = m_failureCause;
    if (settings()) {
        tellSchedulesOff();
        auto result = read();
        if (result)
            m_shown = std::move(*result);
        else
            m_shown.failure = windowText(result.error());
    }
    followRun();
}

void EngineHost::tellSchedulesOff()
{
    const auto now = jobsWithScheduleOff(*settings());
    if (!now || *now == m_schedulesOff)
        return;
    m_schedulesOff = *now;
    Q_EMIT schedulesOff(m_schedulesOff);
}

// Only what a run has done has changed: the settings need not be read again.
void EngineHost::followRun()
{
    for (JobView &view : m_shown.jobs) {
        if (!view.current)
            continue;
        if (const BackgroundTask *run = m_runs.current(); run && run->job == view.job.id)
            view.current->state = stateOf(run->progress, run->cancel);
        addSpeed(view);
    }
    Q_EMIT snapshot(m_shown);
}

void EngineHost::ask(const std::string &job, RequestVerb verb)
{
    m_runs.ask(job, verb);
}

// A new backup, under a name that no other has. The secret first: a backup that is listed must be
// able to run.
Result<> EngineHost::keep(JobConfig job, const Secret &passphrase)
{
    if (job.encrypted && !passphrase.empty())
        CAIRN_TRY(m_world.secrets.remember(job.id, passphrase));
    JobStore store(*settings());
    const QString name = job.name;
    Result<> saved = store.save(job);
    for (int i = 2; !saved && saved.error().code == ErrorCode::AlreadyExists && i < 100; ++i) {
        job.name = name % u' ' % QString::number(i);
        saved = store.save(job);
    }
    m_facts.erase(job.id);
    m_runs.lookAgain();
    return saved;
}

void EngineHost::saveJob(const JobConfig &job, const Secret &passphrase, bool runNow)
{
    const QString id = QString::fromStdString(job.id);
    if (!settings()) {
        Q_EMIT jobSaved(id, m_failure);
        return;
    }
    const auto kept = keep(job, passphrase);
    Q_EMIT jobSaved(id, kept ? QString() : whyNotKept(kept.error()));
    publish();
    if (kept && runNow)
        runJob(job.id, false);
}

// On a thread of its own. Needs the passphrase alone: the settings come from the newest list that
// has them, the database is made of what is stored.
Result<JobConfig> EngineHost::takeOver(JobConfig job, const Secret &passphrase, Task &task,
                                       AdoptedSettings &came)
{
    JobSecrets secrets;
    secrets.passphrase = passphrase;
    JobConfig asked = job;
    asked.sources = {FilePath("/")}; // to be one that can be planned; nothing is read there
    CAIRN_LET(plan, planOf(asked, secrets, placesNow(job, m_drives)));
    auto setup = m_world.engine.storedSetup(plan.request, task.cancel);
    if (!setup && setup.error().id != u"TaskSetupMissing"_s)
        return fail(std::move(setup).error());
    if (setup) {
        JobConfig stored = std::move(setup->job);
        stored.id = job.id;
        stored.destination = job.destination;
        stored.drive = job.drive;
        stored.encrypted = job.encrypted;
        // Under it the versions were found, whatever the settings came with.
        stored.options.erase("prefix");
        if (const auto prefix = job.options.find("prefix"); prefix != job.options.end())
            stored.options.insert(*prefix);
        stored.sheetSaved = true; // whoever is here has the passphrase
        job = std::move(stored);
        came.wereStored = true;
        came.schedule = std::exchange(job.schedule, Schedule());
        came.leftOut = setup->leftOut;
        came.computer = setup->computer;
        Q_EMIT adopting(job.name, setup->computer);
    } else {
        job.keep = {}; // nobody has said yet which versions may go
    }
    const auto database = databaseOf(m_world.files, m_world.random, asked);
    came.isPartial = came.isPartial && (!database || !m_world.files.exists(*database));
    if (!database || !m_world.files.exists(*database)) {
        // The rest follows behind, while somebody looks through the newest.
        auto rebuilt = came.isPartial
                           ? m_world.engine.recreateNewest(plan.request, task.cancel, task.progress)
                           : m_world.engine.repair(plan.request, task.cancel, task.progress);
        if (rebuilt.fatal)
            return fail(std::move(*rebuilt.fatal));
    }
    std::ignore = updateNameIndex(m_world.files, m_world.random, asked, task.cancel);
    if (!job.sources.empty())
        return job;
    CAIRN_LET(path, databaseOf(m_world.files, m_world.random, asked));
    CAIRN_LET(catalog, Catalog::open(path));
    CAIRN_LET(versions, catalog->versions());
    if (versions.empty())
        return fail(ErrorCode::NotFound, tr("There is no version in this backup."));
    CAIRN_LET(roots, catalog->roots(versions.front().id));
    for (std::string root : roots) {
        while (root.size() > 1 && root.ends_with('/'))
            root.pop_back();
        // A place of another system does not exist here: a run says so instead of saving another.
        job.sources.emplace_back(root.starts_with('/') ? root : '/' + root);
    }
    return job;
}

void EngineHost::adopt(const JobConfig &job, const Secret &passphrase)
{
    if (m_adoption || !settings()) {
        Q_EMIT adopted({}, m_failure, {});
        return;
    }
    m_adoption = std::make_unique<Task>();
    Task &task = *m_adoption;
    const bool isHost = m_runs.isHost(); // else the rest could not follow
    task.thread = std::thread([this, job, passphrase, isHost, &task] {
        AdoptedSettings came;
        came.isPartial = isHost;
        auto taken = takeOver(job, passphrase, task, came);
        QMetaObject::invokeMethod(
            this,
            [this, taken = std::move(taken), passphrase, came = std::move(came)] {
                Result<> kept = m_adoption->cancel.checkAbort(); // also one just after its end
                m_adoption.reset();
                if (kept)
                    kept = taken ? keep(*taken, passphrase) : Result<>(fail(taken.error()));
                if (kept && came.isPartial)
                    repair(taken->id, true);
                publish();
                if (kept)
                    Q_EMIT adopted(QString::fromStdString(taken->id), {}, came);
                else
                    Q_EMIT adopted({}, windowText(kept.error()), notAdopted(kept.error()));
            },
            Qt::QueuedConnection);
    });
}

void EngineHost::stopAdopting()
{
    if (m_adoption)
        m_adoption->cancel.requestAbort(); // it only reads
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "core/engine/run_host.h"

#include "core/base/log.h"
#include "core/base/words.h"
#include "core/config/job_store.h"
#include "core/engine/requested_task.h"
#include "core/engine/run_notes.h"
#include "core/engine/search.h"
#include "core/secrets/secret_store.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kQueueKey = "queue"; // "d0c5d0c5:backup,…"
constexpr char kNothingTold = '?';              // by this program: another's may stand there

// What a run that has not begun waits for; No: it could not begin.
Held heldBy(const Error &error)
{
    if (error.id == u"DRIVE_ABSENT"_s)
        return Held::DriveAbsent;
    return error.id == QLatin1String(kSecretsLockedId) ? Held::Locked : Held::No;
}

// The list of versions of a backup that was saved here before is lost or damaged: it is made anew
// from the destination, unless that was just done.
bool wantsRebuild(SettingsDatabase &settings, const std::string &job, const JobRunReport &report)
{
    const std::optional<Error> &fatal = report.common().fatal;
    if (!fatal || causeOf(*fatal) != "CATALOG_LOST")
        return false;
    RunStore runs(settings);
    RunQuery last;
    last.job = job;
    last.limit = 2;
    const auto rows = runs.page(last);
    return rows && rows->size() == 2 && rows->back().kind != RunKind::Repair &&
           runs.hasSaved(job).value_or(false);
}

} // namespace

RunHost::RunHost(World world, Hooks hooks)
    : m_world(std::move(world))
    , m_hooks(std::move(hooks))
    , m_toldQueue(1, kNothingTold)
    , m_awakeSince(m_world.clock.nowSeconds())
    , m_lateMail({m_world.clock, m_world.engine, m_world.secrets, m_world.drives, m_hooks.post})
{
}

RunHost::~RunHost()
{
    if (m_run)
        m_run->manner.endWithProgram(m_run->cancel);
}

Result<> RunHost::open()
{
    const bool isReadOnly = m_settings && m_settings->readOnlyReason() && !m_lock.isHeld();
    if (!m_settings || isReadOnly) {
        CAIRN_LET(settings, SettingsDatabase::open(m_world.files, m_world.settingsFolder));
        m_settings = std::move(settings);
        readPause();
    }
    takeLock();
    return {};
}

// Whoever had it may be gone.
void RunHost::takeLock()
{
    if (m_lock.isHeld() || m_settings->readOnlyReason())
        return;
    auto lock = HostLock::acquire(m_world.files, m_world.clock, *m_settings, m_world.what);
    if (!lock)
        return;
    m_lock = std::move(*lock);
    m_seen = -1; // runs that the host before left behind have ended
}

bool RunHost::poll()
{
    if (!m_settings)
        return false;
    takeLock();
    const std::int64_t version = m_settings->dataVersion().value_or(m_seen);
    const bool isNew = version != m_seen;
    m_seen = version;
    if (isNew) {
        const auto before = m_pausedUntil;
        readPause();
        if (m_pausedUntil && m_pausedUntil != before)
            pauseAll(); // another program's window, or `jobs pause`
        lookAgain();
        readQueue();
        if (isHost() && !m_isGoingDown) // else they are for whoever is the host after that
            answerRequests();
    }
    tellQueue();
    endPause();
    const std::int64_t now = m_world.clock.nowSeconds();
    noteSleep(now);
    forgetFuture(now);
    if (now >= m_lookAt || now < m_lookedAt)
        look(now);
    return isNew;
}

// For the windows of other programs (ui.md §2). Of one that has died the next host tells its own.
void RunHost::tellQueue()
{
    if (!isHost())
        return;
    std::string queue;
    for (const Waiting &waiting : m_queue)
        queue += (queue.empty() ? "" : ",") + waiting.job + ':' +
                 std::string(runKindName(waiting.task.kind));
    if (queue == m_toldQueue)
        return;
    if (m_settings->setValue(kQueueKey, queue)) // else at the next poll
        m_toldQueue = std::move(queue);
}

void RunHost::readQueue()
{
    m_otherQueue.clear();
    const auto told = isHost() ? std::nullopt : m_settings->value(kQueueKey).value_or(std::nullopt);
    for (const std::string &entry : splitAt(told.value_or(std::string()), ',')) {
        Waiting waiting;
        waiting.job = entry.substr(0, entry.find(':'));
        waiting.task.kind =
            runKindFromName(entry.substr(std::min(entry.size(), waiting.job.size() + 1)))
                .value_or(RunKind::Backup);
        m_otherQueue.push_back(std::move(waiting));
    }
}

// The time of day goes on while the computer sleeps, the monotonic one does not.
void RunHost::noteSleep(std::int64_t now)
{
    constexpr std::int64_t kSlept = 60;
    const std::int64_t asleep = now - m_world.clock.monotonicNs() / 1'000'000'000;
    if (m_asleep && asleep - *m_asleep > kSlept)
        m_awakeSince = now;
    m_asleep = asleep;
}

// What was noted before the clock was set back would hold runs until it says so again.
void RunHost::forgetFuture(std::int64_t now)
{
    m_awakeSince = std::min(m_awakeSince, now);
    if (m_around.awakeSince > now)
        m_around.awakeSince = m_awakeSince;
    for (auto &[job, since] : m_driveSince)
        since = std::min(since, now);
}

// What other programs ask for; those about the present run are answered by its watch. While all is
// paused what they ask for waits with it.
void RunHost::answerRequests()
{
    RequestStore store(*m_settings);
    const auto requests = store.open();
    if (!requests)
        return;
    for (const Request &request : *requests) {
        auto task = taskOf(request.verb);
        const bool isStop =
            request.verb == RequestVerb::StopNow || request.verb == RequestVerb::StopAfterFile;
        if (isStop && isQueued(request.job) && !isAtWork(request.job)) {
            drop(request.job);
            std::ignore = store.answer(request.id, m_world.clock.nowSeconds());
        }
        if (!task || m_pausedUntil)
            continue;
        task->versions = request.moments;
        enqueue({request.job, *task, false});
        std::ignore = store.answer(request.id, m_world.clock.nowSeconds());
    }
}

bool RunHost::isQueued(const std::string &job) const
{
    return std::ranges::find(queue(), job, &Waiting::job) != queue().end();
}

void RunHost::enqueue(const Waiting &wanted)
{
    if (m_barred.contains(wanted.job))
        return; // there will be nothing to run
    const auto waiting = std::ranges::find_if(m_queue, [&wanted](const Waiting &other) {
        return other.job == wanted.job && other.task.kind == wanted.task.kind &&
               other.task.rebuild == wanted.task.rebuild &&
               other.task.savesEmpty == wanted.task.savesEmpty &&
               other.task.versions == wanted.task.versions;
    });
    if (waiting != m_queue.end())
        waiting->isByHand = waiting->isByHand || wanted.isByHand;
    else if (wanted.task.kind != RunKind::Backup || wanted.task.savesEmpty ||
             m_runKind != RunKind::Backup ||
             !isAtWork(wanted.job)) // whoever asks for a backup can wait for the one that goes on
        m_queue.push_back(wanted);
    startNext();
}

bool RunHost::isAtWork(const std::string &job)
{
    if (!m_run || m_run->job != job)
        return false;
    const auto newest = RunStore(*m_settings).newest(job, m_runKind);
    return !newest || !*newest || (*newest)->id <= m_runBefore || !(*newest)->ended;
}

void RunHost::move(const std::string &job, std::size_t to)
{
    const auto from = std::ranges::find(m_queue, job, &Waiting::job);
    if (from == m_queue.end())
        return;
    const Waiting moved = *from;
    m_queue.erase(from);
    m_queue.insert(m_queue.begin() + static_cast<std::ptrdiff_t>(std::min(to, m_queue.size())),
                   moved);
    m_hooks.changed();
}

void RunHost::drop(const std::string &job)
{
    std::erase_if(m_queue, [&job](const Waiting &waiting) { return waiting.job == job; });
}

void RunHost::ask(const std::string &job, RequestVerb verb,
                  const std::vector<std::int64_t> &moments)
{
    if (!m_settings)
        return;
    auto task = taskOf(verb);
    if (task)
        task->versions = moments;
    if (task && isHost())
        return enqueue({job, *task, true});
    if (!task && isHost() && isQueued(job)) {
        drop(job);
    } else if (m_run && m_run->job == job) {
        switch (verb) {
        case RequestVerb::Pause:
            m_run->cancel.pause();
            break;
        case RequestVerb::Resume:
            m_run->cancel.resume();
            break;
        case RequestVerb::StopAfterFile:
            m_run->manner.finishFiles(m_run->cancel);
            break;
        case RequestVerb::StopNow:
            m_run->manner.stopNow(m_run->cancel);
            break;
        case RequestVerb::Run:
        case RequestVerb::Test:
        case RequestVerb::Repair:
        case RequestVerb::Recreate:
        case RequestVerb::Delete:
        case RequestVerb::RunEmpty:
            break; // the host runs it: this program is not, or it would be in the queue
        }
    } else {
        std::ignore = RequestStore(*m_settings).add(job, verb, m_world.clock.nowSeconds(), moments);
    }
    m_hooks.changed();
}

// While all is paused only what a person has started since is taken.
void RunHost::startNext()
{
    const auto mayBegin = [this](const Waiting &waiting) {
        return waiting.isByHand || !m_pausedUntil;
    };
    while (!m_run && !m_isEnding && !m_isGoingDown && m_settings) {
        const auto next = std::ranges::find_if(m_queue, mayBegin);
        if (next == m_queue.end())
            break;
        const Waiting taken = *next;
        m_queue.erase(next);
        const auto job = JobStore(*m_settings).get(taken.job);
        if (job && *job) {
            JobTask task = taken.task;
            task.waitsForSecrets = m_world.waitsForSecrets && !taken.isByHand;
            begin(**job, task);
        }
    }
    m_hooks.changed();
}

void RunHost::begin(const JobConfig &job, const JobTask &task)
{
    const auto before = RunStore(*m_settings).newest(job.id, task.kind);
    m_runBefore = before && *before ? (*before)->id : 0;
    m_runKind = task.kind;
    m_run = std::make_unique<BackgroundTask>(job.id);
    BackgroundTask &run = *m_run;
    m_pausedToRest = m_isResting;
    if (m_isResting)
        run.cancel.pause();
    const JobPlaces places = placesNow(job, m_world.drives);
    run.thread = std::thread([this, job, task, places, &run] {
        JobRunner runner({m_world.files, m_world.clock, m_world.engine, m_world.secrets,
                          m_world.settingsFolder});
        auto report = runner.run(job, task, places, run.cancel, run.manner, run.progress);
        // A search asks for it again where it failed.
        std::ignore = updateNameIndex(m_world.files, m_world.random, job, run.cancel);
        m_hooks.post([this, id = job.id, report = std::move(report)] { ended(id, report); });
    });
}

void RunHost::ended(const std::string &job, const Result<JobRunReport> &report)
{
    m_run.reset();
    if (!report) {
        noteNotBegun(job, report.error());
    } else {
        m_putOff.erase(job);
        m_notBegun.erase(job);
    }
    m_hooks.ended(job);
    const bool rebuilds = report && m_runKind == RunKind::Backup && !m_isEnding && isHost() &&
                          wantsRebuild(*m_settings, job, *report);
    if (rebuilds) {
        JobTask rebuild;
        rebuild.kind = RunKind::Repair;
        rebuild.rebuild = true;
        m_queue.push_front({job, {}, false}); // what was wanted follows it
        m_queue.push_front({job, rebuild, false});
    }
    if (!m_isEnding) {
        look(m_world.clock.nowSeconds());
        return startNext();
    }
    m_hooks.changed();
    if (m_whenDone)
        m_whenDone();
}

void RunHost::noteNotBegun(const std::string &job, const Error &error)
{
    constexpr std::int64_t kPutOff = 60;
    qCWarning(lcOperation) << "a run did not begin:" << error.message;
    const std::int64_t now = m_world.clock.nowSeconds();
    const Held held = heldBy(error);
    m_putOff[job] = {held, now + kPutOff};
    if (held != Held::No) {
        m_notBegun.erase(job);
        return;
    }
    Problem cause;
    cause.job = job;
    cause.code = causeOf(error);
    cause.kind = m_runKind;
    cause.text = error.message;
    cause.opened = cause.seen = now;
    if (const auto noted = ProblemStore(*m_settings).noteRun(job, m_runKind, now, {cause}, false);
        !noted)
        qCWarning(lcOperation) << "why it did not begin:" << noted.error().message;
    m_notBegun[job] = std::move(cause);
}

void RunHost::readPause()
{
    const auto paused = m_settings->pausedUntil();
    m_pausedUntil.reset();
    if (paused && *paused && **paused > m_world.clock.nowSeconds())
        m_pausedUntil = *paused;
}

void RunHost::setPausedUntil(std::optional<std::int64_t> time)
{
    if (m_settings) {
        std::ignore = m_settings->setPausedUntil(time);
        readPause();
    }
    if (time)
        pauseAll();
    else
        resumeRun();
    m_hooks.changed();
    endPause();
}

// Also what a person has started, and what waits for it.
void RunHost::pauseAll()
{
    if (m_run)
        m_run->cancel.pause();
    for (Waiting &waiting : m_queue)
        waiting.isByHand = false;
}

// One that rests for a sleep goes on when the computer has woken.
void RunHost::resumeRun()
{
    m_pausedToRest = m_isResting;
    if (m_run && !m_isResting)
        m_run->cancel.resume();
}

// The time is over, or somebody ended it: what it held back goes on.
void RunHost::endPause()
{
    const bool hadPause = m_hadPause;
    m_hadPause = m_pausedUntil && *m_pausedUntil > m_world.clock.nowSeconds();
    if (!hadPause || m_hadPause || !m_settings)
        return;
    m_pausedUntil.reset();
    resumeRun();
    m_seen = -1; // for the requests of others
    startNext();
}

void RunHost::setResting(bool resting)
{
    m_isResting = resting;
    if (m_run && resting && !m_run->cancel.pauseRequested()) {
        m_run->cancel.pause();
        m_pausedToRest = true;
    } else if (!resting && m_pausedToRest) {
        m_pausedToRest = false;
        if (m_run && !m_pausedUntil)
            m_run->cancel.resume();
    }
}

void RunHost::setGoingDown(bool goingDown)
{
    m_isGoingDown = goingDown;
    if (goingDown)
        return stopRun();
    m_seen = -1; // for the requests of others
    startNext();
}

void RunHost::stopRun()
{
    if (!m_run)
        return;
    m_run->manner.endWithProgram(m_run->cancel);
    m_run->manner.stopNow(m_run->cancel);
}

void RunHost::shutDown(bool now, std::function<void()> done)
{
    m_isEnding = true;
    m_queue.clear();
    if (!m_run)
        return done();
    m_whenDone = std::move(done);
    m_run->manner.endWithProgram(m_run->cancel);
    if (!now)
        return m_run->manner.finishFiles(m_run->cancel);
    m_run->cancel.requestAbort();
    m_run->cancel.resume();
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/problem_store.h"
#include "core/config/request_store.h"
#include "core/engine/background_task.h"
#include "core/engine/drive_mount.h"
#include "core/engine/held_days.h"
#include "core/engine/host_lock.h"
#include "core/engine/job_runner.h"
#include "core/engine/late_mail.h"
#include "core/schedule/scheduler.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace cairn {

// Runs the backups of a person: by their schedules, by hand and at the request of other programs,
// one at a time, for as long as this program is the host of the engine (host_lock.h). While another
// is, it only looks on. Used on one thread; the runs go on in threads of their own.
class RunHost final
{
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        Engine &engine;
        SecretSource &secrets;
        FilePath settingsFolder;
        const DriveMounts &drives;
        std::string what; // "desktop", for the note in the lock
        // A run by schedule whose secrets cannot be had now waits for them, since nobody may be
        // there to unlock anything.
        bool waitsForSecrets = false;
        QTimeZone zone = QTimeZone(); // none: the computer's, also after it has been changed
    };
    struct Hooks
    {
        std::function<void(std::function<void()>)> post; // any thread: has it done on this one
        std::function<void()> changed;                   // the queue, what goes on, a turn
        std::function<void(const std::string &job)> ended;
    };
    struct Waiting
    {
        std::string job;
        JobTask task;
        bool isByHand = false; // begins although all is paused
    };

    RunHost(World world, Hooks hooks);
    ~RunHost(); // ends what goes on at once

    // Opens the settings, and becomes the host if nobody is. To be called again while it fails, or
    // when what could not be written may be writable by now.
    Result<> open();
    [[nodiscard]] SettingsDatabase *settings() { return m_settings.get(); } // none: not open
    [[nodiscard]] bool isHost() const { return m_lock.isHeld(); }

    // To be called every second, and every quarter of one while something goes on. True if
    // something has changed in the settings since the last time.
    bool poll();
    // What a schedule depends on has changed: drives, jobs.
    void lookAgain() { m_lookAt = 0; }
    void setSurroundings(const Surroundings &around);

    void enqueue(const Waiting &wanted);
    [[nodiscard]] bool isQueued(const std::string &job) const;
    // The next first; where another program is the host, its queue as it told it last.
    [[nodiscard]] const std::deque<Waiting> &queue() const
    {
        return isHost() ? m_queue : m_otherQueue;
    }
    void move(const std::string &job, std::size_t to);
    void drop(const std::string &job); // from the queue
    // A job that is being removed does not begin.
    void bar(const std::string &job) { m_barred.insert(job); }
    void unbar(const std::string &job) { m_barred.erase(job); }
    // As the buttons of a person; where another program is the host, asks it. moments: of the
    // versions that a delete is about (JobTask).
    void ask(const std::string &job, RequestVerb verb,
             const std::vector<std::int64_t> &moments = {});

    // What goes on; none: nothing.
    [[nodiscard]] const BackgroundTask *current() const { return m_run.get(); }

    // True until the end of what goes on for `job` is noted. From then on it is over for others,
    // though `current` still makes its names ready for the search.
    [[nodiscard]] bool isAtWork(const std::string &job);

    // Until then nothing begins by itself, and what goes on pauses; none: goes on.
    void setPausedUntil(std::optional<std::int64_t> time);
    [[nodiscard]] std::optional<std::int64_t> pausedUntil() const { return m_pausedUntil; }

    // The computer goes to sleep: what goes on pauses until it has woken.
    void setResting(bool resting);
    // The computer shuts down: ends what goes on as stopRun() does, and begins nothing unless that
    // is called off.
    void setGoingDown(bool goingDown);
    // Ends what goes on in the middle of a file; what was saved until then is kept. The host of
    // after that makes up for the rest, as after shutDown().
    void stopRun();

    // When the job runs, and what it waits for. None: never by itself, or not looked at yet.
    [[nodiscard]] Turn turnOf(const std::string &job) const;
    // Why its last run could not begin, unless it has yet to wait; none: it began. Also where that
    // could not be written to the settings.
    [[nodiscard]] const Problem *notBegun(const std::string &job) const;

    // Begins nothing more and ends what goes on: after the files that are being read, or at once
    // and without a version. Calls `done` when nothing goes on.
    void shutDown(bool now, std::function<void()> done);

private:
    // A run that ended before it had begun leaves no trace in the history; it is not tried again in
    // the same minute.
    struct PutOff
    {
        Held held = Held::No; // No: it could not begin
        std::int64_t until = 0;
    };
    void takeLock();
    void tellQueue();
    void readQueue();
    void noteSleep(std::int64_t now);
    void forgetFuture(std::int64_t now);
    void answerRequests();
    void readPause();
    void pauseAll();
    void resumeRun();
    void endPause();
    void look(std::int64_t now);
    void forgetOld(std::int64_t now);
    void lookAt(const JobConfig &job, std::int64_t now);
    [[nodiscard]] Result<TurnFacts> factsOf(const JobConfig &job, std::int64_t now);
    void noteMissed(const JobConfig &job, const TurnFacts &facts, std::int64_t now);
    [[nodiscard]] const PutOff *putOffOf(const std::string &job, std::int64_t now);
    void noteNotBegun(const std::string &job, const Error &error);
    void startNext();
    void begin(const JobConfig &job, const JobTask &task);
    void ended(const std::string &job, const Result<JobRunReport> &report);
    [[nodiscard]] QTimeZone zone() const;

    World m_world;
    Hooks m_hooks;
    std::unique_ptr<SettingsDatabase> m_settings;
    HostLock m_lock;
    std::int64_t m_seen = -1; // data version
    std::deque<Waiting> m_queue;
    std::deque<Waiting> m_otherQueue; // of the host, where that is another program
    std::string m_toldQueue;
    std::set<std::string> m_barred;
    std::optional<std::int64_t> m_pausedUntil;
    bool m_hadPause = false;
    bool m_isResting = false; // for a sleep
    bool m_pausedToRest = false;
    Surroundings m_around;
    std::int64_t m_awakeSince;
    std::optional<std::int64_t> m_asleep; // time of day less the time awake
    std::int64_t m_lookAt = 0;
    std::int64_t m_lookedAt = 0;
    std::int64_t m_forgotAt = 0;
    std::map<std::string, Turn> m_turns;
    std::map<std::string, PutOff> m_putOff;
    std::map<std::string, Problem> m_notBegun;
    HeldDays m_heldDays;
    std::map<std::string, std::int64_t> m_driveSince; // of drives that are connected
    std::function<void()> m_whenDone;
    bool m_isEnding = false;
    bool m_isGoingDown = false;
    LateMail m_lateMail;
    RunKind m_runKind = RunKind::Backup;   // of the present run
    std::int64_t m_runBefore = 0;          // the newest of its kind and job before it; 0: none
    std::unique_ptr<BackgroundTask> m_run; // last: it uses the others
};

} // namespace cairn

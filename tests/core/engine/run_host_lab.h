// SPDX-License-Identifier: MIT
// A computer whose backups run by themselves, by a clock that the test moves.
#pragma once

#include "backends/local/local_backend.h"
#include "core/config/job_store.h"
#include "core/config/problem_store.h"
#include "core/config/request_store.h"
#include "core/config/settings_schema.h"
#include "core/engine/run_host.h"
#include "core/schedule/schedule_rule.h"
#include "core/secrets/secret_store.h"
#include "core/storage/forwarding_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/keeping_sender.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QDateTime>

#include <condition_variable>
#include <mutex>

namespace cairn::test {

inline constexpr std::int64_t kMinute = 60;
inline constexpr std::int64_t kHour = 3600;

inline const QTimeZone &berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

inline std::int64_t at(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd HH:mm"));
    return instantOf(time.date(), time.time(), berlin());
}

inline QDate dayOf(std::int64_t time)
{
    return QDateTime::fromSecsSinceEpoch(time, berlin()).date();
}

// Full while the test says so, and waits with a file for as long.
class FullBackend final : public ForwardingBackend
{
public:
    FullBackend(std::unique_ptr<Backend> inner, const std::atomic<bool> &isFull,
                const std::atomic<bool> &isSlow)
        : ForwardingBackend(std::move(inner))
        , m_isFull(isFull)
        , m_isSlow(isSlow)
    {
    }
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override
    {
        m_isSlow.wait(true);
        if (m_isFull)
            return fail(ErrorCode::NoSpace, QStringLiteral("no space left"));
        return ForwardingBackend::put(name, file, tempName, cancel);
    }

private:
    const std::atomic<bool> &m_isFull;
    const std::atomic<bool> &m_isSlow;
};

class GivenSecrets final : public SecretSource
{
public:
    Result<JobSecrets> secretsOf(const JobConfig &) override
    {
        if (isLocked)
            return fail(ErrorCode::AccessDenied, why, QStringLiteral("locked"));
        return JobSecrets();
    }
    std::atomic<bool> isLocked = false;
    std::atomic<const char *> why = kSecretsLockedId;
};

class FakeDrives final : public DriveMounts
{
public:
    [[nodiscard]] FilePath mountOf(const DriveRef &) const override { return mount; }
    FilePath mount; // empty: it is not here
};

// What is posted to a thread that has no event loop: done when the test says so.
class Posts final
{
public:
    void add(std::function<void()> act)
    {
        const std::scoped_lock lock(m_mutex);
        m_acts.push_back(std::move(act));
        m_wake.notify_all();
    }
    void doOne() // waits for it
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return !m_acts.empty(); });
        const auto act = std::move(m_acts.front());
        m_acts.pop_front();
        lock.unlock();
        act();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_acts;
};

struct Computer
{
    explicit Computer(std::int64_t now)
        : clock(now)
    {
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString((folder / "data").bytes()));
        registerLocalBackend(local);
        backends.add("file",
                     [this](const DestinationUrl &url,
                            const BackendContext &context) -> Result<std::unique_ptr<Backend>> {
                         CAIRN_LET(backend, local.open(url, context));
                         return std::unique_ptr<Backend>(
                             std::make_unique<FullBackend>(std::move(backend), isFull, isSlow));
                     });
        settings = SettingsDatabase::open(files, folder / "settings").value();
        std::ignore = files.makeDirectories(folder / "source");
        writeFile(folder / "source" / "a.txt", "content of a");
    }
    ~Computer() { endSlowness(); } // also after a check that failed

    // A backup of the source that was set up so many seconds ago.
    JobConfig add(const char *id, Schedule schedule, std::int64_t age = 0)
    {
        JobConfig job;
        job.id = id;
        job.name = QString::fromLatin1(id);
        job.destination = (folder / id).bytes();
        job.sources = {folder / "source"};
        job.encrypted = false;
        job.schedule = std::move(schedule);
        job.createdAt = clock.nowSeconds() - age;
        job.options["no-auto-compact"] = "true";
        job.options["backup-test-samples"] = "0";
        keep(job);
        return job;
    }
    void keep(const JobConfig &job)
    {
        if (const auto saved = JobStore(*settings).save(job); !saved)
            qFatal("%s", qPrintable(saved.error().message));
    }
    [[nodiscard]] Schedule daily()
    {
        return Schedule::daily(dayOf(clock.nowSeconds()), clock.nowSeconds());
    }

    void start(bool waitsForSecrets = false)
    {
        RunHost::Hooks hooks{[this](std::function<void()> act) { posts.add(std::move(act)); },
                             [] {}, [this](const std::string &) { ++ended; }};
        host = std::make_unique<RunHost>(RunHost::World{files, clock, systemRandom(), engine,
                                                        secrets, folder / "settings", drives,
                                                        "test", waitsForSecrets, berlin()},
                                         std::move(hooks));
        if (const auto opened = host->open(); !opened)
            qFatal("%s", qPrintable(opened.error().message));
    }
    void settle()
    {
        while (host && host->current())
            posts.doOne();
    }
    // By hand; it stands before what it sends first.
    void beginSlowRun(const std::string &job)
    {
        start();
        isSlow = true;
        host->enqueue({job, {}, true});
        while (host->current()->progress.phase == Phase::Begin ||
               host->current()->progress.phase == Phase::Checking)
            std::this_thread::yield();
    }
    void endSlowness()
    {
        isSlow = false;
        isSlow.notify_all();
        settle();
    }
    // Looks once a minute, as of now.
    void live(std::int64_t seconds, std::int64_t step = kMinute)
    {
        for (std::int64_t passed = 0; passed < seconds; passed += step) {
            poll();
            clock.advance(std::chrono::seconds(std::min(step, seconds - passed)));
        }
        poll();
    }
    void poll()
    {
        host->poll();
        settle();
    }
    // As `jobs run` of another program; the host looks at once, while what goes on goes on.
    void askFromElsewhere(const std::string &job)
    {
        if (!RequestStore(*settings).add(job, RequestVerb::Run, clock.nowSeconds()))
            qFatal("not asked");
        host->poll();
    }
    void sleep(std::int64_t seconds) { clock.setWallTime(clock.nowSeconds() + seconds); }
    [[nodiscard]] std::vector<RunRecord> runs(const std::string &job = {})
    {
        RunQuery query;
        query.job = job;
        query.limit = 100'000;
        return RunStore(*settings).page(query).value();
    }
    [[nodiscard]] std::vector<std::int64_t> began(RunResult result)
    {
        std::vector<std::int64_t> times;
        for (const RunRecord &run : runs())
            if (run.state.result == result)
                times.insert(times.begin(), run.began);
        return times;
    }

    // As a newer Cairn leaves them; who has them open goes on.
    void spoilSettings() { setSchema(cairn::settings::kSchema.newest() + 1); }
    void healSettings() { setSchema(cairn::settings::kSchema.newest()); }
    void setSchema(std::int64_t version)
    {
        const std::string sql = "PRAGMA user_version=" + std::to_string(version);
        if (!settings->database().execute(sql.c_str()))
            qFatal("not set");
    }
    [[nodiscard]] std::vector<std::string> openProblems()
    {
        std::vector<std::string> codes;
        const auto problems = ProblemStore(*settings).open().value();
        for (const Problem &problem : problems)
            codes.push_back(problem.code);
        return codes;
    }

    ScratchFolder folder;
    FileLayer files;
    FakeClock clock;
    BackendRegistry local;
    BackendRegistry backends;
    std::atomic<bool> isFull = false;
    std::atomic<bool> isSlow = false; // see endSlowness()
    KeepingSender sender;
    Engine engine{files, clock, systemRandom(), backends, &sender};
    std::unique_ptr<SettingsDatabase> settings;
    GivenSecrets secrets;
    FakeDrives drives;
    Posts posts;
    int ended = 0;
    std::unique_ptr<RunHost> host;
};

} // namespace cairn::test

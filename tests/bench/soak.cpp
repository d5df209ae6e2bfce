// SPDX-License-Identifier: MIT
// Half a year of hourly backups in minutes: the clock is the program's own, everything else is
// real. A row of CSV for each day tells what has grown. Ends with 1 if a run does not end well.
//   bench_soak FOLDER [DAYS [SEED]]
#include "backends/local/local_backend.h"
#include "core/engine/engine.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

using namespace cairn;

namespace {

constexpr std::int64_t kStart = 1'764'547'200; // 2025-12-01T00:00:00Z
constexpr int kFiles = 400;
constexpr std::size_t kLargest = 96 << 10;
constexpr int kTestEveryDays = 30;

[[noreturn]] void stop(const QString &why)
{
    std::fprintf(stderr, "bench_soak: %s\n", qPrintable(why));
    std::_Exit(1);
}

// Wall time that moves when it is told to; durations are the system's.
class SimulatedClock final : public Clock
{
public:
    std::int64_t nowNs() override { return m_now * 1'000'000'000; }
    std::int64_t monotonicNs() override { return systemClock().monotonicNs(); }
    void sleep(std::chrono::nanoseconds duration) override
    {
        m_now += std::max<std::int64_t>(
            1, std::chrono::duration_cast<std::chrono::seconds>(duration).count());
    }
    void set(std::int64_t seconds) { m_now = std::max(m_now.load(), seconds); }

private:
    std::atomic<std::int64_t> m_now{kStart};
};

// A folder that people work in: by day some files change, appear and go, at night none.
class Source final
{
public:
    Source(std::filesystem::path folder, std::uint64_t seed)
        : m_folder(std::move(folder))
        , m_random(seed)
    {
        std::filesystem::create_directories(m_folder);
        for (int i = 0; i < kFiles; ++i)
            write(i);
    }
    void work(int hour)
    {
        const bool awake = hour % 24 >= 8 && hour % 24 < 20;
        for (int i = awake ? 4 : 0; i > 0; --i)
            write(static_cast<int>(m_random() % kFiles));
        if (awake && m_random() % 2 == 0)
            std::filesystem::remove(name(static_cast<int>(m_random() % kFiles)));
    }
    [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }

private:
    [[nodiscard]] std::filesystem::path name(int number) const
    {
        return m_folder / ("file" + std::to_string(number));
    }
    // Half of it compresses.
    void write(int number)
    {
        std::string content(1 + m_random() % kLargest, ' ');
        for (std::size_t i = 0; i < content.size() / 2; ++i)
            content[i] = static_cast<char>(m_random());
        std::ofstream(name(number), std::ios::binary | std::ios::trunc) << content;
    }

    std::filesystem::path m_folder;
    std::mt19937_64 m_random;
};

// A line of /proc/self/status, in MiB.
double memory(const char *field)
{
    std::ifstream status("/proc/self/status");
    const std::string prefix = std::string(field) + ':';
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(prefix))
            return std::strtod(line.c_str() + prefix.size(), nullptr) / 1024;
    return 0;
}

void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

struct Held
{
    std::int64_t files = 0;
    std::int64_t bytes = 0;
};

Held held(const std::filesystem::path &folder)
{
    Held found;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        ++found.files;
        found.bytes += static_cast<std::int64_t>(entry.file_size());
    }
    return found;
}

class Soak final
{
public:
    Soak(std::filesystem::path folder, std::uint64_t seed)
        : m_folder(std::move(folder))
        , m_source(m_folder / "source", seed)
    {
        registerLocalBackend(m_backends);
    }

    void run(int days)
    {
        std::printf("day,versions,volumes,store_mib,source_mib,db_mib,rss_mib,peak_mib,seconds,"
                    "uploaded_mib\n");
        for (int day = 0; day < days; ++day) {
            m_today = {};
            forgetPeak();
            for (int hour = 0; hour < 24; ++hour)
                backup(day * 24 + hour);
            if ((day + 1) % kTestEveryDays == 0)
                test();
            tell(day + 1);
        }
    }

private:
    struct Today
    {
        double seconds = 0;
        std::int64_t uploaded = 0;
        std::int64_t versions = 0;
    };

    [[nodiscard]] JobRequest request() const
    {
        JobRequest job;
        job.destination = *DestinationUrl::parse((m_folder / "store").string());
        StorageOptions &storage = job.options.storage;
        storage.database = FilePath((m_folder / "job.sqlite").string());
        storage.tempFolder = FilePath(m_folder.string());
        storage.passphrase = Secret("soak");
        storage.blocksize = 16 << 10;
        storage.blocksizeGiven = true;
        storage.dblockSize = 2 << 20;
        job.options.retention.policy =
            parseRetentionPolicy("retention-policy", "1D:1h,1W:1D,4W:1W,12M:1M").value();
        return job;
    }
    template<typename Value, typename Act>
    Value ask(const Act &act)
    {
        Engine engine(m_files, m_clock, systemRandom(), m_backends);
        CancelToken cancel;
        Progress progress;
        Outcome<Value> outcome = act(engine, cancel, progress);
        for (const ReportMessage &message : outcome.messages)
            if (message.severity != Severity::Information)
                std::fprintf(stderr, "%s\n", qPrintable(message.text));
        if (!outcome.value || outcome.judgement.exitCode > exitCode::NothingNew)
            stop(outcome.fatal ? outcome.fatal->message : QStringLiteral("a run did not end well"));
        m_today.uploaded += outcome.traffic.bytesUploaded;
        if (outcome.known)
            m_today.versions = outcome.known->versions;
        return std::move(*outcome.value);
    }
    void backup(int hour)
    {
        m_source.work(hour);
        m_clock.set(kStart + std::int64_t{3600} * hour);
        const std::int64_t begin = systemClock().monotonicNs();
        ask<BackupResult>([&](Engine &engine, CancelToken &cancel, Progress &progress) {
            return engine.backup(request(), {FilePath(m_source.folder().string())}, cancel,
                                 progress);
        });
        m_today.seconds += static_cast<double>(systemClock().monotonicNs() - begin) / 1e9;
    }
    void test()
    {
        ask<TestResult>([&](Engine &engine, CancelToken &cancel, Progress &progress) {
            return engine.test(request(), {true, 0}, cancel, progress);
        });
    }
    void tell(int day) const
    {
        const auto mib = [](std::int64_t bytes) { return static_cast<double>(bytes) / (1 << 20); };
        const Held store = held(m_folder / "store");
        const auto database =
            static_cast<std::int64_t>(std::filesystem::file_size(m_folder / "job.sqlite"));
        std::printf("%d,%lld,%lld,%.2f,%.2f,%.2f,%.1f,%.1f,%.2f,%.2f\n", day,
                    static_cast<long long>(m_today.versions), static_cast<long long>(store.files),
                    mib(store.bytes), mib(held(m_source.folder()).bytes), mib(database),
                    memory("VmRSS"), memory("VmHWM"), m_today.seconds, mib(m_today.uploaded));
        std::fflush(stdout);
    }

    std::filesystem::path m_folder;
    Source m_source;
    SimulatedClock m_clock;
    FileLayer m_files;
    BackendRegistry m_backends;
    Today m_today;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc < 2 || std::filesystem::exists(std::filesystem::path(argv[1]) / "job.sqlite")) {
        std::fprintf(stderr, "usage: bench_soak NEW_FOLDER [DAYS [SEED]]\n");
        return 200;
    }
    QLoggingCategory::setFilterRules(QStringLiteral("cairn.*.info=false"));
    const int days = argc > 2 ? std::atoi(argv[2]) : 180;
    const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
    Soak(std::filesystem::absolute(argv[1]), seed).run(days);
    return 0;
}

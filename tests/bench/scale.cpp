// SPDX-License-Identifier: MIT
// How the cost of each step grows with files, blocks, versions and changes. Each step is a process
// of its own; a row of CSV on standard output tells its time, its memory and the database's size.
//   bench_scale FOLDER files N [FILES_A_FOLDER]    backups of N files, then all that follows
//   bench_scale FOLDER changes N                   N files, of which more and more change
//   bench_scale FOLDER versions N COUNT            COUNT versions, each with N / 1000 changes
//   bench_scale FOLDER blocks N                    a database of N blocks
#include "tests/bench/scale.h"

#include "backends/local/local_backend.h"
#include "core/base/heap.h"
#include "core/db/block_index.h"
#include "core/engine/engine.h"
#include "core/operations/compact_plan.h"
#include "core/operations/lost_blocks.h"
#include "tests/bench/made_tree.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::bench;

namespace {

[[noreturn]] void stop(const QString &why)
{
    std::fprintf(stderr, "bench_scale: %s\n", qPrintable(why));
    std::_Exit(1);
}

template<typename T>
T valueOf(Result<T> result)
{
    if (!result)
        stop(result.error().message + u' ' + result.error().detail);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

struct Measured
{
    double seconds = 0;
    double cpu = 0;
    long changed = 0; // as the step itself tells
};

double peakMib()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::strtod(line.c_str() + 6, nullptr) / 1024;
    return 0;
}

double cpuSeconds()
{
    rusage use{};
    ::getrusage(RUSAGE_SELF, &use);
    return static_cast<double>(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           static_cast<double>(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

class Scale final
{
public:
    explicit Scale(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
        std::filesystem::create_directories(m_folder / kRootName);
        m_tree.fileBytes = 200;
    }

    void files(std::uint64_t count, std::uint64_t perFolder);
    void changes(std::uint64_t count);
    void versions(std::uint64_t count, std::int64_t versions);
    void blocks(std::int64_t count);

private:
    // Runs `act` in a process of its own and prints what it took.
    void step(const char *name, const std::function<long()> &act);

    [[nodiscard]] std::filesystem::path database() const { return m_folder / "job.sqlite"; }
    [[nodiscard]] FilePath databasePath() const { return FilePath(database().string()); }
    [[nodiscard]] JobRequest request() const;
    template<typename Value, typename Act>
    Value run(const Act &act);
    long backup();
    long firstPage();
    void firstBackup(std::uint64_t count, std::uint64_t perFolder);
    void listingAndPlan();
    [[nodiscard]] std::unique_ptr<JobDatabase> open() const
    {
        return valueOf(JobDatabase::open(databasePath(), Database::Mode::ReadOnly));
    }

    std::filesystem::path m_folder;
    MadeTree m_tree;
    std::string m_series;
    std::int64_t m_size = 0;
    FileLayer m_files;
};

void Scale::step(const char *name, const std::function<long()> &act)
{
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
        int argc = 0;
        QCoreApplication application(argc, nullptr);
        setMadeTree(m_tree);
        const auto begin = std::chrono::steady_clock::now();
        const long changed = act();
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
        std::error_code none;
        const auto size = static_cast<double>(std::filesystem::file_size(database(), none));
        std::printf("%s,%s,%lld,%ld,%.4f,%.3f,%.1f,%.2f\n", m_series.c_str(), name,
                    static_cast<long long>(m_size), changed, wall.count(), cpuSeconds(), peakMib(),
                    none ? 0.0 : size / (1 << 20));
        std::fflush(stdout);
        std::_Exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) < 0 || status != 0)
        std::exit(1);
}

JobRequest Scale::request() const
{
    JobRequest job;
    job.destination = valueOf(DestinationUrl::parse((m_folder / "store").string()));
    job.options.storage.database = databasePath();
    job.options.storage.blocksize = 128 << 10;
    job.options.storage.blocksizeGiven = true;
    job.options.storage.passphrase = Secret("scale");
    job.options.storage.tempFolder = FilePath(m_folder.string());
    // The sample that a backup verifies at its end grows with the destination by the user's choice.
    job.options.verify.backendVerification = false;
    return job;
}

template<typename Value, typename Act>
Value Scale::run(const Act &act)
{
    BackendRegistry backends;
    registerLocalBackend(backends);
    Engine engine(m_files, systemClock(), systemRandom(), backends);
    CancelToken cancel;
    Progress progress;
    Outcome<Value> outcome = act(engine, cancel, progress);
    for (const ReportMessage &message : outcome.messages)
        if (message.severity != Severity::Information)
            std::fprintf(stderr, "%s\n", qPrintable(message.text));
    if (!outcome.value)
        stop(outcome.fatal->message);
    return std::move(*outcome.value);
}

long Scale::backup()
{
    const JobRequest job = request();
    const auto result = run<BackupResult>([&](Engine &engine, CancelToken &cancel, Progress &p) {
        return engine.backup(job, {FilePath((m_folder / kRootName).string())}, cancel, p);
    });
    return static_cast<long>(result.addedFiles + result.modifiedFiles);
}

// What a person waits for who opens a folder.
long Scale::firstPage()
{
    constexpr std::int64_t kPage = 1000;
    const auto job = open();
    const auto versions = valueOf(listVersions(*job));
    const std::string path = (m_folder / kRootName).string() + "/folder-000000000/";
    const auto page = valueOf(listFolder(*job, versions.front(), path, {}, kPage));
    return static_cast<long>(page.size());
}

void Scale::listingAndPlan()
{
    step("first page", [this] { return firstPage(); });
    step("plan of compact", [this] {
        const auto job = open();
        const auto needed = valueOf(NeededBlocks::collect(*job));
        const auto plan = valueOf(planCompact(*job, needed, {}, 50 << 20));
        return static_cast<long>(plan.rewrites.size());
    });
}

void Scale::firstBackup(std::uint64_t count, std::uint64_t perFolder)
{
    m_size = static_cast<std::int64_t>(count);
    m_tree.files = count;
    m_tree.perFolder = perFolder;
    step("first", [this] { return backup(); });
}

void Scale::files(std::uint64_t count, std::uint64_t perFolder)
{
    constexpr std::uint64_t kChanged = 1000;
    m_series = perFolder == count ? "one folder" : "files";
    firstBackup(count, perFolder);
    step("again", [this] { return backup(); });
    m_tree.every = std::max<std::uint64_t>(1, count / kChanged);
    for (const char *name : {"1000 changed", "1000 changed more"}) {
        ++m_tree.generation;
        step(name, [this] { return backup(); });
    }
    listingAndPlan();
    step("delete", [this] {
        JobRequest job = request();
        job.options.retention.keepVersions = 1;
        return static_cast<long>(run<DeleteResult>([&](Engine &e, CancelToken &c, Progress &p) {
                                     return e.deleteVersions(job, c, p);
                                 }).deleted.size());
    });
    std::filesystem::remove(database());
    step("rebuild", [this] {
        const JobRequest job = request();
        run<RepairOutcomeValue>(
            [&](Engine &e, CancelToken &c, Progress &p) { return e.recreate(job, c, p); });
        return 0L;
    });
    // A rebuilt database knows no inodes: each file is looked at again, none is stored.
    step("again after rebuild", [this] { return backup(); });
}

void Scale::changes(std::uint64_t count)
{
    m_series = "changes";
    firstBackup(count, 1000);
    for (const std::uint64_t changed : {count / 10000, count / 1000, count / 100, count / 10}) {
        m_tree.every = count / std::max<std::uint64_t>(1, changed);
        m_tree.generation = 1;
        // The files of the step before go back to what they were: they are counted too.
        step("changed", [this] { return backup(); });
    }
}

void Scale::versions(std::uint64_t count, std::int64_t versions)
{
    m_series = "versions";
    const auto changed = static_cast<std::int64_t>(count / 1000);
    firstBackup(count, 1000);
    for (std::int64_t made = std::max<std::int64_t>(2, versions / 10); made <= versions;
         made += versions / 10) {
        m_size = made;
        step("rows of versions", [&] {
            const auto job = valueOf(JobDatabase::open(databasePath(), Database::Mode::ReadWrite));
            valueOf(addVersions(*job, made, static_cast<std::int64_t>(count), changed));
            return static_cast<long>(changed);
        });
        listingAndPlan();
    }
    step("drop 9 of 10", [this] {
        const auto job = valueOf(JobDatabase::open(databasePath(), Database::Mode::ReadWrite));
        auto transaction = valueOf(Transaction::begin(job->database()));
        std::vector<VersionRow> rows = valueOf(job->versions.visible()); // newest first
        long dropped = 0;
        for (std::size_t i = 1; i + 1 < rows.size();) {
            const VersionRow row = rows[i];
            if (row.id % 10 == 0) {
                ++i;
                continue;
            }
            valueOf(job->entries.dropVersion(rows[i + 1].id, row.id, rows[i - 1].id));
            valueOf(job->versions.erase(row.id));
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
            ++dropped;
        }
        valueOf(job->streams.eraseUnused());
        valueOf(transaction.commit());
        valueOf(job->finish());
        return dropped;
    });
}

void Scale::blocks(std::int64_t count)
{
    m_series = "blocks";
    m_size = count;
    step("rows of blocks", [&] {
        const auto job = valueOf(JobDatabase::create(databasePath()));
        valueOf(makeBlocks(*job, count));
        return 0L;
    });
    step("fingerprints", [this] {
        const auto job = open();
        auto index = valueOf(BlockIndex::load(job->database()));
        const Digest unknown = hashOf(HashAlgorithm::Sha256, {});
        return valueOf(index.find(unknown, 1)) ? 1L : 0L;
    });
    step("lost content", [this] {
        const auto job = open();
        return valueOf(findLostContent(*job)) ? 1L : 0L;
    });
    step("plan of compact", [this] {
        const auto job = open();
        const auto needed = valueOf(NeededBlocks::collect(*job));
        const auto plan = valueOf(planCompact(*job, needed, {}, 50 << 20));
        return static_cast<long>(plan.rewrites.size());
    });
}

} // namespace

int main(int argc, char **argv)
{
    const auto number = [&](int at) { return argc > at ? std::strtoll(argv[at], nullptr, 10) : 0; };
    const std::string what = argc > 3 ? argv[2] : "";
    const std::int64_t count = number(3);
    if (count < 10 || std::filesystem::exists(std::filesystem::path(argv[1]) / "job.sqlite")) {
        std::fprintf(stderr, "usage: bench_scale NEW_FOLDER files|changes|versions|blocks N [M]\n");
        return 200;
    }
    cairn::shareHeaps(); // as cairn-cli does
    QLoggingCategory::setFilterRules(QStringLiteral("cairn.*.info=false"));
    Scale scale{std::filesystem::absolute(argv[1])};
    const auto size = static_cast<std::uint64_t>(count);
    if (what == "files")
        scale.files(size, number(4) > 0 ? static_cast<std::uint64_t>(number(4)) : 1000);
    else if (what == "changes")
        scale.changes(size);
    else if (what == "versions")
        scale.versions(size, std::max<std::int64_t>(10, number(4)));
    else if (what == "blocks")
        scale.blocks(count);
    return 0;
}

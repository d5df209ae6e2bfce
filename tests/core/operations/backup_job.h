// SPDX-License-Identifier: MIT
#pragma once

#include "backends/local/local_backend.h"
#include "core/operations/backup.h"
#include "core/storage/forwarding_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"

#include <optional>

namespace cairn::test {

// Asks at the beginning of every put whether it shall go on.
class WatchedBackend final : public ForwardingBackend
{
public:
    using Watch = std::function<Result<>(const std::string &name)>;
    WatchedBackend(std::unique_ptr<Backend> inner, const Watch &during)
        : ForwardingBackend(std::move(inner))
        , m_during(during)
    {
    }
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override
    {
        if (m_during)
            CAIRN_TRY(m_during(name));
        return ForwardingBackend::put(name, file, tempName, cancel);
    }

private:
    const Watch &m_during;
};

// A real backup of a small folder to another one: blocks of 1 KiB, volumes of 8 KiB, one upload at
// a time.
class BackupJob final
{
public:
    static constexpr int kFiles = 12;

    BackupJob()
        : m_random(testSeed(21))
    {
        qputenv("CAIRN_TEST_LIMITS", "1"); // volumes smaller than people may have
        options.storage.passphrase = Secret(std::string("a passphrase"));
        options.storage.blocksize = 1024;
        options.storage.dblockSize = 8 * 1024;
        options.pipeline.compressors = 1; // files in their order
        options.transfer.parallelUploads = 1;
        options.transfer.retries = 0;
        for (const char *name : {"source", "temp", "remote"})
            std::ignore = m_files.makeDirectories(m_scratch / name);
        auto job = JobDatabase::create(m_scratch / "job.sqlite");
        if (!job)
            qFatal("%s", qPrintable(job.error().message));
        m_job = std::move(*job);
    }

    // All files, with new content of four blocks each, and so a blocklist.
    void writeFiles()
    {
        for (int i = 0; i < kFiles; ++i)
            m_scratch.write("source/" + std::to_string(i), m_random.bytes(4096));
    }

    void writeLarge(const std::string &name, std::size_t bytes)
    {
        m_scratch.write("source/" + name, m_random.bytes(bytes));
    }

    void removeFiles(int count = kFiles)
    {
        for (int i = 0; i < count; ++i)
            std::ignore = m_files.remove(m_scratch / ("source/" + std::to_string(i)));
    }

    [[nodiscard]] Result<BackupResult> run()
    {
        m_cancel.emplace();
        m_progress.emplace();
        m_report.emplace();
        const RunEnvironment environment{
            m_files,
            clock,
            m_random,
            *m_cancel,
            *m_progress,
            *m_report,
            options,
            [this]() -> Result<std::unique_ptr<Backend>> {
                return std::make_unique<WatchedBackend>(
                    std::make_unique<LocalBackend>(m_files, m_scratch / "remote"), duringPut);
            },
            m_scratch / "temp"};
        return cairn::backup(environment, *m_job, {{m_scratch / "source"}, {}, {}, &manner});
    }

    [[nodiscard]] std::vector<VersionRow> versions()
    {
        return m_job->versions.visible().value_or(std::vector<VersionRow>());
    }
    // Usable volumes of a kind.
    [[nodiscard]] int count(VolumeKind kind)
    {
        int found = 0;
        const auto rows = m_job->volumes.all();
        for (const VolumeRow &row : rows.value_or(std::vector<VolumeRow>()))
            found += row.kind == kind && isUsable(row.state) ? 1 : 0;
        return found;
    }
    [[nodiscard]] bool reported(Severity severity, const QString &id) const
    {
        for (const ReportMessage &message : m_report->messages())
            if (message.severity == severity && message.id == id)
                return true;
        return false;
    }
    [[nodiscard]] bool tempIsEmpty()
    {
        return m_files.list(m_scratch / "temp").value_or(std::vector<std::string>{"?"}).empty();
    }
    [[nodiscard]] FilePath remote() const { return m_scratch / "remote"; }
    [[nodiscard]] JobDatabase &database() { return *m_job; }
    [[nodiscard]] CancelToken &cancel() { return *m_cancel; }        // of the run under way
    [[nodiscard]] const Progress &progress() { return *m_progress; } // of the run under way

    JobOptions options;
    FakeClock clock;
    StopManner manner;
    WatchedBackend::Watch duringPut;

private:
    ScratchFolder m_scratch;
    FileLayer m_files;
    SeededRandom m_random;
    std::optional<CancelToken> m_cancel;
    std::optional<Progress> m_progress;
    std::optional<RunReport> m_report;
    std::unique_ptr<JobDatabase> m_job;
};

} // namespace cairn::test

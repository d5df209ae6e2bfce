// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/engine.h"
#include "tests/support/fake_clock.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"

#include <memory>
#include <string>
#include <string_view>

namespace cairn::test {

// Of what a test only prepares: a failure is fatal.
template<typename T>
T value(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message % result.error().detail));
    return std::move(*result);
}

// Small real backups by the engine: a source folder, a destination and a database in a scratch
// folder. Failures while it prepares are fatal.
class EngineLab final
{
public:
    EngineLab();

    // Below the source folder; folders above are made. Each write has a new time.
    void write(std::string_view name, std::string_view content);
    void remove(std::string_view name);
    // A version of the source folder, an hour after the last.
    BackupResult backup();
    Outcome<BackupResult> tryBackup();
    Outcome<DeleteResult> deleteVersion(std::int64_t index);
    Outcome<RestoreResult> restore(const JobRequest &job, const RestoreRequest &request);

    [[nodiscard]] FilePath path(std::string_view name) const { return m_scratch / name; }
    [[nodiscard]] FilePath database() const { return path("job.sqlite"); }
    // Of a name below the source folder, as the backup has it.
    [[nodiscard]] std::string saved(std::string_view name) const
    {
        return (path("source") / name).bytes();
    }
    [[nodiscard]] Engine &engine() { return *m_engine; }

    FileLayer files;
    FakeClock clock;
    SeededRandom random{7};
    CancelToken cancel;
    Progress progress;
    JobRequest job;

private:
    ScratchFolder m_scratch;
    BackendRegistry m_registry;
    std::unique_ptr<Engine> m_engine;
};

} // namespace cairn::test

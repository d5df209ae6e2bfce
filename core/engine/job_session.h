// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/job_lock.h"
#include "core/engine/job_request.h"
#include "core/engine/outcome.h"
#include "core/engine/temp_folder.h"
#include "core/operations/rebuild.h"
#include "core/operations/reconcile.h"
#include "core/pipeline/run_environment.h"
#include "core/storage/backend_registry.h"
#include "core/storage/rate_limiter.h"

#include <memory>
#include <optional>
#include <vector>

namespace cairn {

// What one run holds, and the order it takes it in: database path, lock, temporary folder,
// environment, database. Gives all back when it ends. Lives on the stack of the operation.
class JobSession final
{
public:
    // What the run may do at the destination (R5). A dry run may do nothing whatever is said here.
    enum class Access : std::uint8_t { Change, AddOnly };
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        const BackendRegistry &backends;
        CancelToken &cancel;
        Progress &progress;
    };

    JobSession(const World &world, const JobRequest &request, Operation operation);

    // Finds where the database is or would be; `create` notes a name for it. Without one: empty.
    Result<> findDatabase(bool create);
    [[nodiscard]] const FilePath &databasePath() const { return m_databasePath; }
    [[nodiscard]] bool hasDatabase() const;
    Result<> takeLock();
    Result<> makeEnvironment(Access access);

    // The database for changes: the job's own, or a copy of it in a dry run. `create`: an empty one
    // if there is none.
    Result<> openForChange(bool create);
    // The settings of an opened database; DatabaseDoesNotExist if it holds no backup yet.
    Result<> loadSettings();
    // What must be true before anything at the destination is changed: settings and passphrase
    // agree, database and destination too.
    Result<> prepareChange(ReconcileMode mode);
    // For operations that only look: the job's own database, or one made of the destination in the
    // temporary folder if there is none that can be used. Loads the settings.
    Result<> openForReading(const RebuildRequest &otherwise);
    // The latter in any case: the database that openForReading() opened has proven to be damaged.
    Result<> replaceDamaged(const Error &damage, const RebuildRequest &otherwise);
    // True if the last of these had to make one.
    [[nodiscard]] bool isTemporary() const { return m_temporary; }

    // Nothing if there is no database, or one that was made for this run alone.
    [[nodiscard]] std::optional<KnownStore> known();

    // Leaves one self-contained file behind (R4). Called at the end of every run.
    Result<> close();

    [[nodiscard]] const RunEnvironment &environment() const { return *m_environment; }
    [[nodiscard]] JobDatabase &job() { return *m_job; }
    [[nodiscard]] const JobSettings &settings() const { return *m_settings; }
    [[nodiscard]] bool hasSettings() const { return m_settings.has_value(); }
    [[nodiscard]] JobOptions &options() { return m_options; }
    [[nodiscard]] const JobRequest &request() const { return m_request; }
    [[nodiscard]] RunReport &report() { return m_report; }
    // Files and folders of our own, which no backup must hold.
    [[nodiscard]] std::vector<FilePath> ownPaths() const;

private:
    Result<std::unique_ptr<Backend>> openBackend(Access access) const;
    Result<bool> openExisting();
    void setSettings(JobSettings settings);
    Result<> makeTemporary(const RebuildRequest &request);
    Result<> vacuumIfDue();

    World m_world;
    const JobRequest &m_request;
    JobOptions m_options;
    Operation m_operation;
    RunReport m_report;
    std::shared_ptr<RateLimiter> m_upload;
    std::shared_ptr<RateLimiter> m_download;
    FilePath m_databasePath;
    JobLock m_lock;
    TempFolder m_temp;
    std::unique_ptr<RunEnvironment> m_environment;
    std::unique_ptr<JobDatabase> m_job;
    std::optional<JobSettings> m_settings;
    bool m_temporary = false;
    bool m_writes = false; // the database is open for writing
};

} // namespace cairn

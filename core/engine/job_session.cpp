// SPDX-License-Identifier: MIT
#include "core/engine/job_session.h"

#include "core/base/text.h"
#include "core/config/database_registry.h"
#include "core/config/settings_database.h"
#include "core/config/task_setup.h"
#include "core/engine/database_copy.h"
#include "core/operations/job_settings.h"
#include "core/pipeline/retry_policy.h"
#include "core/secrets/sealed_file_store.h"
#include "core/storage/add_only_backend.h"
#include "core/storage/read_only_backend.h"
#include "core/storage/throttled_backend.h"

#include <QByteArray>

#include <cstdlib>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kLastVacuumKey = "last-vacuum";

std::shared_ptr<RateLimiter> limiterOf(Clock &clock, std::int64_t bytesPerSecond,
                                       std::atomic<std::int64_t> *counter)
{
    if (bytesPerSecond <= 0)
        return nullptr;
    return std::make_shared<RateLimiter>(clock, static_cast<std::uint64_t>(bytesPerSecond),
                                         counter);
}

tl::unexpected<Error> noDatabase(const DestinationUrl &destination)
{
    return fail(ErrorCode::NotFound, "DatabaseDoesNotExist",
                u"There is no local database for %1. Nothing was changed. Run 'recreate' first: "
                u"it builds one from the destination."_s.arg(destination.display()));
}

// The path, and the one that it leads to if there are links on the way.
void addWithTarget(std::vector<FilePath> &paths, const FilePath &path, const char *ending)
{
    if (path.empty())
        return;
    paths.emplace_back(path.bytes() + ending);
    char *real = ::realpath(path.c_str(), nullptr);
    if (!real)
        return;
    if (path.bytes() != real)
        paths.emplace_back(std::string(real) + ending);
    std::free(real); // NOLINT: the C library allocated it
}

} // namespace

JobSession::JobSession(const World &world, const JobRequest &request, Operation operation)
    : m_world(world)
    , m_request(request)
    , m_options(request.options)
    , m_operation(operation)
    , m_upload(limiterOf(world.clock, request.options.transfer.throttleUpload,
                         &world.progress.bytesPassed))
    , m_download(limiterOf(world.clock, request.options.transfer.throttleDownload, nullptr))
{
}

Result<> JobSession::findDatabase(bool create)
{
    if (!m_options.storage.database.empty()) {
        CAIRN_TRY(ensurePrivateFile(m_world.files, m_options.storage.database)); // S6
        m_databasePath = m_options.storage.database;
        return {};
    }
    const std::string key =
        m_request.databaseKey.empty() ? m_request.destination.key() : m_request.databaseKey;
    auto found = databaseFor(m_world.files, m_world.random, key, m_options.storage.prefix, create);
    if (!found && found.error().code == ErrorCode::NotFound && !create)
        return {};
    if (!found)
        return fail(std::move(found).error());
    m_databasePath = std::move(*found);
    return {};
}

bool JobSession::hasDatabase() const
{
    // One that was only just begun when the power went is empty.
    return !m_databasePath.empty() && m_world.files.fileSize(m_databasePath).value_or(0) > 0;
}

Result<> JobSession::takeLock()
{
    if (m_databasePath.empty())
        return {};
    CAIRN_LET(lock, JobLock::acquire(m_world.files, m_world.clock, m_databasePath,
                                     asciiLower(operationName(m_operation))));
    m_lock = std::move(lock);
    return {};
}

Result<> JobSession::makeEnvironment(Access access)
{
    CAIRN_LET(temp, TempFolder::create(m_world.files, m_world.clock, m_world.random,
                                       m_options.storage.tempFolder));
    m_temp = std::move(temp);
    if (!m_request.taskSetup.empty()) {
        const FilePath setup = m_temp.path() / kTaskSetupName;
        CAIRN_TRY(m_world.files.writeAtomically(setup, asBytes(m_request.taskSetup)));
        m_options.storage.controlFiles.push_back(setup);
    }
    m_environment = std::make_unique<RunEnvironment>(RunEnvironment{
        m_world.files, m_world.clock, m_world.random, m_world.cancel, m_world.progress, m_report,
        m_options, [this, access] { return openBackend(access); }, m_temp.path()});
    return {};
}

Result<std::unique_ptr<Backend>> JobSession::openBackend(Access access) const
{
    const BackendContext context{m_world.files, m_world.clock, m_world.random,
                                 m_request.backendOptions};
    CAIRN_LET(opened, m_world.backends.open(m_request.destination, context));
    std::unique_ptr<Backend> backend = std::move(opened);
    if (m_upload || m_download)
        backend = std::make_unique<ThrottledBackend>(std::move(backend), m_upload, m_download);
    RunReport &report = m_environment->report;
    backend = std::make_unique<RetryingBackend>(
        std::move(backend), retryPolicyOf(m_options.transfer), m_world.clock, m_world.random,
        [&report](const QString &what, const Error &error, std::chrono::nanoseconds) {
            ++report.traffic.retryAttempts;
            report.information(u"RetryAttempt"_s, what % u": "_s % error.message);
        });
    if (m_options.dryRun)
        return std::make_unique<ReadOnlyBackend>(std::move(backend)); // R32
    if (access == Access::AddOnly)
        return std::make_unique<AddOnlyBackend>(std::move(backend)); // R5
    return backend;
}

Result<> JobSession::openForChange(bool create)
{
    if (!create && !hasDatabase())
        return noDatabase(m_request.destination);
    FilePath path = m_databasePath;
    if (m_options.dryRun) { // R32
        path = m_temp.path() / "dry-run.sqlite";
        if (hasDatabase())
            CAIRN_TRY(copyDatabase(m_world.files, m_databasePath, path));
    }
    CAIRN_LET(job, JobDatabase::create(path));
    m_job = std::move(job);
    m_writes = true;
    return {};
}

void JobSession::setSettings(JobSettings settings)
{
    m_settings = std::move(settings);
    if (m_settings->encryption.empty() && !m_options.storage.passphrase.empty())
        m_report.information(
            u"PassphraseNotUsed"_s,
            u"This backup is not encrypted: the passphrase that was given is not needed."_s);
}

Result<> JobSession::loadSettings()
{
    CAIRN_LET(settings, m_job->settings());
    if (!settings)
        return noDatabase(m_request.destination);
    setSettings(std::move(*settings));
    return {};
}

Result<> JobSession::prepareChange(ReconcileMode mode)
{
    CAIRN_TRY(
        checkSettings(m_options, *m_settings,
                      mode == ReconcileMode::AddOnly ? SettingsUse::Read : SettingsUse::Change));
    CAIRN_LET(backend, m_environment->openBackend());
    CAIRN_TRY(checkPassphrase(*m_environment, *m_job, *m_settings, *backend));
    m_world.progress.phase = Phase::Checking;
    return reconcile(*m_environment, *m_job, *m_settings, *backend, mode)
        .map([](const Reconciliation &) {});
}

// True if there is a database that holds a backup.
Result<bool> JobSession::openExisting()
{
    if (!hasDatabase())
        return false;
    CAIRN_LET(job, JobDatabase::open(m_databasePath, Database::Mode::ReadOnly));
    CAIRN_LET(settings, job->settings());
    if (!settings)
        return false;
    setSettings(std::move(*settings));
    m_job = std::move(job);
    return true;
}

Result<> JobSession::openForReading(const RebuildRequest &otherwise)
{
    if (!m_options.restore.noLocalDatabase) {
        const auto opened = openExisting();
        if (opened && *opened)
            return {};
        if (!opened)
            return replaceDamaged(opened.error(), otherwise);
    }
    return makeTemporary(otherwise);
}

Result<> JobSession::replaceDamaged(const Error &damage, const RebuildRequest &otherwise)
{
    m_report.information(u"DatabaseIsDamaged"_s,
                         u"The local database cannot be used (%1). The destination alone is used "
                         u"instead."_s.arg(damage.message));
    m_job.reset();
    return makeTemporary(otherwise);
}

Result<> JobSession::makeTemporary(const RebuildRequest &request)
{
    m_world.progress.phase = Phase::Rebuilding;
    CAIRN_LET(job, JobDatabase::create(m_temp.path() / "job.sqlite"));
    CAIRN_TRY(rebuildDatabase(*m_environment, *job, request));
    m_job = std::move(job);
    m_temporary = true;
    return loadSettings();
}

Result<> JobSession::vacuumIfDue()
{
    const CompactOptions &compact = m_options.compact;
    if (!compact.autoVacuum || m_options.dryRun || m_world.cancel.stopRequested() ||
        m_report.count(Severity::Error) > 0)
        return {};
    const std::int64_t now = m_world.clock.nowSeconds();
    CAIRN_LET(last, m_job->value(kLastVacuumKey, "0"));
    if (now - QByteArray::fromStdString(last).toLongLong() < compact.autoVacuumInterval.count())
        return {};
    CAIRN_TRY(m_job->setValue(kLastVacuumKey, std::to_string(now)));
    return m_job->database().vacuum();
}

std::optional<KnownStore> JobSession::known()
{
    if (!m_job || m_temporary)
        return std::nullopt;
    Database &database = m_job->database();
    const auto files = database.number("SELECT count(*) FROM volume WHERE state IN (2, 3)");
    const auto bytes = database.number(
        "SELECT coalesce(sum(size), 0) FROM volume WHERE state IN (2, 3) AND size > 0");
    const auto versions = m_job->versions.visible();
    if (!files || !bytes || !versions)
        return std::nullopt; // the run has met the same failure
    KnownStore known;
    known.files = *files;
    known.bytes = *bytes;
    known.versions = static_cast<std::int64_t>(versions->size());
    if (versions->empty())
        return known;
    known.newestTime = versions->front().time;
    const auto list = m_job->volumes.get(versions->front().dlist);
    if (list && *list) {
        known.newestList = (*list)->name;
        known.newestListHash = (*list)->hash.toHex();
    }
    return known;
}

Result<> JobSession::close()
{
    if (!m_job)
        return {};
    Result<> done;
    if (m_writes && !m_temporary) {
        done = vacuumIfDue();
        const Result<> finished = m_job->finish();
        if (done)
            done = finished;
    }
    m_job.reset();
    return done;
}

std::vector<FilePath> JobSession::ownPaths() const
{
    std::vector<FilePath> paths;
    if (!m_databasePath.empty())
        for (const char *ending :
             {"", "-wal", "-shm", "-journal", ".lock", ".names", ".names-journal", ".names.part",
              ".new", ".new-wal", ".new-shm", ".new-lists"}) // the last four: of a rebuild
            addWithTarget(paths, m_databasePath, ending);
    addWithTarget(paths, m_temp.path(), "/");
    if (m_request.destination.isLocal())
        addWithTarget(paths, m_request.destination.folder(), "/");
    if (const auto settings = defaultSettingsFolder())
        for (const std::string_view name : {kSealedFile, kSealedFileAside})
            addWithTarget(paths, *settings / name, "");
    if (const auto state = defaultStateFolder())
        addWithTarget(paths, *state / kSealedFileKey, "");
    for (const FilePath &path : m_request.neverBackUp)
        addWithTarget(paths, path, "/");
    return paths;
}

} // namespace cairn

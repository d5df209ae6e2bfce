// SPDX-License-Identifier: MIT
#include "tests/core/engine/engine_lab.h"

#include "backends/local/local_backend.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace cairn::test {

EngineLab::EngineLab()
{
    qputenv("CAIRN_TEST_LIMITS", "1");
    m_registry.add("file", [](const DestinationUrl &url, const BackendContext &context) {
        return Result<std::unique_ptr<Backend>>(
            std::make_unique<LocalBackend>(context.files, url.folder()));
    });
    for (const char *name : {"source", "temp"})
        std::ignore = files.makeDirectories(path(name));
    job.destination = *DestinationUrl::parse(path("remote").bytes());
    StorageOptions &storage = job.options.storage;
    storage.database = database();
    storage.tempFolder = path("temp");
    storage.passphrase = Secret(std::string("a passphrase"));
    storage.blocksize = 1024;
    storage.blocksizeGiven = true;
    storage.dblockSize = 16 * 1024;
    m_engine = std::make_unique<Engine>(files, clock, random, m_registry);
}

void EngineLab::write(std::string_view name, std::string_view content)
{
    const FilePath file = path("source") / name;
    if (!files.makeDirectories(file.parent()))
        qFatal("no folder for a file");
    removeTree(file);
    writeFile(file, content);
    clock.advance(std::chrono::seconds(1));
    const std::int64_t now = clock.nowNs();
    const timespec times[2] = {{now / 1'000'000'000, 0}, {now / 1'000'000'000, 0}};
    if (::utimensat(AT_FDCWD, file.c_str(), times, 0) != 0)
        qFatal("no time for a file");
}

void EngineLab::remove(std::string_view name)
{
    removeTree(path("source") / name);
}

Outcome<BackupResult> EngineLab::tryBackup()
{
    clock.advance(std::chrono::hours(1));
    return m_engine->backup(job, {path("source")}, cancel, progress);
}

BackupResult EngineLab::backup()
{
    auto outcome = tryBackup();
    if (!outcome.value || !outcome.value->versionMade)
        qFatal("no backup: %s",
               outcome.fatal ? qPrintable(outcome.fatal->message % outcome.fatal->detail) : "");
    return *outcome.value;
}

Outcome<DeleteResult> EngineLab::deleteVersion(std::int64_t index)
{
    JobRequest request = job;
    request.options.selection.versions = {index};
    return m_engine->deleteVersions(request, cancel, progress);
}

Outcome<RestoreResult> EngineLab::restore(const JobRequest &request, const RestoreRequest &wanted)
{
    return m_engine->restore(request, wanted, cancel, progress);
}

} // namespace cairn::test

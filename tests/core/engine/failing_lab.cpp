// SPDX-License-Identifier: MIT
#include "tests/core/engine/failing_lab.h"

#include "backends/local/local_backend.h"
#include "core/operations/restore_target.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>

namespace cairn::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLastFileOp = static_cast<int>(FileOp::SetMetadata);
constexpr auto kLastCall = static_cast<int>(BackendCall::CreateFolder);
constexpr std::size_t kLarge = 100'000; // bytes: many blocks, in several volumes
constexpr const char *kKept[] = {"remote", "job.sqlite", "target"};

Step::Kind kindOf(FaultPoint point)
{
    switch (point) {
    case FaultPoint::Prepare:
        return Step::Kind::Prepare;
    case FaultPoint::Step:
        return Step::Kind::Step;
    case FaultPoint::Execute:
        return Step::Kind::Execute;
    case FaultPoint::KillPoint:
        break;
    }
    return Step::Kind::KillPoint;
}

void copyOver(const FilePath &from, const FilePath &to)
{
    std::filesystem::remove_all(to.bytes());
    if (fileExists(from))
        std::filesystem::copy(from.bytes(), to.bytes(),
                              std::filesystem::copy_options::recursive |
                                  std::filesystem::copy_options::copy_symlinks);
}

} // namespace

std::string Step::text() const
{
    constexpr const char *kNames[] = {"prepare",    "step", "execute",
                                      "kill point", "file", "destination"};
    return std::string(kNames[static_cast<int>(kind)]) + " " + what + " #" + std::to_string(nth);
}

FailingLab::FailingLab(std::uint64_t seed)
    : m_random(seed)
{
    qputenv("CAIRN_TEST_LIMITS", "1");
    m_registry.add("file", [this](const DestinationUrl &url, const BackendContext &context) {
        return Result<std::unique_ptr<Backend>>(std::make_unique<FaultyBackend>(
            std::make_unique<LocalBackend>(context.files, url.folder()), plan, m_clock, m_memory));
    });
    for (const char *name : {"source", "temp", "kept"})
        std::ignore = m_files.makeDirectories(path(name));
    job.destination = *DestinationUrl::parse(path("remote").bytes());
    StorageOptions &storage = job.options.storage;
    storage.database = path("job.sqlite");
    storage.tempFolder = path("temp");
    storage.encryptionModule.clear();
    storage.encryptionModuleGiven = true;
    storage.blocksize = 1024;
    storage.blocksizeGiven = true;
    storage.dblockSize = 16 * 1024;
    job.options.transfer.retries = 0;
    job.options.transfer.parallelUploads = 1;
    job.options.pipeline.compressors = 1;
    job.options.compact.wastePercent = 0;
    job.options.compact.smallFileMaxCount = 2;
    tree = TestTree::sample(m_random, 8, 6000);
    std::ignore = tree.create(path("source"));
}

FailingLab::~FailingLab()
{
    setFaultJudge({});
}

void FailingLab::keepState()
{
    for (const char *name : kKept)
        copyOver(path(name), path("kept") / name);
    m_savedKept = saved;
}

void FailingLab::bringBack()
{
    for (const char *name : kKept)
        copyOver(path("kept") / name, path(name));
    saved = m_savedKept;
    for (const char *log : {"job.sqlite-wal", "job.sqlite-shm"})
        std::filesystem::remove(path(log).bytes());
    std::filesystem::remove_all(path("temp").bytes());
    std::filesystem::create_directory(path("temp").bytes());
}

std::vector<Step> FailingLab::stepsOf(const std::function<Ending()> &act)
{
    std::mutex mutex;
    std::map<std::pair<Step::Kind, std::string>, int> counts;
    m_files.reset();
    plan->clear();
    setFaultJudge([&](FaultPoint point, std::string_view what) {
        const std::scoped_lock lock(mutex);
        ++counts[{kindOf(point), std::string(what)}];
        return false;
    });
    act();
    setFaultJudge({});
    for (int op = 0; op <= kLastFileOp; ++op)
        counts[{Step::Kind::File, std::to_string(op)}] =
            static_cast<int>(m_files.calls(static_cast<FileOp>(op)));
    for (int call = 0; call <= kLastCall; ++call)
        counts[{Step::Kind::Destination, std::to_string(call)}] =
            static_cast<int>(plan->calls(static_cast<BackendCall>(call)));
    std::vector<Step> steps;
    for (const auto &[key, count] : counts)
        for (int nth = 0; nth < count; ++nth)
            steps.push_back({key.first, key.second, nth});
    return steps;
}

Ending FailingLab::runFailing(const std::function<Ending()> &act, const Step &step, bool &met)
{
    m_files.reset();
    plan->clear();
    std::atomic<int> seen = 0;
    switch (step.kind) {
    case Step::Kind::File:
        m_files.failCall(static_cast<FileOp>(std::stoi(step.what)),
                         static_cast<std::uint64_t>(step.nth));
        break;
    case Step::Kind::Destination:
        plan->at(static_cast<BackendCall>(std::stoi(step.what)),
                 static_cast<std::uint64_t>(step.nth), Fault{});
        break;
    default:
        setFaultJudge([&](FaultPoint point, std::string_view what) {
            return kindOf(point) == step.kind && what == step.what && seen++ == step.nth;
        });
    }
    const Ending ending = act();
    setFaultJudge({});
    met = seen > step.nth || m_files.hasFailed() || plan->hasFailed();
    m_files.reset();
    plan->clear();
    return ending;
}

void FailingLab::crashAt(const char *killPoint, const std::function<Ending()> &act)
{
    std::atomic<bool> isOver = false;
    setFaultJudge([&](FaultPoint point, std::string_view what) {
        if (point == FaultPoint::KillPoint && what == killPoint && !isOver.exchange(true))
            plan->failFrom(0);
        return isOver.load();
    });
    act();
    setFaultJudge({});
    plan->clear();
    if (!isOver)
        qFatal("it never came to %s", killPoint);
}

template<typename Value, typename Act>
Ending FailingLab::run(const Act &act, Outcome<Value> *outcome)
{
    Engine engine(m_files, m_clock, m_random, m_registry);
    CancelToken cancel;
    Progress progress;
    Outcome<Value> ended = act(engine, cancel, progress);
    Ending ending{ended.judgement.exitCode, u"exit %1\n"_s.arg(ended.judgement.exitCode)};
    if (ended.fatal)
        ending.text += ended.fatal->message % u'\n' % ended.fatal->detail % u'\n';
    for (const ReportMessage &message : ended.messages)
        ending.text += message.text % u'\n';
    if (outcome)
        *outcome = std::move(ended);
    return ending;
}

Ending FailingLab::backup(std::int64_t keep)
{
    m_clock.advance(std::chrono::hours(1));
    JobRequest request = job;
    request.options.retention.keepVersions = keep;
    Outcome<BackupResult> outcome;
    const Ending ending =
        run<BackupResult>([&](Engine &e, CancelToken &c,
                              Progress &p) { return e.backup(request, {path("source")}, c, p); },
                          &outcome);
    if (outcome.value && outcome.value->versionMade && !outcome.value->partial &&
        ending.exitCode == exitCode::Success)
        saved[outcome.value->versionTime] = tree;
    return ending;
}

Ending FailingLab::deleteVersions(std::vector<std::int64_t> versions)
{
    JobRequest request = job;
    request.options.selection.versions = std::move(versions);
    return run<DeleteResult>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.deleteVersions(request, c, p); });
}

Ending FailingLab::compact()
{
    return run<CompactResult>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.compact(job, c, p); });
}

Ending FailingLab::repair()
{
    return run<RepairOutcomeValue>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.repair(job, c, p); });
}

Ending FailingLab::recreate()
{
    return run<RepairOutcomeValue>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.recreate(job, c, p); });
}

Ending FailingLab::purge(const std::string &name)
{
    WantedPaths wanted;
    wanted.arguments = {(path("source") / name).bytes()};
    return run<PurgeResult>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.purge(job, wanted, c, p); });
}

Ending FailingLab::purgeBroken()
{
    return run<PurgeResult>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.purgeBroken(job, c, p); });
}

Ending FailingLab::test()
{
    return run<TestResult>([&](Engine &e, CancelToken &c, Progress &p) {
        return e.test(job, {true, 0}, c, p);
    });
}

Ending FailingLab::restoreTo(const FilePath &target, ExistingFile existing, std::int64_t version)
{
    JobRequest request = job;
    request.options.restore.target = target;
    request.options.restore.existing = existing;
    request.options.restore.permissions = true;
    request.options.restore.symlinkMetadata = true;
    request.options.selection.versions = {version};
    return run<RestoreResult>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.restore(request, {}, c, p); });
}

Ending FailingLab::restore(ExistingFile existing)
{
    return restoreTo(path("target"), existing, 0);
}

void FailingLab::behave()
{
    plan->clear();
    m_memory = std::make_shared<FaultMemory>();
}

void FailingLab::change()
{
    tree.mutate(m_random, 4, m_clock.nowNs());
    std::ignore = tree.update(path("source"));
}

void FailingLab::addLarge()
{
    tree.file("large", m_random.bytes(kLarge) + std::string(kLarge / 4, '\0'));
    std::ignore = tree.update(path("source"));
}

void FailingLab::seedTarget()
{
    TestTree other = tree;
    if (const auto large = other.entries().find("large"); large != other.entries().end())
        large->second.content[kLarge / 2] ^= 1; // the rest of it can be taken from there
    other.mutate(m_random, 4, m_clock.nowNs());
    std::ignore = other.create(path("target"));
}

std::vector<std::string> FailingLab::remoteNames(std::string_view part) const
{
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(path("remote").bytes()))
        if (entry.path().filename().string().find(part) != std::string::npos)
            names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

std::optional<std::vector<std::int64_t>> FailingLab::versions()
{
    Outcome<std::vector<VersionInfo>> listed;
    run<std::vector<VersionInfo>>(
        [&](Engine &e, CancelToken &c, Progress &p) { return e.listFilesets(job, c, p); }, &listed);
    if (!listed.value)
        return std::nullopt;
    std::vector<std::int64_t> times;
    for (const VersionInfo &version : *listed.value)
        times.push_back(version.row.time);
    return times;
}

QString FailingLab::complaints()
{
    const auto times = versions();
    if (!times)
        return u"the versions cannot be listed"_s;
    for (std::size_t i = 0; i < times->size(); ++i) {
        const auto expected = saved.find((*times)[i]);
        if (expected == saved.end())
            continue; // of a run that did not say that it was complete
        const FilePath target = path("back");
        removeTree(target);
        const Ending restored =
            restoreTo(target, ExistingFile::Replace, static_cast<std::int64_t>(i));
        if (restored.exitCode != exitCode::Success)
            return restored.text;
        const auto got = TestTree::read(target);
        if (!got)
            return got.error().message;
        if (const std::string differences = expected->second.describeDifferences(*got);
            !differences.empty())
            return QString::fromStdString(differences);
    }
    return {};
}

QString FailingLab::targetComplaints() const
{
    // What a restore that failed left under names of its own goes when it is old enough.
    for (const auto &entry : std::filesystem::recursive_directory_iterator(path("target").bytes()))
        if (isTemporaryName(entry.path().filename().string()))
            std::filesystem::remove(entry.path());
    const auto got = TestTree::read(path("target"));
    if (!got)
        return got.error().message;
    for (const auto &[name, entry] : tree.entries()) {
        const auto at = got->entries().find(name);
        if (at == got->entries().end() || at->second.kind != entry.kind ||
            at->second.content != entry.content)
            return QString::fromStdString("other than in the version: " + name);
    }
    return {};
}

} // namespace cairn::test

// SPDX-License-Identifier: MIT
// Whole runs against a destination that misbehaves by a seed, at four rates. CAIRN_TEST_SEED is the
// first seed, CAIRN_TEST_SEEDS how many follow; a failure prints the calls that went wrong.
#include "backends/local/local_backend.h"
#include "core/engine/engine.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/test_tree.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>
#include <QProcess>

#include <cstdio>
#include <map>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// A destination that lies about what it stored, or spoils it, loses data whatever a program does:
// such faults are of a kind of their own, and less is promised.
bool spoilsContent(FaultKind kind)
{
    return kind == FaultKind::FlipIn || kind == FaultKind::FlipAtRest;
}

bool spoilsReads(const std::string &trace)
{
    return trace.find(nameOf(FaultKind::FlipOut)) != std::string::npos ||
           trace.find(nameOf(FaultKind::ShortRead)) != std::string::npos;
}

// One backup with everything around it, in one process.
class Job final
{
public:
    explicit Job(std::uint64_t seed)
        : random(seed)
    {
        qputenv("CAIRN_TEST_LIMITS", "1");
        m_registry.add("file", [this](const DestinationUrl &url, const BackendContext &context) {
            auto local = std::make_unique<LocalBackend>(context.files, url.folder());
            return Result<std::unique_ptr<Backend>>(
                std::make_unique<FaultyBackend>(std::move(local), plan, clock, m_memory));
        });
        for (const char *name : {"source", "temp"})
            std::ignore = m_files.makeDirectories(m_scratch / name);
        m_job.destination = *DestinationUrl::parse(path("remote").bytes());
        StorageOptions &storage = m_job.options.storage;
        storage.database = path("job.sqlite");
        storage.tempFolder = path("temp");
        storage.passphrase = Secret(std::string("a passphrase"));
        storage.blocksize = 1024;
        storage.blocksizeGiven = true;
        storage.dblockSize = 16 * 1024;
        m_job.options.transfer.retries = 1;
        m_job.options.compact.wastePercent = 0;
        m_job.options.compact.smallFileMaxCount = 2;
        tree = TestTree::sample(random, 8, 6000);
        std::ignore = tree.create(path("source"));
    }

    [[nodiscard]] FilePath path(std::string_view name) const { return m_scratch / name; }

    Outcome<BackupResult> backup(std::int64_t keep = 0)
    {
        clock.advance(std::chrono::hours(1));
        JobRequest job = m_job;
        job.options.retention.keepVersions = keep;
        return run<BackupResult>([&](Engine &e, CancelToken &c, Progress &p) {
            return e.backup(job, {path("source")}, c, p);
        });
    }
    Outcome<CompactResult> compact()
    {
        return run<CompactResult>(
            [&](Engine &e, CancelToken &c, Progress &p) { return e.compact(m_job, c, p); });
    }
    Outcome<RepairOutcomeValue> repair()
    {
        return run<RepairOutcomeValue>(
            [&](Engine &e, CancelToken &c, Progress &p) { return e.repair(m_job, c, p); });
    }
    Outcome<TestResult> test()
    {
        return run<TestResult>([&](Engine &e, CancelToken &c, Progress &p) {
            return e.test(m_job, {true, 0}, c, p);
        });
    }
    Outcome<RestoreResult> restore(const FilePath &target, std::int64_t version)
    {
        JobRequest job = m_job;
        job.options.restore.target = target;
        job.options.restore.permissions = true;
        job.options.restore.symlinkMetadata = true;
        job.options.selection.versions = {version};
        return run<RestoreResult>(
            [&](Engine &e, CancelToken &c, Progress &p) { return e.restore(job, {}, c, p); });
    }
    Outcome<std::vector<VersionInfo>> versions()
    {
        return run<std::vector<VersionInfo>>(
            [&](Engine &e, CancelToken &c, Progress &p) { return e.listFilesets(m_job, c, p); });
    }

    // No fault from now on, and nothing late from before.
    void behave()
    {
        plan->clear();
        m_memory = std::make_shared<FaultMemory>();
    }
    void change()
    {
        tree.mutate(random, 4, clock.nowNs());
        std::ignore = tree.update(path("source"));
    }
    // What the independent reader says; empty if nothing.
    [[nodiscard]] QString complaints() const
    {
        QProcess reader;
        reader.setProcessChannelMode(QProcess::MergedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PASSPHRASE"_s, u"a passphrase"_s);
        reader.setProcessEnvironment(environment);
        reader.start(QString::fromLatin1(PYTHON),
                     {u"-B"_s, QString::fromLatin1(READER), u"verify"_s,
                      QString::fromStdString(path("remote").bytes())});
        reader.waitForFinished(120'000);
        return reader.exitCode() == 0 ? QString() : QString::fromUtf8(reader.readAll());
    }

    SeededRandom random;
    FakeClock clock;
    std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>();
    TestTree tree;

private:
    template<typename Value, typename Act>
    Outcome<Value> run(const Act &act)
    {
        Engine engine(m_files, clock, random, m_registry);
        CancelToken cancel;
        Progress progress;
        return act(engine, cancel, progress);
    }

    ScratchFolder m_scratch;
    FileLayer m_files;
    BackendRegistry m_registry;
    JobRequest m_job;
    std::shared_ptr<FaultMemory> m_memory = std::make_shared<FaultMemory>();
};

template<typename Value>
QString describe(const Outcome<Value> &outcome)
{
    QString text = u"exit %1\n"_s.arg(outcome.judgement.exitCode);
    if (outcome.fatal)
        text += outcome.fatal->message % u'\n' % outcome.fatal->detail % u'\n';
    for (const ReportMessage &message : outcome.messages)
        text += message.text % u'\n';
    return text;
}

} // namespace

class TestFaultyRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"cairn.*=false"_s); }
    void noFaultLosesAVersion_data() { addSeeds(); }
    void noFaultLosesAVersion();
    void damageIsNeverRestored_data() { addSeeds(); }
    void damageIsNeverRestored();

private:
    using Trees = std::map<std::int64_t, TestTree>; // by the version's time

    static void addSeeds()
    {
        QTest::addColumn<std::uint64_t>("seed");
        QTest::addColumn<double>("rate");
        const std::uint64_t first = testSeed(1);
        const int seeds = std::max(1, qEnvironmentVariableIntValue("CAIRN_TEST_SEEDS"));
        for (int i = 0; i < seeds; ++i)
            for (const double rate : {0.01, 0.05, 0.15, 0.4})
                QTest::addRow("seed %d rate %.2f", static_cast<int>(first) + i, rate)
                    << first + static_cast<std::uint64_t>(i) << rate;
    }
    static std::vector<FaultKind> kinds(bool spoiling)
    {
        std::vector<FaultKind> found;
        for (int kind = 1; kind <= static_cast<int>(FaultKind::Full); ++kind)
            if (spoilsContent(static_cast<FaultKind>(kind)) == spoiling)
                found.push_back(static_cast<FaultKind>(kind));
        return found;
    }
    // Some runs while the destination misbehaves; what they made of it counts by what they say.
    static void misbehave(Job &job, Trees &made, std::uint64_t seed, double rate,
                          const std::vector<FaultKind> &kinds);
    static void note(const Outcome<BackupResult> &outcome, const Job &job, Trees &made)
    {
        if (outcome.value && outcome.value->versionMade && !outcome.value->partial &&
            outcome.judgement.exitCode == exitCode::Success)
            made[outcome.value->versionTime] = job.tree;
    }
};

void TestFaultyRuns::misbehave(Job &job, Trees &made, std::uint64_t seed, double rate,
                               const std::vector<FaultKind> &kinds)
{
    for (int step = 0; step < 4; ++step) {
        job.change();
        job.plan->seed(seed * 16 + static_cast<std::uint64_t>(step), rate, kinds);
        switch ((seed + static_cast<std::uint64_t>(step)) % 4) {
        case 0:
            std::ignore = job.compact();
            break;
        case 1:
            std::ignore = job.repair();
            break;
        case 2:
            std::ignore = job.test();
            break;
        default:
            break;
        }
        note(job.backup(step == 3 ? 3 : 0), job, made);
    }
}

void TestFaultyRuns::noFaultLosesAVersion()
{
    QFETCH(std::uint64_t, seed);
    QFETCH(double, rate);
    Job job(seed);
    Trees made;
    note(job.backup(), job, made);
    QCOMPARE(made.size(), 1);
    misbehave(job, made, seed, rate, kinds(false));
    const std::string trace = job.plan->traceText();
    job.behave();

    job.change();
    auto healed = job.backup();
    // What arrived spoiled passes for damage until someone looks again.
    if (healed.judgement.exitCode == exitCode::Warnings && spoilsReads(trace)) {
        std::ignore = job.repair();
        job.change();
        healed = job.backup();
    }
    const bool isHealed = healed.value && healed.judgement.exitCode <= exitCode::NothingNew;
    if (!isHealed) // longer than Qt Test prints
        std::fputs(trace.c_str(), stderr);
    QVERIFY2(isHealed, qPrintable(describe(healed)));
    made[healed.value->versionTime] = job.tree;
    QCOMPARE(job.complaints(), QString());
    const auto versions = job.versions();
    QVERIFY(versions.value);
    for (std::size_t i = 0; i < versions.value->size(); ++i) {
        const auto expected = made.find((*versions.value)[i].row.time);
        if (expected == made.end())
            continue; // of a run that did not say that it was complete
        const FilePath target = job.path("back" + std::to_string(i));
        const auto restored = job.restore(target, static_cast<std::int64_t>(i));
        QVERIFY2(restored.judgement.exitCode == 0, qPrintable(describe(restored)));
        const auto got = TestTree::read(target);
        QVERIFY(got.has_value());
        QCOMPARE(QString::fromStdString(expected->second.describeDifferences(*got)), QString());
    }
}

void TestFaultyRuns::damageIsNeverRestored()
{
    QFETCH(std::uint64_t, seed);
    QFETCH(double, rate);
    Job job(seed);
    Trees made;
    note(job.backup(), job, made);
    QCOMPARE(made.size(), 1);
    misbehave(job, made, seed, rate, kinds(true));
    job.behave();

    const auto versions = job.versions();
    QVERIFY(versions.value);
    for (std::size_t i = 0; i < versions.value->size(); ++i) {
        const auto expected = made.find((*versions.value)[i].row.time);
        if (expected == made.end())
            continue;
        const FilePath target = job.path("back" + std::to_string(i));
        const auto restored = job.restore(target, static_cast<std::int64_t>(i));
        const auto got = TestTree::read(target);
        if (!got)
            continue; // nothing came back
        if (restored.judgement.exitCode == 0)
            QCOMPARE(QString::fromStdString(expected->second.describeDifferences(*got)), QString());
        for (const auto &[name, entry] : got->entries())
            if (entry.kind == TreeEntry::Kind::File)
                QCOMPARE(entry.content, expected->second.entries().at(name).content);
    }
}

QTEST_GUILESS_MAIN(TestFaultyRuns)
#include "test_faulty_runs.moc"

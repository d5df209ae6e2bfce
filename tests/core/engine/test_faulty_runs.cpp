// SPDX-License-Identifier: MIT
// Whole runs against a destination that misbehaves by a seed, at four rates. CAIRN_TEST_SEED is the
// first seed, CAIRN_TEST_SEEDS how many follow; a failure prints the calls that went wrong.
#include "tests/core/engine/failing_lab.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>
#include <QProcess>

#include <cstdio>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kPassphrase = "a passphrase";

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

// Encrypted, several threads and a second attempt, as people have it.
void setUp(FailingLab &lab)
{
    JobOptions &options = lab.job.options;
    options.storage.encryptionModule = StorageOptions().encryptionModule;
    options.storage.passphrase = Secret(std::string(kPassphrase));
    options.transfer.retries = 1;
    options.transfer.parallelUploads = TransferOptions().parallelUploads;
    options.pipeline.compressors = PipelineOptions().compressors;
}

// What the independent reader says; empty if nothing.
QString readerComplaints(const FailingLab &lab)
{
    QProcess reader;
    reader.setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PASSPHRASE"_s, QString::fromLatin1(kPassphrase));
    reader.setProcessEnvironment(environment);
    reader.start(QString::fromLatin1(PYTHON), {u"-B"_s, QString::fromLatin1(READER), u"verify"_s,
                                               QString::fromStdString(lab.path("remote").bytes())});
    reader.waitForFinished(120'000);
    return reader.exitCode() == 0 ? QString() : QString::fromUtf8(reader.readAll());
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
    // Some runs while the destination misbehaves.
    static void misbehave(FailingLab &job, std::uint64_t seed, double rate,
                          const std::vector<FaultKind> &kinds);
};

void TestFaultyRuns::misbehave(FailingLab &job, std::uint64_t seed, double rate,
                               const std::vector<FaultKind> &kinds)
{
    for (int step = 0; step < 4; ++step) {
        job.change();
        job.plan->seed(seed * 16 + static_cast<std::uint64_t>(step), rate, kinds);
        switch ((seed + static_cast<std::uint64_t>(step)) % 4) {
        case 0:
            job.compact();
            break;
        case 1:
            job.repair();
            break;
        case 2:
            job.test();
            break;
        default:
            break;
        }
        job.backup(step == 3 ? 3 : 0);
    }
}

void TestFaultyRuns::noFaultLosesAVersion()
{
    QFETCH(std::uint64_t, seed);
    QFETCH(double, rate);
    FailingLab job(seed);
    setUp(job);
    job.backup();
    QCOMPARE(job.saved.size(), std::size_t{1});
    misbehave(job, seed, rate, kinds(false));
    const std::string trace = job.plan->traceText();
    job.behave();

    job.change();
    Ending healed = job.backup();
    // What arrived spoiled passes for damage until someone looks again.
    if (healed.exitCode == exitCode::Warnings && spoilsReads(trace)) {
        job.repair();
        job.change();
        healed = job.backup();
    }
    if (healed.exitCode != exitCode::Success) // longer than Qt Test prints
        std::fputs(trace.c_str(), stderr);
    QVERIFY2(healed.exitCode == exitCode::Success, qPrintable(healed.text));
    QCOMPARE(readerComplaints(job), QString());
    QCOMPARE(job.complaints(), QString());
}

void TestFaultyRuns::damageIsNeverRestored()
{
    QFETCH(std::uint64_t, seed);
    QFETCH(double, rate);
    FailingLab job(seed);
    setUp(job);
    job.backup();
    QCOMPARE(job.saved.size(), std::size_t{1});
    misbehave(job, seed, rate, kinds(true));
    job.behave();

    const auto versions = job.versions();
    QVERIFY(versions.has_value());
    for (std::size_t i = 0; i < versions->size(); ++i) {
        const auto expected = job.saved.find((*versions)[i]);
        if (expected == job.saved.end())
            continue;
        const FilePath target = job.path("back" + std::to_string(i));
        const Ending restored =
            job.restoreTo(target, ExistingFile::Replace, static_cast<std::int64_t>(i));
        const auto got = TestTree::read(target);
        if (!got)
            continue; // nothing came back
        if (restored.exitCode == exitCode::Success)
            QCOMPARE(QString::fromStdString(expected->second.describeDifferences(*got)), QString());
        for (const auto &[name, entry] : got->entries())
            if (entry.kind == TreeEntry::Kind::File)
                QCOMPARE(entry.content, expected->second.entries().at(name).content);
    }
}

QTEST_GUILESS_MAIN(TestFaultyRuns)
#include "test_faulty_runs.moc"

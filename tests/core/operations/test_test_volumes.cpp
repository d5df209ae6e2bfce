// SPDX-License-Identifier: MIT
#include "core/operations/test_volumes.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

void fill(TestStore &store, int versions = 3)
{
    TestStore::Files files{{"same", store.noise(5000)}, {"empty", ""}, {"text", "few bytes"}};
    for (int i = 0; i < versions; ++i) {
        files["file" + std::to_string(i)] = store.noise(40'000);
        store.addVersion(files);
    }
    store.plan->clear();
}

Result<TestResult> runTest(TestStore &store, TestRequest request = {})
{
    return testVolumes(store.environment(), store.job(), store.settings, request);
}

Result<TestResult> testAll(TestStore &store)
{
    TestRequest request;
    request.all = true;
    return runTest(store, request);
}

VolumeState stateOf(TestStore &store, std::int64_t id)
{
    const auto row = store.job().volumes.get(id);
    return row && *row ? (*row)->state : VolumeState::Planned;
}

} // namespace

class TestTestVolumes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSoundBackupHasNoFindings_data()
    {
        QTest::addColumn<QString>("encryption");
        QTest::newRow("encrypted") << u"aes"_s;
        QTest::newRow("plain") << QString();
    }
    void aSoundBackupHasNoFindings()
    {
        QFETCH(QString, encryption);
        TestStore store(encryption.toStdString());
        fill(store);
        const auto result = testAll(store);
        VERIFY_OK(result);
        for (const VolumeFinding &finding : result->findings)
            qWarning("%s", qPrintable(finding.text));
        QVERIFY(result->findings.empty());
        QCOMPARE(result->tested.size(), store.remoteNames().size());
        std::vector<std::string> tested = result->tested;
        std::sort(tested.begin(), tested.end());
        QVERIFY(tested == store.remoteNames());
        for (const VolumeKind kind : {VolumeKind::Dlist, VolumeKind::Dindex, VolumeKind::Dblock})
            QVERIFY(store.rows(kind, VolumeState::Confirmed).empty());
        QCOMPARE(store.report->count(Severity::Error), 0);
        QCOMPARE(store.progress.filesDone.load(), static_cast<std::int64_t>(tested.size()));
        // It reads and changes nothing.
        QVERIFY(store.traced(BackendCall::Put).empty());
        QVERIFY(store.traced(BackendCall::Remove).empty());
    }

    void samplesComeRoundToEverything()
    {
        TestStore store;
        fill(store, 2);
        const std::size_t volumes = store.remoteNames().size();
        const std::size_t dblocks = store.usable(VolumeKind::Dblock).size();
        std::set<std::string> seen;
        for (std::size_t i = 0; i < dblocks; ++i) {
            store.clock.advance(std::chrono::hours(1));
            const auto result = runTest(store);
            VERIFY_OK(result);
            QCOMPARE(result->tested.size(), 3U); // one of each kind
            seen.insert(result->tested.begin(), result->tested.end());
        }
        QCOMPARE(seen.size(), volumes);
    }

    // Hour by hour: each volume within the period, and never many at a time.
    void thePeriodComesRoundToEverything()
    {
        TestStore store;
        store.betweenVersions = std::chrono::seconds(1);
        for (int i = 0; i < 8; ++i)
            store.addVersion({{"file", store.noise(40'000)}});
        store.options.verify.period = std::chrono::hours(48);
        const std::size_t volumes = store.remoteNames().size();
        TestRequest request;
        request.samples = 0;
        const auto firstLook = runTest(store, request);
        VERIFY_OK(firstLook);
        QVERIFY(firstLook->tested.empty()); // all are new
        std::map<std::string, int> read;
        for (int hour = 1; hour <= 48; ++hour) {
            store.clock.advance(std::chrono::hours(1));
            const auto result = runTest(store, request);
            VERIFY_OK(result);
            QVERIFY2(result->tested.size() <= volumes / 4, qPrintable(QString::number(hour)));
            for (const std::string &name : result->tested)
                ++read[name];
        }
        QCOMPARE(read.size(), volumes);
        for (const auto &[name, times] : read)
            QVERIFY2(times <= 2, name.c_str());
        store.clock.advance(std::chrono::hours(1));
        const auto last = runTest(store, {});
        VERIFY_OK(last);
        QCOMPARE(last->trust.volumes, static_cast<std::int64_t>(volumes));
        QCOMPARE(last->trust.neverRead, 0);
        QVERIFY(store.clock.nowSeconds() - last->trust.longestUnread <= 49 * 3600);
    }

    void whatWasNeverReadIsCounted()
    {
        TestStore store;
        fill(store, 2);
        const auto volumes = static_cast<std::int64_t>(store.remoteNames().size());
        const auto result = runTest(store);
        VERIFY_OK(result);
        QCOMPARE(result->trust.volumes, volumes);
        QCOMPARE(result->trust.neverRead, volumes - 3);
        QCOMPARE(result->trust.longestUnread, store.clock.nowSeconds());
    }

    void excludedOnesAreNotSampled()
    {
        TestStore store;
        fill(store, 2);
        TestRequest request;
        request.samples = 100;
        for (const VolumeRow &row : store.usable(VolumeKind::Dblock))
            request.exclude.push_back(row.id);
        const auto result = runTest(store, request);
        VERIFY_OK(result);
        QCOMPARE(result->tested.size(),
                 store.usable(VolumeKind::Dlist).size() + store.usable(VolumeKind::Dindex).size());
    }

    void everyKindOfDamageIsFound_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("offset");
        for (const VolumeKind kind : {VolumeKind::Dblock, VolumeKind::Dlist, VolumeKind::Dindex})
            for (const int offset : {0, 200, -1})
                QTest::addRow("kind %d at %d", static_cast<int>(kind), offset)
                    << static_cast<int>(kind) << offset;
    }
    void everyKindOfDamageIsFound()
    {
        QFETCH(int, kind);
        QFETCH(int, offset);
        TestStore store;
        fill(store, 1);
        const VolumeRow victim = store.usable(static_cast<VolumeKind>(kind)).front();
        store.flipByte(victim.name, offset);
        const auto result = testAll(store);
        VERIFY_OK(result);
        QCOMPARE(result->findings.size(), 1U);
        QCOMPARE(result->findings[0].volume, victim.name);
        QCOMPARE(result->findings[0].kind, VolumeFinding::Modified);
        QCOMPARE(stateOf(store, victim.id), VolumeState::Damaged);
        QVERIFY(store.reported(Severity::Error, u"DamagedVolume"_s));
        const QString text = store.report->messages().back().text;
        QVERIFY2(text.contains(QString::fromStdString(victim.name)), qPrintable(text));

        // It was put right by hand.
        store.flipByte(victim.name, offset);
        store.report = std::make_unique<RunReport>();
        const auto again = runTest(store); // what is known to be damaged is always looked at
        VERIFY_OK(again);
        QVERIFY(again->findings.empty());
        QCOMPARE(stateOf(store, victim.id), VolumeState::Verified);
    }

    void missingVolumesAreFindings()
    {
        TestStore store;
        fill(store, 1);
        std::set<std::string> gone;
        for (const VolumeKind kind : {VolumeKind::Dlist, VolumeKind::Dindex, VolumeKind::Dblock}) {
            const VolumeRow victim = store.usable(kind).front();
            store.erase(victim.name);
            gone.insert(victim.name);
        }
        // One is known to be missing already.
        VERIFY_OK(store.job().volumes.setState(store.usable(VolumeKind::Dblock).front().id,
                                               VolumeState::Missing));
        const auto result = testAll(store);
        VERIFY_OK(result);
        std::set<std::string> found;
        for (const VolumeFinding &finding : result->findings) {
            QCOMPARE(finding.kind, VolumeFinding::Missing);
            found.insert(finding.volume);
        }
        QVERIFY(found == gone);
        QCOMPARE(store.rows(VolumeKind::Dblock, VolumeState::Missing).size(), 1U);
        QCOMPARE(store.rows(VolumeKind::Dlist, VolumeState::Missing).size(), 1U);
    }

    // The volume is what was put, but a block in it is not what the database says.
    void aBlockThatIsNotThereIsDamage()
    {
        TestStore store;
        fill(store, 1);
        const VolumeRow victim = store.usable(VolumeKind::Dblock).front();
        BlockRow block;
        block.id = 100'000;
        block.hash = hashOf(HashAlgorithm::Sha256, asBytes("nowhere"));
        block.size = 7;
        block.volume = victim.id;
        VERIFY_OK(store.job().blocks.insert(block));
        const auto result = testAll(store);
        VERIFY_OK(result);
        QCOMPARE(result->findings.size(), 2U); // the dblock and its dindex
        QVERIFY(
            result->findings[1].text.contains(QString::fromStdString(block.hash.toBase64Url())));
        QCOMPARE(stateOf(store, victim.id), VolumeState::Damaged);
    }

    void aListThatDisagreesIsReportedButNotCalledDamaged()
    {
        TestStore store;
        fill(store, 1);
        const auto version = store.job().versions.visible();
        VERIFY_OK(version);
        const auto root = store.job().entries.findFolderByPath("/", '/');
        VERIFY_OK(root);
        auto row = store.job().entries.find(*root, "text", version->front().id);
        VERIFY_OK(row);
        (*row)->mtime += 5'000'000'000;
        VERIFY_OK(store.job().entries.refresh(**row));
        const auto result = testAll(store);
        VERIFY_OK(result);
        QCOMPARE(result->findings.size(), 1U);
        QCOMPARE(result->findings[0].kind, VolumeFinding::Modified);
        QVERIFY2(result->findings[0].text.contains(u"/text"), qPrintable(result->findings[0].text));
        QVERIFY(store.rows(VolumeKind::Dlist, VolumeState::Damaged).empty());
    }

    void trafficTroubleProvesNothing()
    {
        TestStore store;
        fill(store, 1);
        store.plan->failFrom(4, ErrorCode::Transient);
        const auto result = testAll(store);
        VERIFY_OK(result);
        QVERIFY(!result->findings.empty());
        for (const VolumeFinding &finding : result->findings)
            QCOMPARE(finding.kind, VolumeFinding::Error);
        for (const VolumeKind kind : {VolumeKind::Dlist, VolumeKind::Dindex, VolumeKind::Dblock}) {
            QVERIFY(store.rows(kind, VolumeState::Damaged).empty());
            QVERIFY(store.rows(kind, VolumeState::Missing).empty());
        }
    }

    // Lists are compared with the local database: its damage is none of theirs.
    void aDamagedDatabaseProvesNothing()
    {
        TestStore store;
        fill(store, 1);
        VERIFY_OK(store.job().database().execute("UPDATE stream SET blocks = x'ff'"));
        const auto result = testAll(store);
        QVERIFY(!result);
        QCOMPARE(result.error().id, u"DatabaseIsDamaged"_s);
        for (const VolumeKind kind : {VolumeKind::Dlist, VolumeKind::Dindex, VolumeKind::Dblock})
            QVERIFY(store.rows(kind, VolumeState::Damaged).empty());
    }

    void aFlipOnTheWayIsNotDamage()
    {
        TestStore store;
        fill(store, 1);
        store.plan->at(BackendCall::Get, 1, {FaultKind::FlipOut, ErrorCode::Transient});
        const auto result = testAll(store);
        VERIFY_OK(result);
        QVERIFY(result->findings.empty());
    }

    void aWrongPassphraseEndsIt()
    {
        TestStore store;
        fill(store, 2);
        store.options.storage.passphrase = Secret(std::string("another"));
        VERIFY_FAILS(testAll(store), ErrorCode::WrongPassphrase);
        QCOMPARE(store.plan->calls(BackendCall::Get), 1U);
        QVERIFY(store.rows(VolumeKind::Dlist, VolumeState::Damaged).empty());
    }

    void unknownHashesAreLearnt()
    {
        TestStore store;
        fill(store, 1);
        const VolumeRow index = store.usable(VolumeKind::Dindex).front();
        VERIFY_OK(store.job().volumes.setSizeAndHash(index.id, -1, Digest()));
        VERIFY_OK(runTest(store));
        const auto row = store.job().volumes.get(index.id);
        VERIFY_OK(row);
        QCOMPARE((*row)->size, index.size);
        QVERIFY((*row)->hash == index.hash);
    }

    void lostContentIsAnError()
    {
        TestStore store;
        fill(store, 1);
        const auto blocks =
            store.job().blocks.ofVolume(store.usable(VolumeKind::Dblock).front().id);
        VERIFY_OK(blocks);
        VERIFY_OK(store.job().blocks.setVolume(blocks->front().id, 0));
        VERIFY_OK(runTest(store));
        QVERIFY(store.reported(Severity::Error, u"LostContent"_s));
    }

    void hashOnlyDoesNotOpen()
    {
        TestStore store;
        fill(store, 1);
        store.options.verify.level = RemoteVerification::HashOnly;
        store.options.storage.passphrase = Secret();
        const auto sound = testAll(store);
        VERIFY_OK(sound);
        QVERIFY(sound->findings.empty());
        store.flipByte(store.usable(VolumeKind::Dblock).front().name, 100);
        const auto damaged = testAll(store);
        VERIFY_OK(damaged);
        QCOMPARE(damaged->findings.size(), 1U);
    }

    void aStopEndsIt()
    {
        TestStore store;
        fill(store, 1);
        store.cancel.requestStop();
        const auto result = testAll(store);
        VERIFY_OK(result);
        QVERIFY(result->tested.empty());
    }
};

QTEST_GUILESS_MAIN(TestTestVolumes)
#include "test_test_volumes.moc"

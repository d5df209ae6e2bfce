// SPDX-License-Identifier: MIT
#include "core/operations/compact_source.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

using Ids = std::vector<std::int64_t>; // of blocks

enum class Content { Stored, Deflated };

// Volumes of several batches, of which every other file is not needed any more.
void fill(TestStore &store, Content content = Content::Stored)
{
    store.options.compact.automatic = false;
    store.options.storage.dblockSize = 900 * 1024;
    TestStore::Files all;
    TestStore::Files some;
    for (int i = 0; i < 40; ++i) {
        const std::string name = "file" + std::to_string(i);
        for (int block = 0; block < 60; ++block)
            all[name] += content == Content::Stored ? store.noise(1024)
                                                    : store.noise(900) + std::string(124, 'x');
        if (i % 2 == 0)
            some[name] = all[name];
    }
    store.addVersion(all);
    store.addVersion(some);
    store.dropOlderVersions();
    store.plan->clear();
}

// Everything that a reader needs and that must outlive it.
struct Sources
{
    explicit Sources(TestStore &from)
        : store(from)
        , environment(from.environment())
    {
        auto found = NeededBlocks::collect(store.job());
        if (!found)
            qFatal("the needed blocks could not be found");
        needed = std::move(*found);
        for (const VolumeRow &row : store.usable(VolumeKind::Dblock))
            candidates.push_back({row, 0, 0});
        std::ranges::reverse(candidates); // in an order of their own
    }
    [[nodiscard]] Ids idsOf(std::size_t source)
    {
        const auto rows = store.job().blocks.ofVolume(candidates[source].volume.id);
        if (!rows)
            qFatal("the blocks of a volume could not be read");
        Ids ids;
        for (const BlockRow &row : *rows)
            if (needed.contains(row.id))
                ids.push_back(row.id);
        return ids;
    }
    // The block has other content from now on, in a volume whose own hash is right.
    void spoil(std::size_t source, std::int64_t id)
    {
        VolumeRow &volume = candidates[source].volume;
        const auto block = store.job().blocks.get(id);
        if (!block || !*block)
            qFatal("a block could not be found");
        const FilePath path = store.folder() / "remote" / volume.name;
        const std::string name = (*block)->hash.toBase64Url();
        const std::size_t at = readFile(path).find(name); // in the header before the payload
        if (at == std::string::npos)
            qFatal("a block is not in its volume");
        store.flipByte(volume.name, static_cast<std::int64_t>(at + name.size() + 3));
        volume.hash = hashOf(store.settings.fileHash, asBytes(readFile(path)));
    }
    [[nodiscard]] CompactReader reader()
    {
        return {environment, store.job(), store.settings, needed, candidates};
    }

    TestStore &store;
    RunEnvironment environment;
    NeededBlocks needed;
    std::vector<CompactCandidate> candidates;
};

// Takes what is left of a source; its end comes back.
CompactItem takeSource(CompactReader &reader, std::size_t source, Ids &ids)
{
    while (std::optional<CompactItem> item = reader.next()) {
        if (item->source != source)
            break;
        if (!item->block)
            return std::move(*item);
        ids.push_back(item->block->id);
    }
    CompactItem none;
    none.source = SIZE_MAX;
    return none;
}

} // namespace

class TestCompactSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksComeAsTheyLieInTheirVolumes_data()
    {
        QTest::addColumn<QString>("encryption");
        QTest::addColumn<unsigned>("provers");
        for (const unsigned provers : {1U, 5U}) {
            QTest::addRow("encrypted, %u", provers) << u"aes"_s << provers;
            QTest::addRow("plain, %u", provers) << QString() << provers;
        }
    }
    void blocksComeAsTheyLieInTheirVolumes()
    {
        QFETCH(QString, encryption);
        QFETCH(unsigned, provers);
        TestStore store(encryption.toStdString());
        fill(store, Content::Deflated);
        Sources sources(store);
        QVERIFY(sources.candidates.size() >= 3);
        CompactReader reader = sources.reader();
        VERIFY_OK(reader.start(provers));
        for (std::size_t i = 0; i < sources.candidates.size(); ++i) {
            Ids ids;
            const CompactItem end = takeSource(reader, i, ids);
            QCOMPARE(end.source, i);
            QVERIFY(!end.failure);
            QVERIFY(!end.proven);
            QVERIFY(ids == sources.idsOf(i));
        }
        QVERIFY(sources.idsOf(1).size() > 300); // three batches at least
        QVERIFY(!reader.next());
    }

    // R17: nothing at or behind the first bad block of a volume is handed over.
    void theFirstBadBlockEndsItsSourceAlone_data()
    {
        QTest::addColumn<std::vector<std::size_t>>("bad");
        QTest::addColumn<unsigned>("provers");
        for (const unsigned provers : {1U, 5U}) {
            QTest::addRow("first, %u", provers) << std::vector<std::size_t>{0} << provers;
            QTest::addRow("middle, %u", provers) << std::vector<std::size_t>{177} << provers;
            QTest::addRow("last of a batch, %u", provers)
                << std::vector<std::size_t>{127} << provers;
            QTest::addRow("last, %u", provers) << std::vector<std::size_t>{SIZE_MAX} << provers;
            // The later ones lie at the beginning of their batches, and so are found earlier.
            QTest::addRow("several, %u", provers)
                << std::vector<std::size_t>{120, 128, 256, 257} << provers;
        }
    }
    void theFirstBadBlockEndsItsSourceAlone()
    {
        QFETCH(std::vector<std::size_t>, bad);
        QFETCH(unsigned, provers);
        TestStore store{std::string()};
        fill(store);
        Sources sources(store);
        const Ids all = sources.idsOf(1);
        const std::size_t first = std::min(bad.front(), all.size() - 1);
        for (const std::size_t index : bad)
            sources.spoil(1, all[std::min(index, all.size() - 1)]);
        CompactReader reader = sources.reader();
        VERIFY_OK(reader.start(provers));
        for (std::size_t i = 0; i < sources.candidates.size(); ++i) {
            Ids ids;
            const CompactItem end = takeSource(reader, i, ids);
            QCOMPARE(end.source, i);
            if (i != 1) {
                QVERIFY(!end.failure);
                QVERIFY(ids == sources.idsOf(i));
                continue;
            }
            QVERIFY(end.failure);
            QCOMPARE(end.failure->code, ErrorCode::Corrupt);
            const auto row = store.job().blocks.get(all[first]);
            VERIFY_OK(row);
            QVERIFY2(
                end.failure->message.contains(QString::fromStdString((*row)->hash.toBase64Url())),
                qPrintable(end.failure->message));
            QVERIFY2(end.failure->message.startsWith(
                         QString::fromStdString(sources.candidates[1].volume.name)),
                     qPrintable(end.failure->message));
            QCOMPARE(end.proven, std::optional(VolumeState::Damaged));
            QVERIFY(ids == Ids(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first)));
        }
        QVERIFY(!reader.next());
    }

    void aFailureThatProvesNothingEndsTheReading()
    {
        TestStore store;
        fill(store);
        Sources sources(store);
        store.plan->at(BackendCall::Get, 1, {FaultKind::ErrorBefore, ErrorCode::Transient});
        CompactReader reader = sources.reader();
        VERIFY_OK(reader.start(3));
        Ids ids;
        QVERIFY(!takeSource(reader, 0, ids).failure);
        QVERIFY(ids == sources.idsOf(0));
        ids.clear();
        const CompactItem end = takeSource(reader, 1, ids);
        QVERIFY(end.failure);
        QCOMPARE(end.failure->code, ErrorCode::Transient);
        QVERIFY(!end.proven);
        QVERIFY(ids.empty());
        QVERIFY(!reader.next());
        QCOMPARE(store.plan->calls(BackendCall::Get), 2U);
    }

    void aStopEndsItBetweenTwoSources()
    {
        TestStore store;
        fill(store);
        Sources sources(store);
        CompactReader reader = sources.reader();
        VERIFY_OK(reader.start(3));
        Ids ids;
        QVERIFY(reader.next());
        store.cancel.requestStop();
        QVERIFY(!takeSource(reader, 0, ids).failure);
        QCOMPARE(ids.size() + 1, sources.idsOf(0).size());
        while (const std::optional<CompactItem> item = reader.next())
            QVERIFY(!item->failure); // what had been begun is whole
    }

    void aStopBeforeTheFirstSourceFetchesNothing()
    {
        TestStore store;
        fill(store);
        Sources sources(store);
        store.cancel.requestStop();
        CompactReader reader = sources.reader();
        VERIFY_OK(reader.start(1));
        QVERIFY(!reader.next());
        QCOMPARE(store.plan->calls(BackendCall::Get), 0U);
    }

    // Its place is known, but nothing of that name is in the volume.
    void aBlockThatIsNotInItsVolumeEndsTheSource()
    {
        TestStore store;
        fill(store);
        Sources sources(store);
        const std::string sql = "UPDATE block SET hash = zeroblob(32) WHERE id = " +
                                std::to_string(sources.idsOf(0)[3]);
        VERIFY_OK(store.job().database().execute(sql.c_str()));
        CompactReader reader = sources.reader();
        VERIFY_OK(reader.start(1));
        Ids ids;
        const CompactItem end = takeSource(reader, 0, ids);
        QVERIFY(end.failure);
        QCOMPARE(end.failure->code, ErrorCode::Corrupt);
        QCOMPARE(ids.size(), 3U);
    }

    void anAbortEndsItAtOnce()
    {
        TestStore store;
        fill(store);
        Sources sources(store);
        CompactReader reader = sources.reader();
        VERIFY_OK(reader.start(3));
        store.cancel.requestAbort();
        while (const std::optional<CompactItem> item = reader.next()) {
            QVERIFY(!item->proven);
            QVERIFY(!item->failure || item->failure->code == ErrorCode::Cancelled);
        }
    }

    void whatIsNotTakenIsDropped()
    {
        TestStore store;
        fill(store);
        Sources sources(store);
        for (int taken = 0; taken < 400; taken += 57) {
            CompactReader reader = sources.reader();
            VERIFY_OK(reader.start(3));
            for (int i = 0; i < taken; ++i)
                QVERIFY(reader.next());
        }
    }
};

QTEST_GUILESS_MAIN(TestCompactSource)
#include "test_compact_source.moc"

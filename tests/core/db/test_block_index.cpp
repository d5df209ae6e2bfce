// SPDX-License-Identifier: MIT
#include "core/db/block_index.h"
#include "core/db/block_proofs.h"
#include "core/db/job_database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

namespace {

std::unique_ptr<JobDatabase> newJob(const ScratchFolder &folder)
{
    auto job = JobDatabase::create(folder / "job.sqlite");
    if (!job)
        qFatal("%s", qPrintable(job.error().message));
    return std::move(*job);
}

Digest digestOf(std::int64_t number)
{
    const std::string text = std::to_string(number);
    return hashOf(HashAlgorithm::Sha256, asBytes(text));
}

// Differs from its siblings in the last byte alone: the same fingerprint.
Digest collidingDigest(std::uint8_t last)
{
    Buffer bytes(32);
    std::memset(bytes.data(), 0x5a, bytes.size());
    bytes.data()[31] = last;
    return Digest(bytes);
}

} // namespace

class TestBlockIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse()
    {
        constexpr std::int64_t kBlocks = 5000;
        ScratchFolder folder;
        const auto job = newJob(folder);
        {
            auto transaction = Transaction::begin(job->database());
            VERIFY_OK(transaction);
            for (std::int64_t id = 1; id <= kBlocks; ++id)
                VERIFY_OK(job->blocks.insert({id, digestOf(id), 100 + id, 0}));
            VERIFY_OK(transaction->commit());
        }
        auto index = BlockIndex::load(job->database());
        VERIFY_OK(index);
        QCOMPARE(index->takeId(), kBlocks + 1);
        for (std::int64_t id = 1; id <= kBlocks; ++id) {
            const auto found = index->find(digestOf(id), 100 + id);
            VERIFY_OK(found);
            QVERIFY(found->has_value());
            QCOMPARE((*found)->id, id);
            // The same hash with another size is another block.
            const auto other = index->find(digestOf(id), 101 + id);
            VERIFY_OK(other);
            QVERIFY(!other->has_value());
            const auto absent = index->find(digestOf(-id), 100 + id);
            VERIFY_OK(absent);
            QVERIFY(!absent->has_value());
        }
    }

    void growsWhileItIsUsed()
    {
        constexpr std::int64_t kBlocks = 6000; // the small tables in it grow several times
        ScratchFolder folder;
        const auto job = newJob(folder);
        auto index = BlockIndex::load(job->database());
        VERIFY_OK(index);
        auto transaction = Transaction::begin(job->database());
        VERIFY_OK(transaction);
        for (std::int64_t number = 1; number <= kBlocks; ++number) {
            const std::int64_t id = index->takeId();
            QCOMPARE(id, number);
            VERIFY_OK(job->blocks.insert({id, digestOf(id), 10, 0}));
            index->add(digestOf(id), id);
        }
        for (std::int64_t id = 1; id <= kBlocks; ++id) {
            const auto found = index->find(digestOf(id), 10);
            VERIFY_OK(found);
            QVERIFY(found->has_value());
            QCOMPARE((*found)->id, id);
        }
    }

    void readsTheBlocksWhenTheFirstIsLookedFor()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        auto index = BlockIndex::load(job->database());
        VERIFY_OK(index);
        VERIFY_OK(job->blocks.insert({index->takeId(), digestOf(1), 10, 0}));
        index->add(digestOf(1), 1);
        VERIFY_OK(job->blocks.insert({index->takeId(), digestOf(2), 10, 0}));
        for (std::int64_t id = 1; id <= 2; ++id) {
            const auto found = index->find(digestOf(id), 10);
            VERIFY_OK(found);
            QVERIFY(found->has_value());
        }
    }

    void equalFingerprintsAreToldApart()
    {
        constexpr int kSiblings = 40;
        ScratchFolder folder;
        const auto job = newJob(folder);
        for (int i = 0; i < kSiblings; i += 2) // each second one
            VERIFY_OK(
                job->blocks.insert({i + 1, collidingDigest(static_cast<std::uint8_t>(i)), 7, 0}));
        auto index = BlockIndex::load(job->database());
        VERIFY_OK(index);
        for (int i = 0; i < kSiblings; ++i) {
            const auto found = index->find(collidingDigest(static_cast<std::uint8_t>(i)), 7);
            VERIFY_OK(found);
            QCOMPARE(found->has_value(), i % 2 == 0);
            if (*found)
                QCOMPARE((*found)->id, i + 1);
        }
    }

    void aBlockWithoutARowIsNoBlock()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        auto index = BlockIndex::load(job->database());
        VERIFY_OK(index);
        index->add(digestOf(1), 1);
        const auto found = index->find(digestOf(1), 10);
        VERIFY_OK(found);
        QVERIFY(!found->has_value());
    }

    void manyRowsAtOnceAreAsOneAfterAnother()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        std::vector<BlockRow> rows;
        for (std::int64_t id = 1; id <= 3 * 32 + 5; ++id)
            rows.push_back({id, digestOf(id), 100 + id, 0});
        VERIFY_OK(job->blocks.insertAll(rows));
        VERIFY_OK(job->blocks.insertAll({}));
        VolumeRow volume;
        volume.name = "duplicati-b1.dblock.zip";
        const std::int64_t place = job->volumes.add(volume).value();
        std::vector<std::int64_t> ids;
        for (std::int64_t id = 1; id <= 2 * 32 + 3; ++id)
            ids.push_back(id);
        VERIFY_OK(job->blocks.addCopies(place, ids));
        VERIFY_OK(job->blocks.addCopies(place, ids)); // as often as one likes
        QCOMPARE(job->blocks.storedIn(place).value().size(), ids.size());
        const auto stored = job->blocks.inRange(1, 1000);
        VERIFY_OK(stored);
        QCOMPARE(stored->size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE((*stored)[i].id, rows[i].id);
            QCOMPARE((*stored)[i].size, rows[i].size);
            QVERIFY((*stored)[i].hash == rows[i].hash);
        }
    }

    void proofsTellOfWhatTheyWereToldAlone()
    {
        BlockProofs proofs;
        QCOMPARE(proofs.isBlock(1, digestOf(1), 10), std::nullopt);
        proofs.add(1, digestOf(1), 10);
        proofs.add(3, digestOf(3), 30);
        QCOMPARE(proofs.isBlock(1, digestOf(1), 10), std::optional(true));
        QCOMPARE(proofs.isBlock(1, digestOf(1), 11), std::optional(false));
        QCOMPARE(proofs.isBlock(1, digestOf(2), 10), std::optional(false));
        QCOMPARE(proofs.isBlock(2, digestOf(2), 20), std::nullopt);
        QCOMPARE(proofs.isBlock(3, digestOf(3), 30), std::optional(true));
        proofs.forgetFrom(3);
        QCOMPARE(proofs.isBlock(3, digestOf(3), 30), std::nullopt);
        proofs.add(4, digestOf(4), 40);
        QCOMPARE(proofs.isBlock(3, digestOf(3), 30), std::nullopt);
        QCOMPARE(proofs.isBlock(4, digestOf(4), 40), std::optional(true));
        // Other hashes and blocks that are out of its range: the rows tell.
        proofs.add(5, hashOf(HashAlgorithm::Sha512, asBytes("5")), 50);
        QCOMPARE(proofs.isBlock(5, digestOf(5), 50), std::nullopt);
        proofs.add(std::int64_t{1} << 31, digestOf(6), 60);
        QCOMPARE(proofs.isBlock(std::int64_t{1} << 31, digestOf(6), 60), std::nullopt);
    }

    void tooManyBlocksAreRefused()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        VERIFY_OK(job->blocks.insert({std::int64_t{1} << 32, digestOf(1), 10, 0}));
        VERIFY_FAILS(BlockIndex::load(job->database()), ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestBlockIndex)
#include "test_block_index.moc"

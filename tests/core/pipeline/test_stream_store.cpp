// SPDX-License-Identifier: MIT
#include "core/pipeline/stream_store.h"

#include "tests/core/pipeline/stage_rig.h"
#include "tests/support/verify.h"

namespace cairn::test {

class TestStreamStore final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsTheBlocksOfAStream_data();
    void listsTheBlocksOfAStream();
    void oneBlockNeedsNoRow();
    void oneBlockOfAnotherHashDoes();
    void aHoleIsOneBlockManyTimes();

private:
    static Digest digest(const PipelineLab &lab, const std::string &content)
    {
        return hashOf(lab.settings.blockHash, asBytes(content));
    }
};

void TestStreamStore::listsTheBlocksOfAStream_data()
{
    QTest::addColumn<int>("blocks");
    QTest::addColumn<int>("lists"); // 32 hashes of SHA-256 are a full one of 1 KiB
    QTest::newRow("none") << 0 << 0;
    QTest::newRow("one") << 1 << 0;
    QTest::newRow("two") << 2 << 1;
    QTest::newRow("less than a list") << 31 << 1;
    QTest::newRow("a full list") << 32 << 1;
    QTest::newRow("one more") << 33 << 2;
    QTest::newRow("two full lists") << 64 << 2;
    QTest::newRow("and more") << 65 << 3;
}

void TestStreamStore::listsTheBlocksOfAStream()
{
    QFETCH(const int, blocks);
    QFETCH(const int, lists);
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    StreamBuilder builder(lab.settings, stage);
    std::string content;
    std::string hashes;
    for (int i = 0; i < blocks; ++i) {
        const std::string block = lab.noise(1024);
        content += block;
        hashes += asText(digest(lab, block).view());
        std::vector<Digest> blockHashes;
        std::vector<std::int64_t> ids;
        VERIFY_OK(stage.store(asBytes(block), BlockStage::Hint::Compressible, blockHashes, ids));
        VERIFY_OK(builder.append(blockHashes, ids, 1024));
    }
    auto stream = builder.finish(digest(lab, content));
    VERIFY_OK(stream);
    VERIFY_OK(stage.flush());
    const auto packed = rig.takePacked();
    QCOMPARE(packed.size(), static_cast<std::size_t>(blocks + lists));
    QCOMPARE(stream->size, std::int64_t{1024} * blocks);
    QCOMPARE(stream->hash, digest(lab, content));
    QCOMPARE(stream->blocks.count(), std::int64_t{blocks});
    QCOMPARE(stream->lists.count(), std::int64_t{lists});
    QCOMPARE(rig.contentOf(stream->blocks), content);
    if (lists > 0)
        QCOMPARE(rig.contentOf(stream->lists), hashes); // storage-format.md §4.2
    const auto journal = need(EntryJournal::create(lab.job(), 1));
    const auto ref = referTo(*journal, std::move(*stream));
    VERIFY_OK(ref);
    VERIFY_OK(journal->flush());
    QVERIFY(blocks == 0 ? *ref == 0 : blocks == 1 ? *ref > 0 : *ref < 0);
    QCOMPARE(rig.contentOf(*ref), content);
}

void TestStreamStore::oneBlockNeedsNoRow()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    StreamBuilder builder(lab.settings, stage);
    const std::vector<Digest> hashes{digest(lab, "x")};
    const std::vector<std::int64_t> ids{5};
    VERIFY_OK(builder.append(hashes, ids, 1));
    auto stream = builder.finish(digest(lab, "x"));
    VERIFY_OK(stream);
    QCOMPARE(stream->onlyBlock, 5);
    const auto journal = need(EntryJournal::create(lab.job(), 1));
    QCOMPARE(need(referTo(*journal, std::move(*stream))), 5);
}

// The hash of files may be another than that of blocks: then the block alone does not tell it.
void TestStreamStore::oneBlockOfAnotherHashDoes()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    StreamBuilder builder(lab.settings, stage);
    const std::vector<Digest> hashes{digest(lab, "x")};
    const std::vector<std::int64_t> ids{5};
    VERIFY_OK(builder.append(hashes, ids, 1));
    const Digest fileHash = hashOf(HashAlgorithm::Sha512, asBytes(std::string("x")));
    auto stream = builder.finish(fileHash);
    VERIFY_OK(stream);
    QCOMPARE(stream->onlyBlock, 0);
    const auto journal = need(EntryJournal::create(lab.job(), 1));
    const auto ref = need(referTo(*journal, std::move(*stream)));
    QVERIFY(ref < 0);
    VERIFY_OK(journal->flush());
    QCOMPARE(need(lab.job().streams.get(-ref))->hash, fileHash);
}

void TestStreamStore::aHoleIsOneBlockManyTimes()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    StreamBuilder builder(lab.settings, stage);
    const std::string zeros(1024, '\0');
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(zeros), BlockStage::Hint::Compressible, hashes, ids));
    VERIFY_OK(builder.repeat(hashes[0], ids[0], 1000, 1'024'000));
    const auto stream = builder.finish(digest(lab, std::string(1'024'000, '\0')));
    VERIFY_OK(stream);
    VERIFY_OK(stage.flush());
    std::ignore = rig.takePacked();
    QCOMPARE(stream->size, 1'024'000);
    QCOMPARE(stream->blocks.count(), 1000);
    QCOMPARE(stream->lists.count(), 32); // 31 full ones and a rest
    QCOMPARE(rig.contentOf(stream->blocks), std::string(1'024'000, '\0'));
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestStreamStore)
#include "test_stream_store.moc"

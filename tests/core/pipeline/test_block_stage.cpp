// SPDX-License-Identifier: MIT
#include "core/base/crc32.h"
#include "core/pipeline/block_stage.h"

#include "tests/core/pipeline/stage_rig.h"
#include "tests/support/verify.h"

namespace cairn::test {

using Hint = BlockStage::Hint;

class TestBlockStage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsContentIntoBlocks();
    void storesEachBlockOnce();
    void compressesWhatShrinks();
    void storesWhatItsNameSaysIsCompressed();
    void theLevelCanBePinned();
    void blocklistsGoToTheIndexEachTime();
    void aLostBlockIsMoved();
    void endsWithItsQueue();
};

void TestBlockStage::cutsContentIntoBlocks()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    const std::string content = lab.noise(2500);
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(content), Hint::Compressible, hashes, ids));
    VERIFY_OK(stage.flush());
    QCOMPARE(hashes.size(), std::size_t{3});
    QCOMPARE(ids.size(), std::size_t{3});
    const auto packed = rig.takePacked();
    QCOMPARE(packed.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string block = content.substr(i * 1024, 1024);
        QCOMPARE(hashes[i], hashOf(lab.settings.blockHash, asBytes(block)));
        QCOMPARE(packed[i].hash, hashes[i]);
        QCOMPARE(packed[i].id, ids[i]);
        QCOMPARE(packed[i].size, static_cast<std::int64_t>(block.size()));
        QCOMPARE(packed[i].crc, crc32Of(asBytes(block)));
        QCOMPARE(asText(packed[i].payload), std::string_view(block));
        QVERIFY(!packed[i].isList && !packed[i].moved && !packed[i].listOnly);
    }
    QCOMPARE(rig.newBytes(), 2500);
    // Nothing is nothing.
    VERIFY_OK(stage.store({}, Hint::Compressible, hashes, ids));
    QCOMPARE(hashes.size(), std::size_t{3});
}

void TestBlockStage::storesEachBlockOnce()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    BlockStage other = rig.stage(); // of another thread
    const std::string content = std::string(3000, 'x') + lab.noise(100);
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(content), Hint::Compressible, hashes, ids));
    VERIFY_OK(other.store(asBytes(content), Hint::Compressible, hashes, ids));
    VERIFY_OK(stage.flush());
    VERIFY_OK(other.flush());
    QCOMPARE(ids.size(), std::size_t{8});
    QCOMPARE(ids[0], ids[1]); // the same block twice in one content
    QVERIFY(std::equal(ids.begin(), ids.begin() + 4, ids.begin() + 4));
    QCOMPARE(rig.takePacked().size(), std::size_t{3});
    QCOMPARE(rig.newBytes(), 1024 + 1024 + 28);
}

void TestBlockStage::compressesWhatShrinks()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    const std::string text(1024, 't');
    VERIFY_OK(stage.store(asBytes(text), Hint::Compressible, hashes, ids));
    VERIFY_OK(stage.store(asBytes(lab.noise(1024)), Hint::Compressible, hashes, ids));
    VERIFY_OK(stage.flush());
    const auto packed = rig.takePacked();
    QCOMPARE(packed.size(), std::size_t{2});
    QVERIFY(packed[0].method == ZipMethod::Deflated);
    QVERIFY(packed[0].payload.size() < 100);
    QVERIFY(packed[1].method == ZipMethod::Stored);
    QCOMPARE(packed[1].payload.size(), std::size_t{1024});
    BlockList blocks;
    blocks.append(ids[0]);
    QCOMPARE(rig.contentOf(blocks), text);
}

void TestBlockStage::storesWhatItsNameSaysIsCompressed()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(lab.noise(1024)), Hint::Compressed, hashes, ids));
    VERIFY_OK(stage.flush());
    const auto packed = rig.takePacked();
    QVERIFY(packed.at(0).method == ZipMethod::Stored);
}

void TestBlockStage::theLevelCanBePinned()
{
    PipelineLab lab;
    lab.options.storage.compressionLevel = 0;
    StageRig rig(lab);
    rig.networkIsSlow = [] { return true; };
    BlockStage stage = rig.stage();
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(std::string(1024, 't')), Hint::Compressible, hashes, ids));
    VERIFY_OK(stage.flush());
    QVERIFY(rig.takePacked().at(0).method == ZipMethod::Stored);
}

void TestBlockStage::blocklistsGoToTheIndexEachTime()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    const std::string list(320, 'h');
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(list), Hint::List, hashes, ids));
    VERIFY_OK(stage.store(asBytes(list), Hint::List, hashes, ids));
    VERIFY_OK(stage.flush());
    const auto packed = rig.takePacked();
    QCOMPARE(packed.size(), std::size_t{2});
    QVERIFY(packed[0].isList && !packed[0].listOnly);
    QVERIFY(packed[1].isList && packed[1].listOnly);
    for (const PackedBlock &block : packed) {
        QVERIFY(block.method == ZipMethod::Stored); // the index takes it as it is
        QCOMPARE(asText(block.payload), std::string_view(list));
    }
    QCOMPARE(rig.newBytes(), 320);
}

void TestBlockStage::aLostBlockIsMoved()
{
    PipelineLab lab;
    const std::string content = lab.noise(500);
    VERIFY_OK(
        lab.job().blocks.insert({9, hashOf(lab.settings.blockHash, asBytes(content)), 500, 0}));
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(content), Hint::Compressible, hashes, ids));
    VERIFY_OK(stage.flush());
    QCOMPARE(ids, std::vector<std::int64_t>{9});
    const auto packed = rig.takePacked();
    QCOMPARE(packed.size(), std::size_t{1});
    QVERIFY(packed[0].moved);
    QCOMPARE(packed[0].id, 9);
}

void TestBlockStage::endsWithItsQueue()
{
    PipelineLab lab;
    StageRig rig(lab);
    BlockStage stage = rig.stage();
    std::vector<Digest> hashes;
    std::vector<std::int64_t> ids;
    VERIFY_OK(stage.store(asBytes(std::string("x")), Hint::Compressible, hashes, ids));
    rig.queue.abort();
    VERIFY_FAILS(stage.flush(), ErrorCode::Cancelled);
    VERIFY_OK(stage.flush()); // nothing is left to hand on
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestBlockStage)
#include "test_block_stage.moc"

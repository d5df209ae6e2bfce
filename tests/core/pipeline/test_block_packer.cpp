// SPDX-License-Identifier: MIT
#include "core/pipeline/block_packer.h"

#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

namespace cairn::test {

namespace {

BlockPacker::Deliver into(std::vector<FilledVolume> &volumes)
{
    return [&volumes](FilledVolume full) -> Result<> {
        volumes.push_back(std::move(full));
        return {};
    };
}

} // namespace

class TestBlockPacker final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fillsVolumesUpToTheirSize();
    void makesNoEmptyVolume();
    void holdsOneBlockAtLeast();
    void tellsMovedBlocksFromNewOnes();
    void givesBlocklistsToTheIndex();
    void endsWithAFailedDelivery();
};

void TestBlockPacker::fillsVolumesUpToTheirSize()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    std::vector<FilledVolume> volumes;
    BlockPacker packer(run, lab.settings, into(volumes));
    std::vector<std::string> contents;
    for (int i = 0; i < 100; ++i) {
        contents.push_back(lab.noise(1000));
        VERIFY_OK(packer.add(lab.block(contents.back())));
    }
    VERIFY_OK(packer.finish());
    QVERIFY(volumes.size() >= 5);
    std::size_t next = 0;
    for (FilledVolume &volume : volumes) {
        QVERIFY(volume.volume.size <= lab.options.storage.dblockSize);
        if (&volume != &volumes.back())
            QVERIFY(volume.volume.size > lab.options.storage.dblockSize * 9 / 10);
        const auto entries = lab.entriesOf(volume.volume);
        QCOMPARE(entries.size(), volume.blocks.size() + 1); // and the manifest
        std::int64_t bytes = 0;
        for (const BlockRow &row : volume.blocks) {
            QCOMPARE(row.id, static_cast<std::int64_t>(next) + 1);
            QCOMPARE(row.volume, 0); // not known yet
            QCOMPARE(entries.at(row.hash.toBase64Url()), contents.at(next));
            bytes += row.size;
            ++next;
        }
        QCOMPARE(volume.contentBytes, bytes);
    }
    QCOMPARE(next, contents.size());
}

void TestBlockPacker::makesNoEmptyVolume()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    int delivered = 0;
    BlockPacker packer(run, lab.settings, [&](const FilledVolume &) -> Result<> {
        ++delivered;
        return {};
    });
    VERIFY_OK(packer.finish());
    QCOMPARE(delivered, 0);
    while (delivered == 0)
        VERIFY_OK(packer.add(lab.block(lab.noise(1000))));
    VERIFY_OK(packer.finish()); // the last one was just sealed
    QCOMPARE(delivered, 1);
    QCOMPARE(lab.tempFiles(), std::size_t{0});
}

void TestBlockPacker::holdsOneBlockAtLeast()
{
    PipelineLab lab;
    lab.options.storage.dblockSize = 10; // nonsense, but nobody may lose a block by it
    const RunEnvironment run = lab.environment();
    std::size_t blocks = 0;
    BlockPacker packer(run, lab.settings, [&](const FilledVolume &full) -> Result<> {
        blocks += full.blocks.size();
        return {};
    });
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(packer.add(lab.block(lab.noise(1024))));
    VERIFY_OK(packer.finish());
    QCOMPARE(blocks, std::size_t{5});
}

void TestBlockPacker::tellsMovedBlocksFromNewOnes()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    std::vector<FilledVolume> volumes;
    BlockPacker packer(run, lab.settings, into(volumes));
    PackedBlock moved = lab.block("moved");
    moved.moved = true;
    const std::int64_t movedId = moved.id;
    PackedBlock added = lab.block("new");
    const std::int64_t addedId = added.id;
    VERIFY_OK(packer.add(std::move(moved)));
    VERIFY_OK(packer.add(std::move(added)));
    VERIFY_OK(packer.finish());
    QCOMPARE(volumes.size(), std::size_t{1});
    QCOMPARE(volumes[0].moved, std::vector<std::int64_t>{movedId});
    QCOMPARE(volumes[0].blocks.size(), std::size_t{1});
    QCOMPARE(volumes[0].blocks[0].id, addedId);
    QCOMPARE(lab.entriesOf(volumes[0].volume).size(), std::size_t{3});
    QCOMPARE(volumes[0].contentBytes, 8);
}

void TestBlockPacker::givesBlocklistsToTheIndex()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    std::vector<FilledVolume> volumes;
    BlockPacker packer(run, lab.settings, into(volumes));
    PackedBlock known = lab.block("a list that is stored already");
    known.isList = known.listOnly = true;
    PackedBlock alone = lab.block("another");
    alone.isList = alone.listOnly = true;
    VERIFY_OK(packer.add(std::move(alone))); // no volume for it alone
    PackedBlock list = lab.block("a list");
    list.isList = true;
    const Digest listHash = list.hash;
    const std::int64_t listId = list.id;
    const std::int64_t knownId = known.id;
    VERIFY_OK(packer.add(std::move(list)));
    VERIFY_OK(packer.add(std::move(known)));
    VERIFY_OK(packer.finish());
    QCOMPARE(volumes.size(), std::size_t{1});
    QCOMPARE(volumes[0].lists.size(), std::size_t{2});
    QCOMPARE(volumes[0].lists[0].hash, listHash);
    QCOMPARE(asText(volumes[0].lists[0].content), std::string_view("a list"));
    QCOMPARE(volumes[0].listIds, (std::vector<std::int64_t>{listId, knownId}));
    // Only the new one is a block of this volume.
    QCOMPARE(volumes[0].blocks.size(), std::size_t{1});
    const auto entries = lab.entriesOf(volumes[0].volume);
    QCOMPARE(entries.size(), std::size_t{2});
    QCOMPARE(entries.at(listHash.toBase64Url()), std::string("a list"));
}

void TestBlockPacker::endsWithAFailedDelivery()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    BlockPacker packer(run, lab.settings, [&](const FilledVolume &) -> Result<> {
        return fail(ErrorCode::NoSpace, QStringLiteral("full"));
    });
    VERIFY_OK(packer.add(lab.block("x")));
    VERIFY_FAILS(packer.finish(), ErrorCode::NoSpace);
    QCOMPARE(lab.tempFiles(), std::size_t{0});
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestBlockPacker)
#include "test_block_packer.moc"

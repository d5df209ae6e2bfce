// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_uploader.h"

#include "core/format/dindex.h"
#include "core/format/entry_names.h"
#include "core/format/remote_name.h"
#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

#include <algorithm>

namespace cairn::test {

class TestVolumeUploader final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void putsTheIndexAfterItsVolume();
    void blocksCountOnceTheyAreConfirmed();
    void makesNoIndexIfTold();
    void lightIndexesHaveNoLists();
    void movedBlocksArePointedToTheirNewPlace();
    void movedBlocksWaitForTheCallerIfTold();
    void aFailureEndsIt();
    void dropsWhatWasNotBegun();
    void putsNothingThatDoesNotProveItself();
    void severalAtATime();
};

namespace {

// The rows of one kind.
std::vector<VolumeRow> confirmed(PipelineLab &lab, VolumeKind kind)
{
    std::vector<VolumeRow> rows = lab.rows(VolumeState::Confirmed);
    std::erase_if(rows, [&](const VolumeRow &row) { return row.kind != kind; });
    return rows;
}

} // namespace

void TestVolumeUploader::putsTheIndexAfterItsVolume()
{
    PipelineLab lab("aes");
    const RunEnvironment run = lab.environment();
    std::vector<VolumeKind> order;
    lab.beforePut = [&](const std::string &name) {
        order.push_back(parseRemoteName(name)->kind);
        // R6: nothing is put while a transaction is open, and R14: the dblock is confirmed.
        if (order.back() == VolumeKind::Dindex)
            QCOMPARE(confirmed(lab, VolumeKind::Dblock).size(), std::size_t{1});
    };
    VolumeUploader uploader(run, lab.job(), lab.settings, {});
    VERIFY_OK(uploader.start());
    VERIFY_OK(uploader.push(lab.filled({"one", "two"})));
    VERIFY_OK(uploader.finish());
    QCOMPARE(order, (std::vector<VolumeKind>{VolumeKind::Dblock, VolumeKind::Dindex}));
    const auto dblock = confirmed(lab, VolumeKind::Dblock).at(0);
    const auto dindex = confirmed(lab, VolumeKind::Dindex).at(0);
    QCOMPARE(uploader.uploaded(), (std::vector<std::int64_t>{dblock.id, dindex.id}));
    QCOMPARE(need(lab.job().volumes.dblocksOf(dindex.id)), std::vector<std::int64_t>{dblock.id});
    {
        const auto opened = lab.open(dindex.name); // keeps its file as it was stored
        VERIFY_OK(opened);
        QVERIFY(lab.entriesOf(*opened).contains(volEntryName(dblock.name)));
    }
    QCOMPARE(lab.tempFiles(), std::size_t{0}); // R22
}

void TestVolumeUploader::blocksCountOnceTheyAreConfirmed()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    VolumeUploader::Options options;
    std::vector<std::int64_t> stored;
    options.stored = [&](const FilledVolume &filled, std::int64_t id) {
        stored.push_back(id);
        QCOMPARE(filled.blocks.size(), std::size_t{2});
    };
    VolumeUploader uploader(run, lab.job(), lab.settings, options);
    VERIFY_OK(uploader.start());
    VERIFY_OK(uploader.push(lab.filled({"one", "two"})));
    VERIFY_OK(uploader.finish());
    QCOMPARE(stored.size(), std::size_t{1});
    for (std::int64_t id : {1, 2}) {
        const auto row = need(lab.job().blocks.get(id));
        QVERIFY(row.has_value());
        QCOMPARE(row->volume, stored[0]);
    }
    QCOMPARE(need(lab.job().volumes.get(stored[0]))->contentBytes, 6);
}

void TestVolumeUploader::makesNoIndexIfTold()
{
    PipelineLab lab;
    lab.options.storage.indexPolicy = IndexPolicy::None;
    const RunEnvironment run = lab.environment();
    VolumeUploader uploader(run, lab.job(), lab.settings, {});
    VERIFY_OK(uploader.start());
    VERIFY_OK(uploader.push(lab.filled({"one"})));
    VERIFY_OK(uploader.finish());
    QCOMPARE(lab.store->count(), std::size_t{1});
    QVERIFY(confirmed(lab, VolumeKind::Dindex).empty());
}

void TestVolumeUploader::lightIndexesHaveNoLists()
{
    for (const IndexPolicy policy : {IndexPolicy::Full, IndexPolicy::Lookup}) {
        PipelineLab lab;
        lab.options.storage.indexPolicy = policy;
        const RunEnvironment run = lab.environment();
        FilledVolume filled = lab.filled({"a list"});
        filled.listIds = {filled.blocks[0].id};
        Buffer content;
        content.append(asBytes(std::string("a list")));
        filled.lists.push_back({filled.blocks[0].hash, std::move(content)});
        const std::string entry = listEntryName(filled.blocks[0].hash);
        VolumeUploader uploader(run, lab.job(), lab.settings, {});
        VERIFY_OK(uploader.start());
        VERIFY_OK(uploader.push(std::move(filled)));
        VERIFY_OK(uploader.finish());
        const auto opened = lab.open(confirmed(lab, VolumeKind::Dindex).at(0).name);
        VERIFY_OK(opened);
        QCOMPARE(lab.entriesOf(*opened).contains(entry), policy == IndexPolicy::Full);
        // Known as a list either way.
        const std::int64_t dblock = confirmed(lab, VolumeKind::Dblock).at(0).id;
        QCOMPARE(need(lab.job().blocks.listsIn(dblock)).size(), std::size_t{1});
    }
}

void TestVolumeUploader::movedBlocksArePointedToTheirNewPlace()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    FilledVolume filled = lab.filled({"was elsewhere"});
    VolumeRow lost;
    lost.name = "lost";
    lost.state = VolumeState::Missing;
    BlockRow row = filled.blocks.at(0);
    row.volume = need(lab.job().volumes.add(lost));
    VERIFY_OK(lab.job().blocks.insert(row));
    filled.moved = {row.id};
    filled.blocks.clear();
    VolumeUploader uploader(run, lab.job(), lab.settings, {});
    VERIFY_OK(uploader.start());
    VERIFY_OK(uploader.push(std::move(filled)));
    VERIFY_OK(uploader.finish());
    const auto dblock = confirmed(lab, VolumeKind::Dblock).at(0);
    QCOMPARE(need(lab.job().blocks.get(row.id))->volume, dblock.id);
    QVERIFY(need(lab.job().blocks.copiesOf(row.id)).empty());
    // The index tells of it all the same.
    const auto opened = lab.open(confirmed(lab, VolumeKind::Dindex).at(0).name);
    VERIFY_OK(opened);
    std::size_t told = 0;
    VERIFY_OK(parseDindexVol(asBytes(lab.entriesOf(*opened).at(volEntryName(dblock.name))),
                             [&](const Digest &hash, std::int64_t size) -> Result<> {
                                 told += hash == row.hash && size == row.size ? 1 : 0;
                                 return {};
                             }));
    QCOMPARE(told, std::size_t{1});
}

void TestVolumeUploader::movedBlocksWaitForTheCallerIfTold()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    FilledVolume filled = lab.filled({"was elsewhere"});
    VolumeRow source;
    source.name = "source";
    source.state = VolumeState::Confirmed;
    BlockRow row = filled.blocks.at(0);
    row.volume = need(lab.job().volumes.add(source));
    VERIFY_OK(lab.job().blocks.insert(row));
    filled.moved = {row.id};
    filled.blocks.clear();
    VolumeUploader::Options options;
    options.repoint = false;
    VolumeUploader uploader(run, lab.job(), lab.settings, options);
    VERIFY_OK(uploader.start());
    VERIFY_OK(uploader.push(std::move(filled)));
    VERIFY_OK(uploader.finish());
    QCOMPARE(need(lab.job().blocks.get(row.id))->volume, row.volume); // R13
    QCOMPARE(need(lab.job().blocks.copiesOf(row.id)).size(), std::size_t{1});
}

void TestVolumeUploader::aFailureEndsIt()
{
    PipelineLab lab;
    lab.options.transfer.retries = 0;
    lab.plan->failFrom(0, ErrorCode::Auth);
    const RunEnvironment run = lab.environment();
    VolumeUploader uploader(run, lab.job(), lab.settings, {});
    VERIFY_OK(uploader.start());
    Result<> pushed;
    for (int i = 0; i < 100 && pushed; ++i) // the queue takes a few before it is told
        pushed = uploader.push(lab.filled({"block " + std::to_string(i)}));
    if (!pushed)
        QCOMPARE(pushed.error().code, ErrorCode::Auth);
    VERIFY_FAILS(uploader.finish(), ErrorCode::Auth);
    QVERIFY(lab.rows(VolumeState::Confirmed).empty());
    QCOMPARE(lab.rows(VolumeState::Uploading).size(), std::size_t{1});
}

void TestVolumeUploader::dropsWhatWasNotBegun()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    {
        VolumeUploader uploader(run, lab.job(), lab.settings, {});
        VERIFY_OK(uploader.start());
        VERIFY_OK(uploader.push(lab.filled({"one"})));
    } // no finish(): the owner has failed elsewhere
    QVERIFY(lab.rows(VolumeState::Planned).empty());
    QCOMPARE(lab.tempFiles(), std::size_t{0});
}

void TestVolumeUploader::putsNothingThatDoesNotProveItself()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    FilledVolume filled = lab.filled({"a block"});
    filled.blocks[0].hash = hashOf(lab.settings.blockHash, asBytes(std::string("another")));
    VolumeUploader uploader(run, lab.job(), lab.settings, {});
    VERIFY_OK(uploader.start());
    VERIFY_OK(uploader.push(std::move(filled)));
    const auto finished = uploader.finish();
    QVERIFY(!finished);
    QCOMPARE(finished.error().id, QStringLiteral("ProofFailed"));
    QCOMPARE(lab.store->count(), std::size_t{0});
    QVERIFY(need(lab.job().volumes.all()).empty());
}

void TestVolumeUploader::severalAtATime()
{
    PipelineLab lab;
    lab.options.transfer.parallelUploads = 4;
    lab.options.transfer.retries = 50;
    constexpr FaultKind kKinds[] = {FaultKind::ErrorBefore, FaultKind::ErrorAfter,
                                    FaultKind::ShortWriteError, FaultKind::ShortWrite};
    for (std::uint64_t n = 0; n < 60; n += 3)
        lab.plan->at(BackendCall::Put, n, Fault{kKinds[n % 4]});
    const RunEnvironment run = lab.environment();
    VolumeUploader uploader(run, lab.job(), lab.settings, {});
    VERIFY_OK(uploader.start());
    for (int i = 0; i < 30; ++i)
        VERIFY_OK(uploader.push(lab.filled({"block " + std::to_string(i)})));
    VERIFY_OK(uploader.finish());
    QCOMPARE(confirmed(lab, VolumeKind::Dblock).size(), std::size_t{30});
    QCOMPARE(confirmed(lab, VolumeKind::Dindex).size(), std::size_t{30});
    QCOMPARE(uploader.uploaded().size(), std::size_t{60});
    for (const VolumeRow &row : lab.rows(VolumeState::Confirmed))
        VERIFY_OK(lab.open(row.name));
    VERIFY_OK(lab.job().checkConsistency());
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestVolumeUploader)
#include "test_volume_uploader.moc"

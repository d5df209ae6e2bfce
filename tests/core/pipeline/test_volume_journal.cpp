// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_journal.h"

#include "core/format/remote_name.h"
#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

namespace cairn::test {

// The order of effects around a put and a delete (R6, R15, R31, R3).
class TestVolumeJournal final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void commitsBeforeAndAfterThePut();
    void writesWhatGoesAlongsideInTheSameCommit();
    void goesOnUnderANewName_data();
    void goesOnUnderANewName();
    void remakesWhatKnowsItsName();
    void waitsLongerEachTime();
    void endsWhenNothingHelps();
    void doesNotRepeatWhatCannotHelp();
    void endsWhenAborted();
    void leavesTheNamesOfOthersAlone();
    void removesOnlyWhatIsMarked();
    void aRefusedDeleteWaitsForTheNextRun_data();
    void aRefusedDeleteWaitsForTheNextRun();
    void whatIsGoneAlreadyIsDeleted();

private:
    VolumeJournal journal() { return {*m_run, m_lab->job(), m_lab->backend(), m_lab->settings}; }
    VolumeJournal::Put putOf(VolumeKind kind = VolumeKind::Dblock);
    std::int64_t addRow(const std::string &name, VolumeState state);

    std::unique_ptr<PipelineLab> m_lab;
    std::unique_ptr<RunEnvironment> m_run;
    FilledVolume m_filled;
};

void TestVolumeJournal::init()
{
    m_filled = {};
    m_lab = std::make_unique<PipelineLab>();
    m_run = std::make_unique<RunEnvironment>(m_lab->environment());
    m_filled = m_lab->filled({"one block"});
}

VolumeJournal::Put TestVolumeJournal::putOf(VolumeKind kind)
{
    VolumeJournal::Put put;
    put.kind = kind;
    put.time = 1'764'000'100;
    put.name = newVolumeName(m_lab->settings, kind, m_lab->random, put.time);
    put.contentBytes = 9;
    return put;
}

std::int64_t TestVolumeJournal::addRow(const std::string &name, VolumeState state)
{
    VolumeRow row;
    row.name = name;
    row.state = state;
    row.size = 3;
    return need(m_lab->job().volumes.add(row));
}

void TestVolumeJournal::commitsBeforeAndAfterThePut()
{
    const VolumeJournal::Put put = putOf();
    bool isCommitted = false;
    m_lab->beforePut = [&](const std::string &name) {
        // Another connection sees what is committed, and nothing else.
        const auto reader = need(m_lab->job().reader());
        const auto row = need(reader->volumes.find(name));
        isCommitted = row && row->state == VolumeState::Uploading &&
                      row->size == m_filled.volume.size && row->hash == m_filled.volume.hash &&
                      !row->tempName.empty();
    };
    const auto id = journal().put(m_filled.volume, put);
    VERIFY_OK(id);
    QVERIFY(isCommitted);
    const auto row = m_lab->job().volumes.get(*id);
    VERIFY_OK(row);
    QCOMPARE((*row)->state, VolumeState::Confirmed);
    QCOMPARE((*row)->name, put.name);
    QCOMPARE((*row)->contentBytes, 9);
    QCOMPARE(static_cast<std::int64_t>(m_lab->store->object(put.name)->size()),
             m_filled.volume.size);
    QCOMPARE(m_lab->plan->calls(BackendCall::Stat), std::uint64_t{1}); // R15
    QCOMPARE(m_lab->report.traffic.filesUploaded.load(), 1);
    QCOMPARE(m_lab->report.traffic.bytesUploaded.load(), m_filled.volume.size);
}

void TestVolumeJournal::writesWhatGoesAlongsideInTheSameCommit()
{
    VolumeJournal::Put put = putOf();
    std::int64_t confirmedId = 0;
    std::string confirmedName;
    put.alongside = [&](std::int64_t id) -> Result<> {
        BlockRow row = m_filled.blocks.at(0);
        row.volume = id;
        return m_lab->job().blocks.insert(row);
    };
    put.confirmed = [&](std::int64_t id, const std::string &name) -> Result<> {
        confirmedId = id;
        confirmedName = name;
        return {};
    };
    m_lab->beforePut = [&](const std::string &) {
        const auto reader = need(m_lab->job().reader());
        QVERIFY(need(reader->blocks.get(m_filled.blocks.at(0).id)).has_value());
    };
    const auto id = journal().put(m_filled.volume, put);
    VERIFY_OK(id);
    QCOMPARE(confirmedId, *id);
    QCOMPARE(confirmedName, put.name);
    // What fails in there takes the row of the volume with it, and nothing is put.
    VolumeJournal::Put broken = putOf();
    broken.alongside = [](std::int64_t) -> Result<> {
        return fail(ErrorCode::Io, QStringLiteral("the disk"));
    };
    VERIFY_FAILS(journal().put(m_filled.volume, broken), ErrorCode::Io);
    QVERIFY(!need(m_lab->job().volumes.find(broken.name)));
    QVERIFY(!m_lab->store->object(broken.name));
    // So does a failure at the confirmation: the row waits as Uploading for the next start.
    broken = putOf();
    broken.confirmed = [](std::int64_t, const std::string &) -> Result<> {
        return fail(ErrorCode::Io, QStringLiteral("the disk"));
    };
    VERIFY_FAILS(journal().put(m_filled.volume, broken), ErrorCode::Io);
    QCOMPARE(need(m_lab->job().volumes.find(broken.name))->state, VolumeState::Uploading);
}

void TestVolumeJournal::goesOnUnderANewName_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isLeft"); // something lies under the old name
    const auto row = [](const char *tag, FaultKind kind, bool isLeft) {
        QTest::newRow(tag) << static_cast<int>(kind) << isLeft;
    };
    row("nothing happened", FaultKind::ErrorBefore, false);
    row("an error although stored", FaultKind::ErrorAfter, true);
    row("half of it, and an error", FaultKind::ShortWriteError, true);
    row("half of it, said to be all", FaultKind::ShortWrite, true);
}

void TestVolumeJournal::goesOnUnderANewName()
{
    QFETCH(const int, kind);
    QFETCH(const bool, isLeft);
    m_lab->plan->at(BackendCall::Put, 0, Fault{static_cast<FaultKind>(kind)});
    const VolumeJournal::Put put = putOf();
    const auto id = journal().put(m_filled.volume, put);
    VERIFY_OK(id);
    const auto row = need(m_lab->job().volumes.get(*id));
    QCOMPARE(row->state, VolumeState::Confirmed);
    QVERIFY(row->name != put.name);
    QCOMPARE(static_cast<std::int64_t>(m_lab->store->object(row->name)->size()), row->size);
    // The old name is burnt: never used again, deleted when it is seen.
    const auto old = need(m_lab->job().volumes.find(put.name));
    QVERIFY(old.has_value());
    QCOMPARE(old->state, VolumeState::Abandoned);
    QCOMPARE(old->contentBytes, 0);
    QCOMPARE(m_lab->store->object(put.name).has_value(), isLeft);
    QCOMPARE(m_lab->report.traffic.retryAttempts.load(), 1);
    QCOMPARE(m_lab->report.traffic.filesUploaded.load(), 1);
}

void TestVolumeJournal::remakesWhatKnowsItsName()
{
    m_lab->plan->failCall(0);
    VolumeJournal::Put put = putOf(VolumeKind::Dlist);
    std::string remadeFor;
    std::int64_t remadeTime = 0;
    std::int64_t remadeSize = 0;
    put.remake = [&](const std::string &name, std::int64_t time) -> Result<SealedVolume> {
        remadeFor = name;
        remadeTime = time;
        SealedVolume remade = m_lab->filled({"another block, of another length"}).volume;
        remadeSize = remade.size;
        return remade;
    };
    const auto id = journal().put(m_filled.volume, put);
    VERIFY_OK(id);
    const auto row = need(m_lab->job().volumes.get(*id));
    QCOMPARE(row->name, remadeFor);
    QCOMPARE(remadeTime, put.time + 1); // a list's stamp is its name: the next free second
    QCOMPARE(parseRemoteName(remadeFor)->time, put.time + 1);
    QCOMPARE(row->size, remadeSize);
    QCOMPARE(row->hash, m_filled.volume.hash);
    QCOMPARE(static_cast<std::int64_t>(m_lab->store->object(row->name)->size()), remadeSize);
}

void TestVolumeJournal::waitsLongerEachTime()
{
    m_lab->options.transfer.exponentialBackoff = true;
    m_lab->plan->failFrom(0);
    VERIFY_FAILS(journal().put(m_filled.volume, putOf()), ErrorCode::Transient);
    QCOMPARE(m_lab->plan->calls(BackendCall::Put), std::uint64_t{4}); // three retries
    const auto slept = m_lab->clock.slept(); // 10, 20 and 40 s, each 75 % to 125 % of that
    QVERIFY(slept >= std::chrono::seconds(52) && slept <= std::chrono::seconds(88));
}

void TestVolumeJournal::endsWhenNothingHelps()
{
    m_lab->options.transfer.retries = 1;
    m_lab->plan->failFrom(0);
    const VolumeJournal::Put put = putOf();
    VERIFY_FAILS(journal().put(m_filled.volume, put), ErrorCode::Transient);
    QVERIFY(m_lab->rows(VolumeState::Confirmed).empty());
    // The next start decides about the last name; the first is burnt.
    QCOMPARE(m_lab->rows(VolumeState::Uploading).size(), std::size_t{1});
    QCOMPARE(m_lab->rows(VolumeState::Abandoned).size(), std::size_t{1});
    QCOMPARE(m_lab->rows(VolumeState::Abandoned).at(0).name, put.name);
    QCOMPARE(m_lab->report.traffic.filesUploaded.load(), 0);
}

void TestVolumeJournal::doesNotRepeatWhatCannotHelp()
{
    m_lab->plan->at(BackendCall::Put, 0, Fault{FaultKind::Full});
    VERIFY_FAILS(journal().put(m_filled.volume, putOf()), ErrorCode::NoSpace);
    QCOMPARE(m_lab->plan->calls(BackendCall::Put), std::uint64_t{1});
    QCOMPARE(m_lab->clock.slept(), std::chrono::nanoseconds(0));
}

void TestVolumeJournal::endsWhenAborted()
{
    m_lab->plan->failFrom(0);
    m_lab->beforePut = [&](const std::string &) { m_lab->cancel.requestAbort(); };
    VERIFY_FAILS(journal().put(m_filled.volume, putOf()), ErrorCode::Cancelled);
    QVERIFY(m_lab->plan->calls(BackendCall::Put) <= 1);
}

// Someone else was quicker to take the name, as another computer may with a list of the same
// second. What lies there is not ours: it stays, and is not remembered as ours to delete (R3).
void TestVolumeJournal::leavesTheNamesOfOthersAlone()
{
    m_lab->options.transfer.retries = 0;
    VolumeJournal::Put put = putOf(VolumeKind::Dlist);
    m_lab->store->setObject(put.name, {1, 2, 3});
    put.remake = [&](const std::string &, std::int64_t) -> Result<SealedVolume> {
        return m_lab->filled({"made anew"}).volume;
    };
    const auto id = journal().put(m_filled.volume, put);
    VERIFY_OK(id);
    const auto row = need(m_lab->job().volumes.get(*id));
    QCOMPARE(row->state, VolumeState::Confirmed);
    QCOMPARE(parseRemoteName(row->name)->time, put.time + 1);
    QCOMPARE(m_lab->store->object(put.name)->size(), std::size_t{3});
    QVERIFY(!need(m_lab->job().volumes.find(put.name)));
    QCOMPARE(m_lab->clock.slept(), std::chrono::nanoseconds(0));
}

void TestVolumeJournal::removesOnlyWhatIsMarked()
{
    m_lab->store->setObject("kept", {1, 2, 3});
    m_lab->store->setObject("marked", {1, 2, 3});
    const std::int64_t kept = addRow("kept", VolumeState::Confirmed);
    const std::int64_t marked = addRow("marked", VolumeState::Deleting);
    VERIFY_FAILS(journal().remove(kept), ErrorCode::Internal);
    VERIFY_FAILS(journal().remove(marked + 1), ErrorCode::Internal);
    VERIFY_OK(journal().remove(marked));
    QCOMPARE(m_lab->store->names(), std::vector<std::string>{"kept"});
    QCOMPARE(need(m_lab->job().volumes.get(marked))->state, VolumeState::Deleted);
    QCOMPARE(m_lab->report.traffic.filesDeleted.load(), 1);
}

void TestVolumeJournal::aRefusedDeleteWaitsForTheNextRun_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *tag, BackendCall call, FaultKind kind) {
        QTest::newRow(tag) << static_cast<int>(call) << static_cast<int>(kind);
    };
    row("refused", BackendCall::Remove, FaultKind::RefusedDelete);
    row("without effect", BackendCall::Remove, FaultKind::DeleteDoesNothing);
    row("an error", BackendCall::Remove, FaultKind::ErrorBefore);
    row("its absence is not proven", BackendCall::Stat, FaultKind::ErrorBefore);
}

void TestVolumeJournal::aRefusedDeleteWaitsForTheNextRun()
{
    QFETCH(const int, call);
    QFETCH(const int, kind);
    m_lab->store->setObject("marked", {1, 2, 3});
    const std::int64_t id = addRow("marked", VolumeState::Deleting);
    m_lab->plan->at(static_cast<BackendCall>(call), 0, Fault{static_cast<FaultKind>(kind)});
    VERIFY_OK(journal().remove(id)); // S10: no failure, a warning
    QCOMPARE(need(m_lab->job().volumes.get(id))->state, VolumeState::Deleting);
    QCOMPARE(m_lab->report.count(Severity::Warning), 1);
    QCOMPARE(m_lab->report.messages().at(0).id, QStringLiteral("DeleteFailed"));
    VERIFY_OK(journal().remove(id));
    QCOMPARE(need(m_lab->job().volumes.get(id))->state, VolumeState::Deleted);
    QCOMPARE(m_lab->store->count(), std::size_t{0});
}

void TestVolumeJournal::whatIsGoneAlreadyIsDeleted()
{
    const std::int64_t id = addRow("gone", VolumeState::Abandoned);
    VERIFY_OK(journal().remove(id));
    QCOMPARE(need(m_lab->job().volumes.get(id))->state, VolumeState::Deleted);
    QCOMPARE(m_lab->report.count(Severity::Warning), 0);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestVolumeJournal)
#include "test_volume_journal.moc"

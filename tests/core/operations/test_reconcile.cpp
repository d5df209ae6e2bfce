// SPDX-License-Identifier: MIT
// The start table of reliability.md §3, cell by cell.
#include "core/operations/reconcile.h"
#include "core/storage/forwarding_backend.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

enum class Shown { AsWritten, Longer, Spoilt, Absent }; // Spoilt: the same size

struct Cell
{
    VolumeState before;
    Shown shown;
    ReconcileMode mode;
    std::optional<VolumeState> after; // none: its row is gone
    bool isGone = false;              // at the destination
};

// Three versions, so that one volume lost is not a poor listing.
void fill(TestStore &store)
{
    for (int i = 0; i < 3; ++i)
        store.addVersion({{"one", store.noise(3000)}, {"two", store.noise(2000)}});
    store.plan->clear();
}

void force(TestStore &store, const VolumeRow &row, VolumeState state)
{
    const std::string sql = "UPDATE volume SET state=" + std::to_string(static_cast<int>(state)) +
                            " WHERE id=" + std::to_string(row.id);
    if (!store.job().database().execute(sql.c_str()))
        qFatal("%s", sql.c_str());
}

void show(TestStore &store, const VolumeRow &row, Shown shown)
{
    const FilePath file = store.folder() / ("remote/" + row.name);
    if (shown == Shown::Absent)
        store.erase(row.name);
    else if (shown == Shown::Longer)
        writeFile(file, readFile(file) + "x");
    else if (shown == Shown::Spoilt)
        store.flipByte(row.name, -10);
}

bool isThere(TestStore &store, const std::string &name)
{
    return std::ranges::count(store.remoteNames(), name) == 1;
}

Result<Reconciliation> settle(TestStore &store, ReconcileMode mode)
{
    const RunEnvironment environment = store.environment();
    auto backend = environment.openBackend();
    return reconcile(environment, store.job(), store.settings, **backend, mode);
}

// Lists names alone, as some services do.
class SizelessBackend final : public ForwardingBackend
{
public:
    using ForwardingBackend::ForwardingBackend;
    Result<std::vector<RemoteFile>> list(const CancelToken &cancel) override
    {
        CAIRN_LET(files, ForwardingBackend::list(cancel));
        for (RemoteFile &file : files)
            file.size = -1;
        return files;
    }
};

} // namespace

class TestReconcile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCell_data();
    void everyCell();
    void aRowWithoutSizeIsBelieved();
    void aListingWithoutSizesIsBelieved();
    void aDestinationThatDoesNotOpenChangesNothing();
    void aListThatIsNotAwaitedIsAbandoned();
    void anUploadThatCannotBeReadStaysUndecided();
    void unfinishedVersions_data();
    void unfinishedVersions();
    void aDblockWaitsForItsIndex();
    void temporaryNamesGo();
    void othersAreLeftAlone();
    void aNewerListIsRefused();
    void aPoorListingIsRefused();
};

void TestReconcile::everyCell_data()
{
    using enum VolumeState;
    using enum Shown;
    constexpr auto clean = ReconcileMode::Clean;
    const std::vector<Cell> cells = {
        {Planned, AsWritten, clean, Deleted, true},
        {Planned, Longer, clean, Deleted, true},
        {Planned, Absent, clean, std::nullopt, true},
        {Uploading, AsWritten, clean, Confirmed},
        {Uploading, Longer, clean, Deleted, true},
        {Uploading, Spoilt, clean, Deleted, true},
        {Uploading, Absent, clean, Abandoned, true},
        {Confirmed, AsWritten, clean, Confirmed},
        {Confirmed, Longer, clean, Damaged},
        {Confirmed, Absent, clean, Missing, true},
        {Verified, AsWritten, clean, Verified},
        {Verified, Longer, clean, Damaged},
        {Verified, Absent, clean, Missing, true},
        {Damaged, AsWritten, clean, Damaged}, // what it holds is known to be wrong
        {Damaged, Longer, clean, Damaged},
        {Damaged, Absent, clean, Missing, true},
        {Missing, AsWritten, clean, Confirmed},
        {Missing, Longer, clean, Damaged},
        {Missing, Absent, clean, Missing, true},
        {Abandoned, AsWritten, clean, Deleted, true},
        {Abandoned, Absent, clean, Abandoned, true},
        {Deleting, AsWritten, clean, Deleted, true},
        {Deleting, Longer, clean, Deleted, true},
        {Deleting, Absent, clean, Deleted, true},
        {Deleted, AsWritten, clean, Deleted},
        {Deleted, Absent, clean, Deleted, true},
        {Planned, AsWritten, ReconcileMode::AddOnly, Abandoned},
        {Uploading, Longer, ReconcileMode::AddOnly, Abandoned},
        {Deleting, AsWritten, ReconcileMode::AddOnly, Deleting},
        {Abandoned, AsWritten, ReconcileMode::AddOnly, Abandoned},
        {Planned, AsWritten, ReconcileMode::Look, Planned},
        {Uploading, Absent, ReconcileMode::Look, Uploading, true},
        {Confirmed, Longer, ReconcileMode::Look, Confirmed},
        {Deleting, AsWritten, ReconcileMode::Look, Deleting},
    };
    QTest::addColumn<Cell>("cell");
    QTest::addColumn<VolumeKind>("kind");
    for (const VolumeKind kind : {VolumeKind::Dblock, VolumeKind::Dindex})
        for (const Cell &cell : cells)
            QTest::addRow("%s %s shown %d mode %d",
                          kind == VolumeKind::Dblock ? "dblock" : "dindex", stateName(cell.before),
                          static_cast<int>(cell.shown), static_cast<int>(cell.mode))
                << cell << kind;
}

void TestReconcile::everyCell()
{
    QFETCH(Cell, cell);
    QFETCH(VolumeKind, kind);
    TestStore store;
    fill(store);
    VolumeRow row = store.usable(kind).front();
    if (cell.before == VolumeState::Planned) { // nothing is known to be in it yet
        const std::string name = row.name;
        row.name.replace(name.find('-') + 2, 8, "01234567");
        writeFile(store.folder() / ("remote/" + row.name), "half");
        row.state = VolumeState::Planned;
        const auto id = store.job().volumes.add(row);
        VERIFY_OK(id);
        row.id = *id;
    }
    force(store, row, cell.before);
    show(store, row, cell.shown);
    const std::size_t reads = store.traced(BackendCall::Get).size();
    const auto result = settle(store, cell.mode);
    VERIFY_OK(result);
    // What the listing tells already is not fetched: it may be large and far away.
    const bool isProof = cell.before == VolumeState::Uploading &&
                         (cell.shown == Shown::AsWritten || cell.shown == Shown::Spoilt);
    QCOMPARE(store.traced(BackendCall::Get).size() > reads, isProof);
    const auto after = store.job().volumes.get(row.id);
    VERIFY_OK(after);
    QCOMPARE(after->has_value(), cell.after.has_value());
    if (cell.after)
        QCOMPARE(stateName((*after)->state), stateName(*cell.after));
    QCOMPARE(isThere(store, row.name), !cell.isGone);
    const bool isUndecided =
        cell.before == VolumeState::Planned || cell.before == VolumeState::Uploading;
    QCOMPARE(result->interruptedRun, isUndecided && cell.mode != ReconcileMode::Look);
    QCOMPARE(store.reported(Severity::Information, u"InterruptedRunSettled"_s),
             result->interruptedRun);
    QCOMPARE(std::ranges::count(result->missing, row.name),
             cell.after == VolumeState::Missing ? 1 : 0);
    QCOMPARE(std::ranges::count(result->damaged, row.name),
             cell.after == VolumeState::Damaged ? 1 : 0);
    // Again: nothing more.
    const auto again = settle(store, cell.mode);
    VERIFY_OK(again);
    QVERIFY(!again->interruptedRun);
    const auto still = store.job().volumes.get(row.id);
    VERIFY_OK(still);
    QVERIFY(still->has_value() == after->has_value() &&
            (!*still || (*still)->state == (*after)->state));
}

void TestReconcile::aRowWithoutSizeIsBelieved()
{
    TestStore store;
    fill(store);
    const VolumeRow row = store.usable(VolumeKind::Dblock).front();
    VERIFY_OK(store.job().database().execute("UPDATE volume SET size=-1"));
    show(store, row, Shown::Longer);
    const auto result = settle(store, ReconcileMode::Clean);
    VERIFY_OK(result);
    QVERIFY(result->damaged.empty());
}

void TestReconcile::aListingWithoutSizesIsBelieved()
{
    TestStore store;
    fill(store);
    const VolumeRow uploading = store.usable(VolumeKind::Dblock).front();
    const VolumeRow spoilt = store.usable(VolumeKind::Dindex).front();
    for (const VolumeRow &row : {uploading, spoilt})
        force(store, row, VolumeState::Uploading);
    show(store, spoilt, Shown::Longer);
    const RunEnvironment environment = store.environment();
    SizelessBackend backend(std::move(*environment.openBackend()));
    const auto result =
        reconcile(environment, store.job(), store.settings, backend, ReconcileMode::AddOnly);
    VERIFY_OK(result);
    QVERIFY(result->damaged.empty());
    // What is undecided is read.
    QCOMPARE(stateName((*store.job().volumes.get(uploading.id))->state),
             stateName(VolumeState::Confirmed));
    QCOMPARE(stateName((*store.job().volumes.get(spoilt.id))->state),
             stateName(VolumeState::Abandoned));
}

void TestReconcile::aDestinationThatDoesNotOpenChangesNothing()
{
    TestStore store;
    fill(store);
    const VolumeRow row = store.usable(VolumeKind::Dblock).front();
    auto backend = store.environment().openBackend();
    VERIFY_OK(backend);
    for (const VolumeState state : {VolumeState::Uploading, VolumeState::Confirmed}) {
        force(store, row, state);
        VERIFY_FAILS(
            reconcile(store.cutOff(), store.job(), store.settings, **backend, ReconcileMode::Clean),
            ErrorCode::Transient);
        QCOMPARE(stateName((*store.job().volumes.get(row.id))->state), stateName(state));
    }
}

void TestReconcile::aListThatIsNotAwaitedIsAbandoned()
{
    TestStore store;
    fill(store);
    const VolumeRow list = store.usable(VolumeKind::Dlist).front();
    force(store, list, VolumeState::Uploading);
    VERIFY_OK(settle(store, ReconcileMode::Clean)); // its version has it
    QCOMPARE(stateName((*store.job().volumes.get(list.id))->state),
             stateName(VolumeState::Confirmed));
    force(store, list, VolumeState::Uploading);
    const std::string sql = "UPDATE version SET dlist=NULL WHERE dlist=" + std::to_string(list.id);
    VERIFY_OK(store.job().database().execute(sql.c_str()));
    VERIFY_OK(settle(store, ReconcileMode::Clean)); // another is to take its place
    QCOMPARE(stateName((*store.job().volumes.get(list.id))->state),
             stateName(VolumeState::Deleted));
}

void TestReconcile::anUploadThatCannotBeReadStaysUndecided()
{
    TestStore store;
    fill(store);
    const VolumeRow row = store.usable(VolumeKind::Dblock).front();
    force(store, row, VolumeState::Uploading);
    store.options.transfer.retries = 0;
    store.plan->at(BackendCall::Get, 0, {FaultKind::ErrorBefore, ErrorCode::AccessDenied});
    VERIFY_FAILS(settle(store, ReconcileMode::Clean), ErrorCode::AccessDenied);
    QCOMPARE(stateName((*store.job().volumes.get(row.id))->state),
             stateName(VolumeState::Uploading));
    store.plan->clear();
    store.plan->at(BackendCall::Get, 0, {FaultKind::ErrorBefore, ErrorCode::NotFound});
    VERIFY_OK(settle(store, ReconcileMode::AddOnly)); // gone since the listing
    QCOMPARE(stateName((*store.job().volumes.get(row.id))->state),
             stateName(VolumeState::Abandoned));
}

void TestReconcile::unfinishedVersions_data()
{
    QTest::addColumn<bool>("hasList");
    QTest::addColumn<VolumeState>("state"); // of the list
    QTest::newRow("its list arrived") << true << VolumeState::Confirmed;
    QTest::newRow("its list never did") << false << VolumeState::Uploading;
    QTest::newRow("its list is lost") << false << VolumeState::Confirmed;
}

void TestReconcile::unfinishedVersions()
{
    QFETCH(bool, hasList);
    QFETCH(VolumeState, state);
    TestStore store;
    fill(store);
    const auto versions = store.job().versions.visible();
    VERIFY_OK(versions);
    VersionRow newest = versions->front();
    const std::int64_t time = newest.time;
    const VolumeRow list = **store.job().volumes.get(newest.dlist);
    newest.state = VersionState::Unfinished;
    newest.time = time + 100; // the name of the list tells
    VERIFY_OK(store.job().versions.update(newest));
    if (!hasList) {
        force(store, list, state);
        show(store, list, Shown::Absent);
    }
    const auto result = settle(store, ReconcileMode::Clean);
    VERIFY_OK(result);
    QVERIFY(result->interruptedRun);
    const auto after = store.job().versions.visible();
    VERIFY_OK(after);
    QCOMPARE(after->size(), hasList ? 3U : 2U);
    QCOMPARE(after->front().time == time, hasList);
    VERIFY_OK(store.job().checkConsistency());
}

void TestReconcile::aDblockWaitsForItsIndex()
{
    TestStore store;
    fill(store);
    const VolumeRow block = store.usable(VolumeKind::Dblock).front();
    const auto indexes = store.job().volumes.indexesOf(block.id);
    VERIFY_OK(indexes);
    QCOMPARE(indexes->size(), 1U);
    force(store, block, VolumeState::Deleting);
    force(store, **store.job().volumes.get(indexes->front()), VolumeState::Deleting);
    store.options.transfer.retries = 0;
    store.plan->at(BackendCall::Remove, 0, {FaultKind::RefusedDelete, ErrorCode::AccessDenied});
    VERIFY_OK(settle(store, ReconcileMode::Clean));
    QVERIFY(isThere(store, block.name)); // R14
    VERIFY_OK(settle(store, ReconcileMode::Clean));
    QVERIFY(!isThere(store, block.name));
}

void TestReconcile::temporaryNamesGo()
{
    TestStore store;
    fill(store);
    const VolumeRow row = store.usable(VolumeKind::Dblock).front();
    const std::string sql =
        "UPDATE volume SET temp_name='half-written' WHERE id=" + std::to_string(row.id);
    VERIFY_OK(store.job().database().execute(sql.c_str()));
    writeFile(store.folder() / "remote/half-written", "half");
    VERIFY_OK(settle(store, ReconcileMode::AddOnly));
    QVERIFY(isThere(store, "half-written"));
    store.plan->at(BackendCall::Remove, 0, {FaultKind::RefusedDelete, ErrorCode::AccessDenied});
    VERIFY_OK(settle(store, ReconcileMode::Clean)); // the next run will
    QVERIFY(isThere(store, "half-written"));
    VERIFY_OK(settle(store, ReconcileMode::Clean));
    QVERIFY(!isThere(store, "half-written"));
    // What is not there is not asked for: it would be a call for each volume.
    const std::size_t removals = store.traced(BackendCall::Remove).size();
    VERIFY_OK(settle(store, ReconcileMode::Clean));
    QCOMPARE(store.traced(BackendCall::Remove).size(), removals);
}

void TestReconcile::othersAreLeftAlone()
{
    TestStore store;
    fill(store);
    const std::string block = store.usable(VolumeKind::Dblock).front().name;
    const std::string rest = block.substr(block.find('-'));
    const std::string id = "b0123456789abcdef0123456789abcdef";
    const std::vector<std::string> foreign = {"notes.txt", "other" + rest, block + ".par2",
                                              "duplicati-" + id + ".dblock.tar.aes",
                                              "duplicati-" + id + ".dblock.zip.secret"};
    const std::string ours = "duplicati-" + id + ".dblock.zip.aes";
    for (const std::string &name : foreign)
        writeFile(store.folder() / ("remote/" + name), "x");
    writeFile(store.folder() / ("remote/" + ours), "x");
    const auto result = settle(store, ReconcileMode::Clean);
    VERIFY_OK(result);
    QCOMPARE(result->unknown, std::vector<std::string>{ours});
    QCOMPARE(result->foreign, std::int64_t(foreign.size()));
    QVERIFY(isThere(store, ours));
    for (const std::string &name : foreign)
        QVERIFY2(isThere(store, name), name.c_str());
}

void TestReconcile::aNewerListIsRefused()
{
    TestStore store;
    fill(store);
    writeFile(store.folder() / "remote/duplicati-20300101T000000Z.dlist.zip.aes", "x");
    const auto result = settle(store, ReconcileMode::Clean);
    VERIFY_FAILS(result, ErrorCode::Stale);
    QCOMPARE(result.error().id, u"RemoteFilesNewerThanLocalDatabase"_s);
}

void TestReconcile::aPoorListingIsRefused()
{
    TestStore store;
    for (int i = 0; i < 12; ++i)
        store.addVersion({{"one", store.noise(3000)}});
    const std::vector<std::string> names = store.remoteNames();
    for (std::size_t i = 0; i < names.size() - 3; ++i)
        store.erase(names[i]);
    for (const ReconcileMode mode : {ReconcileMode::Clean, ReconcileMode::Look})
        VERIFY_FAILS(settle(store, mode), ErrorCode::NeedsRepair);
    QVERIFY(store.rows(VolumeKind::Dblock, VolumeState::Missing).empty());
    const auto result = settle(store, ReconcileMode::AddOnly); // to heal what is left
    VERIFY_OK(result);
    QCOMPARE(result->missing.size(), names.size() - 3);
    for (const std::string &name : store.remoteNames())
        store.erase(name);
    TestStore other;
    other.addVersion({{"one", "a"}});
    for (const std::string &name : other.remoteNames())
        other.erase(name);
    const auto empty = settle(other, ReconcileMode::Clean);
    VERIFY_FAILS(empty, ErrorCode::NeedsRepair);
    QCOMPARE(empty.error().id, u"MissingRemoteFiles"_s);
}

QTEST_GUILESS_MAIN(TestReconcile)
#include "test_reconcile.moc"

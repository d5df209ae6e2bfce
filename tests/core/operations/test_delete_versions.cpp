// SPDX-License-Identifier: MIT
#include "core/config/option_values.h"
#include "core/operations/delete_versions.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// Four versions, 0 the newest: each changes one file of its own and keeps the rest.
void fill(TestStore &store)
{
    store.options.compact.automatic = false;
    for (int i = 0; i < 4; ++i)
        store.addVersion({{"always", "the same"},
                          {"changing", "content of run " + std::to_string(i)},
                          {"only" + std::to_string(i), store.noise(3000)}});
    store.plan->clear();
}

RetentionOptions chosen(std::vector<std::int64_t> versions)
{
    RetentionOptions retention;
    retention.versions = std::move(versions);
    return retention;
}

} // namespace

class TestDeleteVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosenVersionsGoAndTheOthersStayWhole()
    {
        TestStore store;
        fill(store);
        const TestStore::Files newest = store.read(0);
        const TestStore::Files oldest = store.read(3);
        const Result<DeleteResult> result =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({1, 2}));
        VERIFY_OK(result);
        QCOMPARE(result->deleted.size(), 2U);
        QCOMPARE(result->deleted[0].index, 1);
        QCOMPARE(result->deleted[1].index, 2);
        QVERIFY(!result->compacted);
        QCOMPARE(store.progress.phase.load(), Phase::Deleting);
        QCOMPARE(store.versions(), 2U);
        QVERIFY(store.read(0) == newest);
        QVERIFY(store.read(1) == oldest);
        VERIFY_OK(store.job().checkConsistency());
        QCOMPARE(store.rows(VolumeKind::Dlist, VolumeState::Deleted).size(), 2U);
        QCOMPARE(store.usable(VolumeKind::Dlist).size(), 2U);
        // Only lists were removed, nothing was put.
        QCOMPARE(store.traced(BackendCall::Remove).size(), 2U);
        QVERIFY(store.traced(BackendCall::Put).empty());
        QVERIFY(store.reported(Severity::Information, u"DeleteVersion"_s));
    }

    // By then there may be a newer one, or one of them may have gone.
    void versionsOfMomentsGoWhateverRetentionSays()
    {
        TestStore store;
        fill(store);
        const auto rows = store.job().versions.visible();
        VERIFY_OK(rows);
        const TestStore::Files newest = store.read(0);
        const TestStore::Files second = store.read(1);
        RetentionOptions retention;
        retention.keepVersions = 1;
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, retention,
                           {(*rows)[3].time, (*rows)[2].time, (*rows)[0].time + 7});
        VERIFY_OK(result);
        QCOMPARE(result->deleted.size(), 2U);
        QCOMPARE(result->deleted[0].time, (*rows)[2].time);
        QCOMPARE(store.versions(), 2U);
        QVERIFY(store.read(0) == newest);
        QVERIFY(store.read(1) == second);
        VERIFY_OK(store.job().checkConsistency());
        // None of them is there: nothing goes, not what retention would drop, and nobody is asked.
        const auto again = deleteVersions(store.cutOff(), store.job(), store.settings, retention,
                                          {(*rows)[3].time});
        VERIFY_OK(again);
        QVERIFY(again->deleted.empty());
        QCOMPARE(store.versions(), 2U);
        const auto all = deleteVersions(store.environment(), store.job(), store.settings, {},
                                        {(*rows)[0].time, (*rows)[1].time});
        VERIFY_OK(all);
        QVERIFY(all->keptLastVersion);
        QVERIFY(store.read(0) == newest);
    }

    void theNewestVersionMayGo()
    {
        TestStore store;
        fill(store);
        const TestStore::Files second = store.read(1);
        VERIFY_OK(deleteVersions(store.environment(), store.job(), store.settings, chosen({0})));
        QVERIFY(store.read(0) == second);
        VERIFY_OK(store.job().checkConsistency());
        // Streams that only it used are forgotten.
        const auto streams = store.job().database().number("SELECT count(*) FROM stream");
        VERIFY_OK(streams);
        QCOMPARE(*streams, 3);
    }

    void retentionByCount()
    {
        TestStore store;
        fill(store);
        RetentionOptions retention;
        retention.keepVersions = 1;
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, retention);
        VERIFY_OK(result);
        QCOMPARE(result->deleted.size(), 3U);
        QCOMPARE(store.versions(), 1U);
        // Again: there is nothing to do, and nothing is asked of the destination.
        store.plan->clear();
        const auto again =
            deleteVersions(store.environment(), store.job(), store.settings, retention);
        VERIFY_OK(again);
        QVERIFY(again->deleted.empty());
        QCOMPARE(store.plan->calls(), 0U);
    }

    void theLastCompleteVersionIsKept()
    {
        TestStore store;
        fill(store);
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({0, 1, 2, 3}));
        VERIFY_OK(result);
        QVERIFY(result->keptLastVersion);
        QCOMPARE(store.versions(), 1U);
        QVERIFY(store.reported(Severity::Warning, u"PreventingLastFilesetRemoval"_s));
    }

    void aVersionThatDoesNotExistIsRefused()
    {
        TestStore store;
        fill(store);
        VERIFY_FAILS(
            deleteVersions(store.environment(), store.job(), store.settings, chosen({1, 4})),
            ErrorCode::InvalidArgument);
        QCOMPARE(store.versions(), 4U);
        const auto refused =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({4}));
        VERIFY_FAILS(refused, ErrorCode::InvalidArgument);
        QVERIFY2(refused.error().message.contains(u"0 (the newest) to 3."_s),
                 qPrintable(refused.error().message));
    }

    void whatNothingNeedsAnyMoreGoesWithThem()
    {
        TestStore store;
        fill(store);
        store.options.compact.automatic = true;
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({1, 2, 3}));
        VERIFY_OK(result);
        QVERIFY(result->compacted);
        QVERIFY(result->compacted->deletedFiles > 0);
        QCOMPARE(store.progress.phase.load(), Phase::Compacting);
        // A list that stays needs what it needs.
        TestStore refusing;
        fill(refusing);
        refusing.options.compact.automatic = true;
        refusing.plan->at(BackendCall::Remove, 0,
                          {FaultKind::RefusedDelete, ErrorCode::AccessDenied});
        const auto none =
            deleteVersions(refusing.environment(), refusing.job(), refusing.settings, chosen({1}));
        VERIFY_OK(none);
        QVERIFY(!none->compacted);
    }

    void thereIsNothingToChooseFrom()
    {
        TestStore store;
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({0}));
        VERIFY_FAILS(result, ErrorCode::InvalidArgument);
        QVERIFY(result.error().message.contains(u"this backup has none"));
        TestStore filled;
        fill(filled);
        VERIFY_FAILS(
            deleteVersions(filled.environment(), filled.job(), filled.settings, chosen({-1})),
            ErrorCode::InvalidArgument);
    }

    void everyReasonIsTold_data()
    {
        QTest::addColumn<RetentionOptions>("retention");
        QTest::addColumn<QString>("reason");
        RetentionOptions old;
        old.keepTime = *parseTime("keep-time", "2D");
        QTest::newRow("too old") << old << u"keep-time"_s;
        RetentionOptions thin;
        thin.policy = *parseRetentionPolicy("retention-policy", "1W:2D");
        QTest::newRow("thinned") << thin << u"thinned out"_s;
        RetentionOptions beyond;
        beyond.policy = *parseRetentionPolicy("retention-policy", "1D:1h");
        QTest::newRow("beyond") << beyond << u"retention-policy"_s;
    }
    void everyReasonIsTold()
    {
        QFETCH(RetentionOptions, retention);
        QFETCH(QString, reason);
        TestStore store;
        fill(store);
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, retention);
        VERIFY_OK(result);
        QVERIFY(!result->deleted.empty());
        QVERIFY(std::ranges::any_of(store.report->messages(), [&](const ReportMessage &message) {
            return message.id == u"DeleteVersion"_s && message.text.contains(reason);
        }));
    }

    void anAbortLeavesTheRestForTheNextRun()
    {
        TestStore store;
        fill(store);
        store.cancel.requestAbort();
        VERIFY_FAILS(deleteVersions(store.environment(), store.job(), store.settings, chosen({1})),
                     ErrorCode::Cancelled);
        TestStore later(TestStore::Attach{store.folder()});
        VERIFY_OK(deleteVersions(later.environment(), later.job(), later.settings, chosen({})));
        QCOMPARE(later.versions(), 3U);
        VERIFY_OK(later.job().checkConsistency());
    }

    void aVersionWhoseListIsGoneGoesToo()
    {
        TestStore store;
        fill(store);
        const auto versions = store.job().versions.visible();
        VERIFY_OK(versions);
        // One had no list at all, the list of another was deleted by a run that then ended.
        const VolumeRow list = **store.job().volumes.get((*versions)[1].dlist);
        store.erase(list.name);
        VERIFY_OK(store.job().volumes.setState(list.id, VolumeState::Deleting));
        VERIFY_OK(store.job().volumes.setState(list.id, VolumeState::Deleted));
        const std::string sql =
            "UPDATE version SET dlist = NULL WHERE id = " + std::to_string((*versions)[2].id);
        VERIFY_OK(store.job().database().execute(sql.c_str()));
        store.plan->clear();
        VERIFY_OK(deleteVersions(store.environment(), store.job(), store.settings, chosen({1, 2})));
        QCOMPARE(store.versions(), 2U);
        const auto waiting = store.job().versions.inState(VersionState::Deleting);
        VERIFY_OK(waiting);
        QVERIFY(waiting->empty());
        VERIFY_OK(store.job().checkConsistency());
    }

    void dryRunOnlyTells()
    {
        TestStore store;
        fill(store);
        store.options.dryRun = true;
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({2}));
        VERIFY_OK(result);
        QVERIFY(result->dryRun);
        QCOMPARE(result->deleted.size(), 1U);
        QCOMPARE(store.versions(), 4U);
        QCOMPARE(store.plan->calls(), 0U);
    }

    void damageForbidsIt_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("damaged") << static_cast<int>(VolumeState::Damaged);
        QTest::newRow("missing") << static_cast<int>(VolumeState::Missing);
    }
    void damageForbidsIt()
    {
        QFETCH(int, state);
        TestStore store;
        fill(store);
        const VolumeRow dblock = store.usable(VolumeKind::Dblock).front();
        VERIFY_OK(store.job().volumes.setState(dblock.id, static_cast<VolumeState>(state)));
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({1}));
        VERIFY_FAILS(result, ErrorCode::NeedsRepair);
        QCOMPARE(result.error().id, u"DatabaseIsBrokenConsiderPurge"_s);
        QVERIFY(result.error().message.contains(QString::fromStdString(dblock.name)));
        QCOMPARE(store.versions(), 4U);
        QCOMPARE(store.plan->calls(), 0U);
    }

    void partialKnowledgeForbidsIt()
    {
        TestStore store;
        fill(store);
        store.settings.partial = true;
        VERIFY_FAILS(deleteVersions(store.environment(), store.job(), store.settings, chosen({1})),
                     ErrorCode::NeedsRepair);
    }

    void nothingAfterAnErrorInTheSameRun()
    {
        TestStore store;
        fill(store);
        store.report->error(u"Something"_s, u"Something went wrong."_s);
        const auto result =
            deleteVersions(store.environment(), store.job(), store.settings, chosen({1}));
        VERIFY_OK(result);
        QVERIFY(result->deleted.empty());
        QCOMPARE(store.versions(), 4U);
    }

    void aRefusedDeleteLeavesItForTheNextRun()
    {
        TestStore store;
        fill(store);
        store.plan->at(BackendCall::Remove, 0, {FaultKind::RefusedDelete, ErrorCode::AccessDenied});
        VERIFY_OK(deleteVersions(store.environment(), store.job(), store.settings, chosen({1})));
        QCOMPARE(store.versions(), 3U);
        QCOMPARE(store.rows(VolumeKind::Dlist, VolumeState::Deleting).size(), 1U);
        // Its list is still there, so its blocks must be too.
        const auto kept = store.job().versions.inState(VersionState::Deleting);
        VERIFY_OK(kept);
        QCOMPARE(kept->size(), 1U);
        const auto entries = store.job().database().number(
            "SELECT count(*) FROM entry WHERE first = 3 AND last = 3");
        VERIFY_OK(entries);
        QVERIFY(*entries > 0);
        QVERIFY(store.reported(Severity::Warning, u"DeleteFailed"_s));

        store.reopen();
        const RunEnvironment run = store.environment();
        auto backend = run.openBackend();
        VERIFY_OK(backend);
        VolumeJournal journal(run, store.job(), std::move(*backend), store.settings);
        const auto gone = finishDeletedVersions(run, store.job(), journal);
        VERIFY_OK(gone);
        QCOMPARE(*gone, 1);
        const auto left = store.job().versions.inState(VersionState::Deleting);
        VERIFY_OK(left);
        QVERIFY(left->empty());
        QCOMPARE(store.rows(VolumeKind::Dlist, VolumeState::Deleted).size(), 1U);
        VERIFY_OK(store.job().checkConsistency());
    }

    void everyFailureHeals()
    {
        // Each remote call fails in turn; the next run finishes what was begun.
        for (std::uint64_t call = 0;; ++call) {
            TestStore store;
            fill(store);
            const TestStore::Files newest = store.read(0);
            store.plan->clear();
            store.plan->failCall(call);
            std::ignore = deleteVersions(store.environment(), store.job(), store.settings,
                                         chosen({1, 2})); // what it says is not the point
            if (!store.plan->hasFailed())
                break;
            store.plan->clear();
            store.reopen();
            const std::size_t left = store.versions();
            VERIFY_OK(deleteVersions(store.environment(), store.job(), store.settings, chosen({})));
            QCOMPARE(store.versions(), left);
            QVERIFY(store.read(0) == newest);
            QVERIFY(store.rows(VolumeKind::Dlist, VolumeState::Deleting).empty());
            QCOMPARE(store.usable(VolumeKind::Dlist).size(), left);
            VERIFY_OK(store.job().checkConsistency());
        }
    }
};

QTEST_GUILESS_MAIN(TestDeleteVersions)
#include "test_delete_versions.moc"

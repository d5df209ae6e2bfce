// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_journal.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace std::chrono_literals;

namespace {

// Asks for a pause.
class BusyBackend final : public ForwardingBackend
{
public:
    using ForwardingBackend::ForwardingBackend;
    [[nodiscard]] std::chrono::seconds retryAfter() const override { return 100s; }
};

// One volume and a destination that refuses it for a while.
struct Upload
{
    Upload()
    {
        store.options.transfer.retries = 5;
        store.options.transfer.retryDelay = 10s;
        what.name = newVolumeName(store.settings, what.kind, store.random);
    }
    void failPuts(std::uint64_t count, ErrorCode code = ErrorCode::Transient)
    {
        for (std::uint64_t i = 0; i < count; ++i)
            store.plan->at(BackendCall::Put, i, {FaultKind::ErrorBefore, code});
    }
    Result<std::int64_t> put()
    {
        const RunEnvironment run = store.environment();
        CAIRN_LET(backend, run.openBackend());
        VolumeJournal journal(run, store.job(), std::make_unique<BusyBackend>(std::move(backend)),
                              store.settings);
        CAIRN_LET(file, run.createTemp());
        SealedVolume volume{std::move(file), 7, Digest()};
        writeFile(volume.file.path(), "content");
        return journal.put(volume, what);
    }
    std::uint64_t puts() { return store.plan->calls(BackendCall::Put); }

    TestStore store;
    VolumeJournal::Put what;
};

} // namespace

class TestUploadRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachAttemptHasANameOfItsOwn()
    {
        Upload upload;
        upload.failPuts(2);
        const auto id = upload.put();
        VERIFY_OK(id);
        QCOMPARE(upload.store.remoteNames().size(), std::size_t{1});
        const VolumeRow row = *upload.store.job().volumes.get(*id).value();
        QCOMPARE(row.name, upload.store.remoteNames().front());
        QVERIFY(row.state == VolumeState::Confirmed);
        QCOMPARE(upload.store.rows(VolumeKind::Dblock, VolumeState::Abandoned).size(),
                 std::size_t{2});
    }

    void waitsGrowWithJitter()
    {
        Upload upload;
        upload.store.options.transfer.exponentialBackoff = true;
        upload.failPuts(3);
        VERIFY_OK(upload.put());
        const auto slept = upload.store.clock.slept(); // 10 s, 20 s, 40 s; 75 % to 125 % of each
        QVERIFY(slept >= 52s && slept <= 88s && slept != 70s);
    }

    void theDestinationsOwnWishIsObeyed()
    {
        Upload upload;
        upload.failPuts(1, ErrorCode::Throttled);
        VERIFY_OK(upload.put());
        QVERIFY(upload.store.clock.slept() >= 100s);
    }

    void allWaitsTogetherHaveALimit()
    {
        Upload upload;
        upload.store.options.transfer.retries = 1000;
        upload.store.plan->failFrom(0);
        VERIFY_FAILS(upload.put(), ErrorCode::Transient);
        QVERIFY(upload.store.clock.slept() > 14min && upload.store.clock.slept() <= 15min);
    }

    void aStopEndsTheWaitButNotTheVolume()
    {
        Upload upload;
        upload.store.cancel.requestStop();
        upload.failPuts(1);
        VERIFY_OK(upload.put());
        QCOMPARE(upload.puts(), std::uint64_t{2});
        QCOMPARE(upload.store.clock.slept(), 0ns);

        Upload hopeless;
        hopeless.store.cancel.requestStop();
        hopeless.failPuts(6);
        VERIFY_FAILS(hopeless.put(), ErrorCode::Transient);
        QCOMPARE(hopeless.puts(), std::uint64_t{2});
        QCOMPARE(hopeless.store.clock.slept(), 0ns);
    }

    void whatCannotHelpIsNotTriedAgain()
    {
        Upload upload;
        upload.failPuts(1, ErrorCode::AccessDenied);
        VERIFY_FAILS(upload.put(), ErrorCode::AccessDenied);
        QCOMPARE(upload.puts(), std::uint64_t{1});

        Upload aborted;
        aborted.store.cancel.requestAbort();
        aborted.failPuts(1);
        VERIFY_FAILS(aborted.put(), ErrorCode::Cancelled);
        QVERIFY(aborted.puts() <= 1);
    }

    // R31: a list's name is its time.
    void aListTakesTheNextFreeSecond()
    {
        Upload upload;
        upload.what.kind = VolumeKind::Dlist;
        const auto nameAt = [&](std::int64_t time) {
            return newVolumeName(upload.store.settings, VolumeKind::Dlist, upload.store.random,
                                 time);
        };
        constexpr std::int64_t kTime = 1'000'000;
        VolumeRow other;
        other.name = nameAt(kTime + 1);
        other.kind = VolumeKind::Dlist;
        other.state = VolumeState::Deleted;
        VERIFY_OK(upload.store.job().volumes.add(other));
        upload.what.time = kTime;
        upload.what.name = nameAt(kTime);
        upload.failPuts(1);
        VERIFY_OK(upload.put());
        QCOMPARE(upload.store.remoteNames(), std::vector<std::string>{nameAt(kTime + 2)});

        upload.what.time = kTime + 10;
        upload.what.before = kTime + 11; // of the next version
        upload.what.name = nameAt(kTime + 10);
        upload.store.plan->clear();
        upload.failPuts(1);
        VERIFY_FAILS(upload.put(), ErrorCode::Transient);
        QCOMPARE(upload.puts(), std::uint64_t{1});
    }
};

QTEST_GUILESS_MAIN(TestUploadRetries)
#include "test_upload_retries.moc"

// SPDX-License-Identifier: MIT
// A stop while the destination is slow: everything is read, hardly anything is sent.
#include "core/operations/confirmed_content.h"
#include "tests/core/operations/backup_job.h"
#include "tests/support/verify.h"

#include <chrono>
#include <thread>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr int kFiles = BackupJob::kFiles;

// A stop in the middle of the first upload, when every file has been read.
Result<BackupResult> runStopped(BackupJob &job)
{
    job.clock.advance(std::chrono::hours(1));
    job.duringPut = [&job](const std::string &) -> Result<> {
        using namespace std::chrono_literals;
        const auto end = std::chrono::steady_clock::now() + 30s;
        while (job.progress().filesDone < kFiles && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(1ms);
        job.cancel().requestStop();
        return {};
    };
    Result<BackupResult> result = job.run();
    job.duringPut = {};
    job.clock.advance(std::chrono::hours(1));
    return result;
}

} // namespace

class TestBackupStop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dropsWhatIsNotBegun()
    {
        BackupJob job;
        job.writeFiles();
        const auto stopped = runStopped(job);
        VERIFY_OK(stopped);
        QVERIFY(stopped->partial);
        QVERIFY(stopped->versionMade);
        QCOMPARE(job.count(VolumeKind::Dblock), 1); // of the seven or more
        QCOMPARE(job.count(VolumeKind::Dindex), 1);
        QVERIFY(stopped->addedFiles > 0);
        QCOMPARE(stopped->addedFiles + stopped->notProcessedFiles, kFiles);
        QVERIFY(stopped->newBlockBytes < 9 * 1024);
        QVERIFY(job.tempIsEmpty());
        VERIFY_OK(job.database().checkConsistency());
        const std::vector<VersionRow> versions = job.versions();
        QCOMPARE(versions.size(), std::size_t{1});
        QVERIFY(!versions.front().complete);
        QCOMPARE(versions.front().files, stopped->addedFiles);
        QCOMPARE(versions.front().bytes, stopped->addedFiles * 4096);
        const auto unconfirmed = findUnconfirmed(job.database(), versions.front().id);
        VERIFY_OK(unconfirmed);
        QVERIFY(unconfirmed->empty());
    }

    void theNextRunAddsTheRest()
    {
        BackupJob job;
        job.writeFiles();
        const auto stopped = runStopped(job);
        VERIFY_OK(stopped);
        const auto whole = job.run();
        VERIFY_OK(whole);
        QVERIFY(!whole->partial);
        QVERIFY(whole->versionMade);
        QCOMPARE(whole->addedFiles, kFiles - stopped->addedFiles);
        const std::vector<VersionRow> versions = job.versions();
        QVERIFY(versions.front().complete);
        QCOMPARE(versions.front().files, kFiles);
        VERIFY_OK(job.database().checkConsistency());
    }

    void whatIsNotSentStaysAsItWas()
    {
        BackupJob job;
        job.writeFiles();
        VERIFY_OK(job.run());
        const std::vector<VersionRow> before = job.versions();
        job.writeFiles();
        const auto stopped = runStopped(job);
        VERIFY_OK(stopped);
        QVERIFY(stopped->partial);
        QVERIFY(stopped->modifiedFiles > 0);
        QCOMPARE(stopped->modifiedFiles + stopped->notProcessedFiles, kFiles);
        const std::vector<VersionRow> after = job.versions();
        QCOMPARE(after.size(), std::size_t{2});
        QCOMPARE(after.front().files, kFiles);
        QCOMPARE(after.front().entries, before.front().entries);
        std::int64_t kept = 0;
        std::int64_t changed = 0;
        VERIFY_OK(job.database().entries.walk(
            after.front().id, [&](const std::string &, const EntryRow &row) -> Result<> {
                if (row.type == EntryType::File)
                    ++(row.first == before.front().id ? kept : changed);
                return {};
            }));
        QCOMPARE(kept, stopped->notProcessedFiles);
        QCOMPARE(changed, stopped->modifiedFiles);
        VERIFY_OK(job.database().checkConsistency());
    }

    void endsTheFileThatIsReadIfItShall_data()
    {
        QTest::addColumn<bool>("finishes");
        QTest::addColumn<bool>("isHurried"); // at once after all
        QTest::newRow("to its end") << true << false;
        QTest::newRow("at once") << false << false;
        QTest::newRow("at once, after some patience") << true << true;
    }

    void endsTheFileThatIsReadIfItShall()
    {
        QFETCH(bool, finishes);
        QFETCH(bool, isHurried);
        constexpr std::size_t kLarge = std::size_t{40} << 20; // more than may wait to be sent
        BackupJob job;
        job.options.storage.blocksize = 100 * 1024;
        job.options.storage.dblockSize = 1 << 20;
        job.writeLarge("large", kLarge);
        job.duringPut = [&](const std::string &) -> Result<> {
            if (job.cancel().stopRequested())
                return {};
            if (finishes)
                job.manner.finishFiles(job.cancel());
            if (!finishes || isHurried)
                job.manner.stopNow(job.cancel());
            return {};
        };
        const bool isWhole = finishes && !isHurried;
        const auto stopped = job.run();
        VERIFY_OK(stopped);
        job.duringPut = {};
        QCOMPARE(stopped->addedFiles, isWhole ? 1 : 0);
        QCOMPARE(stopped->newBlockBytes >= std::int64_t{kLarge}, isWhole);
        const std::vector<VersionRow> versions = job.versions();
        QCOMPARE(versions.empty() ? std::int64_t{0} : versions.front().bytes,
                 isWhole ? std::int64_t{kLarge} : std::int64_t{0});
        VERIFY_OK(job.database().checkConsistency());
        job.clock.advance(std::chrono::hours(1));
        VERIFY_OK(job.run()); // what was dropped is read again
        QCOMPARE(job.versions().front().bytes, std::int64_t{kLarge});
    }

    void aStopAfterEverythingIsSentLosesNothing()
    {
        BackupJob job;
        job.options.storage.dblockSize = 1 << 20; // one volume: it is in flight when the stop comes
        job.writeFiles();
        const auto result = runStopped(job);
        VERIFY_OK(result);
        QVERIFY(!result->partial);
        QCOMPARE(result->addedFiles, kFiles);
        QVERIFY(!result->tested.has_value());
    }
};

QTEST_APPLESS_MAIN(TestBackupStop)
#include "test_backup_stop.moc"

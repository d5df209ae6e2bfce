// SPDX-License-Identifier: MIT
// Versions are stamped with whole seconds that only grow, whatever the clock does (R24).
#include "core/format/entry_names.h"
#include "core/format/envelope.h"
#include "core/format/zip_reader.h"
#include "tests/core/operations/backup_job.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestBackupTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClockSetBackStillGivesAYoungerVersion()
    {
        BackupJob job;
        job.options.retention.keepVersions = 1;
        job.writeFiles();
        VERIFY_OK(job.run());
        job.clock.setWallTime(job.clock.nowSeconds() - 48 * 3600);
        job.writeFiles();
        const auto second = job.run();
        VERIFY_OK(second);
        QVERIFY(second->versionMade);
        QVERIFY(job.reported(Severity::Warning, u"DatabaseTimestampError"_s));
        const std::vector<VersionRow> versions = job.versions(); // none was removed meanwhile
        QCOMPARE(versions.size(), std::size_t{2});
        QCOMPARE(versions[0].time, versions[1].time + 1);
        // Set right again: all is as ever, retention too.
        job.clock.setWallTime(job.clock.nowSeconds() + 49 * 3600);
        job.writeFiles();
        VERIFY_OK(job.run());
        QVERIFY(!job.reported(Severity::Warning, u"DatabaseTimestampError"_s));
        QCOMPARE(job.versions().size(), std::size_t{1});
    }

    void aListThatDidNotArriveHasLostItsName()
    {
        BackupJob job;
        job.writeFiles();
        job.duringPut = [](const std::string &name) -> Result<> {
            return name.find(".dlist.") == std::string::npos
                       ? Result<>()
                       : fail(ErrorCode::Io, u"the drive was pulled"_s);
        };
        VERIFY_FAILS(job.run(), ErrorCode::Io);
        VERIFY_FAILS(job.run(), ErrorCode::Io); // the clock stands, but for what is slept
        job.duringPut = {};
        VERIFY_OK(job.run());
        QCOMPARE(job.versions().size(), std::size_t{1});
        QCOMPARE(job.versions().front().files, BackupJob::kFiles);
    }

    // R31 and S2: what the list says of itself goes with the name.
    void aListThatWasRenamedKnowsIt()
    {
        BackupJob job;
        job.options.storage.passphrase = Secret();
        job.options.storage.encryptionModule.clear();
        job.writeFiles();
        std::string taken;
        job.duringPut = [&taken](const std::string &name) -> Result<> {
            if (name.find(".dlist.") == std::string::npos || !taken.empty())
                return {};
            taken = name;
            return fail(ErrorCode::AlreadyExists, u"it is another's"_s);
        };
        VERIFY_OK(job.run());
        const auto list = job.database().volumes.get(job.versions().front().dlist);
        VERIFY_OK(list);
        QVERIFY(!taken.empty() && (*list)->name != taken);
        FileLayer files;
        auto stored = FileSource::open(files, job.remote() / (*list)->name);
        VERIFY_OK(stored);
        const auto archive = openArchive(std::make_shared<FileSource>(std::move(*stored)), "zip",
                                         ArchiveMode::Strict);
        VERIFY_OK(archive);
        const auto entry = (*archive)->find(kEnvelopeEntry);
        QVERIFY(entry.has_value());
        EnvelopeReader reader([](const EnvelopeVolume &) -> Result<> { return {}; });
        VERIFY_OK((*archive)->stream(*entry, reader));
        const auto envelope = reader.finish();
        VERIFY_OK(envelope);
        QCOMPARE(envelope->name, (*list)->name);
        QVERIFY(envelope->volumes > 0);
    }

    void aSecondRunInTheSameSecondWaits()
    {
        BackupJob job;
        job.writeFiles();
        VERIFY_OK(job.run());
        job.writeFiles();
        VERIFY_OK(job.run());
        QVERIFY(!job.reported(Severity::Warning, u"DatabaseTimestampError"_s));
        const std::vector<VersionRow> versions = job.versions();
        QCOMPARE(versions.size(), std::size_t{2});
        QVERIFY(versions[0].time > versions[1].time);
        QVERIFY(versions[0].time <= job.clock.nowSeconds());
    }
};

QTEST_APPLESS_MAIN(TestBackupTime)
#include "test_backup_time.moc"

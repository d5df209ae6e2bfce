// SPDX-License-Identifier: MIT
// Versions are stamped with whole seconds that only grow, whatever the clock does (R24).
#include "core/config/option_values.h"
#include "core/format/entry_names.h"
#include "core/format/envelope.h"
#include "core/format/zip_reader.h"
#include "core/operations/clock_check.h"
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

    // Every version would be too old.
    void aClockThatRanAheadRemovesNothing()
    {
        constexpr std::int64_t kDay = 86'400;
        BackupJob job;
        job.clock.start = "first";
        job.options.retention.keepTime = parseTime("keep-time", "30D").value();
        const auto backUp = [&job] {
            job.writeFiles();
            VERIFY_OK(job.run());
        };
        const auto isSaid = [&job] { return job.reported(Severity::Warning, u"ClockMoved"_s); };
        backUp();
        job.clock.advance(std::chrono::hours(24 * 20));
        backUp();
        job.clock.advance(std::chrono::hours(1));
        job.clock.setWallTime(job.clock.nowSeconds() + 400 * kDay);
        backUp();
        QVERIFY(isSaid());
        QCOMPARE(job.versions().size(), std::size_t{3});
        // Nor once it has gone on like that.
        job.clock.advance(std::chrono::hours(24 * 2));
        backUp();
        QVERIFY(isSaid());
        QCOMPARE(job.versions().size(), std::size_t{4});
        // Somebody says that it is right.
        VERIFY_OK(believeClock(job.database(), job.clock));
        job.clock.advance(std::chrono::hours(1));
        backUp();
        QVERIFY(!isSaid());
        QCOMPARE(job.versions().size(), std::size_t{3});
    }

    void aNumberOfVersionsIsTheSameByAnyClock()
    {
        BackupJob job;
        job.clock.start = "first";
        job.options.retention.keepVersions = 1;
        for (const std::int64_t jump : {0, 400 * 86'400}) {
            job.clock.setWallTime(job.clock.nowSeconds() + jump);
            job.writeFiles();
            VERIFY_OK(job.run());
            QVERIFY(!job.reported(Severity::Warning, u"ClockMoved"_s));
            QCOMPARE(job.versions().size(), std::size_t{1});
        }
    }

    void whatIsKnownOfTheClock_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<qint64>("runs");   // s, for which the computer runs meanwhile
        QTest::addColumn<qint64>("passes"); // s, by the wall clock
        QTest::addColumn<qint64>("moved");
        constexpr qint64 kDay = 86'400;
        QTest::newRow("an hour") << u"a"_s << qint64{3600} << qint64{3600} << qint64{0};
        QTest::newRow("months without a start") << u"a"_s << 200 * kDay << 200 * kDay << qint64{0};
        QTest::newRow("summer time is none of it") << u"a"_s << kDay << kDay + 3600 << qint64{0};
        QTest::newRow("ahead") << u"a"_s << kDay << 4 * kDay << 3 * kDay;
        QTest::newRow("back") << u"a"_s << kDay << -kDay << -2 * kDay;
        QTest::newRow("a start later") << u"b"_s << qint64{60} << 30 * kDay << qint64{0};
        QTest::newRow("years later") << u"b"_s << qint64{60} << 1800 * kDay << 1800 * kDay;
        QTest::newRow("a start later, back") << u"b"_s << qint64{60} << -2 * kDay << -2 * kDay;
        QTest::newRow("not known") << QString() << qint64{60} << 1800 * kDay << qint64{0};
        QTest::newRow("played") << u"a"_s << 21'000 * kDay << kDay << qint64{0};
    }
    void whatIsKnownOfTheClock()
    {
        QFETCH(QString, start);
        QFETCH(qint64, runs);
        QFETCH(qint64, passes);
        QFETCH(qint64, moved);
        BackupJob job;
        QCOMPARE(clockMoved(job.database(), job.clock).value(), qint64{0}); // nothing is noted
        job.clock.start = "a";
        VERIFY_OK(believeClock(job.database(), job.clock));
        job.clock.start = start.toStdString();
        job.clock.advance(std::chrono::seconds(runs));
        job.clock.setWallTime(job.clock.nowSeconds() - runs + passes);
        QCOMPARE(clockMoved(job.database(), job.clock).value(), moved);
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

// SPDX-License-Identifier: MIT
#include "core/config/task_setup.h"

#include "core/config/destination_secrets.h"
#include "tests/support/sample_job.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestTaskSetup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ourJobComesBackWhole()
    {
        const JobConfig job = sampleJob();
        const auto read = readTaskSetup(asBytes(writeTaskSetup(job)));
        VERIFY_OK(read);
        QVERIFY(read->isOurs);
        JobConfig wanted = job;
        wanted.unattended = false;
        QVERIFY(read->job == wanted);
        QVERIFY(read->leftOut.isEmpty());
    }

    // On another computer its secrets are not where a service finds them.
    void whatRanUnattendedHasToBeToldSoAgain()
    {
        JobConfig job = sampleJob();
        job.unattended = true;
        QVERIFY(!readTaskSetup(asBytes(writeTaskSetup(job)))->job.unattended);
    }

    void saysWhichComputerMadeIt()
    {
        const auto read = readTaskSetup(asBytes(writeTaskSetup(sampleJob())));
        VERIFY_OK(read);
        QCOMPARE(read->computer, QSysInfo::machineHostName());
    }

    void isInDuplicatisForm()
    {
        JobConfig job = sampleJob();
        job.drive.reset();
        job.sources.pop_back();
        const std::string written = writeTaskSetup(job);
        QVERIFY(written.starts_with("\xef\xbb\xbf["));
        QJsonArray list =
            QJsonDocument::fromJson(QByteArray::fromStdString(written).mid(3)).array();
        QJsonObject task = list.at(0).toObject();
        task.remove(u"Cairn"_s); // as another program reads it
        const std::string foreign =
            QJsonDocument(QJsonArray{task}).toJson(QJsonDocument::Compact).toStdString();
        const auto read = readTaskSetup(asBytes(foreign));
        VERIFY_OK(read);
        QVERIFY(!read->isOurs);
        QCOMPARE(read->job.name, job.name);
        QCOMPARE(read->job.destination, job.destination);
        QCOMPARE(read->job.sources, job.sources);
        QCOMPARE(read->job.rules.size(), job.rules.size() + 2); // skip sets as rules
        QCOMPARE(read->job.keep, job.keep);
        QCOMPARE(read->job.largestFile, job.largestFile);
        QCOMPARE(read->job.options, job.options);
        QVERIFY(read->job.encrypted);
        QCOMPARE(read->job.group, job.group); // its only tag
        QCOMPARE(task[u"Backup"][u"Tags"].toArray(), QJsonArray{job.group});
    }

    void readsWhatDuplicatiWrote()
    {
        const auto read = readTaskSetup(asBytes(readFile(FilePath(SAMPLE))));
        VERIFY_OK(read);
        QCOMPARE(read->job.name, u"Home documents"_s);
        QCOMPARE(read->job.destination, "file:///tmp/ada-backup/home%20documents/");
        QCOMPARE(read->job.sources.size(), 5U);
        QCOMPARE(read->job.rules.size(), 9U);
        QCOMPARE(read->job.rules[3].expression, "/home/ada/Documents/Archive/keep.iso");
        QVERIFY(read->job.rules[3].include);
        QVERIFY(read->job.keep == (Keep{Keep::Kind::Policy, "1W:1D,4W:1W,12M:1M"}));
        QCOMPARE(read->job.largestFile, std::optional(std::int64_t{4} << 30));
        QVERIFY(read->job.encrypted);
        QCOMPARE(read->job.options.at("blocksize"), "100kb");
        QVERIFY(read->leftOut.contains(u"run-script-before"_s)); // S8
        QVERIFY(read->job.schedule.rule.unit == ScheduleRule::Unit::Days);
        QCOMPARE(read->job.schedule.rule.weekdays, std::uint8_t{0x1f});
        JobConfig job = read->job;
        job.id = "00000001";
        VERIFY_OK(checkJobConfig(job));
    }

    void holdsNoSecret()
    {
        JobConfig job = sampleJob();
        job.destination = "ftp://me:TOPSECRET@host/f?auth-password=TOPSECRET&use-ssl=true";
        job.options["auth-password"] = "TOPSECRET";
        const std::string written = writeTaskSetup(job);
        QVERIFY(written.find("TOPSECRET") == std::string::npos);
        QVERIFY(written.find("ftp://me@host/f?use-ssl=true") != std::string::npos);
        QCOMPARE(withoutSecrets("/a/b?auth-password=1"), "/a/b?auth-password=1"); // a path
        QCOMPARE(withoutSecrets("s3://b/x?auth%2Dpassword=1"), "s3://b/x");
        QCOMPARE(withoutSecrets("sftp://h:22/u@v?x"), "sftp://h:22/u@v?x");
    }

    void whatIsNoTaskIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("empty list") << QByteArray("[]");
        QTest::newRow("no backup") << QByteArray("[{\"Schedule\":null}]");
        QTest::newRow("too long") << QByteArray(8 << 20, ' ');
    }

    void whatIsNoTaskIsDamaged()
    {
        QFETCH(QByteArray, text);
        VERIFY_FAILS(readTaskSetup(asBytes(text.toStdString())), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestTaskSetup)
#include "test_task_setup.moc"

// SPDX-License-Identifier: MIT
#include "core/config/job_import.h"

#include "core/config/destination_secrets.h"
#include "core/config/task_export.h"
#include "tests/support/sample_job.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

using Kind = ImportNote::Kind;

namespace {

ImportPlaces places()
{
    ImportPlaces places;
    places.names = {{"HOME", "/home/ada"}, {"MY_DOCUMENTS", "/home/ada/Documents"}, {"DOT", "a.b"}};
    places.zone = QTimeZone("UTC");
    return places;
}

Result<std::vector<ImportedJob>> readText(std::string_view text)
{
    return readJobs(asBytes(text), places());
}

ImportedJob sample(const char *name)
{
    auto jobs = readText(readFile(FilePath(EXPORTS) / name));
    if (!jobs || jobs->size() != 1)
        return {};
    return std::move(jobs->front());
}

ImportedJob taskWith(const std::string &backup)
{
    auto jobs =
        readText("{\"Backup\":{\"Name\":\"n\",\"TargetURL\":\"file:///d\",\"Sources\":[\"/s\"]," +
                 backup + "}}");
    return jobs ? std::move(jobs->front()) : ImportedJob();
}

std::string settingJson(const std::string &name, const std::string &value)
{
    return "{\"Name\":\"" + name + "\",\"Value\":\"" + value + "\"}";
}

bool hasNote(const ImportedJob &job, Kind kind, const QString &what)
{
    return std::ranges::any_of(job.notes, [&](const ImportNote &note) {
        return note.kind == kind && note.what == what && !note.why.isEmpty();
    });
}

// What every form of the first sample must give.
void checkDocuments(const ImportedJob &job)
{
    QCOMPARE(job.job.name, u"Home documents"_s);
    QCOMPARE(job.job.destination, "file:///tmp/ada-backup/home%20documents/");
    QCOMPARE(job.job.sources.size(), 5U);
    QCOMPARE(job.job.sources[0].bytes(), "/home/ada/Documents");
    QCOMPARE(job.job.rules.size(), 9U);
    QVERIFY((job.job.rules[3] == FilterEntry{true, "/home/ada/Documents/Archive/keep.iso"}));
    QVERIFY((job.job.rules[5] == FilterEntry{false, "[.*\\.(bak|tmp|swp)$]"}));
    QVERIFY((job.job.rules[7] == FilterEntry{false, "*/~$*"}));
    QVERIFY((job.job.rules[8] == FilterEntry{false, "@/home/ada/Documents/Private [draft]/"}));
    QVERIFY((job.job.keep == Keep{Keep::Kind::Policy, "1W:1D,4W:1W,12M:1M"}));
    QCOMPARE(job.job.largestFile, std::optional(std::int64_t{4} << 30));
    QVERIFY(job.job.encrypted);
    QCOMPARE(job.job.options.at("blocksize"), "100kb");
    QCOMPARE(job.job.options.at("throttle-upload"), "2mb");
    QCOMPARE(job.secrets.at("passphrase").reveal(), "violet tractor 9 & \"half\" ✓ moon");
    QVERIFY(!job.lacksPassphrase());
    QCOMPARE(job.secrets.at("send-mail-password").reveal(), "inv3nted-mail-secret");
    QCOMPARE(job.secrets.size(), 2U);
    QCOMPARE(job.job.options.at("send-mail-to"), "ada@example.org");
    QVERIFY(!job.job.options.contains("run-script-before"));
    QCOMPARE(job.scripts.at("run-script-before"), "/home/ada/bin/before-backup.sh");
    QVERIFY(job.obstacle.isEmpty());
    for (const auto &[name, value] : job.job.options)
        QVERIFY2(!isSecretOption(name), name.c_str());
}

} // namespace

class TestJobImport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDuplicatisJson()
    {
        const ImportedJob job = sample("documents.json");
        checkDocuments(job);
        QVERIFY(job.job.schedule.rule.unit == ScheduleRule::Unit::Days);
        QCOMPARE(job.job.schedule.rule.weekdays, std::uint8_t{0x1f});
        QCOMPARE(job.job.schedule.rule.times, std::vector<QTime>{QTime(12, 0)});
        QCOMPARE(job.job.schedule.rule.anchor, QDate(2026, 11, 24));
        QVERIFY(hasNote(job, Kind::LeftOut, u"description"_s));
        JobConfig whole = job.job;
        whole.id = "00000001";
        VERIFY_OK(checkJobConfig(whole));
    }

    void readsItsCommandLine()
    {
        const ImportedJob job = sample("documents.txt");
        checkDocuments(job);
        QVERIFY(!job.job.schedule.runsByItself());
        QVERIFY(hasNote(job, Kind::LeftOut, u"--dbpath"_s));
        const ImportedJob projects = sample("projects.txt");
        QCOMPARE(projects.secrets.at("passphrase").reveal(), "Don't panic; $HOME `x` \\ end");
        QCOMPARE(projects.job.rules.back().expression,
                 "[/home/ada/projects/(old|attic)-[0-9]{4}/.*]");
    }

    void readsItsArguments()
    {
        const ImportedJob arguments = sample("projects.args.json");
        const ImportedJob line = sample("projects.txt");
        const ImportedJob whole = sample("projects.json");
        QVERIFY(arguments.job == line.job);
        QVERIFY(whole.job.options == line.job.options);
        QVERIFY(whole.job.rules == line.job.rules);
        QCOMPARE(arguments.secrets.size(), line.secrets.size());
        QCOMPARE(arguments.secrets.at("passphrase").reveal(), "Don't panic; $HOME `x` \\ end");
        const auto lines = readText("ssh://host/path?auth-password=x%20y\n/home/ada/My Documents/\n"
                                    "--backup-name=Two words\n--passphrase=a b\n");
        VERIFY_OK(lines);
        QCOMPARE(lines->front().job.name, u"Two words"_s);
        QCOMPARE(lines->front().job.sources.front().bytes(), "/home/ada/My Documents");
        QCOMPARE(lines->front().secrets.at("auth-password").reveal(), "x y");
    }

    void readsALineOfWindows()
    {
        const auto jobs = readText(
            "\xef\xbb\xbf\"C:\\Program Files\\Duplicati 2\\Duplicati.CommandLine.exe\" backup "
            "\"file://D:\\backup\\\\\" \"C:\\Users\\Ada\\\\\" --backup-name=\"Ada \"\"A\"\"\" "
            "--passphrase=\"a b\" --exclude=\"*\\cache\\\\\"\r\n");
        VERIFY_OK(jobs);
        const ImportedJob &job = jobs->front();
        QCOMPARE(job.job.name, u"Ada \"A\""_s);
        QCOMPARE(job.job.destination, "file://D:\\backup\\");
        QCOMPARE(job.secrets.at("passphrase").reveal(), "a b");
        QCOMPARE(job.job.rules.front().expression, "*\\cache\\");
        QVERIFY(hasNote(job, Kind::LeftOut, u"C:\\\\Users\\\\Ada\\\\"_s) ||
                hasNote(job, Kind::LeftOut, u"C:\\Users\\Ada\\"_s));
        QVERIFY(!job.obstacle.isEmpty()); // nothing of it is here
    }

    void secretsOfTheUrlLeaveIt()
    {
        ImportedJob job = sample("photos.json");
        QCOMPARE(job.secrets.at("auth-password").reveal(), "inv+ented/Secret=Key&7%");
        QVERIFY(job.job.destination.find("inv") == std::string::npos);
        QVERIFY(job.job.destination.find("auth-username=ADAEXAMPLE0KEY0ID") != std::string::npos);
        job = sample("music.json");
        QCOMPARE(job.secrets.at("auth-password").reveal(), "dav pass/word#1");
        QVERIFY(job.job.destination.find("ada%40example.org") != std::string::npos);
        const auto jobs = readText("backup ftp://me:pa%20ss@host/f?use-ssl=true /s");
        VERIFY_OK(jobs);
        QCOMPARE(jobs->front().job.destination, "ftp://me@host/f?use-ssl=true");
        QCOMPARE(jobs->front().secrets.at("auth-password").reveal(), "pa ss");
        QCOMPARE(withoutSecrets("file://C:\\a@b"), "file://C:\\a@b");
    }

    void notOnBatteryIsAConditionHere()
    {
        const ImportedJob job =
            taskWith("\"Settings\":[{\"Name\":\"--disable-on-battery\",\"Value\":\"true\"}]");
        QCOMPARE(job.job.options.at("disable-on-battery"), "true");
        QVERIFY(hasNote(job, Kind::Remark, u"--disable-on-battery"_s));
        QVERIFY(!hasNote(job, Kind::NoEffect, u"--disable-on-battery"_s));
    }

    void placesOfAnotherComputerAreFound()
    {
        const ImportedJob job = sample("music.json");
        QCOMPARE(job.job.sources.size(), 2U);
        QCOMPARE(job.job.sources[1].bytes(), "/home/ada/Videos");
        QVERIFY(hasNote(job, Kind::Remark, u"%HOME%/Videos/"_s));
        QVERIFY(!job.job.encrypted);
        QVERIFY(!job.lacksPassphrase());
        const ImportedJob other = taskWith(
            "\"Filters\":[{\"Order\":2,\"Include\":false,\"Expression\":\"$HOME/x\"},{\"Order\":1,"
            "\"Include\":true,\"Expression\":\"[${DOT}/.*]\"},{\"Order\":3,\"Expression\":\"%NONE%/"
            "y\"}]");
        QCOMPARE(other.job.rules[0].expression, "[a\\.b/.*]"); // in their order
        QCOMPARE(other.job.rules[1].expression, "/home/ada/x");
        QCOMPARE(other.job.rules[2].expression, "%NONE%/y"); // not known: as it stands
    }

    void olderExportsAreReadToo()
    {
        const auto jobs = readText("{\"createdbyversion\":\"2.0.6\",\"schedule\":{\"TIME\":\"2020-"
                                   "01-05T12:00:00Z\",\"repeat\":\"1D\", "
                                   "\"Rule\":\"AllowedWeekDays=Monday,Sunday\",\"AllowedDays\":"
                                   "null},\"BACKUP\":{\"name\":\"Old\", "
                                   "\"targeturl\":\"file:///d\",\"SOURCES\":[\"/"
                                   "s\"],\"settings\":[{\"name\":\"PASSPHRASE\", "
                                   "\"value\":\"p\"}],\"unknown\":{\"a\":[1,2]}}}");
        VERIFY_OK(jobs);
        const ImportedJob &job = jobs->front();
        QCOMPARE(job.job.name, u"Old"_s);
        QCOMPARE(job.job.schedule.rule.weekdays, std::uint8_t{0x41});
        QCOMPARE(job.secrets.at("passphrase").reveal(), "p");
    }

    void whatWouldRunProgramsWaitsForAYes()
    {
        ImportedJob job =
            taskWith("\"Settings\":[" + settingJson("--run-script-after", "/tmp/evil") + ',' +
                     settingJson("--gpg-program-path", "/tmp/gpg") + ',' +
                     settingJson("--accept-any-ssl-certificate", "true") + ',' +
                     settingJson("--send-mail-body", "/home/ada/.ssh/id_rsa") + ',' +
                     settingJson("--send-mail-subject", "it ran") + ',' +
                     settingJson("--ssh-accept-any-fingerprints", "false") + ']');
        QCOMPARE(job.scripts.size(), 4U);
        QVERIFY(job.scripts.contains("send-mail-body")); // it may be the path of a file
        QVERIFY(job.job.options.contains("send-mail-subject"));
        QVERIFY(!job.job.options.contains("gpg-program-path"));
        allowScripts(job);
        QCOMPARE(job.job.options.at("gpg-program-path"), "/tmp/gpg");
        QCOMPARE(job.job.options.at("run-script-after"), "/tmp/evil");
        QVERIFY(job.scripts.empty());
        const auto inUrl = readText("backup rclone://r/x?rclone-executable=/tmp/evil /s");
        VERIFY_OK(inUrl);
        QCOMPARE(inUrl->front().scripts.at("rclone-executable"), "/tmp/evil");
        QCOMPARE(inUrl->front().job.destination, "rclone://r/x");
    }

    void whatIsNotKnownIsSaid()
    {
        const ImportedJob job = taskWith(
            "\"Settings\":[" + settingJson("--no-such-thing", "1") + ',' +
            settingJson("--blocksize", "much") + ',' +
            "{\"Name\":\"--cpu-intensity\",\"Value\":5}," +
            settingJson("--snapshot-policy", "Required") + ',' + settingJson("--dry-run", "true") +
            ',' + settingJson("--send-telegram-api-key", "x") +
            "],\"AdditionalTargetURLs\":[{}],\"ConnectionStringID\":3");
        QVERIFY(hasNote(job, Kind::LeftOut, u"--no-such-thing"_s));
        QVERIFY(hasNote(job, Kind::LeftOut, u"--blocksize"_s));
        QVERIFY(hasNote(job, Kind::LeftOut, u"--dry-run"_s));
        QVERIFY(hasNote(job, Kind::LeftOut, u"--send-telegram-api-key"_s));
        QVERIFY(hasNote(job, Kind::LeftOut, u"further destinations"_s));
        QVERIFY(hasNote(job, Kind::LeftOut, u"connection “3”"_s));
        QVERIFY(hasNote(job, Kind::NoEffect, u"--cpu-intensity"_s));
        QCOMPARE(job.job.options.at("cpu-intensity"), "5"); // goes back with an export
        QVERIFY(
            hasNote(job, Kind::LeftOut, u"--snapshot-policy"_s)); // would be refused at each run
        QVERIFY(job.lacksPassphrase());
    }

    void theFirstTagIsTheGroup()
    {
        const ImportedJob job = taskWith("\"Tags\":[\" \",\" Office  work\",\"old\",\"nas\"]");
        QCOMPARE(job.job.group, u"Office work"_s);
        QCOMPARE(job.job.tag, JobTag::None);
        QVERIFY(hasNote(job, Kind::LeftOut, u"tags"_s));
        QVERIFY(std::ranges::any_of(
            job.notes, [](const ImportNote &note) { return note.why.contains(u"old, nas"_s); }));
        const ImportedJob one = taskWith("\"Tags\":[\"nas\"]");
        QCOMPARE(one.job.group, u"nas"_s);
        QVERIFY(!hasNote(one, Kind::LeftOut, u"tags"_s));
    }

    void advancedSettingsWin()
    {
        const ImportedJob job = taskWith("\"Settings\":[" + settingJson("--dblock-size", "20mb") +
                                         ',' + settingJson("dblock-size", "100mb") + ']');
        QCOMPARE(job.job.options.at("dblock-size"), "20mb");
    }

    void sizesThatNeedEachOtherStayTogether()
    {
        const ImportedJob job = taskWith("\"Settings\":[" + settingJson("--blocksize", "60mb") +
                                         ',' + settingJson("dblock-size", "200mb") + ',' +
                                         settingJson("--snapshot-policy", "Required") + ']');
        QCOMPARE(job.job.options.at("blocksize"), "60mb");
        QCOMPARE(job.job.options.at("dblock-size"), "200mb");
    }

    void noEncryptionIsNone_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("the switch") << QByteArray("--no-encryption") << QByteArray("true");
        QTest::newRow("no module") << QByteArray("encryption-module") << QByteArray("");
        QTest::newRow("the module none") << QByteArray("--encryption-module") << QByteArray("none");
    }
    void noEncryptionIsNone()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const ImportedJob job =
            taskWith("\"Settings\":[" + settingJson("passphrase", "p") + ',' +
                     settingJson(name.toStdString(), value.toStdString()) + ']');
        QVERIFY(!job.job.encrypted);
        QVERIFY(job.secrets.empty());
    }

    void otherWorkIsNoBackup()
    {
        QVERIFY(!taskWith("\"OperationType\":\"Sync\"").obstacle.isEmpty());
        const auto jobs = readText("duplicati-cli restore file:///d /s");
        VERIFY_OK(jobs);
        QVERIFY(!jobs->front().obstacle.isEmpty());
        QVERIFY(!readText("backup file:///d --passphrase=x")->front().obstacle.isEmpty());
    }

    void severalJobsInOneFile()
    {
        const std::string one = readFile(FilePath(EXPORTS) / "music.json");
        const auto jobs = readText("[" + one + "," + one + "]");
        VERIFY_OK(jobs);
        QCOMPARE(jobs->size(), 2U);
    }

    void ourOwnExportComesBackWhole()
    {
        JobConfig job = sampleJob();
        job.destination = "ftp://me@host/f?use-ssl=true";
        job.drive.reset();
        const JobSecretMap secrets{{"passphrase", Secret("p \"q\"")},
                                   {"auth-password", Secret("a&b=c d+e%")}};
        const auto jobs = readText(exportJson(job, secrets).text);
        VERIFY_OK(jobs);
        QVERIFY(jobs->front().job == job);
        QCOMPARE(jobs->front().secrets.at("passphrase").reveal(), "p \"q\"");
        QCOMPARE(jobs->front().secrets.at("auth-password").reveal(), "a&b=c d+e%");
        QVERIFY(jobs->front().notes.empty());
    }

    void ourOwnExportCanHideNoScript()
    {
        JobConfig job = sampleJob();
        job.options["gpg-program-path"] = "/tmp/evil";
        const auto jobs = readText(exportJson(job).text);
        VERIFY_OK(jobs);
        QVERIFY(!jobs->front().job.options.contains("gpg-program-path"));
        QCOMPARE(jobs->front().scripts.at("gpg-program-path"), "/tmp/evil");
    }

    void exportsHoldSecretsOnRequestAlone()
    {
        JobConfig job = sampleJob();
        job.destination = "ftp://me:TOPSECRET@host/f?auth-password=TOPSECRET";
        job.drive.reset();
        for (const JobExport &exported : {exportJson(job), exportCommandLine(job)})
            QVERIFY2(exported.text.find("TOPSECRET") == std::string::npos, exported.text.c_str());
    }

    void ourCommandLineComesBack()
    {
        JobConfig job = sampleJob();
        job.destination = "ftp://me@host/f?use-ssl=true";
        job.drive.reset();
        job.options["prove-volumes"] = "all";
        job.rules.push_back({false, "it's \"$HOME\" `x` \\"});
        const JobSecretMap secrets{{"passphrase", Secret("Don't panic; $HOME `x` \\ ✓")},
                                   {"auth-password", Secret("s")}};
        const JobExport exported = exportCommandLine(job, secrets, {});
        QVERIFY(exported.text.starts_with("duplicati-cli backup "));
        QVERIFY(exported.text.find("prove-volumes") == std::string::npos);
        QVERIFY(exported.remarks.size() >= 2); // the option, and the schedule
        const auto jobs = readJobs(asBytes(exported.text), {});
        VERIFY_OK(jobs);
        const ImportedJob &back = jobs->front();
        QCOMPARE(back.job.name, job.name);
        QCOMPARE(back.job.destination, job.destination);
        QCOMPARE(back.job.sources, job.sources); // bytes that are no text too
        QVERIFY(std::equal(job.rules.begin(), job.rules.end(), back.job.rules.begin()));
        QVERIFY(back.job.keep == job.keep);
        QCOMPARE(back.job.largestFile, job.largestFile);
        QCOMPARE(back.secrets.at("passphrase").reveal(), secrets.at("passphrase").reveal());
        QCOMPARE(back.secrets.at("auth-password").reveal(), "s");
    }

    void anotherProgramReadsOurExport()
    {
        JobConfig job = sampleJob();
        job.drive.reset();
        std::string text = exportJson(job).text;
        const std::size_t own = text.find("\"Cairn\"");
        QVERIFY(own != std::string::npos);
        text.replace(own, 7, "\"Other\"");
        const auto jobs = readText(text);
        VERIFY_OK(jobs);
        QCOMPARE(jobs->front().job.name, job.name);
        QVERIFY(jobs->front().job.keep == job.keep);
        QCOMPARE(jobs->front().job.largestFile, job.largestFile);
    }

    void whatIsNoExportIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("white space") << QByteArray(" \n ");
        QTest::newRow("prose") << QByteArray("Dear diary, today we made a backup.");
        QTest::newRow("paths of another file") << QByteArray("root:/root:/bin/sh\nbin:/bin\n");
        QTest::newRow("half of a document") << QByteArray("{\"Backup\":{\"Name\":");
        QTest::newRow("another document") << QByteArray("{\"a\":1}");
        QTest::newRow("an empty list") << QByteArray("[]");
        QTest::newRow("a list of something else") << QByteArray("[1,2]");
        QTest::newRow("too deep") << QByteArray(5000, '[');
        QTest::newRow("an open quote") << QByteArray("backup \"file:///a /b");
        QTest::newRow("too large") << QByteArray(5 << 20, 'a');
        QByteArray many = "{\"Backup\":{\"Sources\":[\"/a\"";
        for (int i = 0; i < 20'000; ++i)
            many += ",\"/a\"";
        QTest::newRow("too many sources") << many + "]}}";
        QTest::newRow("an image") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    }
    void whatIsNoExportIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto jobs = readText(text.toStdString());
        VERIFY_FAILS(jobs, ErrorCode::InvalidArgument);
        QVERIFY(!jobs.error().message.isEmpty());
    }

    void anEncryptedExportAsksForItsPassword()
    {
        const auto jobs = readText(readFile(FilePath(EXPORTS) / "photos.json.aes"));
        VERIFY_FAILS(jobs, ErrorCode::InvalidArgument);
        QCOMPARE(jobs.error().id, u"ImportEncrypted"_s);
    }

    void namesThatAreTakenGetANumber()
    {
        QCOMPARE(freeName(u"Docs"_s, {}), u"Docs"_s);
        QCOMPARE(freeName(u"Docs"_s, {u"docs"_s, u"Docs (2)"_s}), u"Docs (3)"_s);
    }
};

QTEST_GUILESS_MAIN(TestJobImport)
#include "test_job_import.moc"

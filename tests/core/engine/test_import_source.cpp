// SPDX-License-Identifier: MIT
#include "core/config/task_export.h"
#include "core/engine/import_source.h"

#include "backends/local/local_backend.h"
#include "core/engine/server_settings.h"
#include "core/format/aescrypt.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QDir>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

const Secret kKey("scratch-settings-key-Ada-2026");

struct Lab
{
    Lab()
    {
        registerLocalBackend(backends);
        places.names = {{"HOME", "/home/ada"}};
        places.zone = QTimeZone("UTC");
    }
    Result<std::vector<ImportedJob>> read(const FilePath &file, const Secret &password = {})
    {
        ImportWorld world{files, systemClock(), systemRandom(), backends, places};
        return importFrom(world, file, password);
    }
    // A copy that may be changed.
    FilePath sample(const char *name)
    {
        return scratch.write(name, readFile(FilePath(EXPORTS) / name));
    }
    Result<> change(const FilePath &file, const char *sql)
    {
        CAIRN_LET(database, Database::open(file, Database::Mode::ReadWrite));
        return database->execute(sql);
    }

    ScratchFolder scratch;
    FileLayer files;
    BackendRegistry backends;
    ImportPlaces places;
};

bool hasNote(const ImportedJob &job, const QString &what)
{
    return std::ranges::any_of(job.notes,
                               [&](const ImportNote &note) { return note.what == what; });
}

} // namespace

class TestImportSource final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsThatAreCutOffAreNamed()
    {
        Lab lab;
        const std::string whole = readFile(FilePath(EXPORTS) / "settings.plain.sqlite");
        for (const std::size_t length : {whole.size() / 2, whole.size() - 4096, std::size_t{100}}) {
            const FilePath file = lab.scratch.write("cut.sqlite", whole.substr(0, length));
            const auto read = lab.read(file);
            VERIFY_FAILS(read, ErrorCode::InvalidArgument);
            QCOMPARE(read.error().id, u"ImportUnreadable"_s);
            QVERIFY2(read.error().message.contains(file.display()),
                     qPrintable(read.error().message));
        }
    }

    void aScheduleThatNeverComesIsLeftOut()
    {
        Lab lab;
        JobConfig job;
        job.id = "1a2b3c4d";
        job.name = u"Docs"_s;
        job.destination = (lab.scratch / "store").bytes();
        job.sources = {lab.scratch / "source"};
        job.schedule = Schedule::daily(QDate(2026, 11, 24), 0); // a Tuesday
        job.schedule.rule.interval = 7;
        job.schedule.rule.weekdays = 1;
        const auto read = lab.read(lab.scratch.write("job.json", exportJson(job).text));
        VERIFY_OK(read);
        QVERIFY(read->front().obstacle.isEmpty());
        QVERIFY(hasNote(read->front(), u"schedule"_s));
        QVERIFY(!read->front().job.schedule.runsByItself());
    }

    void anEncryptedExportOpensWithItsPassword()
    {
        Lab lab;
        const FilePath file = lab.sample("photos.json.aes");
        QCOMPARE(lab.read(file).error().id, u"ImportEncrypted"_s);
        const auto wrong = lab.read(file, Secret("guess"));
        VERIFY_FAILS(wrong, ErrorCode::InvalidArgument);
        QCOMPARE(wrong.error().id, u"ImportPassword"_s);
        const auto jobs = lab.read(file, Secret("export pass"));
        VERIFY_OK(jobs);
        QCOMPARE(jobs->front().job.name, u"Photos to S3"_s);
        QCOMPARE(jobs->front().secrets.at("auth-password").reveal(), "inv+ented/Secret=Key&7%");
        QVERIFY(jobs->front().obstacle.contains(u"s3://"));
    }

    void aDamagedEncryptedExportIsRefused()
    {
        Lab lab;
        std::string content = readFile(FilePath(EXPORTS) / "photos.json.aes");
        content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
        VERIFY_FAILS(lab.read(lab.scratch.write("a", content), Secret("export pass")),
                     ErrorCode::InvalidArgument);
    }

    void readsTheSettingsOfDuplicati_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("encrypted");
        QTest::newRow("as they are") << QByteArray("settings.plain.sqlite") << false;
        QTest::newRow("encrypted") << QByteArray("settings.encrypted.sqlite") << true;
    }
    void readsTheSettingsOfDuplicati()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, encrypted);
        Lab lab;
        const FilePath file = lab.sample(name.constData());
        const std::string before = readFile(file);
        const auto jobs = lab.read(file, encrypted ? kKey : Secret());
        VERIFY_OK(jobs);
        QCOMPARE(jobs->size(), 4U);
        const ImportedJob &documents = (*jobs)[0];
        QCOMPARE(documents.job.destination, "file:///tmp/ada-backup/home%20documents/");
        QCOMPARE(documents.job.sources.size(), 5U);
        QCOMPARE(documents.job.rules.size(), 9U);
        QCOMPARE(documents.secrets.at("passphrase").reveal(), "violet tractor 9 & \"half\" ✓ moon");
        QCOMPARE(documents.secrets.at("send-mail-password").reveal(), "inv3nted-mail-secret");
        QCOMPARE(documents.job.schedule.rule.weekdays, std::uint8_t{0x1f});
        QCOMPARE(documents.job.schedule.rule.times, std::vector<QTime>{QTime(12, 0)});
        QCOMPARE(documents.scripts.at("run-script-before"), "/home/ada/bin/before-backup.sh");
        QVERIFY(documents.obstacle.isEmpty());
        const ImportedJob &photos = (*jobs)[1];
        QCOMPARE(photos.secrets.at("auth-password").reveal(), "inv+ented/Secret=Key&7%");
        QVERIFY(photos.job.schedule.rule.unit == ScheduleRule::Unit::Weeks);
        const ImportedJob &music = (*jobs)[3];
        QVERIFY(!music.job.encrypted);
        QVERIFY(!music.job.schedule.runsByItself());
        QCOMPARE(music.job.sources[1].bytes(), "/home/ada/Videos");
        // It was not touched, and nothing lies beside it.
        QCOMPARE(readFile(file), before);
        QCOMPARE(lab.files.list(lab.scratch.path())->size(), 1U);
    }

    void bothWaysSayTheSame()
    {
        Lab lab;
        const auto settings = lab.read(lab.sample("settings.plain.sqlite"));
        const auto exported = lab.read(lab.sample("documents.json"));
        VERIFY_OK(settings);
        VERIFY_OK(exported);
        QVERIFY(settings->front().job == exported->front().job);
        QVERIFY(settings->front().notes == exported->front().notes);
        QVERIFY(settings->front().scripts == exported->front().scripts);
    }

    void aWrongKeyIsToldFromDamage()
    {
        Lab lab;
        const FilePath file = lab.sample("settings.encrypted.sqlite");
        QCOMPARE(lab.read(file).error().id, u"ImportEncrypted"_s);
        const auto wrong = lab.read(file, Secret("another-settings-key"));
        VERIFY_FAILS(wrong, ErrorCode::InvalidArgument);
        QCOMPARE(wrong.error().id, u"ImportPassword"_s);
        VERIFY_OK(lab.change(file, "UPDATE Backup SET TargetURL = substr(TargetURL, 1, 200) || "
                                   "'0' || substr(TargetURL, 202) WHERE ID = 1"));
        const auto changed = lab.read(file, kKey);
        if (changed) // the digit was a 0 before
            VERIFY_OK(lab.change(file, "UPDATE Backup SET TargetURL = TargetURL || '00'"));
        VERIFY_FAILS(lab.read(file, kKey), ErrorCode::Corrupt);
        VERIFY_FAILS(plainField("enc-v1:abc", kKey), ErrorCode::Corrupt);
        QCOMPARE(plainField("plain", kKey).value(), "plain");
    }

    void settingsForEveryJobCountUnderItsOwn()
    {
        Lab lab;
        const FilePath file = lab.sample("settings.plain.sqlite");
        VERIFY_OK(lab.change(file, "INSERT INTO Option VALUES(-1, '', '--throttle-upload', '9mb'), "
                                   "(-1, '', '--number-of-retries', '3')"));
        const auto jobs = lab.read(file);
        VERIFY_OK(jobs);
        QCOMPARE((*jobs)[0].job.options.at("throttle-upload"), "2mb");
        QCOMPARE((*jobs)[0].job.options.at("number-of-retries"), "3");
        QCOMPARE((*jobs)[2].job.options.at("throttle-upload"), "9mb");
    }

    void olderSchemasAreReadToo()
    {
        Lab lab;
        const FilePath file = lab.sample("settings.plain.sqlite");
        VERIFY_OK(lab.change(file, "DROP TABLE ConnectionString; DROP TABLE BackupTargetUrl; "
                                   "ALTER TABLE Backup DROP COLUMN OperationType; "
                                   "ALTER TABLE Backup DROP COLUMN ConnectionStringID; "
                                   "ALTER TABLE Backup DROP COLUMN ExternalID; "
                                   "ALTER TABLE Backup DROP COLUMN Description"));
        const auto jobs = lab.read(file);
        VERIFY_OK(jobs);
        QCOMPARE(jobs->size(), 4U);
    }

    void furtherPlacesAreSaid()
    {
        Lab lab;
        const FilePath file = lab.sample("settings.plain.sqlite");
        VERIFY_OK(lab.change(file,
                             "INSERT INTO ConnectionString VALUES(7, 'Cloud', '', 's3://x', 0, "
                             "0); UPDATE Backup SET ConnectionStringID = 7 WHERE ID = 1; "
                             "INSERT INTO BackupTargetUrl(BackupID, TargetUrlKey, TargetURL) "
                             "VALUES(1, 'k', 'file:///x')"));
        const auto jobs = lab.read(file);
        VERIFY_OK(jobs);
        QVERIFY(hasNote((*jobs)[0], u"connection “Cloud”"_s));
        QVERIFY(hasNote((*jobs)[0], u"further destinations"_s));
        QVERIFY(!hasNote((*jobs)[1], u"further destinations"_s));
    }

    void whatAWriterLeftIsReadToo()
    {
        // A job that stands in the log alone, as while Duplicati runs.
        Lab lab;
        const FilePath file = lab.sample("settings.plain.sqlite");
        const auto writer = Database::open(file, Database::Mode::ReadWrite);
        VERIFY_OK(writer);
        VERIFY_OK((*writer)->useWriteAheadLog());
        VERIFY_OK((*writer)->execute("UPDATE Backup SET Name = 'Renamed' WHERE ID = 1"));
        const auto jobs = lab.read(file);
        VERIFY_OK(jobs);
        QCOMPARE(jobs->front().job.name, u"Renamed"_s);
    }

    void otherDatabasesAreRefused()
    {
        Lab lab;
        const FilePath file = lab.scratch / "other.sqlite";
        VERIFY_OK(lab.change(file, "CREATE TABLE a(b)"));
        VERIFY_FAILS(lab.read(file), ErrorCode::InvalidArgument);
        std::string broken = readFile(FilePath(EXPORTS) / "settings.plain.sqlite");
        std::fill(broken.begin() + 1024, broken.end(), 'x');
        QVERIFY(!lab.read(lab.scratch.write("broken.sqlite", broken)));
        VERIFY_FAILS(lab.read(lab.scratch / "missing"), ErrorCode::NotFound);
        QVERIFY(!lab.read(lab.scratch.path()));
    }

    void whatCannotWorkHereIsJudged()
    {
        Lab lab;
        const std::string source = lab.scratch.write("here", "x").bytes();
        const auto jobs = lab.read(lab.scratch.write(
            "a.json",
            "{\"Backup\":{\"Name\":\"n\",\"TargetURL\":\"file:///"
            "d?auth-password=x\",\"Sources\":[\"" +
                source +
                "\",\"/not/"
                "here\"],\"Filters\":[{\"Expression\":\"[(]\"},{\"Expression\":\"*.a\"}]}}"));
        VERIFY_OK(jobs);
        const ImportedJob &job = jobs->front();
        QVERIFY(job.obstacle.isEmpty());
        QCOMPARE(job.job.rules.size(), 1U); // the other would stop each run
        QVERIFY(hasNote(job, u"filter [(]"_s));
        QVERIFY(job.secrets.empty()); // a folder asks for no password
        QVERIFY(hasNote(job, u"--auth-password"_s));
        QVERIFY(hasNote(job, u"/not/here"_s));
        QVERIFY(!hasNote(job, QString::fromStdString(source)));
    }

    void settingsAreFoundWhereTheyLie()
    {
        Lab lab;
        qputenv("DUPLICATI_HOME", lab.scratch.path().bytes().c_str());
        const auto before = findDuplicatiSettings(lab.files);
        const FilePath file = lab.scratch.write("Duplicati-server.sqlite", "x");
        const auto found = findDuplicatiSettings(lab.files);
        qunsetenv("DUPLICATI_HOME");
        QCOMPARE(found.size(), before.size() + 1);
        QCOMPARE(found.front(), file);
    }
};

QTEST_GUILESS_MAIN(TestImportSource)
#include "test_import_source.moc"

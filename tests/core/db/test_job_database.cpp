// SPDX-License-Identifier: MIT
#include "core/db/job_database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/sqlite_shell.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

using Mode = Database::Mode;

std::unique_ptr<JobDatabase> newJob(const ScratchFolder &folder)
{
    auto job = JobDatabase::create(folder / "job.sqlite");
    if (!job)
        qFatal("%s", qPrintable(job.error().message));
    return std::move(*job);
}

// The same job in pages without room for checks.
FilePath cloneWithoutChecks(const ScratchFolder &folder)
{
    const FilePath clone = folder / "clone";
    bySqlite(folder / "job.sqlite", {u".clone "_s % QString::fromStdString(clone.bytes())});
    bySqlite(clone, {u"PRAGMA application_id=0x4361726e; PRAGMA user_version=2"_s});
    return clone;
}

Digest someDigest()
{
    return hashOf(HashAlgorithm::Sha256, asBytes("x"));
}

} // namespace

class TestJobDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsComeBack()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        const auto none = job->settings();
        VERIFY_OK(none);
        QVERIFY(!none->has_value());
        JobSettings settings;
        settings.prefix = "duplicati";
        settings.blocksize = 102400;
        settings.blockHash = HashAlgorithm::Sha1;
        settings.fileHash = HashAlgorithm::Sha512;
        settings.blockHashName = "SHA1";
        settings.fileHashName = "sha512";
        settings.compression = "zip";
        settings.encryption = "aes";
        settings.separator = '\\';
        settings.partial = true;
        VERIFY_OK(job->setSettings(settings));
        const auto back = job->settings();
        VERIFY_OK(back);
        QVERIFY(back->has_value());
        QCOMPARE((*back)->blocksize, 102400);
        QVERIFY((*back)->blockHash == HashAlgorithm::Sha1);
        QVERIFY((*back)->fileHash == HashAlgorithm::Sha512);
        QCOMPARE((*back)->fileHashName, std::string("sha512"));
        QCOMPARE((*back)->encryption, std::string("aes"));
        QCOMPARE((*back)->separator, '\\');
        QVERIFY((*back)->partial);
        VERIFY_OK(job->setValue("block-hash", "nonsense"));
        VERIFY_FAILS(job->settings(), ErrorCode::Corrupt);
    }

    void databasesOfSchema1GetCheckedPages()
    {
        ScratchFolder folder;
        VERIFY_OK(newJob(folder)->setValue("prefix", "kept"));
        const FilePath path = cloneWithoutChecks(folder);
        bySqlite(path, {u"PRAGMA user_version=1"_s});
        {
            const auto old = JobDatabase::open(path, Mode::ReadOnly);
            VERIFY_OK(old);
            QVERIFY(!(*old)->database().hasCheckedPages());
            QCOMPARE(*(*old)->value("prefix"), std::string("kept"));
        }
        for (int time = 0; time < 2; ++time) {
            const auto job = JobDatabase::open(path, Database::Mode::ReadWrite);
            VERIFY_OK(job);
            QVERIFY((*job)->database().hasCheckedPages());
            QCOMPARE((*job)->database().number("PRAGMA user_version").value_or(0), 2);
            QCOMPARE(*(*job)->value("prefix"), std::string("kept"));
            VERIFY_OK((*job)->finish());
        }
        std::string bytes = readFile(path);
        bytes[bytes.rfind("kept")] = 'K';
        folder.write("clone", bytes);
        const auto spoilt = JobDatabase::open(path, Database::Mode::ReadOnly);
        VERIFY_OK(spoilt);
        VERIFY_FAILS((*spoilt)->value("prefix"), ErrorCode::Corrupt);
    }

    void aDatabaseThatLostItsChecksIsDamaged()
    {
        ScratchFolder folder;
        VERIFY_OK(newJob(folder)->finish());
        const auto opened = JobDatabase::open(cloneWithoutChecks(folder), Mode::ReadOnly);
        VERIFY_FAILS(opened, ErrorCode::Corrupt);
        QCOMPARE(opened.error().id, u"DatabaseIsDamaged"_s);
    }

    void foreignFilesStayAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("id");
        QTest::newRow("another program's")
            << QByteArray("CREATE TABLE t(v)") << u"DatabaseIsForeign"_s;
        QTest::newRow("newer") << QByteArray("CREATE TABLE t(v); PRAGMA application_id=0x4361726e;"
                                             "PRAGMA user_version=99")
                               << u"DatabaseIsNewer"_s;
    }
    void foreignFilesStayAsTheyAre()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, id);
        ScratchFolder folder;
        const FilePath path = folder / "job.sqlite";
        {
            const auto other = Database::open(path, Mode::ReadWrite);
            VERIFY_OK(other);
            VERIFY_OK((*other)->execute(sql.constData()));
        }
        const std::string before = readFile(path);
        for (const Result<std::unique_ptr<JobDatabase>> &opened :
             {JobDatabase::create(path), JobDatabase::open(path, Mode::ReadWrite),
              JobDatabase::open(path, Mode::ReadOnly)}) {
            QVERIFY(!opened);
            QCOMPARE(opened.error().id, id);
            QVERIFY(opened.error().message.contains(path.display()));
        }
        QVERIFY(readFile(path) == before);
    }

    void garbageIsDamage()
    {
        ScratchFolder folder;
        const std::string garbage(5000, 'g');
        const FilePath path = folder.write("job.sqlite", garbage);
        VERIFY_FAILS(JobDatabase::create(path), ErrorCode::Corrupt);
        VERIFY_FAILS(JobDatabase::open(path, Mode::ReadWrite), ErrorCode::Corrupt);
        QCOMPARE(readFile(path), garbage);
    }

    void aMissingFileIsNotMade()
    {
        ScratchFolder folder;
        VERIFY_FAILS(JobDatabase::open(folder / "none", Mode::ReadWrite), ErrorCode::NotFound);
        QVERIFY(!fileExists(folder / "none"));
        folder.write("empty", {}); // as a kill before the first commit leaves it
        VERIFY_OK(JobDatabase::create(folder / "empty"));
        VERIFY_OK(JobDatabase::create(folder / "empty")); // an existing job is opened
    }

    void aReaderSeesWhatIsCommitted()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        const auto reader = job->reader();
        VERIFY_OK(reader);
        {
            auto transaction = Transaction::begin(job->database());
            VERIFY_OK(transaction);
            VERIFY_OK(job->setValue("k", "v"));
            QCOMPARE((*reader)->value("k", "none").value_or(""), std::string("none"));
            VERIFY_OK(transaction->commit());
        }
        QCOMPARE((*reader)->value("k", "none").value_or(""), std::string("v"));
        VERIFY_FAILS((*reader)->setValue("k", "w"), ErrorCode::AccessDenied);
    }

    void versionsAreNumberedAndListedNewestFirst()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        VersionRow row;
        for (std::int64_t time = 100; time < 103; ++time) {
            row.time = time;
            row.state = time == 102 ? VersionState::Unfinished : VersionState::Visible;
            QCOMPARE(job->versions.add(row).value_or(0), time - 99);
        }
        VERIFY_FAILS(job->versions.add(row), ErrorCode::Internal); // the stamp is taken
        const auto visible = job->versions.visible();
        VERIFY_OK(visible);
        QCOMPARE(visible->size(), std::size_t{2});
        QCOMPARE(visible->front().time, 101);
        QCOMPARE(job->versions.inState(VersionState::Unfinished)->front().id, 3);
        VERIFY_OK(job->versions.addCarried(3, "/a\xff", u"no rights"_s));
        VERIFY_OK(job->versions.addCarried(3, "/a\xff", u"no rights at all"_s));
        const auto carried = job->versions.carried(3);
        VERIFY_OK(carried);
        QCOMPARE(carried->size(), std::size_t{1});
        QCOMPARE(carried->front().path, std::string("/a\xff"));
        QCOMPARE(carried->front().reason, u"no rights at all"_s);
        VERIFY_OK(job->versions.erase(3));
        QVERIFY(job->versions.carried(3)->empty());
    }

    void streamsComeBackAndGoWhenUnused()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        StreamRow stream;
        stream.size = 30;
        stream.hash = someDigest();
        for (std::int64_t id = 4; id < 7; ++id)
            stream.blocks.append(id);
        stream.lists.append(7);
        const auto used = job->streams.add(stream);
        const auto unused = job->streams.add(stream);
        VERIFY_OK(used);
        VERIFY_OK(unused);
        EntryRow row;
        row.first = 1;
        row.name = "f";
        row.size = 30;
        row.content = -*used;
        VERIFY_OK(job->entries.open(row));
        VERIFY_OK(job->streams.eraseUnused());
        const auto back = job->streams.get(*used);
        VERIFY_OK(back);
        QCOMPARE((*back)->blocks.count(), 3);
        QCOMPARE((*back)->lists.pack(), stream.lists.pack());
        QVERIFY(job->streams.summary(-*used)->hash == someDigest());
        QVERIFY(!job->streams.get(*unused)->has_value());
        VERIFY_FAILS(job->streams.summary(-*unused), ErrorCode::Corrupt);
    }

    void blocksMoveToTheirCopiesInOneVolume()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        for (const char *name : {"a", "b", "c"}) {
            VolumeRow row;
            row.name = name;
            VERIFY_OK(job->volumes.add(row));
        }
        for (std::int64_t id = 1; id <= 6; ++id)
            VERIFY_OK(job->blocks.insert({id, someDigest(), 5, id < 5 ? 1 : 2}));
        for (const auto &[volume, block] :
             std::vector<std::pair<int, int>>{{3, 1}, {3, 2}, {2, 3}, {3, 5}, {3, 6}})
            VERIFY_OK(job->blocks.addCopy(volume, block));
        const auto moved = job->blocks.moveToCopiesIn(1, 3);
        VERIFY_OK(moved);
        QCOMPARE(*moved, 2);
        QCOMPARE(*job->blocks.countIn(1), 2);
        QCOMPARE(*job->blocks.countIn(2), 2);
        QCOMPARE(*job->blocks.countIn(3), 2);
        QVERIFY(job->blocks.copiesOf(1)->empty()); // its place is no further copy
        QCOMPARE(job->blocks.copiesOf(3)->size(), 1U);
        QCOMPARE(job->blocks.copiesOf(5)->size(), 1U);
        VERIFY_OK(job->blocks.eraseIn(1));
        QCOMPARE(*job->database().number("SELECT count(*) FROM block"), 4);
        QVERIFY(job->blocks.copiesOf(3)->empty());
        QCOMPARE(*job->database().number("SELECT count(*) FROM block_copy"), 2);
    }

    void inconsistenciesAreFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        const auto entry = [](const char *size, const char *content,
                              const char *meta) -> QByteArray {
            return QByteArray("INSERT INTO entry VALUES(1, x'61', 1, 1, 0, ") + size +
                   ", 0, 0, 0, " + content + ", " + meta + ")";
        };
        QTest::newRow("version without list")
            << QByteArray("INSERT INTO version(time, state, complete) VALUES(1, 1, 1)");
        QTest::newRow("block in a deleted volume")
            << QByteArray("INSERT INTO volume(id, name, kind, state, created) "
                          "VALUES(9, 'v', 0, 8, 0); INSERT INTO block VALUES(9, x'00', 5, 9)");
        QTest::newRow("block in a dlist")
            << QByteArray("INSERT INTO volume(id, name, kind, state, created) "
                          "VALUES(9, 'v', 2, 2, 0); INSERT INTO block VALUES(9, x'00', 5, 9)");
        QTest::newRow("file without its block") << entry("5", "77", "0");
        QTest::newRow("block of another size") << entry("6", "1", "0");
        QTest::newRow("file without its stream") << entry("5", "-77", "0");
        QTest::newRow("file without content") << entry("5", "0", "0");
        QTest::newRow("empty file with content") << entry("0", "1", "0");
        QTest::newRow("metadata without its block") << entry("0", "0", "77");
        QTest::newRow("metadata without its stream") << entry("0", "0", "-77");
    }
    void inconsistenciesAreFound()
    {
        QFETCH(QByteArray, sql);
        ScratchFolder folder;
        const auto job = newJob(folder);
        VERIFY_OK(job->blocks.insert({1, someDigest(), 5, 0}));
        VERIFY_OK(job->checkConsistency());
        VERIFY_OK(job->database().execute(sql.constData()));
        const Result<> checked = job->checkConsistency();
        VERIFY_FAILS(checked, ErrorCode::Corrupt);
        QCOMPARE(checked.error().id, u"DatabaseIsDamaged"_s);
    }
};

QTEST_GUILESS_MAIN(TestJobDatabase)
#include "test_job_database.moc"

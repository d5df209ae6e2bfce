// SPDX-License-Identifier: MIT
#include "core/operations/rebuild.h"
#include "tests/core/operations/rebuild_lab.h"
#include "tests/support/verify.h"

#include <set>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestRebuild : public QObject
{
    Q_OBJECT

private:
    struct Outcome
    {
        std::unique_ptr<JobDatabase> job;
        Result<RebuildResult> result;
    };
    static Outcome rebuild(TestStore &store, const RebuildRequest &request = {})
    {
        store.report = std::make_unique<RunReport>();
        const FilePath path = store.folder() / "rebuilt.sqlite";
        for (const char *suffix : {"", "-wal", "-shm"})
            std::ignore = FileLayer().remove(FilePath(path.bytes() + suffix));
        auto job = JobDatabase::create(path);
        auto result = rebuildDatabase(store.environment(), **job, request);
        return {std::move(*job), std::move(result)};
    }

private Q_SLOTS:
    void theSameDatabaseComesOut_data()
    {
        QTest::addColumn<QString>("encryption");
        QTest::newRow("aes") << u"aes"_s;
        QTest::newRow("plain") << QString();
    }
    void theSameDatabaseComesOut()
    {
        QFETCH(QString, encryption);
        TestStore store(encryption.toStdString());
        fillStore(store);
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->versions, 3);
        QCOMPARE(result->dblocksRead, 0); // the indexes say it all
        QCOMPARE(result->blocksMissing, 0);
        QCOMPARE(versionsOf(*job), versionsOf(store.job()));
        QCOMPARE(volumesOf(*job), volumesOf(store.job()));
        QCOMPARE(job->settings().value()->blocksize, store.settings.blocksize);
        // As intervals: an entry that stays has one row.
        QCOMPARE(job->database().number("SELECT count(*) FROM entry").value(),
                 store.job().database().number("SELECT count(*) FROM entry").value());
    }

    void aMissingIndexCostsItsVolumeAlone()
    {
        TestStore store;
        fillStore(store);
        const std::vector<VolumeRow> indexes = store.usable(VolumeKind::Dindex);
        QVERIFY(indexes.size() > 1);
        store.erase(indexes.front().name);
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->dblocksRead, 1);
        QCOMPARE(result->blocksMissing, 0);
        QCOMPARE(versionsOf(*job), versionsOf(store.job()));
        QCOMPARE(store.report->count(Severity::Error), 0);
    }

    void allIndexesMissing()
    {
        TestStore store;
        fillStore(store);
        for (const VolumeRow &index : store.usable(VolumeKind::Dindex))
            store.erase(index.name);
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->blocksMissing, 0);
        QCOMPARE(versionsOf(*job), versionsOf(store.job()));
        QCOMPARE(job->database().number("SELECT count(*) FROM block WHERE volume IS NULL").value(),
                 0);
    }

    void aFlippedIndexIsDamaged()
    {
        TestStore store;
        fillStore(store);
        const std::string name = store.usable(VolumeKind::Dindex).front().name;
        store.flipByte(name, -100);
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->unusable, std::vector<std::string>{name});
        QCOMPARE(job->volumes.find(name).value()->state, VolumeState::Damaged);
        QVERIFY(store.reported(Severity::Error, u"DamagedVolume"_s));
        QCOMPARE(result->blocksMissing, 0);
        QCOMPARE(versionsOf(*job), versionsOf(store.job()));
    }

    void blocksOfAnAbsentVolumeDoNotCount()
    {
        TestStore store;
        fillStore(store);
        const VolumeRow gone = store.usable(VolumeKind::Dblock).front();
        store.erase(gone.name);
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QVERIFY(result->blocksMissing > 0);
        QCOMPARE(job->volumes.find(gone.name).value()->state, VolumeState::Missing);
        QCOMPARE(versionsOf(*job), versionsOf(store.job()));
        VERIFY_OK(job->checkConsistency());
        QVERIFY(store.reported(Severity::Error, u"DatabaseIsBrokenConsiderPurge"_s));
    }

    // As if its index named the wrong one.
    void aRenamedVolumeIsReadForWhatItHolds()
    {
        TestStore store;
        fillStore(store);
        const FilePath remote = store.folder() / "remote";
        const std::string name = store.usable(VolumeKind::Dblock).front().name;
        std::string other = name;
        other.replace(other.find("-b") + 2, 32, 32, '5');
        QCOMPARE(::rename((remote / name).c_str(), (remote / other).c_str()), 0);
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->blocksMissing, 0);
        QCOMPARE(job->volumes.find(name).value()->state, VolumeState::Missing);
        QVERIFY(job->volumes.find(other).value()->contentBytes > 0);
        QCOMPARE(versionsOf(*job), versionsOf(store.job()));
        VERIFY_OK(job->checkConsistency());
    }

    void aTruncatedVolumeIsDamaged()
    {
        TestStore store;
        fillStore(store);
        const VolumeRow cut = store.usable(VolumeKind::Dblock).front();
        const FilePath path = store.folder() / "remote" / cut.name;
        writeFile(path, readFile(path).substr(0, 5000));
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(job->volumes.find(cut.name).value()->state, VolumeState::Damaged);
        QVERIFY(result->blocksMissing > 0);
        QCOMPARE(versionsOf(*job), versionsOf(store.job()));
    }

    void aTruncatedListCostsItsVersion()
    {
        TestStore store("");
        fillStore(store);
        const std::vector<VolumeRow> lists = store.usable(VolumeKind::Dlist);
        const FilePath path = store.folder() / "remote" / lists.at(1).name;
        writeFile(path, readFile(path).substr(0, 300));
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->versions, 2);
        QCOMPARE(job->volumes.find(lists.at(1).name).value()->state, VolumeState::Damaged);
        const std::vector<VersionRow> versions = job->versions.visible().value();
        const std::vector<VersionRow> before = store.job().versions.visible().value();
        QCOMPARE(entriesOf(*job, versions.at(0)), entriesOf(store.job(), before.at(0)));
        QCOMPARE(entriesOf(*job, versions.at(1)), entriesOf(store.job(), before.at(2)));
    }

    // The list opens, and is found to be damaged only while it is applied.
    void aListDamagedInItsMiddleLeavesNoTrace()
    {
        TestStore store("");
        fillStore(store);
        const std::string name = store.usable(VolumeKind::Dlist).at(1).name;
        const RunEnvironment run = store.environment();
        auto writer = VolumeWriter::create(run, store.settings);
        VERIFY_OK((*writer)->addStored("fileset", asBytes(R"({"IsFullBackup":true})")));
        VERIFY_OK((*writer)->addStored(
            "filelist.json",
            asBytes(R"([{"type":"Folder","path":"/small"},{"type":"Folder","path":"/other/"},{)")));
        const auto sealed = (*writer)->seal();
        writeFile(store.folder() / "remote" / name, readFile(sealed->file.path()));
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->versions, 2);
        const std::vector<VersionRow> versions = job->versions.visible().value();
        const std::vector<VersionRow> before = store.job().versions.visible().value();
        QCOMPARE(entriesOf(*job, versions.at(0)), entriesOf(store.job(), before.at(0)));
        QCOMPARE(entriesOf(*job, versions.at(1)), entriesOf(store.job(), before.at(2)));
    }

    void foreignFilesAreLeftAlone()
    {
        TestStore store;
        fillStore(store);
        for (const char *name :
             {"readme.txt", "duplicati-verification.json", "duplicati-b0123.dblock.zip.part",
              "duplicati-b0123.dblock.zip.aes.par2"})
            writeFile(store.folder() / "remote" / name, "not ours");
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(volumesOf(*job), volumesOf(store.job()));
        QVERIFY(result->unusable.empty());
    }

    void aPlainVolumeInAnEncryptedBackupIsRefused()
    {
        TestStore store;
        fillStore(store);
        writeFile(store.folder() / "remote/duplicati-20200101T000000Z.dlist.zip", "planted");
        const auto [job, result] = rebuild(store);
        VERIFY_OK(result);
        QCOMPARE(result->versions, 3);
        QCOMPARE(result->unusable.size(), std::size_t{1});
        QVERIFY(!job->volumes.find("duplicati-20200101T000000Z.dlist.zip").value());
    }

    // S1: newer than all others, it would be version 0.
    void aPlantedListIsNoVersion()
    {
        TestStore store;
        fillStore(store);
        const std::string planted = "duplicati-20991231T000000Z.dlist.zip";
        writeFile(store.folder() / "remote" / planted, "planted");
        store.options.storage.encryptionModule = "aes";
        store.options.storage.encryptionModuleGiven = true;
        RebuildRequest newest;
        newest.selection.versions = {0};
        const auto [job, result] = rebuild(store, newest);
        VERIFY_OK(result);
        QCOMPARE(result->unusable, std::vector<std::string>{planted});
        const std::vector<VersionRow> versions = job->versions.visible().value();
        QCOMPARE(versions.size(), std::size_t{1});
        QCOMPARE(versions.front().time, store.job().versions.visible().value().front().time);

        for (const VolumeRow &list : store.usable(VolumeKind::Dlist))
            store.erase(list.name);
        const auto [nothing, failure] = rebuild(store, newest);
        VERIFY_FAILS(failure, ErrorCode::Corrupt);
        QVERIFY(failure.error().message.contains(QString::fromStdString(planted)));
    }

    void anEmptyFolderIsAnError()
    {
        TestStore store;
        const auto [job, result] = rebuild(store);
        VERIFY_FAILS(result, ErrorCode::NotFound);
    }

    void recreateReplacesOnlyWhenComplete()
    {
        TestStore store;
        fillStore(store);
        const FilePath path = store.folder() / "old.sqlite";
        writeFile(path, "an old database");
        store.options.storage.passphrase = Secret("wrong");
        VERIFY_FAILS(recreateDatabase(store.environment(), path, {}), ErrorCode::WrongPassphrase);
        QCOMPARE(QString::fromStdString(readFile(path)), u"an old database"_s);
        store.options.storage.passphrase = Secret("a passphrase");
        VERIFY_OK(recreateDatabase(store.environment(), path, {}));
        const auto job = JobDatabase::open(path, Database::Mode::ReadOnly);
        VERIFY_OK(job);
        QCOMPARE(versionsOf(**job), versionsOf(store.job()));
        for (const char *suffix : {".new", ".new-wal", ".new-shm"})
            QVERIFY(!fileExists(FilePath(path.bytes() + suffix)));
    }
};

QTEST_GUILESS_MAIN(TestRebuild)
#include "test_rebuild.moc"

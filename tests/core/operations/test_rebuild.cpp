// SPDX-License-Identifier: MIT
#include "core/operations/rebuild.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <set>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// A version as text, a line an entry: what must be the same in the rebuilt database.
QStringList entriesOf(JobDatabase &job, const VersionRow &version)
{
    QStringList lines;
    const Result<> walked =
        job.entries.walk(version.id, [&](const std::string &path, const EntryRow &row) -> Result<> {
            QString line = displayText(path) + u" %1 %2"_s.arg(row.size).arg(row.mtime);
            for (const StreamRef ref : {row.content, row.meta}) {
                if (ref == 0)
                    continue;
                CAIRN_LET(summary, job.streams.summary(ref));
                line += u' ' + QString::fromStdString(summary.hash.toHex());
            }
            lines.push_back(line);
            return {};
        });
    return walked ? lines : QStringList{walked.error().message};
}

QStringList versionsOf(JobDatabase &job)
{
    QStringList lines;
    const std::vector<VersionRow> versions = job.versions.visible().value();
    for (const VersionRow &version : versions) {
        lines.push_back(u"version %1 %2 %3 %4 %5"_s.arg(version.time)
                            .arg(version.complete)
                            .arg(version.files)
                            .arg(version.entries)
                            .arg(version.bytes));
        lines += entriesOf(job, version);
    }
    return lines;
}

// Blocks with the name of their volume; volumes with state, size and links.
QStringList volumesOf(JobDatabase &job)
{
    QStringList lines;
    std::map<std::int64_t, QString> names;
    const std::vector<VolumeRow> volumes = job.volumes.all().value();
    for (const VolumeRow &volume : volumes) {
        names[volume.id] = QString::fromStdString(volume.name);
        lines.push_back(u"%1 %2 %3 %4"_s.arg(names[volume.id])
                            .arg(int(volume.state))
                            .arg(volume.size)
                            .arg(volume.kind == VolumeKind::Dblock ? volume.contentBytes : 0));
    }
    for (const VolumeRow &volume : volumes) {
        const std::vector<std::int64_t> dblocks = job.volumes.dblocksOf(volume.id).value();
        for (const std::int64_t dblock : dblocks)
            lines.push_back(names[volume.id] + u" -> "_s + names[dblock]);
    }
    const Result<> visited = job.blocks.forEach([&](const BlockRow &block) -> Result<> {
        lines.push_back(QString::fromStdString(block.hash.toHex()) + u" %1 "_s.arg(block.size) +
                        names[block.volume]);
        return {};
    });
    if (!visited)
        lines.push_back(visited.error().message);
    lines.sort();
    return lines;
}

} // namespace

class TestRebuild : public QObject
{
    Q_OBJECT

private:
    // Three versions: files of many sizes, one that comes back, one that changes.
    static void fill(TestStore &store)
    {
        TestStore::Files files{{"empty", ""},
                               {"small", "hello"},
                               {"block", store.noise(1024)},
                               {"lists", store.noise(40 * 1024)},
                               {"two", store.noise(1025)}};
        store.addVersion(files);
        const std::string gone = files["two"];
        files.erase("two");
        files["small"] = "changed";
        store.addVersion(files, false);
        files["two"] = gone;
        files["new"] = store.noise(5000);
        store.addVersion(files);
    }

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
        fill(store);
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
        fill(store);
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
        fill(store);
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
        fill(store);
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
        fill(store);
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

    void aTruncatedVolumeIsDamaged()
    {
        TestStore store;
        fill(store);
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
        fill(store);
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
        fill(store);
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
        fill(store);
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
        fill(store);
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
        fill(store);
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
        fill(store);
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

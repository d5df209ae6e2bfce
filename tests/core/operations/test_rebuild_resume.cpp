// SPDX-License-Identifier: MIT
// A rebuild that was killed, stopped or cut off goes on where it was; whatever is odd about what it
// left, the next one comes to the same end.
#include "core/format/entry_names.h"
#include "core/operations/rebuild.h"
#include "core/pipeline/volume_writer.h"
#include "tests/core/operations/rebuild_lab.h"
#include "tests/support/verify.h"

#include <QTest>

#include <cstdlib>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kEndings[] = {".new", ".new-wal", ".new-shm", ".new-lists"};

FilePath databaseOf(const TestStore &store)
{
    return store.folder() / "recreated.sqlite";
}

int runToBeKilled(const char *folder)
{
    TestStore store(TestStore::Attach{FilePath(std::string(folder))});
    return recreateDatabase(store.environment(), databaseOf(store), {}) ? 0 : 1;
}

void killAt(TestStore &store, const QString &step)
{
    // Those of the kill before, whose names the same seed gives again.
    const FilePath temp = store.environment().tempFolder;
    for (const std::string &name : FileLayer().list(temp).value_or(std::vector<std::string>()))
        VERIFY_OK(FileLayer().remove(temp / name));
    QVERIFY(killed(store, step));
}

struct Outcome
{
    Result<RebuildResult> result;
    std::int64_t fetched = 0;
    QStringList said; // warnings and errors
    QStringList versions;
    QStringList volumes;
    std::int64_t entryRows = 0;
};

Outcome recreate(TestStore &store, const FilePath &path)
{
    store.report = std::make_unique<RunReport>();
    Outcome outcome{recreateDatabase(store.environment(), path, {}), 0, {}, {}, {}, 0};
    outcome.fetched = store.report->traffic.filesDownloaded;
    for (const ReportMessage &message : store.report->messages())
        if (message.severity != Severity::Information)
            outcome.said.push_back(message.id + u' ' + message.text);
    outcome.said.sort();
    if (!outcome.result)
        return outcome;
    auto job = JobDatabase::open(path, Database::Mode::ReadOnly);
    outcome.versions = versionsOf(**job);
    outcome.volumes = volumesOf(**job);
    outcome.entryRows = (*job)->database().number("SELECT count(*) FROM entry").value();
    return outcome;
}

// What comes out at once, beside the database that the test is about.
Outcome recreateAtOnce(TestStore &store)
{
    return recreate(store, store.folder() / "at-once.sqlite");
}

void compare(const Outcome &resumed, const Outcome &whole)
{
    VERIFY_OK(resumed.result);
    VERIFY_OK(whole.result);
    QCOMPARE(resumed.versions, whole.versions);
    QCOMPARE(resumed.volumes, whole.volumes);
    QCOMPARE(resumed.entryRows, whole.entryRows);
    QCOMPARE(resumed.said, whole.said);
    QCOMPARE(resumed.result->versions, whole.result->versions);
    QCOMPARE(resumed.result->dlistsRead, whole.result->dlistsRead);
    QCOMPARE(resumed.result->dindexesRead, whole.result->dindexesRead);
    QCOMPARE(resumed.result->blocksMissing, whole.result->blocksMissing);
    auto names = resumed.result->unusable;
    auto wholeNames = whole.result->unusable;
    std::ranges::sort(names);
    std::ranges::sort(wholeNames);
    QCOMPARE(names, wholeNames);
}

void verifyNothingIsLeft(const TestStore &store)
{
    for (const char *ending : kEndings)
        QVERIFY2(!fileExists(FilePath(databaseOf(store).bytes() + ending)), ending);
    const auto job = JobDatabase::open(databaseOf(store), Database::Mode::ReadOnly);
    VERIFY_OK(job);
    QCOMPARE((*job)
                 ->database()
                 .number("SELECT (SELECT count(*) FROM sqlite_schema WHERE name LIKE 'rebuild%') + "
                         "(SELECT count(*) FROM setting WHERE key LIKE 'rebuild%')")
                 .value(),
             0);
}

// Blocklists that only dblocks hold, and blocks that no index tells about.
void dropIndexes(TestStore &store, std::size_t count)
{
    const std::vector<VolumeRow> indexes = store.usable(VolumeKind::Dindex);
    for (std::size_t i = 0; i < std::min(count, indexes.size()); ++i)
        store.erase(indexes[i].name);
}

} // namespace

class TestRebuildResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnAfterAKill_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("lessFetched");
        QTest::newRow("nothing done") << u"Q1"_s << 0;
        QTest::newRow("an index") << u"Q3a"_s << 1;
        QTest::newRow("two indexes") << u"Q3a:2"_s << 2;
        QTest::newRow("all indexes") << u"Q2"_s << 3;
        QTest::newRow("a list") << u"Q2a"_s << 3; // which is read once more
        QTest::newRow("two lists") << u"Q2a:2"_s << 4;
        QTest::newRow("all lists") << u"Q2a:3"_s << 5; // the newest says what settings hold
        QTest::newRow("all but the end") << u"Q5"_s << 5;
        QTest::newRow("the end") << u"Q6"_s << 0;
    }
    void goesOnAfterAKill()
    {
        QFETCH(QString, step);
        QFETCH(int, lessFetched);
        TestStore store;
        fillStore(store);
        const Outcome whole = recreateAtOnce(store);
        killAt(store, step);
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QVERIFY2(resumed.fetched <= whole.fetched - lessFetched,
                 qPrintable(u"%1 of %2"_s.arg(resumed.fetched).arg(whole.fetched)));
        QCOMPARE(resumed.versions, versionsOf(store.job()));
        verifyNothingIsLeft(store);
    }

    void goesOnAfterKillsWithoutIndexes_data()
    {
        QTest::addColumn<int>("indexes"); // that are lost
        QTest::addColumn<QString>("step");
        for (const char *step : {"Q2a:2", "Q4a"})
            QTest::addRow("one %s", step) << 1 << QString::fromLatin1(step);
        for (const char *step : {"Q4", "Q4a:2", "Q5"})
            QTest::addRow("all %s", step) << 100 << QString::fromLatin1(step);
    }
    void goesOnAfterKillsWithoutIndexes()
    {
        QFETCH(int, indexes);
        QFETCH(QString, step);
        TestStore store;
        fillStore(store);
        dropIndexes(store, static_cast<std::size_t>(indexes));
        const Outcome whole = recreateAtOnce(store);
        killAt(store, step);
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QVERIFY(resumed.fetched < whole.fetched);
        verifyNothingIsLeft(store);
    }

    void killsMayFollowEachOther()
    {
        TestStore store;
        fillStore(store);
        const Outcome whole = recreateAtOnce(store);
        for (const char *step : {"Q3a", "Q3a", "Q3a", "Q2a", "Q2a", "Q5"})
            killAt(store, QString::fromLatin1(step));
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QVERIFY(resumed.fetched <= 1); // the newest list, for the settings
        verifyNothingIsLeft(store);
    }

    // R28: it says what the run that was killed would have said.
    void saysWhatWasFoundBeforeTheKill_data()
    {
        QTest::addColumn<QString>("step");
        for (const char *step : {"Q3a:2", "Q2a", "Q5"})
            QTest::newRow(step) << QString::fromLatin1(step);
    }
    void saysWhatWasFoundBeforeTheKill()
    {
        QFETCH(QString, step);
        TestStore store;
        fillStore(store);
        store.flipByte(store.usable(VolumeKind::Dindex).at(0).name, 300);
        store.flipByte(store.usable(VolumeKind::Dlist).at(0).name, 300);
        const Outcome whole = recreateAtOnce(store);
        QVERIFY(whole.said.size() >= 2);
        killAt(store, step);
        compare(recreate(store, databaseOf(store)), whole);
        verifyNothingIsLeft(store);
    }

    // A swapped volume is named by the list after it, which is not read again.
    void remembersWhatAListSpokeAgainst()
    {
        TestStore store;
        fillStore(store);
        const std::string name = store.usable(VolumeKind::Dblock).front().name;
        auto writer = VolumeWriter::create(store.environment(), store.settings);
        VERIFY_OK(writer);
        const auto sealed = (*writer)->seal();
        VERIFY_OK(sealed);
        writeFile(store.folder() / "remote" / name, readFile(sealed->file.path()));
        const Outcome whole = recreateAtOnce(store);
        QVERIFY(whole.said.join(u' ').contains(QString::fromStdString(name)));
        killAt(store, u"Q2a:3"_s);
        compare(recreate(store, databaseOf(store)), whole);
    }

    void beginsAnewWhenSomethingElseLiesThere()
    {
        TestStore store;
        fillStore(store);
        killAt(store, u"Q2a:2"_s);
        store.addVersion({{"quite", "another"}});
        const Outcome whole = recreateAtOnce(store);
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QCOMPARE(resumed.result->versions, 4);
        QCOMPARE(resumed.fetched, whole.fetched);
        verifyNothingIsLeft(store);
    }

    void beginsAnewWithOtherOptions()
    {
        TestStore store;
        fillStore(store);
        killAt(store, u"Q2a:2"_s);
        store.options.storage.allowMixedEncryption = true;
        const Outcome whole = recreateAtOnce(store);
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QCOMPARE(resumed.fetched, whole.fetched);
    }

    void anythingOddIsABeginning_data()
    {
        QTest::addColumn<QByteArray>("change"); // of the unfinished database; empty: no database
        QTest::newRow("no database") << QByteArray();
        QTest::newRow("no mark") << QByteArray("DELETE FROM setting WHERE key = 'rebuild-mark'");
        QTest::newRow("no tables") << QByteArray("DROP TABLE rebuild_done");
        QTest::newRow("a hole in the lists")
            << QByteArray("DELETE FROM rebuild_done WHERE name = (SELECT min(name) FROM "
                          "rebuild_done WHERE name LIKE '%dlist%')");
        QTest::newRow("a version is gone")
            << QByteArray("DELETE FROM version WHERE id = (SELECT max(id) FROM version)");
        QTest::newRow("a version of other size")
            << QByteArray("UPDATE version SET entries = entries + 1");
        QTest::newRow("entries without content") << QByteArray("DELETE FROM block");
        QTest::newRow("of a newer program") << QByteArray("PRAGMA user_version=99");
        QTest::newRow("of another program") << QByteArray("PRAGMA application_id=1");
    }
    void anythingOddIsABeginning()
    {
        QFETCH(QByteArray, change);
        TestStore store;
        fillStore(store);
        const Outcome whole = recreateAtOnce(store);
        killAt(store, u"Q2a:2"_s);
        const FilePath left(databaseOf(store).bytes() + ".new");
        if (change.isEmpty()) {
            for (const char *ending : {"", "-wal", "-shm"})
                std::ignore = FileLayer().remove(FilePath(left.bytes() + ending));
            writeFile(left, "no database at all");
        } else {
            auto database = Database::open(left, Database::Mode::ReadWrite);
            VERIFY_OK(database);
            VERIFY_OK((*database)->execute("PRAGMA foreign_keys=OFF"));
            VERIFY_OK((*database)->execute(change.constData()));
        }
        const Outcome resumed = recreate(store, databaseOf(store));
        VERIFY_OK(resumed.result);
        QCOMPARE(resumed.versions, whole.versions);
        QCOMPARE(resumed.volumes, whole.volumes);
        verifyNothingIsLeft(store);
    }

    // A loss of power may take the end of the file of blocklists, and not the database's.
    void listsThatWereLostAreFoundInTheVolumes_data()
    {
        QTest::addColumn<int>("kept"); // bytes
        for (const int kept : {0, 3, 100, -1})
            QTest::addRow("%d", kept) << kept;
    }
    void listsThatWereLostAreFoundInTheVolumes()
    {
        QFETCH(int, kept);
        TestStore store;
        fillStore(store);
        const Outcome whole = recreateAtOnce(store);
        killAt(store, u"Q2"_s);
        const FilePath lists(databaseOf(store).bytes() + ".new-lists");
        std::string content = readFile(lists);
        QVERIFY(content.size() > 100);
        if (kept < 0)
            std::fill(content.begin() + 4, content.end(), '\0');
        else
            content.resize(static_cast<std::size_t>(kept));
        writeFile(lists, content);
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QVERIFY(resumed.result->dblocksRead > 0);
    }

    void goesOnAfterTheDestinationWasOutOfReach()
    {
        TestStore store;
        fillStore(store);
        const Outcome whole = recreateAtOnce(store);
        store.plan->clear();
        store.plan->failFrom(static_cast<std::uint64_t>(whole.fetched), ErrorCode::Transient);
        const Outcome cut = recreate(store, databaseOf(store));
        VERIFY_FAILS(cut.result, ErrorCode::Transient);
        store.plan->clear();
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QVERIFY(resumed.fetched < whole.fetched);
        verifyNothingIsLeft(store);
    }

    void aMistypedPassphraseCostsNothing()
    {
        TestStore store;
        fillStore(store);
        const Outcome whole = recreateAtOnce(store);
        killAt(store, u"Q2a:2"_s);
        const Secret right = store.options.storage.passphrase;
        store.options.storage.passphrase = Secret("mistyped");
        VERIFY_FAILS(recreate(store, databaseOf(store)).result, ErrorCode::WrongPassphrase);
        store.options.storage.passphrase = right;
        const Outcome resumed = recreate(store, databaseOf(store));
        compare(resumed, whole);
        QVERIFY(resumed.fetched < whole.fetched);
    }

    void aSelectionIsNoContinuation()
    {
        TestStore store;
        fillStore(store);
        killAt(store, u"Q2a:2"_s);
        RebuildRequest newest;
        newest.selection.versions = {0};
        VERIFY_OK(recreateDatabase(store.environment(), databaseOf(store), newest));
        const auto job = JobDatabase::open(databaseOf(store), Database::Mode::ReadOnly);
        VERIFY_OK(job);
        QCOMPARE((*job)->versions.visible().value().size(), std::size_t{1});
        verifyNothingIsLeft(store);
    }
};

int main(int argc, char *argv[])
{
    if (const char *folder = std::getenv(kStoreOfKilled)) // NOLINT(concurrency-mt-unsafe)
        return runToBeKilled(folder);
    QCoreApplication application(argc, argv);
    TestRebuildResume test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_rebuild_resume.moc"

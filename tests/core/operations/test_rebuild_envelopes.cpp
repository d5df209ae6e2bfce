// SPDX-License-Identifier: MIT
#include "core/format/dindex.h"
#include "core/format/entry_names.h"
#include "core/format/remote_name.h"
#include "core/operations/rebuild.h"
#include "core/operations/repair.h"
#include "core/pipeline/volume_journal.h"
#include "core/pipeline/volume_writer.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

// S2: what was swapped at the destination under its own name is found without a database.
class TestRebuildEnvelopes : public QObject
{
    Q_OBJECT

private:
    using Names = std::vector<std::string>;
    struct Outcome
    {
        std::unique_ptr<JobDatabase> job;
        Result<RebuildResult> result;
        [[nodiscard]] VolumeRow row(const std::string &name) const
        {
            return job->volumes.find(name).value().value_or(VolumeRow());
        }
    };
    static Outcome rebuild(TestStore &store)
    {
        store.report = std::make_unique<RunReport>();
        auto job = JobDatabase::create(store.folder() / (store.random.hexId() + ".sqlite"));
        auto result = rebuildDatabase(store.environment(), **job, {});
        return {std::move(*job), std::move(result)};
    }
    static void fill(TestStore &store)
    {
        TestStore::Files files{{"lists", store.noise(20 * 1024)}, {"small", "hello"}};
        for (const char *name : {"a", "b", "c"}) {
            files[name] = store.noise(3000);
            store.addVersion(files);
        }
    }
    static FilePath placeOf(TestStore &store, const std::string &name)
    {
        return store.folder() / "remote" / name;
    }
    // A sound volume with these entries.
    static void put(TestStore &store, const std::string &name,
                    const std::map<std::string, std::string> &entries)
    {
        auto writer = VolumeWriter::create(store.environment(), store.settings);
        VERIFY_OK(writer);
        for (const auto &[entry, content] : entries)
            VERIFY_OK((*writer)->addStored(entry, asBytes(content)));
        const auto sealed = (*writer)->seal();
        VERIFY_OK(sealed);
        writeFile(placeOf(store, name), readFile(sealed->file.path()));
    }
    // An index that tells a false hash in place of the dblock's own ones.
    static std::string putLyingIndex(TestStore &store, const VolumeRow &dblock)
    {
        const auto indexes = store.job().volumes.indexesOf(dblock.id);
        for (const std::int64_t id : *indexes)
            store.erase(store.job().volumes.get(id).value()->name);
        DindexVolText text;
        const auto blocks = store.job().blocks.ofVolume(dblock.id);
        for (const BlockRow &block : *blocks)
            text.addBlock(block.hash, block.size);
        text.finish(hashOf(store.settings.fileHash, asBytes("another")), dblock.size);
        const std::string name = newVolumeName(store.settings, VolumeKind::Dindex, store.random);
        put(store, name, {{volEntryName(dblock.name), std::string(asText(text.view()))}});
        return name;
    }

private Q_SLOTS:
    void aSoundStoreHasNoFindings()
    {
        TestStore store;
        fill(store);
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(store.report->count(Severity::Error) + store.report->count(Severity::Warning), 0);
        for (const VolumeKind kind : {VolumeKind::Dblock, VolumeKind::Dindex, VolumeKind::Dlist})
            for (const VolumeRow &row : store.usable(kind))
                QCOMPARE(rebuilt.row(row.name).hash, row.hash);
    }

    // Retention and compact remove them.
    void whatIsAbsentIsNoFinding()
    {
        TestStore store;
        fill(store);
        store.erase(store.usable(VolumeKind::Dlist).at(1).name);
        store.erase(store.usable(VolumeKind::Dindex).at(0).name);
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->versions, 2);
        QCOMPARE(store.report->count(Severity::Error) + store.report->count(Severity::Warning), 0);
    }

    // R31: else the next rebuild would take the new list for one that was put in its place.
    void theNameOfAListThatIsGoneStaysTaken()
    {
        TestStore store;
        fill(store);
        const std::string name = store.usable(VolumeKind::Dlist).at(1).name;
        store.erase(name);
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        const std::int64_t time = parseRemoteName(name)->time;
        const auto isFree = [&](std::int64_t at) {
            return isFreeStamp(*rebuilt.job, store.settings, store.random, at).value();
        };
        QVERIFY(!isFree(time));
        QVERIFY(isFree(time + 1));
    }

    void aListInThePlaceOfAnotherIsNamed()
    {
        TestStore store;
        fill(store);
        const std::string name = store.usable(VolumeKind::Dlist).at(1).name;
        put(store, name, {{"fileset", R"({"IsFullBackup":true})"}, {"filelist.json", "[]"}});
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->unusable, Names{name});
        QCOMPARE(rebuilt.row(name).state, VolumeState::Damaged);
        QVERIFY(store.reported(Severity::Error, u"VolumesReplaced"_s));
    }

    void anIndexInThePlaceOfAnotherIsNamed()
    {
        TestStore store;
        fill(store);
        const std::string name = store.usable(VolumeKind::Dindex).at(0).name;
        put(store, name, {});
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->unusable, Names{name});
        QCOMPARE(rebuilt.row(name).state, VolumeState::Damaged);
        QCOMPARE(rebuilt.result->dblocksRead, 1); // and proven by the hash of the envelope
        QCOMPARE(rebuilt.result->blocksMissing, 0);
        const VolumeRow dblock = store.usable(VolumeKind::Dblock).at(0);
        QCOMPARE(rebuilt.row(dblock.name).hash, dblock.hash);
        QVERIFY(store.reported(Severity::Error, u"VolumesReplaced"_s));
    }

    void aDblockOfAnotherSizeIsNamed()
    {
        TestStore store;
        fill(store);
        const std::vector<VolumeRow> dblocks = store.usable(VolumeKind::Dblock);
        QVERIFY(dblocks.front().size != dblocks.back().size);
        writeFile(placeOf(store, dblocks.front().name),
                  readFile(placeOf(store, dblocks.back().name)));
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->unusable, Names{dblocks.front().name});
        QCOMPARE(rebuilt.row(dblocks.front().name).state, VolumeState::Damaged);
        QVERIFY(rebuilt.result->blocksMissing > 0);
        QVERIFY(store.reported(Severity::Error, u"VolumesReplaced"_s));
    }

    void anIndexThatLiesIsNamed()
    {
        TestStore store;
        fill(store);
        const VolumeRow dblock = store.usable(VolumeKind::Dblock).front();
        const std::string index = putLyingIndex(store, dblock);
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->unusable, Names{index});
        QCOMPARE(rebuilt.row(dblock.name).hash, dblock.hash);
        QCOMPARE(rebuilt.row(dblock.name).state, VolumeState::Confirmed);
        QCOMPARE(rebuilt.result->blocksMissing, 0);
    }

    void aDblockThatWasReplacedWithItsIndexIsNamed()
    {
        TestStore store;
        fill(store);
        const VolumeRow dblock = store.usable(VolumeKind::Dblock).front();
        std::ignore = putLyingIndex(store, dblock);
        store.flipByte(dblock.name, 200);
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->unusable, Names{dblock.name});
        QCOMPARE(rebuilt.row(dblock.name).state, VolumeState::Damaged);
    }

    // An old version in the guise of the newest.
    void aListUnderAnotherNameIsNoVersion()
    {
        TestStore store;
        fill(store);
        const std::string old = store.usable(VolumeKind::Dlist).at(0).name;
        const std::string copy = "duplicati-20991231T000000Z.dlist.zip.aes";
        writeFile(placeOf(store, copy), readFile(placeOf(store, old)));
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->unusable, Names{copy});
        QCOMPARE(rebuilt.result->versions, 3);
        bool says = false;
        for (const ReportMessage &message : store.report->messages())
            says = says || (message.id == u"DamagedVolume"_s &&
                            message.text.contains(QString::fromStdString(old)));
        QVERIFY(says); // which name it had
    }

    // R31: a put that failed goes on under another name, which the list must know.
    void aListThatWasRenamedKnowsIt()
    {
        TestStore store;
        fill(store);
        store.erase(store.usable(VolumeKind::Dlist).back().name);
        store.plan->clear();
        store.options.transfer.retries = 1;
        store.plan->at(BackendCall::Put, 0, {FaultKind::ErrorBefore, ErrorCode::Transient});
        const auto repaired = repair(store.environment(), store.job(), store.settings);
        VERIFY_OK(repaired);
        QCOMPARE(repaired->listsMade, 1);
        QVERIFY(store.plan->hasFailed());
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->versions, 3);
        QCOMPARE(store.report->count(Severity::Error), 0);
    }

    // An enemy may tell a volume as often as is allowed; it is looked at once, and named once.
    void aVolumeThatIsToldManyTimesIsNamedOnce()
    {
        TestStore store;
        fill(store);
        const VolumeRow dblock = store.usable(VolumeKind::Dblock).front();
        const std::string told = "{\"name\":\"" + dblock.name + "\",\"size\":";
        const std::string list = "duplicati-20991231T000000Z.dlist.zip.aes";
        std::string text = "{\"name\":\"" + list + "\",\"volumes\":[" + told + "0}";
        for (int i = 1; i < 1000; ++i)
            text += "," + told + std::to_string(i) + "}";
        put(store, list,
            {{"fileset", R"({"IsFullBackup":true})"},
             {"filelist.json", "[]"},
             {std::string(kEnvelopeEntry), text + "]}"}});
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->versions, 4);
        QCOMPARE(rebuilt.result->unusable, Names{dblock.name});
    }

    // Another program's, or older than the envelope.
    void listsWithoutEnvelopeAreTaken()
    {
        TestStore store;
        fill(store);
        put(store, "duplicati-20991231T000000Z.dlist.zip.aes",
            {{"fileset", R"({"IsFullBackup":true})"}, {"filelist.json", "[]"}});
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->versions, 4);
        QCOMPARE(store.report->count(Severity::Error), 0);
    }

    void anUnreadableEnvelopeCostsNoVersion()
    {
        TestStore store;
        fill(store);
        put(store, "duplicati-20991231T000000Z.dlist.zip.aes",
            {{"fileset", R"({"IsFullBackup":true})"},
             {"filelist.json", "[]"},
             {std::string(kEnvelopeEntry), "{"}});
        const Outcome rebuilt = rebuild(store);
        VERIFY_OK(rebuilt.result);
        QCOMPARE(rebuilt.result->versions, 4);
        QVERIFY(store.reported(Severity::Error, u"EnvelopeUnreadable"_s));
    }
};

QTEST_GUILESS_MAIN(TestRebuildEnvelopes)
#include "test_rebuild_envelopes.moc"

// SPDX-License-Identifier: MIT
#include "core/operations/path_trail.h"
#include "core/operations/rebuild.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// A list as its lines stand in it: path and the day of its time.
using Lines = std::vector<std::pair<std::string, int>>;
using Model = std::map<std::string, int>;

std::string jsonOf(const Lines &lines)
{
    std::string json = "[";
    for (const auto &[path, day] : lines) {
        const std::string time =
            "202601" + std::string(day < 10 ? "0" : "") + std::to_string(day) + "T000000Z";
        json += json.size() == 1 ? "" : ",";
        json += R"({"type":"File","path":")" + path + R"(","size":0,"time":")" + time +
                R"(","hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="})";
    }
    return json + "]";
}

int dayOf(std::int64_t mtimeNs)
{
    return QDateTime::fromMSecsSinceEpoch(mtimeNs / 1'000'000, Qt::UTC).date().day();
}

Model modelOf(JobDatabase &job, const VersionRow &version)
{
    Model model;
    const Result<> walked =
        job.entries.walk(version.id, [&](const std::string &path, const EntryRow &row) -> Result<> {
            model[path] = dayOf(row.mtime);
            return {};
        });
    return walked ? model : Model();
}

// The first line of each path.
Model modelOf(const Lines &lines)
{
    Model model;
    for (const auto &line : lines)
        model.insert(line);
    return model;
}

Lines someLines(int count, int folders)
{
    Lines lines;
    for (int i = 0; i < count; ++i)
        lines.emplace_back("/f" + std::to_string(i % folders) + "/n" + std::to_string(i), 1);
    return lines;
}

PathNote noteOf(std::uint64_t name, std::uint64_t facts)
{
    return {{name, 7}, facts};
}

} // namespace

// Versions whose lists name their paths in another order, or twice.
class TestRebuildOrder : public QObject
{
    Q_OBJECT

private:
    static void writeList(TestStore &store, const std::string &name, const Lines &lines)
    {
        writeList(store, name, jsonOf(lines));
    }

    static void writeList(TestStore &store, const std::string &name, const std::string &json)
    {
        const RunEnvironment run = store.environment();
        auto writer = VolumeWriter::create(run, store.settings);
        VERIFY_OK((*writer)->addStored("fileset", asBytes(R"({"IsFullBackup":true})")));
        VERIFY_OK((*writer)->addStored("filelist.json", asBytes(json)));
        const auto sealed = (*writer)->seal();
        writeFile(store.folder() / "remote" / name, readFile(sealed->file.path()));
    }

    static void checkRebuild(const std::vector<Lines> &versions, qsizetype warnings)
    {
        TestStore store("");
        store.addVersion({{"first", "so that there is a backup"}});
        for (const VolumeRow &list : store.usable(VolumeKind::Dlist))
            store.erase(list.name);
        for (std::size_t i = 0; i < versions.size(); ++i)
            writeList(store, "duplicati-2026010" + std::to_string(i + 1) + "T000000Z.dlist.zip",
                      versions[i]);
        store.report = std::make_unique<RunReport>();
        auto job = JobDatabase::create(store.folder() / "rebuilt.sqlite");
        const auto result = rebuildDatabase(store.environment(), **job, {});
        VERIFY_OK(result);
        const std::vector<VersionRow> rows = (*job)->versions.visible().value();
        QCOMPARE(rows.size(), versions.size());
        for (std::size_t i = 0; i < versions.size(); ++i) {
            const Model expected = modelOf(versions[versions.size() - 1 - i]);
            QCOMPARE(rows[i].files, static_cast<std::int64_t>(expected.size()));
            QVERIFY(modelOf(**job, rows[i]) == expected);
        }
        qsizetype skipped = 0;
        for (const ReportMessage &message : store.report->messages())
            skipped += message.id == u"EntrySkipped"_s ? 1 : 0;
        QCOMPARE(skipped, warnings);
    }

    // Some paths gone, some new, some changed, some moved to elsewhere in the list.
    static Lines changed(Lines lines, SeededRandom &random, int version)
    {
        std::erase_if(lines, [&random](const auto &) { return random.below(20) == 0; });
        for (auto &line : lines)
            if (random.below(20) == 0)
                line.second = version + 1;
        for (std::uint64_t i = 0; i < 5; ++i) {
            const auto at = static_cast<std::ptrdiff_t>(random.below(lines.size()));
            const auto to = static_cast<std::ptrdiff_t>(random.below(lines.size()));
            std::iter_swap(lines.begin() + at, lines.begin() + to);
            lines.insert(lines.begin() + at,
                         {"/f1/new" + std::to_string(version) + "-" + std::to_string(i), 1});
        }
        return lines;
    }

private Q_SLOTS:
    void listsThatChangeAndMove()
    {
        SeededRandom random(testSeed(20261126));
        for (int round = 0; round < 5; ++round) {
            std::vector<Lines> versions{someLines(60, 3)};
            for (int version = 1; version < 6; ++version)
                versions.push_back(changed(versions.back(), random, version));
            versions.push_back(versions[1]); // what was gone comes back
            checkRebuild(versions, 0);
        }
    }

    // Further apart than what is read along.
    void aLongListTurnedAround()
    {
        Lines lines = someLines(70'000, 30);
        Lines turned(lines.rbegin(), lines.rend());
        turned[10].second = 2;
        turned[69'990].second = 3;
        turned.erase(turned.begin() + 35'000);
        turned.emplace_back("/f0/new", 4);
        checkRebuild({lines, turned, lines}, 0);
    }

    void aPathTwice_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("day");
        QTest::newRow("in the first") << 0 << 5 << 1;
        QTest::newRow("in the first, otherwise") << 0 << 25 << 3;
        QTest::newRow("in the first, rows later") << 0 << 290 << 3;
        QTest::newRow("near") << 1 << 4 << 1;
        QTest::newRow("near, otherwise") << 1 << 4 << 2;
        QTest::newRow("far") << 1 << 29 << 1;
        QTest::newRow("far, otherwise") << 1 << 29 << 3;
    }
    // The first counts, whatever the second says, also for the versions after.
    void aPathTwice()
    {
        QFETCH(int, version);
        QFETCH(int, second);
        QFETCH(int, day);
        std::vector<Lines> versions(4, someLines(300, 2));
        versions[3][3].second = day;
        Lines &lines = versions[static_cast<std::size_t>(version)];
        lines.insert(lines.begin() + second, {lines[3].first, day});
        checkRebuild(versions, 1);
    }

    // What was known of a list that went is not known any more.
    void aBlockOfADamagedListIsNeededByTheNext()
    {
        const std::string file = R"({"type":"File","path":"/a","size":3,"time":"20260101T000000Z",)"
                                 R"("hash":"ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="})";
        TestStore store("");
        store.addVersion({{"first", "so that there is a backup"}});
        for (const VolumeRow &list : store.usable(VolumeKind::Dlist))
            store.erase(list.name);
        writeList(store, "duplicati-20260101T000000Z.dlist.zip", "[" + file + ",]broken");
        writeList(store, "duplicati-20260102T000000Z.dlist.zip", "[" + file + "]");
        auto job = JobDatabase::create(store.folder() / "rebuilt.sqlite");
        const auto result = rebuildDatabase(store.environment(), **job, {});
        VERIFY_OK(result);
        QCOMPARE(result->versions, std::int64_t{1});
        QCOMPARE(result->blocksMissing, std::int64_t{1});
        QCOMPARE((*job)->blocks.lost().value().size(), std::size_t{1});
    }

    void aTrailFindsWhatWasNoted()
    {
        TestStore store("");
        const RunEnvironment run = store.environment();
        PathTrail trail(run);
        VERIFY_OK(trail.begin());
        QCOMPARE(trail.findNear(noteOf(1, 0).place).value(), std::nullopt);
        for (std::uint64_t i = 0; i < 30'000; ++i)
            VERIFY_OK(trail.note(noteOf(i, i + 1)));
        VERIFY_OK(trail.keep());
        VERIFY_OK(trail.begin());
        QCOMPARE(trail.findNear(noteOf(0, 0).place).value(), std::optional<std::uint64_t>(1));
        QCOMPARE(trail.findNear(noteOf(20'000, 0).place).value(), std::nullopt);
        QCOMPARE(trail.findAhead(noteOf(20'000, 0).place).value(),
                 std::optional<std::uint64_t>(20'001));
        QCOMPARE(trail.findNear(noteOf(5, 0).place).value(), std::optional<std::uint64_t>(6));
        QCOMPARE(trail.findNear(noteOf(5, 0).place).value(), std::nullopt);
        const auto missed = trail.missed();
        VERIFY_OK(missed);
        QCOMPARE(missed->size(), std::size_t{30'000 - 3});
        QVERIFY(std::ranges::is_sorted(*missed));
    }

    // A version that fails is not what the next is compared with.
    void whatIsNotKeptIsForgotten()
    {
        TestStore store("");
        const RunEnvironment run = store.environment();
        PathTrail trail(run);
        VERIFY_OK(trail.begin());
        VERIFY_OK(trail.note(noteOf(1, 10)));
        VERIFY_OK(trail.keep());
        VERIFY_OK(trail.begin());
        VERIFY_OK(trail.findNear(noteOf(1, 0).place));
        VERIFY_OK(trail.note(noteOf(1, 20)));
        VERIFY_OK(trail.begin());
        QCOMPARE(trail.findNear(noteOf(1, 0).place).value(), std::optional<std::uint64_t>(10));
    }
};

QTEST_GUILESS_MAIN(TestRebuildOrder)
#include "test_rebuild_order.moc"

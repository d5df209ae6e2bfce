// SPDX-License-Identifier: MIT
#include "core/db/job_database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <map>

using namespace cairn;
using namespace cairn::test;

namespace {

// Path -> what tells its states apart.
using Tree = std::map<std::string, std::int64_t>;

std::unique_ptr<JobDatabase> newJob(const ScratchFolder &folder)
{
    auto job = JobDatabase::create(folder / "job.sqlite");
    if (!job)
        qFatal("%s", qPrintable(job.error().message));
    return std::move(*job);
}

// The naive way: every version whole, beside the table that keeps intervals.
class Model final
{
public:
    Model(EntryTable &entries, std::uint64_t seed)
        : m_entries(entries)
        , m_random(seed)
    {
    }

    Result<> addVersion()
    {
        const std::int64_t id = m_versions.empty() ? 1 : m_versions.rbegin()->first + 1;
        Tree tree = m_versions.empty() ? Tree() : m_versions.rbegin()->second;
        for (std::uint64_t i = m_random.below(8); i > 0; --i)
            CAIRN_TRY(change(tree, id));
        m_versions[id] = tree;
        return {};
    }

    Result<> dropOne()
    {
        auto at = m_versions.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(m_random.below(m_versions.size())));
        const auto next = std::next(at);
        const std::int64_t previous = at == m_versions.begin() ? 0 : std::prev(at)->first;
        CAIRN_TRY(m_entries.dropVersion(previous, at->first,
                                        next == m_versions.end() ? kStillSo : next->first));
        m_versions.erase(at);
        return {};
    }

    // Some path of some version goes, or becomes another state, there alone.
    Result<> editOne()
    {
        auto at = m_versions.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(m_random.below(m_versions.size())));
        if (at->second.empty())
            return {};
        auto path = at->second.begin();
        std::advance(path, static_cast<std::ptrdiff_t>(m_random.below(at->second.size())));
        const auto next = std::next(at);
        const EntryTable::Place place{at == m_versions.begin() ? 0 : std::prev(at)->first,
                                      at->first, next == m_versions.end() ? kStillSo : next->first};
        const std::size_t folder = path->first.rfind('/') + 1;
        CAIRN_LET(id, m_entries.ensureFolderByPath(path->first.substr(0, folder), '/'));
        const std::string name = path->first.substr(folder);
        if (m_random.chance(0.5)) {
            at->second.erase(path);
            return m_entries.cut(id, name, place);
        }
        EntryRow row;
        row.folder = id;
        row.name = name;
        row.size = path->second = m_random.chance(0.5) ? 1'000'000 : ++m_nextSize;
        return m_entries.change(row, place);
    }

    [[nodiscard]] Result<bool> agrees() const
    {
        for (const auto &[id, tree] : m_versions) {
            Tree seen;
            CAIRN_TRY(m_entries.walk(id, [&](const std::string &path, const EntryRow &row) {
                const bool isNew = seen.emplace(path, row.size).second;
                return isNew ? Result<>() : fail(ErrorCode::Internal, QStringLiteral("twice"));
            }));
            if (seen != tree)
                return false;
        }
        return true;
    }
    [[nodiscard]] std::size_t versions() const { return m_versions.size(); }
    SeededRandom &random() { return m_random; }

private:
    // May touch a path that this version touched before, as a retry does.
    Result<> change(Tree &tree, std::int64_t version)
    {
        const std::string folder = std::string("/") + "ab"[m_random.below(2)] + "/";
        const std::string name(1, static_cast<char>('p' + m_random.below(4)));
        CAIRN_LET(id, m_entries.ensureFolderByPath(folder, '/'));
        const bool there = tree.contains(folder + name);
        if (there)
            CAIRN_TRY(m_entries.close(id, name, version));
        if (there && m_random.chance(0.4)) {
            tree.erase(folder + name);
            return {};
        }
        EntryRow row;
        row.folder = id;
        row.name = name;
        row.first = version;
        row.size = ++m_nextSize;
        tree[folder + name] = row.size;
        return m_entries.open(row);
    }

    EntryTable &m_entries;
    SeededRandom m_random;
    std::map<std::int64_t, Tree> m_versions;
    std::int64_t m_nextSize = 0;
};

} // namespace

class TestEntryTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyStatesAtOnceAndWhichStandTwice()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        std::vector<EntryRow> rows;
        for (int i = 0; i < 2 * 32 + 7; ++i) {
            EntryRow row;
            row.folder = 7;
            row.name = "n" + std::to_string(100 + i);
            row.first = 1;
            row.mtime = i;
            rows.push_back(row);
        }
        QCOMPARE(job->entries.tryOpenAll(rows).value(), static_cast<std::int64_t>(rows.size()));
        const auto stored = job->entries.page(7, 1, "", 1000);
        VERIFY_OK(stored);
        QCOMPARE(stored->size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE((*stored)[i].name, rows[i].name);
            QCOMPARE((*stored)[i].mtime, rows[i].mtime);
        }
        rows[3].name = "other";
        rows.back().name = "another";
        rows[1].name = "other"; // twice in one statement
        QCOMPARE(job->entries.tryOpenAll(rows).value(), std::int64_t{2});
    }

    void intervalsSayWhatEveryVersionHad()
    {
        const std::uint64_t seed = testSeed(5);
        for (std::uint64_t round = 0; round < 25; ++round) {
            ScratchFolder folder;
            const auto job = newJob(folder);
            auto transaction = Transaction::begin(job->database());
            VERIFY_OK(transaction);
            Model model(job->entries, seed + round);
            for (int step = 0; step < 40; ++step) {
                if (model.versions() > 0 && model.random().chance(0.3))
                    VERIFY_OK(model.dropOne());
                else if (model.versions() > 0 && model.random().chance(0.4))
                    VERIFY_OK(model.editOne());
                else
                    VERIFY_OK(model.addVersion());
                const auto agrees = model.agrees();
                VERIFY_OK(agrees);
                QVERIFY2(
                    *agrees,
                    qPrintable(QStringLiteral("seed %1, step %2").arg(seed + round).arg(step)));
            }
            while (model.versions() > 0)
                VERIFY_OK(model.dropOne());
            QCOMPARE(job->database().number("SELECT count(*) FROM entry").value_or(-1), 0);
        }
    }

    void whatIsTakenBackIsAsItWasBefore()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        EntryTable &entries = job->entries;
        const std::int64_t root = entries.ensureFolderByPath("/r/", '/').value_or(0);
        const auto add = [&](const char *name, std::int64_t version, std::int64_t size) {
            EntryRow row;
            row.folder = root;
            row.name = name;
            row.first = version;
            row.size = size;
            return entries.open(row);
        };
        VERIFY_OK(add("changed", 1, 10));
        VERIFY_OK(add("gone", 1, 11));
        VERIFY_OK(entries.close(root, "gone", 2));
        VERIFY_OK(entries.close(root, "changed", 3));
        VERIFY_OK(add("changed", 3, 20));
        VERIFY_OK(add("gone", 3, 21)); // new again
        for (const char *name : {"changed", "gone"})
            VERIFY_OK(entries.takeBack(root, name, 2, 3));
        const auto rows = entries.page(root, 3, {}, 1000);
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), std::size_t{1});
        QCOMPARE(rows->front().size, 10);
        QCOMPARE(entries.page(root, 1, {}, 1000).value_or(std::vector<EntryRow>()).size(),
                 std::size_t{2});
    }

    void foldersAreFoundByPath()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        EntryTable &entries = job->entries;
        const std::string odd("/home/\xff\xfe\n/x/");
        const auto id = entries.ensureFolderByPath(odd, '/');
        VERIFY_OK(id);
        QCOMPARE(entries.ensureFolderByPath(odd, '/').value_or(0), *id);
        QCOMPARE(entries.findFolderByPath(odd, '/').value_or(0), *id);
        QCOMPARE(entries.folderPath(*id).value_or(""), odd);
        QCOMPARE(entries.findFolderByPath("/home/no/", '/').value_or(-1), 0);
        QCOMPARE(entries.findFolderByPath("", '/').value_or(-1), 0);
        QCOMPARE(entries.maxFolderId().value_or(0), *id);
        VERIFY_FAILS(entries.folderPath(99), ErrorCode::Corrupt);
    }

    void refreshKeepsTheState()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        EntryRow row;
        row.folder = 1;
        row.name = "f";
        row.first = 1;
        row.size = 9;
        VERIFY_OK(job->entries.open(row));
        row.mtime = 3;
        row.ctime = 4;
        row.inode = 5;
        row.size = 10; // not what a refresh is for
        VERIFY_OK(job->entries.refresh(row));
        const auto found = job->entries.find(1, "f", 7);
        VERIFY_OK(found);
        QVERIFY(found->has_value());
        QCOMPARE((*found)->mtime, 3);
        QCOMPARE((*found)->ctime, 4);
        QCOMPARE((*found)->inode, 5);
        QCOMPARE((*found)->size, 9);
    }
};

QTEST_GUILESS_MAIN(TestEntryTable)
#include "test_entry_table.moc"

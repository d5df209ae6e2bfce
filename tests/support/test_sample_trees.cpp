// SPDX-License-Identifier: MIT
#include "tests/support/scratch_folder.h"
#include "tests/support/test_tree.h"
#include "tests/support/verify.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

class TestSampleTrees : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMadeIsReadBack();
    void noticesEveryDifference();
    void updateTouchesOnlyWhatDiffers();
    void mutationsCanBeMadeAndRepeated();
    void sparseFilesTakeNoRoom();

private:
    ScratchFolder m_scratch;
};

void TestSampleTrees::whatIsMadeIsReadBack()
{
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        SeededRandom random(seed);
        TestTree tree = TestTree::sample(random, 40);
        tree.folder("forbidden", 0500).file("forbidden/inside", "x", 0444, -1'500'000'000);
        VERIFY_OK(tree.create(m_scratch / "made"));
        const auto back = TestTree::read(m_scratch / "made");
        VERIFY_OK(back);
        QCOMPARE(tree.describeDifferences(*back), std::string());
        QVERIFY(tree == *back);
        QVERIFY(tree.contentBytes() > 0);
    }
}

void TestSampleTrees::noticesEveryDifference()
{
    TestTree tree;
    tree.file("d/a", "content").link("l", "target").folder("e");
    const auto differs = [&](const std::function<void(TestTree &)> &change) {
        TestTree other = tree;
        change(other);
        return tree.differences(other).size() == 1 && !(tree == other);
    };
    QVERIFY(differs([](TestTree &t) { t.entries().at("d/a").content = "cOntent"; }));
    QVERIFY(differs([](TestTree &t) { t.entries().at("d/a").content += "!"; }));
    QVERIFY(differs([](TestTree &t) { t.entries().at("d/a").mode = 0600; }));
    QVERIFY(differs([](TestTree &t) { t.entries().at("d/a").mtimeNs += 1; }));
    QVERIFY(differs([](TestTree &t) { t.entries().at("l").content = "elsewhere"; }));
    QVERIFY(differs([](TestTree &t) { t.entries().at("e").mode = 0700; }));
    QVERIFY(differs([](TestTree &t) { t.remove("d/a"); }));
    QVERIFY(differs([](TestTree &t) { t.file("new", ""); }));
    QVERIFY(differs([](TestTree &t) { t.link("e", "x"); }));
    TestTree later = tree;
    later.entries().at("e").mtimeNs += 100;
    QVERIFY(tree.differences(later, Compare::WithoutTimes).empty());
    TestTree changed = tree;
    changed.entries().at("d/a").content = "conTent";
    QCOMPARE(tree.describeDifferences(changed),
             std::string("d/a: 7 / 7 bytes, different from byte 3 on\n"));
}

void TestSampleTrees::updateTouchesOnlyWhatDiffers()
{
    const FilePath root = m_scratch / "updated";
    TestTree tree;
    tree.file("same", "same").file("d/changed", "old").file("gone/x", "x").link("turns", "t");
    VERIFY_OK(tree.create(root));
    struct stat before
    {
    };
    QCOMPARE(::stat((root / "same").c_str(), &before), 0);
    tree.remove("gone").remove("turns");
    tree.folder("turns").file("turns/into", "a folder");
    tree.entries().at("d/changed").content = "new";
    VERIFY_OK(tree.update(root));
    const auto back = TestTree::read(root);
    VERIFY_OK(back);
    QCOMPARE(tree.describeDifferences(*back), std::string());
    struct stat after
    {
    };
    QCOMPARE(::stat((root / "same").c_str(), &after), 0);
    QCOMPARE(after.st_ino, before.st_ino);
    QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
}

void TestSampleTrees::mutationsCanBeMadeAndRepeated()
{
    const auto mutated = [](std::uint64_t seed) {
        SeededRandom random(seed);
        TestTree tree = TestTree::sample(random);
        for (int round = 0; round < 10; ++round)
            tree.mutate(random, 8, TestTree::kSomeTimeNs + round * 1'000'000);
        return tree;
    };
    QVERIFY(mutated(5) == mutated(5));
    QVERIFY(!(mutated(5) == mutated(6)));

    const FilePath root = m_scratch / "mutated";
    SeededRandom random(11);
    TestTree tree = TestTree::sample(random);
    VERIFY_OK(tree.create(root));
    for (int round = 0; round < 10; ++round) {
        tree.mutate(random, 8, TestTree::kSomeTimeNs + round * 1'000'000);
        VERIFY_OK(tree.update(root));
        const auto back = TestTree::read(root);
        VERIFY_OK(back);
        QCOMPARE(tree.describeDifferences(*back), std::string());
    }
}

void TestSampleTrees::sparseFilesTakeNoRoom()
{
    const FilePath path = m_scratch / "sparse";
    writeSparseFile(path, 1ULL << 40);
    struct stat info
    {
    };
    QCOMPARE(::stat(path.c_str(), &info), 0);
    QCOMPARE(info.st_size, off_t{1} << 40);
    QVERIFY(info.st_blocks < 100);
}

QTEST_GUILESS_MAIN(TestSampleTrees)
#include "test_sample_trees.moc"

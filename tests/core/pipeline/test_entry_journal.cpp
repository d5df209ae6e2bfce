// SPDX-License-Identifier: MIT
#include "core/pipeline/entry_journal.h"

#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

#include <thread>

namespace cairn::test {

class TestEntryJournal final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void writesOnFlush();
    void replacesTheStateBefore();
    void closesWhatIsGone();
    void refreshBeginsNoNewState();
    void countsWhatTheVersionHasMore();
    void givesOutIdsThatAreFree();
    void writesByItselfWhenMuchHasCome();
    void aFailedFlushIsNotSilent();
    void takesFromManyThreads();

private:
    std::unique_ptr<EntryJournal> journal(std::int64_t version)
    {
        return need(EntryJournal::create(m_lab->job(), version));
    }
    static EntryRow file(const std::string &name, std::int64_t size)
    {
        EntryRow row;
        row.name = name;
        row.size = size;
        return row;
    }
    std::optional<EntryRow> find(const std::string &name, std::int64_t version)
    {
        return need(m_lab->job().entries.find(0, name, version));
    }

    std::unique_ptr<PipelineLab> m_lab;
};

void TestEntryJournal::init()
{
    m_lab = std::make_unique<PipelineLab>();
}

void TestEntryJournal::writesOnFlush()
{
    const auto first = journal(1);
    QVERIFY(!first->changed());
    const std::int64_t folder = need(first->addFolder(0, "/"));
    EntryRow row = file("f", 5);
    row.folder = folder;
    StreamRow stream;
    stream.size = 5;
    stream.hash = hashOf(m_lab->settings.fileHash, {});
    row.content = -need(first->addStream(stream));
    VERIFY_OK(first->open(row, nullptr));
    VERIFY_OK(first->flush());
    const auto found = need(m_lab->job().entries.find(folder, "f", 1));
    QVERIFY(found.has_value());
    QCOMPARE(found->first, 1);
    QCOMPARE(found->size, 5);
    QCOMPARE(found->content, row.content);
    QVERIFY(need(m_lab->job().streams.get(-row.content)).has_value());
    QCOMPARE(need(m_lab->job().entries.folderPath(folder)), std::string("/"));
    QVERIFY(first->changed());
    VERIFY_OK(first->flush()); // nothing is written twice
}

void TestEntryJournal::replacesTheStateBefore()
{
    VERIFY_OK(journal(1)->open(file("unflushed", 1), nullptr)); // is lost, and that is all
    const auto first = journal(1);
    VERIFY_OK(first->open(file("f", 5), nullptr));
    VERIFY_OK(first->flush());
    const EntryRow before = *find("f", 1);
    const auto second = journal(2);
    VERIFY_OK(second->open(file("f", 7), &before));
    VERIFY_OK(second->flush());
    QCOMPARE(find("f", 1)->size, 5);
    QCOMPARE(find("f", 2)->size, 7);
    QVERIFY(!find("unflushed", 1));
}

void TestEntryJournal::closesWhatIsGone()
{
    const auto first = journal(1);
    VERIFY_OK(first->open(file("f", 5), nullptr));
    VERIFY_OK(first->flush());
    const auto second = journal(2);
    VERIFY_OK(second->close(*find("f", 1)));
    VERIFY_OK(second->flush());
    QVERIFY(find("f", 1).has_value());
    QVERIFY(!find("f", 2));
    QVERIFY(second->changed());
}

void TestEntryJournal::refreshBeginsNoNewState()
{
    const auto first = journal(1);
    VERIFY_OK(first->open(file("f", 5), nullptr));
    VERIFY_OK(first->flush());
    const auto second = journal(2);
    EntryRow row = *find("f", 1);
    row.mtime = 77;
    row.ctime = 78;
    row.inode = 79;
    VERIFY_OK(second->refresh(row));
    VERIFY_OK(second->flush());
    QVERIFY(!second->changed());
    const auto found = find("f", 2);
    QCOMPARE(found->first, 1);
    QCOMPARE(found->ctime, 78);
    QCOMPARE(found->inode, 79);
}

void TestEntryJournal::countsWhatTheVersionHasMore()
{
    const auto first = journal(1);
    EntryRow folder = file("folder/", 0);
    folder.type = EntryType::Folder;
    VERIFY_OK(first->open(folder, nullptr));
    VERIFY_OK(first->open(file("a", 5), nullptr));
    VERIFY_OK(first->open(file("b", 6), nullptr));
    QCOMPARE(first->delta().entries, 3);
    QCOMPARE(first->delta().files, 2);
    QCOMPARE(first->delta().bytes, 11);
    VERIFY_OK(first->flush());
    const auto second = journal(2);
    const EntryRow a = *find("a", 1);
    VERIFY_OK(second->open(file("a", 105), &a));
    VERIFY_OK(second->close(*find("b", 1)));
    VERIFY_OK(second->refresh(*find("folder/", 1)));
    QCOMPARE(second->delta().entries, -1);
    QCOMPARE(second->delta().files, -1);
    QCOMPARE(second->delta().bytes, 100 - 6);
}

void TestEntryJournal::givesOutIdsThatAreFree()
{
    const auto first = journal(1);
    const std::int64_t root = need(first->addFolder(0, "/"));
    const std::int64_t sub = need(first->addFolder(root, "sub/"));
    QVERIFY(root != sub);
    StreamRow stream;
    stream.size = 1;
    stream.hash = hashOf(m_lab->settings.fileHash, {});
    const std::int64_t one = need(first->addStream(stream));
    const std::int64_t two = need(first->addStream(stream));
    QVERIFY(one != two);
    VERIFY_OK(first->flush());
    const auto second = journal(2);
    QVERIFY(need(second->addFolder(root, "other/")) > std::max(root, sub));
    QVERIFY(need(second->addStream(stream)) > std::max(one, two));
}

void TestEntryJournal::writesByItselfWhenMuchHasCome()
{
    const auto first = journal(1);
    for (int i = 0; i < 20'000; ++i)
        VERIFY_OK(first->open(file("f" + std::to_string(i), 1), nullptr));
    QVERIFY(find("f0", 1).has_value()); // memory stays bounded
    VERIFY_OK(first->flush());
    QVERIFY(find("f19999", 1).has_value());
    QCOMPARE(first->delta().entries, 20'000);
}

void TestEntryJournal::aFailedFlushIsNotSilent()
{
    const auto first = journal(1);
    VERIFY_OK(first->open(file("f", 1), nullptr));
    VERIFY_OK(first->open(file("f", 2), nullptr)); // a path twice: a bug of the caller
    QVERIFY(!first->flush().has_value());
    QVERIFY(!find("f", 1)); // all or nothing
}

void TestEntryJournal::takesFromManyThreads()
{
    const auto first = journal(1);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 5000; ++i)
                need(first->open(file(std::to_string(t) + '-' + std::to_string(i), 1), nullptr));
        });
    for (std::thread &thread : threads)
        thread.join();
    VERIFY_OK(first->flush());
    QCOMPARE(need(m_lab->job().database().number("SELECT count(*) FROM entry")), 20'000);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestEntryJournal)
#include "test_entry_journal.moc"

// SPDX-License-Identifier: MIT
#include "tests/core/operations/test_restore_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <unistd.h>

namespace cairn::test {

using Names = std::vector<std::string>;

// --restore-with-local-blocks: what the files at their original places still have is not fetched.
class TestRestoreLocal final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void takesWhatIsThere();
    void fetchesWhatHasChanged();
    void fetchesAllWithoutTheOption();
    void doesWithoutVolumesThatAreLost();
    void followsNoLink();
    void fetchesWhatBecomesUnreadable();
    void startsNothingAfterAStop();

private:
    // The place that the files of a backup come from.
    static FilePath placeIn(const RestoreStore &store) { return store.folder() / "place"; }
    std::vector<SourceEntry> backUp(std::size_t files, std::size_t size);

    std::unique_ptr<RestoreStore> m_store;
};

void TestRestoreLocal::init()
{
    m_store = std::make_unique<RestoreStore>();
    m_store->options.restore.localBlocks = true;
    m_store->options.restore.skipMetadata = true; // it is fetched in any case
}

std::vector<SourceEntry> TestRestoreLocal::backUp(std::size_t files, std::size_t size)
{
    const FilePath place = placeIn(*m_store);
    std::ignore = m_store->files.makeDirectories(place);
    std::vector<SourceEntry> entries;
    for (std::size_t i = 0; i < files; ++i) {
        const std::string name = "f" + std::to_string(i);
        entries.push_back({(place / name).bytes(), EntryType::File, m_store->noise(size)});
        writeFile(place / name, entries.back().content);
    }
    m_store->addVersion(entries);
    return entries;
}

void TestRestoreLocal::takesWhatIsThere()
{
    auto entries = backUp(3, 30'000);
    const auto result = m_store->restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredFiles, 3);
    QCOMPARE(result->localBytes, 90'000);
    QCOMPARE(m_store->fetched(), std::size_t{0});
    for (std::size_t i = 0; i < entries.size(); ++i)
        QCOMPARE(readFile(m_store->target() / ("f" + std::to_string(i))), entries[i].content);
    QCOMPARE(m_store->progress.bytesDone.load(), m_store->progress.bytesTotal.load());
}

void TestRestoreLocal::fetchesWhatHasChanged()
{
    const auto entries = backUp(1, 100 * 1024 + 17);
    std::string changed = entries[0].content;
    changed[50 * 1024] = static_cast<char>(changed[50 * 1024] ^ 1);
    changed.resize(99 * 1024); // and its end is gone
    VERIFY_OK(m_store->files.remove(placeIn(*m_store) / "f0"));
    writeFile(placeIn(*m_store) / "f0", changed);
    const auto result = m_store->restore();
    VERIFY_OK(result);
    QCOMPARE(result->localBytes, 98 * 1024);
    QVERIFY(m_store->fetched() <= 2);
    QCOMPARE(readFile(m_store->target() / "f0"), entries[0].content);
}

void TestRestoreLocal::fetchesAllWithoutTheOption()
{
    const auto entries = backUp(1, 5000);
    m_store->options.restore.localBlocks = false;
    const auto result = m_store->restore();
    VERIFY_OK(result);
    QCOMPARE(result->localBytes, 0);
    QVERIFY(m_store->fetched() > 0);
    QCOMPARE(readFile(m_store->target() / "f0"), entries[0].content);
}

void TestRestoreLocal::doesWithoutVolumesThatAreLost()
{
    const auto entries = backUp(2, 3000);
    m_store->erase(m_store->volumeOf(std::string_view(entries[0].content).substr(0, 1024)));
    const auto result = m_store->restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    QCOMPARE(readFile(m_store->target() / "f0"), entries[0].content);
}

void TestRestoreLocal::followsNoLink()
{
    const auto entries = backUp(1, 3000);
    const FilePath file = placeIn(*m_store) / "f0";
    VERIFY_OK(m_store->files.rename(file, placeIn(*m_store) / "elsewhere"));
    QCOMPARE(::symlink("elsewhere", file.c_str()), 0);
    const auto result = m_store->restore();
    VERIFY_OK(result);
    QCOMPARE(result->localBytes, 0);
    QCOMPARE(readFile(m_store->target() / "f0"), entries[0].content);
}

void TestRestoreLocal::fetchesWhatBecomesUnreadable()
{
    const auto entries = backUp(1, 30'000);
    m_store->files.watchOnly(placeIn(*m_store).bytes());
    m_store->files.failCall(FileOp::Read, 10);
    const auto result = m_store->restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    QVERIFY(m_store->files.hasFailed());
    QCOMPARE(readFile(m_store->target() / "f0"), entries[0].content);
}

void TestRestoreLocal::startsNothingAfterAStop()
{
    backUp(20, 3000);
    m_store->files.onBefore(FileOp::Create, [&](const FilePath &path) {
        if (path.bytes().starts_with(m_store->target().bytes()))
            m_store->cancel.requestStop();
    });
    VERIFY_FAILS(m_store->restore(), ErrorCode::Cancelled);
    const Names names = RestoreStore::namesBelow(m_store->target());
    QVERIFY(!names.empty() && names.size() < 20);
    for (const std::string &name : names)
        QVERIFY2(name.starts_with('f'), name.c_str());
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestRestoreLocal)
#include "test_restore_local.moc"

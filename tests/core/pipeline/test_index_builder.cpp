// SPDX-License-Identifier: MIT
#include "core/pipeline/index_builder.h"

#include "core/format/dindex.h"
#include "core/format/entry_names.h"
#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

#include <set>

namespace cairn::test {

class TestIndexBuilder final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tellsOfEveryBlock();
    void holdsEachListOnce();
    void needsAKnownVolume();
    void computesListsFromTheDatabase();
    void leavesOutAListThatCannotBeProven();

private:
    Digest digest(const std::string &content) const
    {
        return hashOf(m_lab->settings.blockHash, asBytes(content));
    }
    BlockRow addBlock(std::int64_t id, const std::string &content, std::int64_t volume);

    std::unique_ptr<PipelineLab> m_lab;
    VolumeRow m_dblock;
};

void TestIndexBuilder::init()
{
    m_lab = std::make_unique<PipelineLab>();
    m_dblock = {};
    m_dblock.name = "duplicati-b0123456789abcdef0123456789abcdef.dblock.zip";
    m_dblock.state = VolumeState::Confirmed;
    m_dblock.size = 4711;
    m_dblock.hash = digest("as it lies there");
    m_dblock.id = need(m_lab->job().volumes.add(m_dblock));
}

BlockRow TestIndexBuilder::addBlock(std::int64_t id, const std::string &content,
                                    std::int64_t volume)
{
    BlockRow row{id, digest(content), static_cast<std::int64_t>(content.size()), volume};
    need(m_lab->job().blocks.insert(row));
    return row;
}

void TestIndexBuilder::tellsOfEveryBlock()
{
    std::set<std::pair<std::string, std::int64_t>> expected;
    for (int i = 1; i <= 100; ++i) {
        const BlockRow row = addBlock(i, std::string(static_cast<std::size_t>(i), 'x'), 1);
        expected.emplace(row.hash.toHex(), row.size);
    }
    // A copy of a block that lives elsewhere is in it too (R9); a block of another is not.
    VolumeRow other = m_dblock;
    other.name = "other";
    const std::int64_t otherId = need(m_lab->job().volumes.add(other));
    const BlockRow copied = addBlock(101, "copied", otherId);
    addBlock(102, "not here", otherId);
    VERIFY_OK(m_lab->job().blocks.addCopy(m_dblock.id, copied.id));
    expected.emplace(copied.hash.toHex(), copied.size);

    const RunEnvironment run = m_lab->environment();
    const auto built = buildIndexVolume(run, m_lab->job(), m_lab->settings, m_dblock.id, {});
    VERIFY_OK(built);
    const auto entries = m_lab->entriesOf(*built);
    QCOMPARE(entries.size(), std::size_t{2}); // with the manifest
    std::set<std::pair<std::string, std::int64_t>> told;
    const auto parsed = parseDindexVol(asBytes(entries.at(volEntryName(m_dblock.name))),
                                       [&](const Digest &hash, std::int64_t size) -> Result<> {
                                           told.emplace(hash.toHex(), size);
                                           return {};
                                       });
    VERIFY_OK(parsed);
    QCOMPARE(told, expected);
    QCOMPARE(parsed->volumeSize, m_dblock.size);
    QCOMPARE(parsed->volumeHash, m_dblock.hash);
}

void TestIndexBuilder::holdsEachListOnce()
{
    std::vector<BlocklistContent> lists;
    for (const char *content : {"list one", "list two", "list one"}) {
        Buffer buffer;
        buffer.append(asBytes(std::string(content)));
        lists.push_back({digest(content), std::move(buffer)});
    }
    const RunEnvironment run = m_lab->environment();
    const auto built = buildIndexVolume(run, m_lab->job(), m_lab->settings, m_dblock.id, lists);
    VERIFY_OK(built);
    auto source = FileSource::open(m_lab->files, built->file.path());
    VERIFY_OK(source);
    const auto archive = openArchive(std::make_shared<FileSource>(std::move(*source)), "zip");
    VERIFY_OK(archive);
    QCOMPARE((*archive)->entries().size(), std::size_t{4});
    QVERIFY(!(*archive)->hasDuplicates()); // storage-format.md §9.1
    const auto entries = m_lab->entriesOf(*built);
    QCOMPARE(entries.at(listEntryName(digest("list two"))), std::string("list two"));
}

void TestIndexBuilder::needsAKnownVolume()
{
    const RunEnvironment run = m_lab->environment();
    VERIFY_FAILS(buildIndexVolume(run, m_lab->job(), m_lab->settings, 99, {}), ErrorCode::Internal);
    VolumeRow unknown;
    unknown.name = "its size is not known";
    const std::int64_t id = need(m_lab->job().volumes.add(unknown));
    VERIFY_FAILS(buildIndexVolume(run, m_lab->job(), m_lab->settings, id, {}), ErrorCode::Internal);
}

void TestIndexBuilder::computesListsFromTheDatabase()
{
    // 32 hashes of SHA-256 in a list of 1 KiB: 40 blocks make two lists.
    StreamRow stream;
    std::string first;
    std::string second;
    for (int i = 1; i <= 40; ++i) {
        const BlockRow row = addBlock(i, "data " + std::to_string(i), m_dblock.id);
        (i <= 32 ? first : second) += asText(row.hash.view());
        stream.blocks.append(i);
    }
    const BlockRow firstRow = addBlock(41, first, m_dblock.id);
    const BlockRow secondRow = addBlock(42, second, m_dblock.id);
    stream.lists.append(41);
    stream.lists.append(42);
    stream.size = 40 * 1024;
    stream.hash = digest("the whole");
    VERIFY_OK(m_lab->job().streams.add(stream));
    const auto rows = m_lab->job().blocks.ofVolume(m_dblock.id);
    VERIFY_OK(rows);
    auto lists = blocklistsIn(m_lab->job(), m_lab->settings, *rows);
    VERIFY_OK(lists);
    QCOMPARE(lists->size(), std::size_t{2});
    if ((*lists)[0].hash != firstRow.hash)
        std::swap((*lists)[0], (*lists)[1]);
    QCOMPARE(asText((*lists)[0].content), std::string_view(first));
    QCOMPARE((*lists)[1].hash, secondRow.hash);
    QCOMPARE(asText((*lists)[1].content), std::string_view(second));
}

void TestIndexBuilder::leavesOutAListThatCannotBeProven()
{
    StreamRow stream;
    for (int i = 1; i <= 2; ++i) {
        addBlock(i, "data " + std::to_string(i), m_dblock.id);
        stream.blocks.append(i);
    }
    addBlock(3, "not the hashes of these blocks", m_dblock.id);
    stream.lists.append(3);
    stream.size = 2048;
    stream.hash = digest("the whole");
    VERIFY_OK(m_lab->job().streams.add(stream));
    const auto rows = m_lab->job().blocks.ofVolume(m_dblock.id);
    VERIFY_OK(rows);
    const auto lists = blocklistsIn(m_lab->job(), m_lab->settings, *rows);
    VERIFY_OK(lists);
    QVERIFY(lists->empty());
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestIndexBuilder)
#include "test_index_builder.moc"

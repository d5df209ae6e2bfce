// SPDX-License-Identifier: MIT
#include "core/pipeline/dlist_builder.h"

#include "core/format/dlist.h"
#include "core/format/entry_names.h"
#include "core/format/envelope.h"
#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

namespace cairn::test {

namespace {

const std::string kName = "duplicati-20240102T040000Z.dlist.zip";

} // namespace

class TestDlistBuilder final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void listsTheVersionAndNoOther();
    void describesEveryKindOfContent();
    void sizesAndTimesAreTheFormats_data();
    void sizesAndTimesAreTheFormats();
    void leavesOutWhatIsOmitted();
    void embedsControlFiles();
    void namesWhatItReliesOn();
    void namesTheListBeforeIt();
    void saysWhetherItIsComplete();
    void aMissingBlockIsNoList();
    void lostContentKeepsItsList();
    void aChangedBlocklistIsNoList_data();
    void aChangedBlocklistIsNoList();

private:
    using Entries = std::map<std::string, DlistEntry>;
    std::int64_t addBlock(const std::string &content, std::int64_t volume = 0);
    std::int64_t addVolume(const std::string &name, VolumeKind kind, bool usable = true);
    Envelope envelope();
    void add(const std::string &folder, const std::string &name, EntryType type,
             std::int64_t size = 0, StreamRef content = 0, StreamRef meta = 0,
             std::int64_t mtime = 1'700'000'000'000'000'000);
    Digest digest(const std::string &content) const
    {
        return hashOf(m_lab->settings.blockHash, asBytes(content));
    }
    Entries build(bool complete = true, const EntryEdit &edit = {});

    std::unique_ptr<PipelineLab> m_lab;
    std::int64_t m_version = 1;
    std::int64_t m_nextBlock = 1;
    DlistCounts m_counts;
    std::map<std::string, std::string> m_volume;
    std::vector<EnvelopeVolume> m_told; // by the last envelope()
};

void TestDlistBuilder::init()
{
    m_lab = std::make_unique<PipelineLab>();
    m_version = 1;
    m_nextBlock = 1;
}

std::int64_t TestDlistBuilder::addBlock(const std::string &content, std::int64_t volume)
{
    const std::int64_t id = m_nextBlock++;
    need(m_lab->job().blocks.insert(
        {id, digest(content), static_cast<std::int64_t>(content.size()), volume}));
    return id;
}

void TestDlistBuilder::add(const std::string &folder, const std::string &name, EntryType type,
                           std::int64_t size, StreamRef content, StreamRef meta, std::int64_t mtime)
{
    EntryRow row;
    row.folder = need(m_lab->job().entries.ensureFolderByPath(folder, '/'));
    row.name = name;
    row.first = m_version;
    row.type = type;
    row.size = size;
    row.content = content;
    row.meta = meta;
    row.mtime = mtime;
    need(m_lab->job().entries.open(row));
}

TestDlistBuilder::Entries TestDlistBuilder::build(bool complete, const EntryEdit &edit)
{
    const RunEnvironment run = m_lab->environment();
    const auto built = need(
        buildDlistVolume(run, m_lab->job(), m_lab->settings, m_version, complete, kName, {}, edit));
    m_counts = built.counts;
    m_volume = m_lab->entriesOf(built.volume);
    Entries entries;
    DlistReader reader({true, 32, 32}, [&](DlistEntry &entry) -> Result<> {
        entries[entry.path] = entry;
        return {};
    });
    need(reader.write(asBytes(m_volume.at(std::string(kFilelistEntry)))));
    need(reader.finish());
    return entries;
}

void TestDlistBuilder::listsTheVersionAndNoOther()
{
    add("", "/", EntryType::Folder);
    add("/", "kept", EntryType::File, 3, addBlock("abc"));
    add("/", "gone", EntryType::File, 2, addBlock("de"));
    m_version = 2;
    VERIFY_OK(m_lab->job().entries.close(need(m_lab->job().entries.findFolderByPath("/", '/')),
                                         "gone", m_version));
    add("/sub/", "new", EntryType::File, 4, addBlock("fghi"));
    const Entries entries = build();
    QCOMPARE(entries.size(), std::size_t{3});
    QVERIFY(entries.contains("/") && entries.contains("/kept") && entries.contains("/sub/new"));
    QCOMPARE(m_counts.entries, 3);
    QCOMPARE(m_counts.files, 2);
    QCOMPARE(m_counts.bytes, 7);
    m_version = 1;
    QVERIFY(build().contains("/gone"));
}

void TestDlistBuilder::describesEveryKindOfContent()
{
    const std::string one = m_lab->noise(1000);
    const std::int64_t oneId = addBlock(one);
    add("/", "empty", EntryType::File);
    add("/", "one", EntryType::File, 1000, oneId, addBlock("{\"meta\":1}"));
    StreamRow stream; // two blocks and their list
    stream.size = 1010;
    stream.hash = digest("hash of the whole");
    stream.blocks.append(oneId);
    stream.blocks.append(addBlock("ten bytes!"));
    const std::string list =
        std::string(asText(digest(one).view())) + std::string(asText(digest("ten bytes!").view()));
    stream.lists.append(addBlock(list));
    add("/", "two", EntryType::File, 1010, -need(m_lab->job().streams.add(stream)));
    StreamRow other; // one block whose hash is another than the file's
    other.size = 1000;
    other.hash = digest("by the other algorithm");
    other.blocks.append(oneId);
    add("/", "other", EntryType::File, 1000, -need(m_lab->job().streams.add(other)));
    add("/", "folder/", EntryType::Folder, 0, 0, addBlock("{\"meta\":2}"));
    add("/", "link", EntryType::Symlink, 0, 0, addBlock("{\"meta\":3}"));
    add("/", "bytes\xff", EntryType::File);

    Entries entries = build();
    QCOMPARE(entries.size(), std::size_t{7});
    QCOMPARE(entries["/empty"].hash, digest(""));
    QCOMPARE(entries["/empty"].size, 0);
    QVERIFY(entries["/empty"].metaHash.empty());
    QCOMPARE(entries["/one"].hash, digest(one));
    QVERIFY(entries["/one"].blocklists.empty());
    QVERIFY(entries["/one"].blockHash.empty()); // as its hash
    QCOMPARE(entries["/one"].metaHash, digest("{\"meta\":1}"));
    QCOMPARE(entries["/one"].metaSize, 10);
    QCOMPARE(entries["/two"].hash, stream.hash);
    QCOMPARE(entries["/two"].size, 1010);
    QCOMPARE(entries["/two"].blocklists, std::vector<Digest>{digest(list)});
    QCOMPARE(entries["/other"].hash, other.hash);
    QCOMPARE(entries["/other"].blockHash, digest(one));
    QCOMPARE(entries["/folder/"].type, DlistEntry::Folder);
    QCOMPARE(entries["/folder/"].metaHash, digest("{\"meta\":2}"));
    QCOMPARE(entries["/link"].type, DlistEntry::Symlink);
    QVERIFY(entries.contains("/bytes\xff")); // by the escape of storage-format.md §6.3
}

void TestDlistBuilder::sizesAndTimesAreTheFormats_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("cut to the second") << qint64{1'999'999'999} << qint64{1};
    QTest::newRow("before 1970") << qint64{-1} << qint64{-1};
    QTest::newRow("whole and before") << qint64{-2'000'000'000} << qint64{-2};
    QTest::newRow("after 2038") << qint64{5'000'000'000'000'000'000} << qint64{5'000'000'000};
}

void TestDlistBuilder::sizesAndTimesAreTheFormats()
{
    QFETCH(const qint64, ns);
    QFETCH(const qint64, seconds);
    add("/", "f", EntryType::File, 0, 0, 0, ns);
    QCOMPARE(build()["/f"].time, seconds);
}

void TestDlistBuilder::leavesOutWhatIsOmitted()
{
    add("/", "kept", EntryType::File, 3, addBlock("abc"));
    add("/", "left out", EntryType::File, 2, addBlock("de"));
    const Entries entries = build(true, [](const std::string &path, EntryRow &) -> Result<bool> {
        return path != "/left out";
    });
    QCOMPARE(entries.size(), std::size_t{1});
    QVERIFY(entries.contains("/kept"));
    QCOMPARE(m_counts.entries, 1);
    QCOMPARE(m_counts.bytes, 3);
}

void TestDlistBuilder::embedsControlFiles()
{
    const FilePath file = m_lab->folder() / "job.json";
    writeFile(file, "{}");
    const RunEnvironment run = m_lab->environment();
    const auto built = buildDlistVolume(run, m_lab->job(), m_lab->settings, 1, true, kName, {file});
    VERIFY_OK(built);
    QCOMPARE(m_lab->entriesOf(built->volume).at(std::string(kExtraFolder) + "job.json"),
             std::string("{}"));
    VERIFY_FAILS(buildDlistVolume(run, m_lab->job(), m_lab->settings, 1, true, kName,
                                  {m_lab->folder() / "not there"}),
                 ErrorCode::NotFound);
    QVERIFY(m_lab->tempFiles() <= 1); // the sealed one
}

std::int64_t TestDlistBuilder::addVolume(const std::string &name, VolumeKind kind, bool usable)
{
    VolumeRow row;
    row.name = name;
    row.kind = kind;
    row.state = usable ? VolumeState::Confirmed : VolumeState::Damaged;
    row.size = static_cast<std::int64_t>(name.size());
    row.hash = digest(name);
    return need(m_lab->job().volumes.add(row));
}

Envelope TestDlistBuilder::envelope()
{
    build();
    m_told.clear();
    EnvelopeReader reader([this](const EnvelopeVolume &volume) -> Result<> {
        m_told.push_back(volume);
        return {};
    });
    need(reader.write(asBytes(m_volume.at(std::string(kEnvelopeEntry)))));
    return need(reader.finish());
}

void TestDlistBuilder::namesWhatItReliesOn()
{
    const std::int64_t content = addVolume("content", VolumeKind::Dblock);
    const std::int64_t lists = addVolume("lists", VolumeKind::Dblock);
    const std::int64_t meta = addVolume("meta", VolumeKind::Dblock);
    const std::int64_t unneeded = addVolume("unneeded", VolumeKind::Dblock);
    const std::int64_t damaged = addVolume("damaged", VolumeKind::Dblock, false);
    const std::int64_t shared = addVolume("index of two", VolumeKind::Dindex);
    VERIFY_OK(m_lab->job().volumes.link(shared, content));
    VERIFY_OK(m_lab->job().volumes.link(shared, lists));
    VERIFY_OK(m_lab->job().volumes.link(addVolume("other", VolumeKind::Dindex), unneeded));
    VERIFY_OK(m_lab->job().volumes.link(addVolume("bad", VolumeKind::Dindex, false), meta));
    addBlock("of no entry", content); // before the needed one
    StreamRow stream;
    stream.size = 1010;
    stream.hash = digest("hash of the whole");
    const std::string one = m_lab->noise(1000);
    stream.blocks.append(addBlock(one, content));
    stream.blocks.append(addBlock("ten bytes!", content));
    stream.lists.append(addBlock(std::string(asText(digest(one).view())) +
                                     std::string(asText(digest("ten bytes!").view())),
                                 lists));
    addBlock("of no entry either", unneeded);
    add("/", "two", EntryType::File, 1010, -need(m_lab->job().streams.add(stream)),
        addBlock("{}", meta));
    add("/", "lost", EntryType::File, 3, addBlock("xyz", damaged));
    QCOMPARE(envelope().name, kName);
    std::vector<std::string> names;
    for (const EnvelopeVolume &told : m_told) {
        names.push_back(told.name);
        QCOMPARE(told.size, static_cast<std::int64_t>(told.name.size()));
        QCOMPARE(told.hash, digest(told.name));
    }
    QCOMPARE(names, (std::vector<std::string>{"content", "index of two", "lists", "meta"}));
}

void TestDlistBuilder::namesTheListBeforeIt()
{
    add("/", "f", EntryType::File);
    QVERIFY(!envelope().previous);
    for (const char *name : {"first", "second", "third"}) {
        VersionRow version;
        version.time = 1'700'000'000 + static_cast<std::int64_t>(m_version++);
        version.state = VersionState::Visible;
        version.dlist = addVolume(name, VolumeKind::Dlist);
        need(m_lab->job().versions.add(version));
    }
    m_version = 3; // its own list does not count
    const std::optional<EnvelopeVolume> previous = envelope().previous;
    QVERIFY(previous.has_value());
    QCOMPARE(previous->name, std::string("second"));
    QCOMPARE(previous->hash, digest("second"));
    m_version = 1;
    QVERIFY(!envelope().previous);
}

void TestDlistBuilder::saysWhetherItIsComplete()
{
    add("/", "f", EntryType::File);
    build(true);
    const std::string complete = m_volume.at(std::string(kFilesetEntry));
    QCOMPARE(complete, filesetEntry(true));
    build(false);
    QVERIFY(m_volume.at(std::string(kFilesetEntry)) != complete);
}

// A database that lacks what a version needs must not make a list that says nothing of it.
void TestDlistBuilder::aMissingBlockIsNoList()
{
    add("/", "f", EntryType::File, 2000, -77);
    const RunEnvironment run = m_lab->environment();
    const auto built = buildDlistVolume(run, m_lab->job(), m_lab->settings, 1, true, kName);
    QVERIFY(!built);
    QCOMPARE(built.error().id, QStringLiteral("DatabaseIsDamaged"));
    QCOMPARE(m_lab->tempFiles(), std::size_t{0});
}

// A rebuild next to lost volumes knows the list's hash and not what it lists; repair makes the
// lists of such versions again.
void TestDlistBuilder::lostContentKeepsItsList()
{
    StreamRow stream;
    stream.size = 1010;
    stream.hash = digest("hash of the whole");
    stream.blocks.append(0);
    stream.blocks.append(0);
    stream.lists.append(addBlock("a list that is lost"));
    add("/", "two", EntryType::File, 1010, -need(m_lab->job().streams.add(stream)));
    QCOMPARE(build()["/two"].blocklists, std::vector<Digest>{digest("a list that is lost")});
}

void TestDlistBuilder::aChangedBlocklistIsNoList_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("list") << QByteArray("UPDATE block SET hash = zeroblob(32) WHERE size = 64");
    QTest::newRow("block") << QByteArray("UPDATE block SET hash = zeroblob(32) WHERE size = 10");
}

// As a disk may change the database without SQLite noticing.
void TestDlistBuilder::aChangedBlocklistIsNoList()
{
    QFETCH(const QByteArray, change);
    const std::string one = m_lab->noise(1000);
    StreamRow stream;
    stream.size = 1010;
    stream.hash = digest("hash of the whole");
    stream.blocks.append(addBlock(one));
    stream.blocks.append(addBlock("ten bytes!"));
    stream.lists.append(addBlock(std::string(asText(digest(one).view())) +
                                 std::string(asText(digest("ten bytes!").view()))));
    add("/", "two", EntryType::File, 1010, -need(m_lab->job().streams.add(stream)));
    if (!change.isEmpty())
        need(m_lab->job().database().execute(change.constData()));
    const RunEnvironment run = m_lab->environment();
    const auto built = buildDlistVolume(run, m_lab->job(), m_lab->settings, 1, true, kName);
    if (change.isEmpty())
        VERIFY_OK(built);
    else
        VERIFY_FAILS(built, ErrorCode::Corrupt);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestDlistBuilder)
#include "test_dlist_builder.moc"

// SPDX-License-Identifier: MIT
#include "tests/core/operations/test_restore_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>
#include <map>

namespace cairn::test {

using Names = std::vector<std::string>;

namespace {

// Two files of which each has a volume of its own.
struct TwoFiles
{
    explicit TwoFiles(std::string encryption = "")
        : store(1024, '/', std::move(encryption))
    {
        first = store.noise(10'000);
        second = store.noise(10'000);
        store.addVersion({{"/d/first", EntryType::File, first}});
        store.addVersion(
            {{"/d/first", EntryType::File, first}, {"/d/second", EntryType::File, second}});
    }
    [[nodiscard]] VolumeRow volume(const std::string &content)
    {
        return store.volumeOf(std::string_view(content).substr(0, 1024));
    }
    RestoreStore store;
    std::string first;
    std::string second;
};

} // namespace

class TestRestoreDamage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMissingVolumeCostsItsFilesOnly();
    void aDestinationThatIsGoneIsTheOneError();
    void aDamagedVolumeGivesWhatItCan_data();
    void aDamagedVolumeGivesWhatItCan();
    void copiesHelpOut();
    void keepsThePartsOnRequest();
    void unknownBlocksBreakTheirFileOnly();
    void blocksThatDoNotFitBreakTheirFileOnly();
    void manyLostPartsAreCounted_data();
    void manyLostPartsAreCounted();
    void lostMetadataIsAWarning();
    void aWrongFileHashIsNoticed();
    void noFailingCallMakesAWrongFile_data();
    void noFailingCallMakesAWrongFile();
};

void TestRestoreDamage::aMissingVolumeCostsItsFilesOnly()
{
    TwoFiles two;
    const VolumeRow lost = two.volume(two.first);
    two.store.erase(lost);
    const auto result = two.store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(result->broken.at(0).path, std::string("/d/first"));
    QVERIFY2(result->broken.at(0).reason.contains(QStringLiteral("0-9999")),
             qPrintable(result->broken.at(0).reason));
    QCOMPARE(result->restoredFiles, 1);
    QCOMPARE(RestoreStore::namesBelow(two.store.target()), Names{"second"});
    QCOMPARE(readFile(two.store.target() / "second"), two.second);
    QVERIFY(two.store.report.count(Severity::Error) > 0);
    QCOMPARE(two.store.job().volumes.get(lost.id).value()->state, VolumeState::Missing);
}

// A drive that is not connected has lost nothing.
void TestRestoreDamage::aDestinationThatIsGoneIsTheOneError()
{
    TwoFiles two;
    VERIFY_OK(two.store.files.rename(two.store.folder() / "remote", two.store.folder() / "away"));
    const auto result = two.store.restore();
    QVERIFY(!result);
    QCOMPARE(result.error().id, QLatin1String(kFolderMissingId));
    QCOMPARE(two.store.job().volumes.get(two.volume(two.first).id).value()->state,
             VolumeState::Confirmed);
}

void TestRestoreDamage::aDamagedVolumeGivesWhatItCan_data()
{
    QTest::addColumn<QByteArray>("encryption");
    QTest::newRow("plain") << QByteArray();
    QTest::newRow("encrypted") << QByteArray("aes");
}

void TestRestoreDamage::aDamagedVolumeGivesWhatItCan()
{
    QFETCH(const QByteArray, encryption);
    RestoreStore store(1024, '/', encryption.toStdString());
    std::vector<SourceEntry> entries;
    for (int i = 0; i < 10; ++i)
        entries.push_back({"/d/f" + std::to_string(i), EntryType::File, store.noise(1000)});
    store.addVersion(entries);
    const VolumeRow volume = store.volumeOf(entries[0].content);
    store.damage(volume, volume.size / 2);
    const auto result = store.restore();
    VERIFY_OK(result);
    QVERIFY(result->brokenFiles <= 2);
    QVERIFY(result->restoredFiles >= 8);
    for (const std::string &name : RestoreStore::namesBelow(store.target()))
        QCOMPARE(readFile(store.target() / name),
                 entries.at(static_cast<std::size_t>(name.at(1) - '0')).content);
    QVERIFY(store.report.count(Severity::Error) > 0);
    QCOMPARE(store.job().volumes.get(volume.id).value()->state, VolumeState::Damaged);
}

void TestRestoreDamage::copiesHelpOut()
{
    TwoFiles two;
    const VolumeRow lost = two.volume(two.first);
    two.store.copyBlocks(lost);
    two.store.erase(lost);
    const auto result = two.store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    QCOMPARE(readFile(two.store.target() / "first"), two.first);
    QVERIFY(two.store.report.count(Severity::Error) > 0); // the damage is told all the same
}

void TestRestoreDamage::keepsThePartsOnRequest()
{
    RestoreStore store;
    const std::string content = store.noise(60 * 1024); // several volumes
    store.addVersion({{"/d/f", EntryType::File, content}});
    store.erase(store.volumeOf(std::string_view(content).substr(0, 1024)));
    auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(RestoreStore::namesBelow(store.target()), Names{});
    store.options.restore.partialFiles = true;
    result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(RestoreStore::namesBelow(store.target()), Names{"f.partial"});
    const std::string partial = readFile(store.target() / "f.partial");
    QCOMPARE(partial.size(), content.size());
    QCOMPARE(partial.substr(50 * 1024), content.substr(50 * 1024));
    QCOMPARE(partial.substr(0, 1024), std::string(1024, '\0'));
    // A file of that name is as dear as any other.
    VERIFY_OK(store.files.remove(store.target() / "f.partial"));
    writeFile(store.target() / "f.partial", "of the user");
    VERIFY_OK(store.restore());
    QCOMPARE(readFile(store.target() / "f.partial"), std::string("of the user"));
    QCOMPARE(RestoreStore::namesBelow(store.target()).size(), std::size_t{2});
    store.options.restore.existing = ExistingFile::Replace;
    VERIFY_OK(store.restore());
    QCOMPARE(readFile(store.target() / "f.partial"), partial);
    // Where it cannot get its name, it is told, and nothing of it stays.
    store.options.restore.existing = ExistingFile::KeepBoth;
    const std::vector<std::string> before = RestoreStore::namesBelow(store.target());
    store.files.reset();
    store.files.failCall(FileOp::Rename, 0, ErrorCode::AccessDenied);
    result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(RestoreStore::namesBelow(store.target()), before);
}

void TestRestoreDamage::blocksThatDoNotFitBreakTheirFileOnly()
{
    RestoreStore store;
    store.addVersion({{"/d/long", EntryType::File, store.noise(3000)},
                      {"/d/repeated", EntryType::File, std::string(5000, 'r')},
                      {"/d/short", EntryType::File, store.noise(300)}});
    // As a hostile list could say it.
    VERIFY_OK(
        store.job().database().execute("UPDATE stream SET size = size - 10 WHERE size = 3000"));
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QVERIFY(RestoreStore::namesBelow(store.target()) == (Names{"repeated", "short"}));
}

void TestRestoreDamage::manyLostPartsAreCounted_data()
{
    QTest::addColumn<int>("lost");
    QTest::newRow("all are named") << 5;
    QTest::newRow("some are named") << 8;
}

void TestRestoreDamage::manyLostPartsAreCounted()
{
    QFETCH(int, lost);
    RestoreStore store;
    std::string kept;
    std::vector<std::string> parts;
    for (int i = 0; i < lost; ++i)
        parts.push_back(store.noise(1024));
    for (const std::string &part : parts)
        kept += part;
    store.addVersion({{"/d/kept", EntryType::File, kept}});
    std::string mixed, missing;
    for (const std::string &part : parts)
        mixed += part + (missing = store.noise(1024));
    store.addVersion({{"/d/mixed", EntryType::File, mixed}});
    store.erase(store.volumeOf(missing));
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    const auto &messages = store.report.messages();
    const QString rest = lost > 5 ? QStringLiteral("-10239 and %1 more are lost)").arg(lost - 5)
                                  : QStringLiteral("-10239 are lost)");
    QVERIFY(std::ranges::any_of(
        messages, [&rest](const ReportMessage &message) { return message.text.contains(rest); }));
}

void TestRestoreDamage::unknownBlocksBreakTheirFileOnly()
{
    TwoFiles two;
    const VolumeRow volume = two.volume(two.first);
    const std::vector<BlockRow> blocks = two.store.job().blocks.ofVolume(volume.id).value();
    for (const BlockRow &block : blocks)
        VERIFY_OK(two.store.job().blocks.setVolume(block.id, 0));
    const auto result = two.store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(RestoreStore::namesBelow(two.store.target()), Names{"second"});
}

void TestRestoreDamage::lostMetadataIsAWarning()
{
    TwoFiles two;
    VERIFY_OK(two.store.job().database().execute("UPDATE entry SET meta = 999999"));
    const auto result = two.store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    QCOMPARE(result->restoredFiles, 2);
    QCOMPARE(two.store.report.count(Severity::Error), 0);
    QCOMPARE(two.store.report.count(Severity::Warning), 2);
}

void TestRestoreDamage::aWrongFileHashIsNoticed()
{
    TwoFiles two;
    VERIFY_OK(
        two.store.job().database().execute("UPDATE stream SET hash = zeroblob(32) WHERE id = 2"));
    const auto result = two.store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(RestoreStore::namesBelow(two.store.target()).size(), std::size_t{1});
}

void TestRestoreDamage::noFailingCallMakesAWrongFile_data()
{
    QTest::addColumn<FileOp>("op");
    QTest::addColumn<ErrorCode>("code");
    constexpr std::pair<const char *, FileOp> kOps[] = {{"open", FileOp::Open},
                                                        {"create", FileOp::Create},
                                                        {"read", FileOp::Read},
                                                        {"write", FileOp::Write},
                                                        {"truncate", FileOp::Truncate},
                                                        {"sync", FileOp::Sync},
                                                        {"close", FileOp::Close},
                                                        {"rename", FileOp::Rename},
                                                        {"remove", FileOp::Remove},
                                                        {"make a folder", FileOp::MakeDirectory},
                                                        {"set metadata", FileOp::SetMetadata}};
    for (const auto &[name, op] : kOps) {
        QTest::addRow("%s", name) << op << ErrorCode::Io;
        QTest::addRow("%s, disk full", name) << op << ErrorCode::NoSpace;
        QTest::addRow("%s, aborted", name) << op << ErrorCode::Cancelled;
    }
}

// Over what is there, with blocks of it used again; each call in turn, as far as they are few.
void TestRestoreDamage::noFailingCallMakesAWrongFile()
{
    constexpr std::uint64_t kTried = 12;
    constexpr std::size_t kBlock = 4096;
    QFETCH(const FileOp, op);
    QFETCH(const ErrorCode, code);
    RestoreStore store(kBlock);
    const std::string large = store.noise(40 * kBlock);
    const std::map<std::string, std::string> wanted{
        {"empty", ""},
        {"small", "small"},
        {"one hole", std::string(kBlock, '\0')},
        {"holes", store.noise(kBlock) + std::string(9 * kBlock, '\0') + store.noise(100)},
        {"large", large},
        {"changed", large.substr(0, 30 * kBlock) + store.noise(5 * kBlock)}};
    std::vector<SourceEntry> entries;
    for (const auto &[name, content] : wanted)
        entries.push_back({"/d/" + name, EntryType::File, content});
    entries.push_back({"/d/sub/link", EntryType::Symlink, "small"});
    store.addVersion(entries);
    store.options.restore.existing = ExistingFile::Replace;
    store.files.watchOnly(store.target().bytes());
    for (std::uint64_t nth = 0; nth < kTried; ++nth) {
        removeTree(store.target());
        VERIFY_OK(store.files.makeDirectories(store.target()));
        writeFile(store.target() / "changed", large);
        store.files.reset();
        store.files.watchOnly(store.target().bytes());
        store.files.failCall(op, nth, code);
        const auto result = store.restore();
        const bool met = store.files.hasFailed();
        for (const auto &[name, content] : wanted) {
            if (!fileExists(store.target() / name)) {
                QVERIFY2(met && (!result || result->brokenFiles > 0), name.c_str());
                continue;
            }
            const std::string got = readFile(store.target() / name);
            const bool isOld = name == "changed" && got == large;
            QVERIFY2(got == content || isOld, name.c_str());
            QVERIFY2(!isOld || (met && (!result || result->brokenFiles > 0)), name.c_str());
        }
        if (!met)
            break;
    }
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestRestoreDamage)
#include "test_restore_damage.moc"

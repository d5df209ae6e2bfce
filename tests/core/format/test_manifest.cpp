// SPDX-License-Identifier: MIT
#include "core/format/manifest.h"

#include "tests/core/format/golden.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;

namespace {

Result<Manifest> parse(std::string_view text)
{
    return parseManifest(asBytes(text));
}

// A manifest with one member replaced; an empty value leaves it out.
std::string with(std::string_view member, std::string_view value)
{
    std::string out = "{";
    const std::pair<std::string_view, std::string_view> kMembers[] = {
        {"Version", "2"},         {"Created", "\"20240102T040000Z\""}, {"Encoding", "\"utf8\""},
        {"Blocksize", "102400"},  {"BlockHash", "\"SHA1\""},           {"FileHash", "\"SHA512\""},
        {"AppVersion", "\"2.1\""}};
    for (const auto &[name, usual] : kMembers) {
        const std::string_view chosen = name == member ? value : usual;
        if (!chosen.empty())
            out +=
                (out.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":" + std::string(chosen);
    }
    return out + "}";
}

} // namespace

class TestManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realOneIsReadAndWrittenToTheByte()
    {
        const std::string text = golden::read("contents/manifest.json");
        const auto manifest = parse(text);
        VERIFY_OK(manifest);
        QCOMPARE(manifest->version, 2);
        QCOMPARE(manifest->created, "20261123T060846Z");
        QCOMPARE(manifest->blocksize, std::int64_t{20480});
        QVERIFY(manifest->blockHash == HashAlgorithm::Sha1);
        QVERIFY(manifest->fileHash == HashAlgorithm::Sha512);
        QCOMPARE(manifest->appVersion, "1.0.0.0");
        QCOMPARE(serialise(*manifest), text);
        VERIFY_OK(parse(text.substr(3))); // without its BOM
    }

    // storage-format.md §14.
    void exampleOfTheFormatIsWritten()
    {
        Manifest manifest;
        manifest.created = "20240102T040000Z";
        manifest.blocksize = 1024;
        manifest.appVersion = "2.1.0.5";
        QCOMPARE(serialise(manifest),
                 "\xef\xbb\xbf{\"Version\":2,\"Created\":\"20240102T040000Z\",\"Encoding\":"
                 "\"utf8\",\"Blocksize\":1024,\"BlockHash\":\"SHA256\",\"FileHash\":\"SHA256\","
                 "\"AppVersion\":\"2.1.0.5\"}");
    }

    void spellingIsKept()
    {
        const auto manifest = parse(with("BlockHash", "\"sha1\""));
        VERIFY_OK(manifest);
        QVERIFY(manifest->blockHash == HashAlgorithm::Sha1);
        QCOMPARE(manifest->blockHashName, "sha1");
        QVERIFY(serialise(*manifest).find("\"BlockHash\":\"sha1\"") != std::string::npos);
        const auto other = parse(with("", ""));
        VERIFY_OK(other);
        QVERIFY(!manifest->agreesWith(*other)); // Duplicati compares to the letter
        QVERIFY(other->agreesWith(*other));
    }

    void oldAndStrangeOnesAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const std::string &text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("no AppVersion", with("AppVersion", ""));
        row("no Created", with("Created", ""));
        row("version 1", with("Version", "1"));
        row("version 0", with("Version", "0"));
        row("unknown members", with("Created", "\"x\",\"New\":[1,{\"a\":null}],\"Other\":{}"));
        row("null", with("AppVersion", "null"));
        row("smallest blocks", with("Blocksize", "1024"));
    }
    void oldAndStrangeOnesAreRead()
    {
        QFETCH(QByteArray, text);
        VERIFY_OK(parse(text.toStdString()));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const std::string &text,
                            ErrorCode code = ErrorCode::Corrupt) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << static_cast<int>(code);
        };
        row("version 3", with("Version", "3"), ErrorCode::Unsupported);
        row("huge version", with("Version", "9000000000000"), ErrorCode::Unsupported);
        row("negative version", with("Version", "-1"));
        row("encoding", with("Encoding", "\"utf16\""), ErrorCode::Unsupported);
        row("unknown hash", with("BlockHash", "\"CRC32\""), ErrorCode::Unsupported);
        row("no hash", with("FileHash", ""));
        row("no block size", with("Blocksize", ""));
        row("block size zero", with("Blocksize", "0"));
        row("block size too small", with("Blocksize", "1023"));
        row("block size too large", with("Blocksize", "2147483648"));
        row("block size impractical", with("Blocksize", "2147483647"), ErrorCode::Unsupported);
        row("negative block size", with("Blocksize", "-1024"));
        row("block size as text", with("Blocksize", "\"1024\""));
        row("member twice", with("Created", "\"x\",\"Blocksize\":1024"));
        row("a list", "[]");
        row("text too long", with("AppVersion", '"' + std::string(5000, 'x') + '"'));
        row("too long", with("AppVersion", std::string(100'000, ' ') + "\"\""));
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        VERIFY_FAILS(parse(text.toStdString()), static_cast<ErrorCode>(code));
    }

    void everyTruncationIsCorrupt()
    {
        const std::string text = golden::read("contents/manifest.json");
        for (std::size_t cut = 0; cut < text.size(); ++cut)
            VERIFY_FAILS(parse(text.substr(0, cut)), ErrorCode::Corrupt);
    }

    void filesetIsReadAndWrittenToTheByte()
    {
        QCOMPARE(filesetEntry(true), golden::read("contents/fileset.json"));
        QCOMPARE(filesetEntry(false), golden::read("contents/fileset-partial.json"));
        QVERIFY(parseFileset(asBytes(filesetEntry(true))).value());
        QVERIFY(!parseFileset(asBytes(filesetEntry(false))).value());
        QVERIFY(!parseFileset(asBytes(R"({"New":"x","IsFullBackup":false,"T":{}})")).value());
        QVERIFY(parseFileset(asBytes("{}")).value());
        VERIFY_FAILS(parseFileset(asBytes("[]")), ErrorCode::Corrupt);
        VERIFY_FAILS(parseFileset(asBytes("")), ErrorCode::Corrupt);
        VERIFY_FAILS(parseFileset(asBytes(std::string(100'000, ' ') + "{}")), ErrorCode::Corrupt);
    }

    void ownVersionSaysThatPathsAreEscaped() { QVERIFY(kOwnAppVersion.starts_with("Cairn ")); }
};

QTEST_GUILESS_MAIN(TestManifest)
#include "test_manifest.moc"

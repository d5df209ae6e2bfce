// SPDX-License-Identifier: MIT
#include "core/format/dindex.h"

#include "tests/core/format/golden.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;

namespace {

using Blocks = std::vector<std::pair<Digest, std::int64_t>>;

struct Parsed
{
    DindexVolume volume;
    Blocks blocks;
};

Result<Parsed> parse(std::string_view text, std::size_t piece = 1 << 20)
{
    Parsed parsed;
    DindexVolReader reader([&parsed](const Digest &hash, std::int64_t size) -> Result<> {
        parsed.blocks.emplace_back(hash, size);
        return {};
    });
    CAIRN_TRY(golden::feed(reader, text, piece));
    CAIRN_LET(volume, reader.finish());
    parsed.volume = volume;
    return parsed;
}

std::string rewritten(const Parsed &parsed)
{
    DindexVolText text;
    for (const auto &[hash, size] : parsed.blocks)
        text.addBlock(hash, size);
    text.finish(parsed.volume.volumeHash, parsed.volume.volumeSize);
    return std::string(asText(text.view()));
}

const std::string kEmptyHash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

} // namespace

class TestDindex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realOnesAreReadAndWrittenToTheByte_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<qsizetype>("blockHash");
        QTest::addColumn<qsizetype>("fileHash");
        QTest::newRow("SHA1 and SHA512")
            << QByteArray("contents/sha1-sha512.vol.json") << qsizetype(20) << qsizetype(64);
        QTest::newRow("SHA256") << QByteArray("contents/sha256-1kb.vol.json") << qsizetype(32)
                                << qsizetype(32);
    }
    void realOnesAreReadAndWrittenToTheByte()
    {
        QFETCH(QByteArray, name);
        QFETCH(qsizetype, blockHash);
        QFETCH(qsizetype, fileHash);
        const std::string text = golden::read(name.constData());
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, text.size()}) {
            const auto parsed = parse(text, piece);
            VERIFY_OK(parsed);
            QVERIFY(parsed->blocks.size() > 50);
            QCOMPARE(parsed->volume.blocks, parsed->blocks.size());
            QCOMPARE(static_cast<qsizetype>(parsed->blocks.front().first.size()), blockHash);
            QCOMPARE(static_cast<qsizetype>(parsed->volume.volumeHash.size()), fileHash);
            QCOMPARE(rewritten(*parsed), text);
        }
    }

    void everyTruncationIsCorrupt()
    {
        const std::string text = golden::read("contents/sha1-sha512.vol.json");
        for (std::size_t cut = 0; cut < text.size(); ++cut)
            VERIFY_FAILS(parse(std::string_view(text).substr(0, cut)), ErrorCode::Corrupt);
    }

    void volumeWithoutBlocksIsWritten()
    {
        DindexVolText text;
        text.finish(*Digest::fromBase64(kEmptyHash), 12);
        QCOMPARE(std::string(asText(text.view())),
                 R"({"blocks":[],"volumehash":")" + kEmptyHash + R"(","volumesize":12})");
        const auto parsed = parse(asText(text.view()));
        VERIFY_OK(parsed);
        QCOMPARE(parsed->blocks.size(), std::size_t{0});
        QCOMPARE(parsed->volume.volumeSize, std::int64_t{12});
    }

    void whatIsNotStatedIsUnknown()
    {
        for (const char *text :
             {R"({"blocks":[]})", R"({"blocks":[],"volumehash":null,"volumesize":null})"}) {
            const auto parsed = parse(text);
            VERIFY_OK(parsed);
            QVERIFY(parsed->volume.volumeHash.empty());
            QCOMPARE(parsed->volume.volumeSize, std::int64_t{-1});
        }
    }

    void anyOrderAndUnknownMembersAreRead()
    {
        const auto parsed = parse("\xef\xbb\xbf{\"volumesize\":5,\"new\":[{\"hash\":1}],\"blocks\":"
                                  "[{\"size\":0,\"more\":[{\"size\":9}],\"hash\":\"" +
                                  kEmptyHash +
                                  "\",\"x\":{\"hash\":\"no\"}}],\"other\":{\"blocks\":[1]},"
                                  "\"volumehash\":\"" +
                                  kEmptyHash + "\"}");
        VERIFY_OK(parsed);
        QCOMPARE(parsed->blocks.size(), std::size_t{1});
        QCOMPARE(parsed->blocks[0].second, std::int64_t{0});
        QCOMPARE(parsed->blocks[0].first.toBase64(), kEmptyHash);
        QCOMPARE(parsed->volume.volumeSize, std::int64_t{5});
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, std::string text) {
            for (std::size_t at = 0; (at = text.find('#', at)) != std::string::npos;)
                text.replace(at, 1, "\"hash\":\"" + kEmptyHash + '"');
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("no blocks", R"({"volumesize":5})");
        row("blocks are no list", R"({"blocks":5})");
        row("blocks are an object", R"({"blocks":{}})");
        row("a list", R"([{#,"size":1}])");
        row("a number", "5");
        row("no hash", R"({"blocks":[{"size":1}]})");
        row("no size", R"({"blocks":[{#}]})");
        row("null size", R"({"blocks":[{#,"size":null}]})");
        row("negative size", R"({"blocks":[{#,"size":-1}]})");
        row("size past every block", R"({"blocks":[{#,"size":2147483648}]})");
        row("size as text", R"({"blocks":[{#,"size":"1"}]})");
        row("hash as number", R"({"blocks":[{"hash":1,"size":1}]})");
        row("hash too short", R"({"blocks":[{"hash":"AAAA","size":1}]})");
        row("hash without padding",
            R"({"blocks":[{"hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU","size":1}]})");
        row("hash of names",
            R"({"blocks":[{"hash":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=","size":1}]})");
        row("hash too long",
            R"({"blocks":[{"hash":")" + std::string(1000, 'A') + R"(","size":1}]})");
        row("a block is a number", R"({"blocks":[1]})");
        row("a block is a list", R"({"blocks":[[]]})");
        row("a block is null", R"({"blocks":[null]})");
        row("a block is a word", R"({"blocks":[true]})");
        row("volume hash", R"({"blocks":[],"volumehash":"x"})");
        row("volume size", R"({"blocks":[],"volumesize":-2})");
        row("member twice", R"({"blocks":[],"blocks":[]})");
        row("more behind", R"({"blocks":[]}{})");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        VERIFY_FAILS(parse(text.toStdString()), ErrorCode::Corrupt);
    }

    void aFailingCallbackEndsTheParsing()
    {
        const std::string text = golden::read("contents/sha1-sha512.vol.json");
        int calls = 0;
        VERIFY_FAILS(parseDindexVol(asBytes(text),
                                    [&calls](const Digest &, std::int64_t) -> Result<> {
                                        ++calls;
                                        return fail(ErrorCode::Cancelled, QStringLiteral("stop"));
                                    }),
                     ErrorCode::Cancelled);
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(TestDindex)
#include "test_dindex.moc"

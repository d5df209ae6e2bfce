// SPDX-License-Identifier: MIT
#include "core/format/metadata_blob.h"

#include "core/base/digest.h"
#include "core/format/limits.h"
#include "tests/core/format/golden.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;

namespace {

constexpr std::string_view kBom = "\xef\xbb\xbf";

// JSON with ' for ", unless it has a ".
Result<Metadata> parse(std::string text)
{
    if (text.find('"') == std::string::npos)
        text = golden::json(std::move(text));
    return parseMetadata(asBytes(text), false);
}

Metadata sample()
{
    Metadata out;
    out.uid = out.gid = 1000;
    out.mode = 0644;
    out.ownerName = out.groupName = "alice";
    out.attributes = file_attributes::kNormal;
    out.mtimeTicks = out.ctimeTicks = 638397614450000000;
    return out;
}

} // namespace

class TestMetadataBlob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realOnesAreReadAndWrittenToTheByte()
    {
        for (const char *name :
             {"contents/file.metadata.json", "contents/folder.metadata.json",
              "contents/link.metadata.json", "contents/folder-link.metadata.json",
              "contents/xattr.metadata.json"}) {
            const std::string text = golden::read(name);
            QVERIFY2(text.size() > 100, name);
            const auto metadata = parse(text);
            VERIFY_OK(metadata);
            QCOMPARE(serialise(*metadata), text);
        }
    }

    void realOnesAreUnderstood()
    {
        const auto tagged = parse(golden::read("contents/xattr.metadata.json"));
        VERIFY_OK(tagged);
        QCOMPARE(tagged->xattrs.size(), std::size_t{1});
        QCOMPARE(tagged->xattrs[0].first, "user.colour");
        QCOMPARE(tagged->xattrs[0].second, std::string("blue\0\xff", 6));
        QCOMPARE(*tagged->mode, std::uint32_t{0644});
        QCOMPARE(*tagged->ownerName, "root");
        const auto link = parse(golden::read("contents/folder-link.metadata.json"));
        VERIFY_OK(link);
        QCOMPARE(*link->symlinkTarget, "../names");
        QCOMPARE(*link->attributes, file_attributes::kDirectory | file_attributes::kReparsePoint);
    }

    // storage-format.md §14: the same blobs, so the same hashes.
    void exampleOfTheFormatIsWritten()
    {
        Metadata metadata = sample();
        const auto hash = [&metadata] {
            return hashOf(HashAlgorithm::Sha256, asBytes(serialise(metadata))).toBase64();
        };
        QCOMPARE(hash(), "/wNvDMhX5GiR9vdXKzcTx0tYtqcFRFuGTSOXPaB5S6o=");
        metadata.mode = 0755;
        metadata.attributes = file_attributes::kDirectory;
        QCOMPARE(hash(), "zG6KoTp3gG6Yvizh7OAWfp/8KYr3RnyVUxeJTDUiJ0M=");
        metadata.mode = 0777;
        metadata.attributes = file_attributes::kReparsePoint;
        metadata.symlinkTarget = "a.txt";
        QCOMPARE(hash(), "dyKuhZ4OSlBvlFAUWJVSVx8BOwX1QReC0+JIho7rH+w=");
        metadata = {};
        QCOMPARE(hash(), "qiXpeARtaA74dA2Dfm3lvB4qLcYInb2hASVEtTjVP2U=");
    }

    void specialModeBitsFollowEverythingElse()
    {
        Metadata metadata = sample();
        metadata.symlinkTarget = "x";
        const std::string plain = serialise(metadata);
        metadata.mode = 06644;
        const std::string text = serialise(metadata);
        QCOMPARE(text,
                 plain.substr(0, plain.size() - 1) + golden::json(",'cairn:mode-bits':'3072'}"));
        QCOMPARE(*parse(text)->mode, std::uint32_t{06644});
        // Alone, or beyond what they may be, they mean nothing.
        QVERIFY(!parse("{'cairn:mode-bits':'3072'}")->mode);
        QCOMPARE(*parse("{'unix:uid-gid-perm':'1-2-420','cairn:mode-bits':'65535'}")->mode,
                 std::uint32_t{07644});
        // Foreign writers cannot set them through the format's own key.
        QCOMPARE(*parse("{'unix:uid-gid-perm':'1-2-4095'}")->mode, std::uint32_t{0777});
    }

    void roundTrips()
    {
        Metadata metadata = sample();
        metadata.uid = 4294967294;
        metadata.mode = 07777;
        metadata.attributes = 0x400000; // has no name
        metadata.mtimeTicks = 0;
        metadata.ctimeTicks = -5;
        metadata.xattrs = {{"user.z", "1"}, {"user.a\xff", std::string("\0\x01", 2)}};
        metadata.ownerName = "a\"b\n";
        metadata.symlinkTarget = "../\xff\xef\x9e\x80/x";
        const std::string text = serialise(metadata);
        const auto back = parseMetadata(asBytes(text), true);
        VERIFY_OK(back);
        QVERIFY(*back == metadata);
        const auto escaped = parse(text); // another program's volume: as it stands
        VERIFY_OK(escaped);
        QVERIFY(*escaped->symlinkTarget != *metadata.symlinkTarget);
    }

    void emptyAttributesAreNotStored()
    {
        Metadata metadata;
        metadata.xattrs = {{"user.empty", ""}, {"user.x", "y"}};
        QCOMPARE(serialise(metadata), golden::json("\xef\xbb\xbf{'unix-ext:user.x':'eQ=='}"));
    }

    void ownershipIsWrittenWholeOrNotAtAll()
    {
        Metadata metadata;
        metadata.uid = 5;
        metadata.mode = 07777;
        QCOMPARE(serialise(metadata), std::string(kBom) + "{}");
    }

    void attributeTexts()
    {
        QCOMPARE(attributesText(1 | 16), "ReadOnly, Directory");
        QCOMPARE(attributesText(0), "0");
        QCOMPARE(attributesText(8), "8");
        QCOMPARE(attributesText(131072 | 128), "Normal, NoScrubData");
        QCOMPARE(attributesText(65536 | 1), "65537");
        for (const std::uint32_t value : {0U, 1U, 17U, 0x2fff7U & ~65536U & ~8U, 65537U, ~0U})
            QCOMPARE(*attributesFromText(attributesText(value)), value);
        QCOMPARE(*attributesFromText("Hidden,Directory"), 18U);
        for (const char *text :
             {"", "x", "Hidden, ", ",Hidden", "hidden", "-1", "4294967296", "1x"})
            QVERIFY2(!attributesFromText(text), text);
    }

    // storage-format.md §15, reader 8.
    void strangeOnesAreReadAsFarAsTheyMakeSense()
    {
        QVERIFY(*parse("{}") == Metadata());
        QVERIFY(*parse(std::string(kBom) + "{}") == Metadata());
        const auto metadata = parse(
            "{'new':'x','unix:owner-name':null,'unix:group-name':'g','list':[{'a':'b'}],"
            "'unix:uid-gid-perm':'1000-x-420','CoreAttributes':'Purple','CoreLastWritetime':'soon',"
            "'CoreCreatetime':12,'unix-ext:':'eQ==','unix-ext:user.a':'not base64',"
            "'unix-ext:user.b':'eQ==','win-ext:accessrules':'[{\\'SID\\':\\'S-1-5\\'}]'}");
        VERIFY_OK(metadata);
        Metadata expected;
        expected.groupName = "g";
        expected.xattrs = {{"user.b", "y"}};
        QVERIFY(*metadata == expected);
        for (const char *ownership : {"", "-", "--", "1-2", "1-2-", "-1-2-3", "1-2-3-4", "1--2-3",
                                      "4294967296-1-1", "1 -2-3"})
            QVERIFY2(!parse(std::string("{'unix:uid-gid-perm':'") + ownership + "'}")->uid,
                     ownership);
    }

    void refuses()
    {
        for (const char *text : {"", "[]", "1", "{", "{'a':'x','a':'y'}", "{}{}"})
            VERIFY_FAILS(parse(text), ErrorCode::Corrupt);
        VERIFY_FAILS(parse(std::string(limits::kMetadataBlob + 1, ' ')), ErrorCode::Corrupt);
        std::string many = "{\"k\":\"\"";
        for (std::size_t i = 0; i < limits::kJsonMembers; ++i)
            many += ",\"k" + std::to_string(i) + "\":\"\"";
        VERIFY_FAILS(parse(many + '}'), ErrorCode::Corrupt);
    }

    void everyTruncationIsCorrupt()
    {
        const std::string text = golden::read("contents/xattr.metadata.json");
        for (std::size_t cut = 0; cut < text.size(); ++cut)
            VERIFY_FAILS(parse(text.substr(0, cut)), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestMetadataBlob)
#include "test_metadata_blob.moc"

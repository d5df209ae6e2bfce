// SPDX-License-Identifier: MIT
#include "core/format/limits.h"

#include "core/format/aescrypt.h"
#include "core/format/dindex.h"
#include "core/format/envelope.h"
#include "core/format/json_reader.h"
#include "core/format/manifest.h"
#include "core/format/metadata_blob.h"
#include "core/format/remote_name.h"
#include "core/format/zip_reader.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

std::string manifestWith(const std::string &blocksize, const std::string &appVersion = "x")
{
    std::string text =
        "{'Version':2,'Created':'20240102T030405Z','Encoding':'utf8','Blocksize':" + blocksize +
        ",'BlockHash':'SHA256','FileHash':'SHA256','AppVersion':'" + appVersion + "'}";
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

ErrorCode codeOf(const auto &result)
{
    return result ? ErrorCode::Internal : result.error().code; // Internal: none
}

// Header fields of a zip, little-endian.
std::string number(std::uint64_t value, std::size_t bytes)
{
    std::string out;
    for (std::size_t i = 0; i < bytes; ++i, value >>= 8)
        out.push_back(static_cast<char>(value));
    return out;
}

// One empty stored entry.
std::string zipWithName(const std::string &name)
{
    const std::string common = number(20, 2) + number(0, 4) + number(0, 4) + number(0, 12) +
                               number(name.size(), 2) + number(0, 2);
    const std::string local = "PK\3\4" + common + name;
    const std::string central =
        "PK\1\2" + number(20, 2) + common + number(0, 6) + number(0, 8) + name;
    return local + central + "PK\5\6" + number(0, 4) + number(1, 2) + number(1, 2) +
           number(central.size(), 4) + number(local.size(), 4) + number(0, 2);
}

// A file of any size that holds nothing but an end, and would say so if it were read elsewhere.
class EndOnly final : public ByteSource
{
public:
    EndOnly(std::uint64_t directory, std::uint64_t entries)
        : m_directory(directory)
    {
        m_tail = "PK\6\6" + number(44, 8) + number(45, 4) + number(0, 8) + number(entries, 8) +
                 number(entries, 8) + number(directory, 8) + number(0, 8) + "PK\6\7" +
                 number(0, 4) + number(directory, 8) + number(1, 4) + "PK\5\6" + number(0, 4) +
                 number(0xffff, 2) + number(0xffff, 2) + number(0xffffffff, 4) +
                 number(0xffffffff, 4) + number(0, 2);
    }
    [[nodiscard]] std::uint64_t size() const override { return m_directory + m_tail.size(); }
    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &scratch) const override
    {
        if (length > (1U << 20))
            return fail(ErrorCode::Internal, u"a list beyond the limit was read"_s);
        scratch.resize(length);
        for (std::size_t i = 0; i < length; ++i) {
            const std::uint64_t at = offset + i;
            scratch.data()[i] =
                at < m_directory
                    ? 0
                    : static_cast<std::uint8_t>(m_tail[static_cast<std::size_t>(at - m_directory)]);
        }
        return scratch.view();
    }

private:
    std::uint64_t m_directory;
    std::string m_tail;
};

// The header of an AES Crypt file of nonsense: WrongPassphrase means that it was read.
ErrorCode headerWith(const std::string &middle, char version = 2)
{
    const std::string header =
        std::string("AES") + version + '\0' + middle + std::string(16 + 48 + 32, 'x');
    return codeOf(checkAesCryptHeader(asBytes(header), Secret(std::string("p"))));
}

std::string big(std::uint32_t value, int bytes)
{
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(value >> shift));
    return out;
}

class Ignore final : public JsonHandler
{
public:
    Result<> beginObject() override { return {}; }
    Result<> endObject() override { return {}; }
    Result<> beginArray() override { return {}; }
    Result<> endArray() override { return {}; }
    Result<> key(std::string_view) override { return {}; }
    Result<> string(std::string_view) override { return {}; }
    Result<> number(std::int64_t) override { return {}; }
    Result<> boolean(bool) override { return {}; }
    Result<> null() override { return {}; }
};

} // namespace

// Just within each limit is taken, just beyond it refused as Corrupt, with a message. Those that
// are not here stand in the tests of what applies them; tests/lint/limits.sh knows which have none.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remoteNames()
    {
        const std::string rest = "-20240102T030405Z.dlist.zip";
        const std::string prefix(limits::kRemoteName - rest.size(), 'p');
        QVERIFY(parseRemoteName(prefix + rest));
        QVERIFY(!parseRemoteName('p' + prefix + rest));
    }

    void blockSizes()
    {
        for (const auto &[size, expected] :
             {std::pair(limits::kSmallestBlock, ErrorCode::Internal),
              std::pair(limits::kSmallestBlock - 1, ErrorCode::Corrupt),
              std::pair(limits::kPracticalBlock, ErrorCode::Internal),
              std::pair(limits::kPracticalBlock + 1, ErrorCode::Unsupported),
              std::pair(limits::kLargestBlock, ErrorCode::Unsupported),
              std::pair(limits::kLargestBlock + 1, ErrorCode::Corrupt)}) {
            const auto manifest = parseManifest(asBytes(manifestWith(std::to_string(size))));
            QCOMPARE(codeOf(manifest), expected);
            QVERIFY(manifest || manifest.error().message.contains(u"block"));
        }
    }

    void blocksOfAnIndex()
    {
        const auto index = [](std::int64_t size) {
            std::string text =
                "{'blocks':[{'hash':'47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=','size':" +
                std::to_string(size) + "}]}";
            std::replace(text.begin(), text.end(), '\'', '"');
            return parseDindexVol(asBytes(text),
                                  [](const Digest &, std::int64_t) { return Result<>(); });
        };
        VERIFY_OK(index(limits::kLargestBlock));
        VERIFY_FAILS(index(limits::kLargestBlock + 1), ErrorCode::Corrupt);
    }

    void smallDocuments()
    {
        std::string manifest = manifestWith("1024");
        manifest.resize(limits::kManifest, ' ');
        VERIFY_OK(parseManifest(asBytes(manifest)));
        VERIFY_FAILS(parseManifest(asBytes(manifest + ' ')), ErrorCode::Corrupt);
        std::string fileset = filesetEntry(true);
        fileset.resize(limits::kFileset, ' ');
        VERIFY_OK(parseFileset(asBytes(fileset)));
        VERIFY_FAILS(parseFileset(asBytes(fileset + ' ')), ErrorCode::Corrupt);
        const std::string longest(limits::kVersionText, 'v');
        VERIFY_OK(parseManifest(asBytes(manifestWith("1024", longest))));
        VERIFY_FAILS(parseManifest(asBytes(manifestWith("1024", longest + 'v'))),
                     ErrorCode::Corrupt);
    }

    void json()
    {
        Ignore ignore;
        const auto parse = [&](const std::string &text) {
            return JsonReader::parse(asBytes(text), ignore);
        };
        const std::string open(limits::kJsonDepth, '[');
        const std::string close(limits::kJsonDepth, ']');
        VERIFY_OK(parse(open + close));
        VERIFY_FAILS(parse('[' + open + close + ']'), ErrorCode::Corrupt);
        const std::string longest(limits::kJsonString, 's');
        VERIFY_OK(parse('"' + longest + '"'));
        VERIFY_FAILS(parse("\"s" + longest + '"'), ErrorCode::Corrupt);
        // A byte at a time comes to the limit as well, but not today.
        const std::string text = "[]";
        const ByteView beyond(asBytes(text).data(), limits::kJsonDocument + 1);
        JsonReader reader(ignore);
        VERIFY_FAILS(reader.write(beyond), ErrorCode::Corrupt);
        JsonReader shorter(ignore, JsonLimits{2});
        VERIFY_OK(shorter.write(asBytes(text)));
        VERIFY_FAILS(shorter.write(asBytes(text)), ErrorCode::Corrupt);
    }

    void envelope()
    {
        const auto ignore = [](const EnvelopeVolume &) -> Result<> { return {}; };
        EnvelopeReader longer(ignore);
        const ByteView beyond(asBytes(std::string_view("[]")).data(), limits::kEnvelope + 1);
        VERIFY_FAILS(longer.write(beyond), ErrorCode::Corrupt);

        const auto read = [&](std::size_t volumes) {
            std::string text = R"({"name":"n","volumes":[)";
            for (std::size_t i = 0; i < volumes; ++i)
                text += i == 0 ? R"({"name":"a","size":0})" : R"(,{"name":"a","size":0})";
            EnvelopeReader reader(ignore, 3); // as many as it takes by itself are 180 MB
            const Result<> written = reader.write(asBytes(text + "]}"));
            return written ? reader.finish() : Result<Envelope>(fail(written.error()));
        };
        VERIFY_OK(read(3));
        VERIFY_FAILS(read(4), ErrorCode::Corrupt);
    }

    void jsonMembers()
    {
        Ignore ignore;
        std::string text = "{";
        for (std::size_t i = 0; i < limits::kJsonMembers; ++i)
            text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
        VERIFY_OK(JsonReader::parse(asBytes(text + '}'), ignore));
        VERIFY_FAILS(JsonReader::parse(asBytes(text + ",\"x\":0}"), ignore), ErrorCode::Corrupt);
    }

    void metadata()
    {
        const auto names = [](std::size_t size) {
            const std::string text = "{\"unix-ext:" + std::string(size, 'n') + "\":\"eA==\"}";
            return parseMetadata(asBytes(text), false).value().xattrs.size();
        };
        QCOMPARE(names(limits::kMetadataName), std::size_t{1});
        QCOMPARE(names(limits::kMetadataName + 1), std::size_t{0});
        std::string blob = "{}";
        blob.resize(limits::kMetadataBlob, ' ');
        VERIFY_OK(parseMetadata(asBytes(blob), false));
        VERIFY_FAILS(parseMetadata(asBytes(blob + ' '), false), ErrorCode::Corrupt);
    }

    void namesOfEntries()
    {
        const auto open = [](const std::string &name) {
            static std::string bytes;
            bytes = zipWithName(name);
            return openArchive(std::make_shared<MemorySource>(asBytes(bytes)), "zip",
                               ArchiveMode::Strict);
        };
        const std::string longest(limits::kEntryName, 'n');
        VERIFY_OK(open(longest));
        VERIFY_FAILS(open(longest + 'n'), ErrorCode::Corrupt);
    }

    // No list that long is read: the file says how long it is, and does not have it.
    void listsOfArchives()
    {
        const auto open = [](std::uint64_t directory, std::uint64_t entries) {
            return openArchive(std::make_shared<EndOnly>(directory, entries), "zip",
                               ArchiveMode::Strict);
        };
        VERIFY_FAILS(open(limits::kCentralDirectory + 1, 1000), ErrorCode::Corrupt);
        VERIFY_FAILS(open((limits::kArchiveEntries + 1) * 46, limits::kArchiveEntries + 1),
                     ErrorCode::Corrupt);
        VERIFY_FAILS(open(std::uint64_t{1} << 30, 1000), ErrorCode::Internal); // within: read
    }

    void expansion()
    {
        ArchiveEntry entry;
        entry.size = limits::kListOfAnyRatio;
        VERIFY_OK(checkExpansion(entry)); // whatever it is made of
        entry.size = limits::kListOfAnyRatio * 10;
        entry.packedSize = entry.size / limits::kListRatio;
        VERIFY_OK(checkExpansion(entry));
        --entry.packedSize;
        const auto refused = checkExpansion(entry);
        VERIFY_FAILS(refused, ErrorCode::Corrupt);
        QVERIFY(refused.error().message.contains(u"unfold"));
    }

    void aesExtensions()
    {
        const auto extensions = [](std::size_t count, std::size_t size) {
            std::string middle;
            for (std::size_t i = 0; i < count; ++i)
                middle += big(static_cast<std::uint32_t>(size), 2) + std::string(size, 'e');
            return headerWith(middle + std::string(2, '\0'));
        };
        QCOMPARE(extensions(limits::kAesExtensions, 1), ErrorCode::WrongPassphrase);
        QCOMPARE(extensions(limits::kAesExtensions + 1, 1), ErrorCode::Corrupt);
        constexpr std::size_t kEach = 32U << 10;
        constexpr std::size_t kMost = limits::kAesExtensionBytes / kEach;
        QCOMPARE(extensions(kMost, kEach), ErrorCode::WrongPassphrase);
        QCOMPARE(extensions(kMost + 1, kEach), ErrorCode::Corrupt);
    }

    void aesIterations()
    {
        const std::string none(2, '\0'); // extensions
        QCOMPARE(headerWith(none + big(1, 4), 3), ErrorCode::WrongPassphrase);
        QCOMPARE(headerWith(none + big(0, 4), 3), ErrorCode::Corrupt);
        QCOMPARE(headerWith(none + big(limits::kAesIterations + 1, 4), 3), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "test_limits.moc"

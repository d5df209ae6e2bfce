// SPDX-License-Identifier: MIT
#include "tests/core/format/dlist_samples.h"

#include "core/base/text.h"
#include "tests/support/verify.h"

#include <QTest>

#include <random>

using namespace cairn;
using namespace cairn::samples;

namespace {

Digest digest(const char *base64)
{
    return Digest::fromBase64(base64).value_or(Digest());
}

DlistEntry entry(DlistEntry::Type type, const char *path, const char *metaHash,
                 std::int64_t metaSize)
{
    DlistEntry out;
    out.type = type;
    out.path = path;
    out.metaHash = digest(metaHash);
    out.metaSize = metaSize;
    return out;
}

class FailingSink final : public ByteSink
{
public:
    Result<> write(ByteView) override { return fail(ErrorCode::NoSpace, QStringLiteral("full")); }
};

constexpr const char *kFileMeta = "/wNvDMhX5GiR9vdXKzcTx0tYtqcFRFuGTSOXPaB5S6o=";
constexpr const char *kTextHash = "2QFMRiSESqW6wxR3PWtomtRn+k4dGlChuKmdWpX3L/U=";

} // namespace

class TestDlistWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realOnesComeOutToTheByte()
    {
        for (const char *name :
             {"contents/sha1-sha512.filelist.json", "contents/sha256-1kb.filelist.json"}) {
            const std::string text = golden::read(name);
            const auto list = parseDlist(text);
            VERIFY_OK(list);
            QVERIFY(list->entries.size() > 20);
            QCOMPARE(writeDlist(list->entries), text);
        }
    }

    // storage-format.md §14.
    void exampleOfTheFormatIsWritten()
    {
        std::vector<DlistEntry> entries;
        entries.push_back(entry(DlistEntry::Folder, "/data/",
                                "zG6KoTp3gG6Yvizh7OAWfp/8KYr3RnyVUxeJTDUiJ0M=", 200));
        entries.push_back(entry(DlistEntry::Symlink, "/data/link",
                                "dyKuhZ4OSlBvlFAUWJVSVx8BOwX1QReC0+JIho7rH+w=", 231));
        DlistEntry text = entry(DlistEntry::File, "/data/a.txt", kFileMeta, 197);
        text.hash = digest(kTextHash);
        text.size = 14;
        text.time = 1704164645;
        entries.push_back(text);
        DlistEntry big = entry(DlistEntry::File, "/data/big.bin", kFileMeta, 197);
        big.hash = digest("1zV5n42AhjjNWZrjW3SRFsWd8YPykEus4oN//Nj/LEA=");
        big.size = 2500;
        big.time = 1704164645;
        big.blocklists = {digest("IJWGGT9V+2CgtKuoABpB/5C6roXp1xzQmVeXmzZ5Y7s=")};
        entries.push_back(big);
        QCOMPARE(
            writeDlist(entries),
            golden::json(
                "\xef\xbb\xbf"
                "[{'type':'Folder','path':'/data/','metahash':'zG6KoTp3gG6Yvizh7OAWfp/"
                "8KYr3RnyVUxeJTDUiJ0M=','metasize':200},"
                "{'type':'Symlink','path':'/data/"
                "link','metahash':'dyKuhZ4OSlBvlFAUWJVSVx8BOwX1QReC0+JIho7rH+w=','metasize':231},"
                "{'type':'File','path':'/data/"
                "a.txt','hash':'2QFMRiSESqW6wxR3PWtomtRn+k4dGlChuKmdWpX3L/"
                "U=','size':14,'time':'20240102T030405Z','metahash':'/"
                "wNvDMhX5GiR9vdXKzcTx0tYtqcFRFuGTSOXPaB5S6o=','metasize':197},"
                "{'type':'File','path':'/data/big.bin','hash':'1zV5n42AhjjNWZrjW3SRFsWd8YPykEus4oN/"
                "/Nj/LEA=','size':2500,'time':'20240102T030405Z','metahash':'/"
                "wNvDMhX5GiR9vdXKzcTx0tYtqcFRFuGTSOXPaB5S6o=','metasize':197,'blocklists':['"
                "IJWGGT9V+2CgtKuoABpB/5C6roXp1xzQmVeXmzZ5Y7s=']}]"));
    }

    // storage-format.md §8: SHA-1 blocks and SHA-256 files.
    void hashesThatDifferFollowInTheirPlaces()
    {
        DlistEntry file = entry(DlistEntry::File, "/data/a.txt", kFileMeta, 197);
        file.hash = digest(kTextHash);
        file.size = file.blockSize = 14;
        file.time = 1704164645;
        file.metaBlockHash = digest("arK+h6LF75oSOVCBHkos5JbkLZA=");
        file.blockHash = digest("CfrI2/0nvZtNI6AOtkiqdReJU20=");
        QVERIFY(writeDlist({file}).ends_with(golden::json(
            "'metasize':197,'metablockhash':'arK+h6LF75oSOVCBHkos5JbkLZA=','blockhash':'CfrI2/"
            "0nvZtNI6AOtkiqdReJU20=','blocksize':14}]")));
        const std::string whole = writeDlist({file});
        file.blockSize = -1; // not stated: the one block is the file
        QCOMPARE(writeDlist({file}), whole);
        file.metaBlocklists = {file.blockHash, file.metaBlockHash};
        file.blocklists = file.metaBlocklists;
        QVERIFY(writeDlist({file}).ends_with(golden::json(
            "'metasize':197,'metablocklists':['CfrI2/"
            "0nvZtNI6AOtkiqdReJU20=','arK+h6LF75oSOVCBHkos5JbkLZA='],'blocklists':['CfrI2/"
            "0nvZtNI6AOtkiqdReJU20=','arK+h6LF75oSOVCBHkos5JbkLZA=']}]")));
    }

    void whatBelongsToFilesIsLeftOutOfOthers()
    {
        DlistEntry folder = entry(DlistEntry::Folder, "/d/", kFileMeta, 5);
        folder.hash = folder.blockHash = digest(kTextHash);
        folder.blocklists = {folder.hash};
        folder.size = folder.time = folder.blockSize = 7;
        QCOMPARE(writeDlist({folder}),
                 "\xef\xbb\xbf[{\"type\":\"Folder\",\"path\":\"/d/\",\"metahash\":\"" +
                     std::string(kFileMeta) + "\",\"metasize\":5}]");
    }

    void emptyListIsWritten() { QCOMPARE(writeDlist({}), "\xef\xbb\xbf[]"); }

    void timesAreThoseOfFormatStamp()
    {
        std::mt19937_64 random(7);
        std::vector<std::int64_t> times = {DlistEntry::kUnknownTime,
                                           -1,
                                           0,
                                           951'782'400 - 1,
                                           951'782'400,
                                           951'868'800,
                                           4'107'542'400 - 1,
                                           4'107'542'400,
                                           253'402'300'799};
        for (int i = 0; i < 5000; ++i)
            times.push_back(DlistEntry::kUnknownTime +
                            static_cast<std::int64_t>(random() % 315'537'897'600));
        std::vector<DlistEntry> entries;
        for (const std::int64_t time : times) {
            DlistEntry file = entry(DlistEntry::File, "/a", kFileMeta, 5);
            file.hash = digest(kTextHash);
            file.time = time;
            entries.push_back(file);
        }
        const std::string text = writeDlist(entries);
        const auto list = parseDlist(text);
        VERIFY_OK(list);
        for (std::size_t i = 0, at = 0; i < times.size(); ++i) {
            QCOMPARE(list->entries[i].time, times[i]);
            at = text.find("\"time\":\"", at) + 8;
            QCOMPARE(text.substr(at, 16), formatStamp(times[i]));
        }
    }

    void timesOutsideTheCalendarAreClamped()
    {
        DlistEntry file = entry(DlistEntry::File, "/a", kFileMeta, 5);
        file.hash = digest(kTextHash);
        file.time = std::numeric_limits<std::int64_t>::max();
        QVERIFY(writeDlist({file}).find("\"99991231T235959Z\"") != std::string::npos);
        file.time = std::numeric_limits<std::int64_t>::min();
        QVERIFY(writeDlist({file}).find("\"00010101T000000Z\"") != std::string::npos);
    }

    void namesThatAreNoUnicodeComeBack()
    {
        DlistEntry file = entry(DlistEntry::File, "/a\xff\xef\x9e\x80\"\n", kFileMeta, 5);
        file.hash = digest(kTextHash);
        const std::string text = writeDlist({file});
        QVERIFY(isValidUtf8(text));
        DlistReader::Options options;
        options.decodeEscapes = true;
        QCOMPARE(parseDlist(text, options)->entries[0].path, file.path);
    }

    void unusableEntriesAreRefused()
    {
        BufferSink sink;
        DlistWriter writer(sink);
        VERIFY_OK(writer.begin());
        VERIFY_FAILS(writer.add(entry(DlistEntry::File, "/a", kFileMeta, 5)), ErrorCode::Internal);
        VERIFY_FAILS(writer.add(entry(DlistEntry::Folder, "", kFileMeta, 5)), ErrorCode::Internal);
        VERIFY_OK(writer.end());
        QCOMPARE(std::string(asText(sink.buffer())), "\xef\xbb\xbf[]");
    }

    void manyEntriesAreWrittenInBoundedMemory()
    {
        class Counting final : public ByteSink
        {
        public:
            std::size_t largest = 0, total = 0;
            Result<> write(ByteView bytes) override
            {
                largest = std::max(largest, bytes.size());
                total += bytes.size();
                return {};
            }
        } sink;
        DlistWriter writer(sink);
        VERIFY_OK(writer.begin());
        const DlistEntry folder = entry(DlistEntry::Folder, "/some/folder/", kFileMeta, 197);
        for (int i = 0; i < 20'000; ++i)
            VERIFY_OK(writer.add(folder));
        VERIFY_OK(writer.end());
        QVERIFY(sink.total > 2'000'000);
        QVERIFY(sink.largest < 300'000);
    }

    void failuresOfTheSinkAreHandedOn()
    {
        FailingSink sink;
        DlistWriter writer(sink);
        VERIFY_OK(writer.begin()); // buffered
        VERIFY_FAILS(writer.end(), ErrorCode::NoSpace);
    }
};

QTEST_GUILESS_MAIN(TestDlistWriter)
#include "test_dlist_writer.moc"

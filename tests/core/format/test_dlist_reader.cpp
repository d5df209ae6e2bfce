// SPDX-License-Identifier: MIT
#include "tests/core/format/dlist_samples.h"

#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;
using namespace cairn::samples;

namespace {

const std::string kHash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

// JSON in short: ' is a quote, # a hash.
std::string expanded(std::string text)
{
    text = golden::json(std::move(text));
    for (std::size_t at = 0; (at = text.find('#', at)) != std::string::npos;)
        text.replace(at, 1, '"' + kHash + '"');
    return text;
}

} // namespace

class TestDlistReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realOneIsUnderstood()
    {
        DlistReader::Options options;
        options.blockHashLength = 20;
        options.fileHashLength = 64;
        const auto list = parseDlist(golden::read("contents/sha1-sha512.filelist.json"), options);
        VERIFY_OK(list);
        QCOMPARE(list->unknownTypes, std::uint64_t{0});
        const DlistEntry &folder = list->entries.front();
        QVERIFY(folder.type == DlistEntry::Folder);
        QCOMPARE(folder.path, "/home/ada/Documents/");
        QVERIFY(folder.hash.empty());
        QCOMPARE(folder.metaSize, std::int64_t{192});
        QCOMPARE(folder.metaBlockHash.toBase64(), "YGMlK9frWxi68Lq2txdvybh4gI0=");
        QCOMPARE(folder.blockSize, std::int64_t{-1});

        int links = 0, empty = 0, oneBlock = 0, manyBlocks = 0, oddNames = 0;
        for (const DlistEntry &entry : list->entries) {
            links += entry.type == DlistEntry::Symlink;
            if (entry.type != DlistEntry::File)
                continue;
            QCOMPARE(entry.hash.size(), std::size_t{64});
            QVERIFY(entry.time > 0);
            empty += entry.size == 0;
            oneBlock += !entry.blockHash.empty() && entry.blockSize == entry.size;
            manyBlocks += !entry.blocklists.empty() && entry.size > 20480;
            oddNames += entry.path.find('\n') != std::string::npos;
        }
        QCOMPARE(links, 6);
        QVERIFY(empty > 0 && oneBlock > 0 && manyBlocks > 0 && oddNames > 0);
    }

    void piecesOfAnySizeGiveTheSame()
    {
        const std::string text = golden::read("contents/sha256-1kb.filelist.json");
        for (const std::size_t piece : {1, 2, 3, 5, 13, 64, 4096}) {
            const auto list = parseDlist(text, {}, true, piece);
            VERIFY_OK(list);
            QCOMPARE(writeDlist(list->entries), text);
        }
    }

    void everyTruncationIsCorrupt()
    {
        const std::string text = golden::read("contents/sha1-sha512.filelist.json").substr(0, 3000);
        for (std::size_t cut = 0; cut < text.size(); ++cut)
            VERIFY_FAILS(parseDlist(std::string_view(text).substr(0, cut)), ErrorCode::Corrupt);
    }

    void everyFlipIsParsedOrRefused()
    {
        std::string text = golden::read("contents/sha1-sha512.filelist.json").substr(0, 1200);
        for (std::size_t at = 0; at < text.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                text[at] = static_cast<char>(text[at] ^ (1 << bit));
                std::ignore = parseDlist(text); // sanitizers judge
                text[at] = static_cast<char>(text[at] ^ (1 << bit));
            }
        }
    }

    // storage-format.md §15, reader 5.
    void lenient_data()
    {
        QTest::addColumn<QByteArray>("entry");
        const auto row = [](const char *name, const char *entry) {
            QTest::newRow(name) << QByteArray::fromStdString(expanded(entry));
        };
        row("other order",
            "{'metasize':3,'hash':#,'size':5,'path':'/a','metahash':#,'type':'File'}");
        row("unknown members", "{'type':'File','new':{'path':'/b','x':[{'y':1}]},'path':'/a',"
                               "'hash':#,'size':5,'list':[1,'x',[]]}");
        row("no metahash", "{'type':'File','path':'/a','hash':#,'size':5}");
        row("null metahash", "{'type':'File','path':'/a','hash':#,'size':5,'metahash':null,"
                             "'metasize':null,'blocklists':null,'time':null}");
        row("empty blocklists", "{'type':'File','path':'/a','hash':#,'size':5,'blocklists':[]}");
        row("type in capitals", "{'type':'FILE','path':'/a','hash':#,'size':5}");
        row("impossible time",
            "{'type':'File','path':'/a','hash':#,'size':5,'time':'20249902T030405Z'}");
    }
    void lenient()
    {
        QFETCH(QByteArray, entry);
        const auto list = parseDlist('[' + entry.toStdString() + ']');
        VERIFY_OK(list);
        QCOMPARE(list->entries.size(), std::size_t{1});
        const DlistEntry &got = list->entries[0];
        QVERIFY(got.type == DlistEntry::File);
        QCOMPARE(got.path, "/a");
        QCOMPARE(got.size, std::int64_t{5});
        QCOMPARE(got.hash.toBase64(), kHash);
        QCOMPARE(got.time, DlistEntry::kUnknownTime);
        QVERIFY(got.blocklists.empty());
    }

    void unknownTypesAreSkippedWhole()
    {
        const auto list = parseDlist(expanded(
            "[{'type':'Device','path':7,'size':-1,'x':{'type':'File'}},{'path':'/b','hash':#},"
            "{'type':'AlternateStream','path':'C:\\\\a:b','hash':#,'size':1},"
            "{'type':'Folder','path':'/c/'}]"));
        VERIFY_OK(list);
        QCOMPARE(list->unknownTypes, std::uint64_t{3});
        QCOMPARE(list->entries.size(), std::size_t{1});
        QCOMPARE(list->entries[0].path, "/c/");
    }

    void nothingIsLeftOverFromTheEntryBefore()
    {
        const auto list = parseDlist(
            expanded("[{'type':'File','path':'/a','hash':#,'size':9,'time':'20240102T030405Z',"
                     "'metahash':#,'metasize':3,'metablocklists':[#],'metablockhash':#,"
                     "'blocklists':[#,#],'blockhash':#,'blocksize':9},"
                     "{'type':'Folder','path':'/b/'}]"));
        VERIFY_OK(list);
        QCOMPARE(list->entries[0].blocklists.size(), std::size_t{2});
        const DlistEntry &folder = list->entries[1];
        QVERIFY(folder.hash.empty() && folder.metaHash.empty() && folder.metaBlockHash.empty() &&
                folder.blockHash.empty() && folder.blocklists.empty() &&
                folder.metaBlocklists.empty());
        QCOMPARE(folder.size, std::int64_t{0});
        QCOMPARE(folder.metaSize, std::int64_t{-1});
        QCOMPARE(folder.blockSize, std::int64_t{-1});
        QCOMPARE(folder.time, DlistEntry::kUnknownTime);
    }

    void damaged_data()
    {
        QTest::addColumn<QByteArray>("entry");
        const auto row = [](const char *name, const std::string &entry) {
            QTest::newRow(name) << QByteArray::fromStdString(expanded(entry));
        };
        row("no path", "{'type':'Folder'}");
        row("empty path", "{'type':'Folder','path':''}");
        row("path is a number", "{'type':'Folder','path':7}");
        row("path is a list", "{'type':'Folder','path':['/a']}");
        row("zero byte", "{'type':'Folder','path':'/a\\u0000/'}");
        row("path too long",
            "{'type':'Folder','path':'/" + std::string(limits::kEntryPath, 'a') + "\"}");
        row("file without hash", "{'type':'File','path':'/a','size':1}");
        row("hash is none", "{'type':'File','path':'/a','hash':'x','size':1}");
        row("hash of another length",
            "{'type':'File','path':'/a','hash':'AAAAAAAAAAAAAAAAAAAAAAAAAAA=','size':1}");
        row("hash is an object", "{'type':'File','path':'/a','hash':{},'size':1}");
        row("negative size", "{'type':'File','path':'/a','hash':#,'size':-1}");
        row("size as text", "{'type':'File','path':'/a','hash':#,'size':'1'}");
        row("size is a word", "{'type':'File','path':'/a','hash':#,'size':true}");
        row("metahash", "{'type':'Folder','path':'/a/','metahash':'x'}");
        row("negative metasize", "{'type':'Folder','path':'/a/','metahash':#,'metasize':-2}");
        row("blocklist hash", "{'type':'File','path':'/a','hash':#,'blocklists':['x']}");
        row("blocklist is a number", "{'type':'File','path':'/a','hash':#,'blocklists':[1]}");
        row("blocklist is a list", "{'type':'File','path':'/a','hash':#,'blocklists':[[#]]}");
        row("blocklist is an object", "{'type':'File','path':'/a','hash':#,'blocklists':[{}]}");
        row("blocklists are no list", "{'type':'File','path':'/a','hash':#,'blocklists':#}");
        row(
            "too many metablocklists",
            "{'type':'Folder','path':'/a/','metahash':#,'metablocklists':[" +
                [] {
                    std::string hashes = "#";
                    for (std::size_t i = 0; i < limits::kMetadataBlocklists; ++i)
                        hashes += ",#";
                    return hashes;
                }() +
                "]}");
    }
    void damaged()
    {
        QFETCH(QByteArray, entry);
        DlistReader::Options options;
        options.blockHashLength = options.fileHashLength = 32;
        const std::string text =
            '[' + entry.toStdString() + expanded(",{'type':'Folder','path':'/good/'}]");
        VERIFY_FAILS(parseDlist(text, options), ErrorCode::Corrupt);
        const auto list = parseDlist(text, options, false);
        VERIFY_OK(list);
        QCOMPARE(list->damage.size(), std::size_t{1});
        QCOMPARE(list->entries.size(), std::size_t{1});
        QCOMPARE(list->entries[0].path, "/good/");
    }

    void refusesWhatIsNoListOfEntries()
    {
        for (const char *text : {"", "{}", "1", "null", "[1]", "[null]", "[true]", "[\"x\"]",
                                 "[[]]", "[[{}]]", "[{\"type\":\"Folder\",\"type\":\"File\"}]"}) {
            VERIFY_FAILS(parseDlist(text), ErrorCode::Corrupt);
            VERIFY_FAILS(parseDlist(text, {}, false), ErrorCode::Corrupt);
        }
        VERIFY_OK(parseDlist("[]"));
    }

    void pathsAreUnescapedOnlyOnRequest()
    {
        const std::string text = "[{\"type\":\"Folder\",\"path\":\"/a\xef\x9f\xbf/\"}]";
        QCOMPARE(parseDlist(text)->entries[0].path, "/a\xef\x9f\xbf/");
        DlistReader::Options options;
        options.decodeEscapes = true;
        QCOMPARE(parseDlist(text, options)->entries[0].path, "/a\xff/");
    }

    void aFailingCallbackEndsTheParsing()
    {
        const std::string text = golden::read("contents/sha1-sha512.filelist.json");
        int calls = 0;
        DlistReader reader({}, [&calls](DlistEntry &) -> Result<> {
            ++calls;
            return fail(ErrorCode::Cancelled, QStringLiteral("stop"));
        });
        VERIFY_FAILS(reader.write(asBytes(text)), ErrorCode::Cancelled);
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(TestDlistReader)
#include "test_dlist_reader.moc"

// SPDX-License-Identifier: MIT
#include "core/format/json_reader.h"

#include "tests/core/format/golden.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;

namespace {

// Writes down what it is told, compactly: {k:"v",…
class Recorder final : public JsonHandler
{
public:
    std::string log;

    Result<> beginObject() override { return add("{"); }
    Result<> endObject() override { return add("}"); }
    Result<> beginArray() override { return add("["); }
    Result<> endArray() override { return add("]"); }
    Result<> key(std::string_view name) override { return add(std::string(name) + ":"); }
    Result<> string(std::string_view value) override { return add('"' + std::string(value) + '"'); }
    Result<> number(std::int64_t value) override { return add(std::to_string(value) + " "); }
    Result<> boolean(bool value) override { return add(value ? "true " : "false "); }
    Result<> null() override { return add("null "); }

private:
    Result<> add(std::string_view text)
    {
        log += text;
        return {};
    }
};

Result<std::string> eventsOf(std::string_view document, std::size_t piece = 1 << 20,
                             JsonLimits limits = {})
{
    Recorder recorder;
    JsonReader reader(recorder, limits);
    CAIRN_TRY(golden::feed(reader, document, piece));
    CAIRN_TRY(reader.finish());
    return std::move(recorder.log);
}

constexpr std::string_view kMixed =
    "\xef\xbb\xbf {\"a\" : [1,-2, 0,true,false,null,\"x\\n\\\"\\u00e4\\ud83d\\ude00/\"],\r\n"
    "\t\"b\":{\"c\":{},\"d\":[]},\"\xc3\xa4 long enough for a word\":9223372036854775807} ";
constexpr std::string_view kMixedEvents =
    "{a:[1 -2 0 true false null \"x\n\"\xc3\xa4\xf0\x9f\x98\x80/\"]b:{c:{}d:[]}"
    "\xc3\xa4 long enough for a word:9223372036854775807 }";

// Fails at the n-th event, to see that the parser hands the failure on and stops.
class Refusing final : public FlatObjectHandler
{
    Result<> member(std::string_view, std::string_view) override
    {
        return fail(ErrorCode::Cancelled, QStringLiteral("no more"));
    }
};

} // namespace

class TestJsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void piecesOfAnySizeGiveTheSame()
    {
        for (std::size_t piece = 1; piece <= kMixed.size(); ++piece) {
            const auto events = eventsOf(kMixed, piece);
            VERIFY_OK(events);
            QCOMPARE(*events, std::string(kMixedEvents));
        }
    }

    void everyTruncationIsCorrupt()
    {
        const std::string_view document = kMixed.substr(0, kMixed.size() - 1); // no blank behind it
        for (std::size_t cut = 0; cut < document.size(); ++cut)
            VERIFY_FAILS(eventsOf(document.substr(0, cut)), ErrorCode::Corrupt);
    }

    void everyFlipIsParsedOrRefusedTheSameInPieces()
    {
        std::string document(kMixed);
        for (std::size_t at = 0; at < document.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                const char before = document[at];
                document[at] = static_cast<char>(before ^ (1 << bit));
                const auto whole = eventsOf(document);
                const auto pieces = eventsOf(document, 1);
                QCOMPARE(whole.has_value(), pieces.has_value());
                if (whole)
                    QCOMPARE(*whole, *pieces);
                document[at] = before;
            }
        }
    }

    void scalarsAreDocuments()
    {
        QCOMPARE(*eventsOf("7"), "7 ");
        QCOMPARE(*eventsOf("\"x\""), "\"x\"");
        QCOMPARE(*eventsOf(" null "), "null ");
        QCOMPARE(*eventsOf("-9223372036854775808"), "-9223372036854775808 ");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("document");
        const auto row = [](const char *name, const char *document) {
            QTest::newRow(name) << QByteArray(document);
        };
        row("nothing", "");
        row("blank", "  ");
        row("half a byte order mark", "\xef\xbb{}");
        row("two byte order marks", "\xef\xbb\xbf\xef\xbb\xbf{}");
        row("two documents", "{}{}");
        row("word behind", "{}x");
        row("comma at the end", "[1,]");
        row("comma at the start", "[,1]");
        row("comma at the end of an object", "{\"a\":1,}");
        row("no comma", "[1 2]");
        row("no colon", "{\"a\" 1}");
        row("no value", "{\"a\":}");
        row("key is no string", "{a:1}");
        row("key twice", "{\"a\":1,\"b\":2,\"a\":3}");
        row("key twice by escape", "{\"a\":1,\"\\u0061\":3}");
        row("brackets cross", "[{]}");
        row("bracket too much", "[]]");
        row("fraction", "1.5");
        row("fraction of nothing", "1.0");
        row("exponent", "1e3");
        row("plus", "+1");
        row("leading zero", "01");
        row("negative leading zero", "-01");
        row("minus alone", "-");
        row("past 64 bits", "9223372036854775808");
        row("far past 64 bits", "99999999999999999999999999999999");
        row("unknown word", "yes");
        row("capital", "True");
        row("not a number", "NaN");
        row("single quotes", "'a'");
        row("comment", "/**/1");
        row("line feed in a string", "\"a\nb\"");
        row("unknown escape", "\"\\x\"");
        row("bad unicode escape", "\"\\u00g0\"");
        row("short unicode escape", "\"\\u00\"");
    }
    void refuses()
    {
        QFETCH(QByteArray, document);
        VERIFY_FAILS(eventsOf(document.toStdString()), ErrorCode::Corrupt);
        VERIFY_FAILS(eventsOf(document.toStdString(), 1), ErrorCode::Corrupt);
    }

    void aZeroByteInAStringIsRefused()
    {
        VERIFY_FAILS(eventsOf(std::string_view("\"a\0b\"", 5)), ErrorCode::Corrupt);
        QCOMPARE(*eventsOf("\"a\\u0000b\""), std::string("\"a\0b\"", 5));
    }

    void halfPairsBecomeTheReplacementCharacter()
    {
        constexpr const char *kReplaced = "\"\xef\xbf\xbd\"";
        QCOMPARE(*eventsOf("\"\\ud83d\""), kReplaced);
        QCOMPARE(*eventsOf("\"\\ude00\""), kReplaced);
        QCOMPARE(*eventsOf("\"\\ud83dx\""), "\"\xef\xbf\xbdx\"");
        QCOMPARE(*eventsOf("\"\\ud83d\\n\""), "\"\xef\xbf\xbd\n\"");
        QCOMPARE(*eventsOf("\"\\ud83d\\ud83d\\ude00\""), "\"\xef\xbf\xbd\xf0\x9f\x98\x80\"");
        QCOMPARE(*eventsOf("[\"\\ud83d\",\"\\ude00\"]", 1),
                 "[\"\xef\xbf\xbd\"\"\xef\xbf\xbd\"]"); // does not reach into the next string
    }

    void whatIsNotUtf8IsReplaced()
    {
        QCOMPARE(*eventsOf("\"a\xff\x62\""), "\"a\xef\xbf\xbd"
                                             "b\"");
        QCOMPARE(*eventsOf("\"eight bytes and \xc3\""), "\"eight bytes and \xef\xbf\xbd\"");
        QCOMPARE(*eventsOf("\"\xed\xa0\x80\""), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
        QCOMPARE(*eventsOf("{\"\xff\":1}"), "{\xef\xbf\xbd:1 }");
    }

    void depthIsBounded()
    {
        const auto nested = [](std::size_t depth) {
            return std::string(depth, '[') + std::string(depth, ']');
        };
        VERIFY_OK(eventsOf(nested(limits::kJsonDepth)));
        VERIFY_FAILS(eventsOf(nested(limits::kJsonDepth + 1)), ErrorCode::Corrupt);
        VERIFY_FAILS(eventsOf(std::string(1 << 20, '[')), ErrorCode::Corrupt);
    }

    void lengthsAreBounded()
    {
        JsonLimits small;
        small.string = 10;
        VERIFY_OK(eventsOf("\"0123456789\"", 3, small));
        VERIFY_FAILS(eventsOf("\"0123456789x\"", 3, small), ErrorCode::Corrupt);
        VERIFY_FAILS(eventsOf("\"0123456789x\"", 100, small), ErrorCode::Corrupt);
        VERIFY_FAILS(eventsOf("\"\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\nx\"", 100, small),
                     ErrorCode::Corrupt);
        small = {};
        small.document = 8;
        VERIFY_OK(eventsOf("[1,2,34]", 3, small));
        VERIFY_FAILS(eventsOf("[1,2,345]", 3, small), ErrorCode::Corrupt);
        small = {};
        small.members = 2;
        VERIFY_OK(eventsOf("[{\"a\":1,\"b\":2},{\"a\":1,\"b\":{\"a\":1}}]", 3, small));
        VERIFY_FAILS(eventsOf("{\"a\":1,\"b\":2,\"c\":3}", 3, small), ErrorCode::Corrupt);
    }

    void aFailingHandlerEndsTheParsing()
    {
        Refusing handler;
        VERIFY_FAILS(JsonReader::parse(asBytes("{\"a\":\"x\",!"), handler), ErrorCode::Cancelled);
    }

    void flatObjectsMustBeObjects()
    {
        for (const char *document : {"[]", "1", "\"x\"", "true", "null", "[{\"a\":\"x\"}]"}) {
            Refusing handler;
            VERIFY_FAILS(JsonReader::parse(asBytes(document), handler), ErrorCode::Corrupt);
        }
        Refusing nested; // members of members are nobody's
        VERIFY_OK(JsonReader::parse(asBytes("{\"a\":{\"b\":\"x\",\"c\":[\"y\"]},\"d\":[\"z\"]}"),
                                    nested));
    }
};

QTEST_GUILESS_MAIN(TestJsonReader)
#include "test_json_reader.moc"

// SPDX-License-Identifier: MIT
#include "core/format/json_writer.h"

#include "core/base/digest.h"

#include <QTest>

#include <limits>

using namespace cairn;

namespace {

std::string quoted(std::string_view text)
{
    std::string out;
    appendJsonString(out, text);
    return out;
}

} // namespace

class TestJsonWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // storage-format.md §0: what Duplicati's library escapes, and nothing else.
    void escapesWhatDuplicatiEscapes()
    {
        QCOMPARE(quoted(""), "\"\"");
        QCOMPARE(quoted("a/b+c<d>&'\x7f"), "\"a/b+c<d>&'\x7f\"");
        QCOMPARE(quoted("\"\\"), "\"\\\"\\\\\"");
        QCOMPARE(quoted("\b\t\n\f\r"), R"("\b\t\n\f\r")");
        QCOMPARE(quoted(std::string_view("\0\x01\x0b\x1f", 4)), R"("\u0000\u0001\u000b\u001f")");
        QCOMPARE(quoted("\xc2\x85|\xe2\x80\xa8|\xe2\x80\xa9"), R"("\u0085|\u2028|\u2029")");
        QCOMPARE(quoted("\xc3\xa4\xe2\x80\xa7\xf0\x9f\x98\x80"),
                 "\"\xc3\xa4\xe2\x80\xa7\xf0\x9f\x98\x80\"");
    }

    void whatIsNotUtf8CannotBreakTheDocument()
    {
        QCOMPARE(quoted("a\xff\"\xc3"), "\"a\xef\xbf\xbd\\\"\xef\xbf\xbd\"");
    }

    void numbersAreDecimal()
    {
        std::string out;
        appendNumber(out, 0);
        appendNumber(out, -1);
        appendNumber(out, std::numeric_limits<std::int64_t>::min());
        appendNumber(out, std::numeric_limits<std::int64_t>::max());
        QCOMPARE(out, "0-1-92233720368547758089223372036854775807");
    }

    void base64IsTheSameAsOfDigests()
    {
        Buffer bytes(65);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes.data()[i] = static_cast<std::uint8_t>(i * 37 + 11);
        for (std::size_t length = 0; length <= bytes.size(); ++length) {
            std::string out = "x";
            appendBase64(out, bytes.view().first(length));
            QCOMPARE(out, "x" + toBase64(bytes.view().first(length)));
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "test_json_writer.moc"

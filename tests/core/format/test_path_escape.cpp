// SPDX-License-Identifier: MIT
#include "core/format/path_escape.h"

#include "core/base/text.h"

#include <QTest>

#include <random>

using namespace cairn;

class TestPathEscape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validNamesStayAsTheyAre()
    {
        for (const char *name :
             {"", "/home/a b/\n\t\"\\", "/\xc3\xa4/\xe6\x97\xa5/\xf0\x9f\x98\x80", "\xef\x9c\x80",
              "\xef\x9d\xbf", "\xef\xa0\x80", "\xef\xbf\xbd"}) {
            QCOMPARE(escapePath(name), name);
            QCOMPARE(unescapePath(name), name);
        }
    }

    // storage-format.md §6.3.
    void bytesBecomeCharacters()
    {
        QCOMPARE(escapePath("a\xff"), "a\xef\x9f\xbf"); // U+F7FF
        QCOMPARE(escapePath("\x80z"), "\xef\x9e\x80z"); // U+F780
        QCOMPARE(escapePath("\xc3"), "\xef\x9f\x83");   // a lead byte alone
        // A real U+F780 (EF 9E 80), byte by byte.
        QCOMPARE(escapePath("\xef\x9e\x80"), "\xef\x9f\xaf\xef\x9e\x9e\xef\x9e\x80");
        QCOMPARE(unescapePath("\xef\x9f\xaf\xef\x9e\x9e\xef\x9e\x80"), "\xef\x9e\x80");
    }

    void surrogatesAndOverlongFormsAreNoUnicode()
    {
        for (const char *name : {"\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80", "\xf8\x88"}) {
            const std::string escaped = escapePath(name);
            QVERIFY(isValidUtf8(escaped));
            QCOMPARE(escaped.size(), 3 * std::string_view(name).size());
            QCOMPARE(unescapePath(escaped), name);
        }
    }

    void anyBytesComeBack()
    {
        std::mt19937 random(20240102);
        const std::string_view pieces[] = {"a",
                                           "/",
                                           "\xff",
                                           "\x80",
                                           "\xc3",
                                           "\xa4",
                                           "\xef",
                                           "\x9e",
                                           "\xef\x9e\x80",
                                           "\xef\x9f\xbf",
                                           "\xf0\x9f\x98\x80"};
        for (int round = 0; round < 20'000; ++round) {
            std::string name;
            for (unsigned left = random() % 8; left > 0; --left)
                name += random() % 4 == 0 ? std::string(1, static_cast<char>(random()))
                                          : std::string(pieces[random() % std::size(pieces)]);
            const std::string escaped = escapePath(name);
            QVERIFY(isValidUtf8(escaped));
            QCOMPARE(unescapePath(escaped), name);
        }
    }

    void appendsBehindWhatIsThere()
    {
        std::string out = "x";
        appendEscapedPath(out, "a\xff");
        QCOMPARE(out, "xa\xef\x9f\xbf");
        out = "x";
        appendUnescapedPath(out, "a\xef\x9f\xbf");
        QCOMPARE(out, "xa\xff");
    }

    void onlyOwnVolumesAreUnescaped()
    {
        QVERIFY(escapesPaths("Cairn 0.1.0"));
        QVERIFY(!escapesPaths("2.1.0.5"));
        QVERIFY(!escapesPaths("Cairn"));
        QVERIFY(!escapesPaths("cairn 1"));
    }
};

QTEST_GUILESS_MAIN(TestPathEscape)
#include "test_path_escape.moc"

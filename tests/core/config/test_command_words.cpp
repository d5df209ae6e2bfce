// SPDX-License-Identifier: MIT
#include "core/config/command_words.h"

#include "tests/support/verify.h"

using namespace cairn;
using namespace Qt::StringLiterals;

using Words = std::vector<std::string>;
Q_DECLARE_METATYPE(Words)

class TestCommandWords final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsAsAShellOfPosix_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Words>("words");
        QTest::newRow("spaces") << QByteArray("  a \t b\n c ") << Words{"a", "b", "c"};
        QTest::newRow("quotes inside a word")
            << QByteArray("--name=\"a b\" 'c d'e") << Words{"--name=a b", "c de"};
        QTest::newRow("escapes in quotes") << QByteArray("\"a \\\"b\\\" \\$c \\`d\\` \\\\ \\n\"")
                                           << Words{"a \"b\" $c `d` \\ \\n"};
        QTest::newRow("nothing is expanded")
            << QByteArray("\"*/~$*\" $HOME") << Words{"*/~$*", "$HOME"};
        QTest::newRow("single quotes")
            << QByteArray("'a\\b\"c' it\\'s") << Words{"a\\b\"c", "it's"};
        QTest::newRow("an exclamation mark of Duplicati's")
            << QByteArray("\"so\"'!'\" there\"") << Words{"so! there"};
        QTest::newRow("empty") << QByteArray("'' a") << Words{"", "a"};
        QTest::newRow("the line goes on") << QByteArray("a \\\n  b\\\r\nc") << Words{"a", "bc"};
        QTest::newRow("a backslash at the end") << QByteArray("a\\") << Words{"a\\"};
    }
    void splitsAsAShellOfPosix()
    {
        QFETCH(QByteArray, text);
        QFETCH(Words, words);
        const auto split = splitWords(text.toStdString(), Quoting::Posix);
        VERIFY_OK(split);
        QCOMPARE(*split, words);
    }

    void splitsAsWindows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Words>("words");
        QTest::newRow("backslashes stay")
            << QByteArray("C:\\a\\b \"C:\\c d\\e\"") << Words{"C:\\a\\b", "C:\\c d\\e"};
        QTest::newRow("doubled before the closing quote")
            << QByteArray("\"C:\\Users\\Ada Lovelace\\\\\" x")
            << Words{"C:\\Users\\Ada Lovelace\\", "x"};
        QTest::newRow("doubled quotes")
            << QByteArray("--p=\"a \"\"b\"\" c\"") << Words{"--p=a \"b\" c"};
        QTest::newRow("escaped quotes")
            << QByteArray("\"a \\\"b\\\" \\\\\\\"c\"") << Words{"a \"b\" \\\"c"};
        QTest::newRow("a percent sign of a batch file")
            << QByteArray("%%HOME%%\\a b") << Words{"%HOME%\\a", "b"};
        QTest::newRow("percent signs of a URL") << QByteArray("a%20b 5%%") << Words{"a%20b", "5%%"};
        QTest::newRow("the line goes on") << QByteArray("a ^\r\n b") << Words{"a", "b"};
        QTest::newRow("single quotes mean nothing")
            << QByteArray("it's 'a b'") << Words{"it's", "'a", "b'"};
    }
    void splitsAsWindows()
    {
        QFETCH(QByteArray, text);
        QFETCH(Words, words);
        const auto split = splitWords(text.toStdString(), Quoting::Windows);
        VERIFY_OK(split);
        QCOMPARE(*split, words);
    }

    void tellsWindowsByItsPaths()
    {
        QCOMPARE(quotingOf("\"C:\\Program Files\\Duplicati.CommandLine.exe\" backup x"),
                 Quoting::Windows);
        QCOMPARE(quotingOf("duplicati-cli.exe backup \"file:///a\" b"), Quoting::Windows);
        QCOMPARE(quotingOf("x backup \"file://D:\\b\" \"E:\\c\""), Quoting::Windows);
        QCOMPARE(
            quotingOf("/usr/bin/duplicati-cli backup \"file:///a\" \"--exclude=[.*\\\\.bak]\""),
            Quoting::Posix);
    }

    void whatCannotBeIsRefused()
    {
        for (const Quoting quoting : {Quoting::Posix, Quoting::Windows}) {
            VERIFY_FAILS(splitWords("a \"b", quoting), ErrorCode::InvalidArgument);
            VERIFY_FAILS(splitWords(std::string_view("a\0b", 3), quoting),
                         ErrorCode::InvalidArgument);
            std::string many;
            for (int i = 0; i < 30'000; ++i)
                many += "a ";
            VERIFY_FAILS(splitWords(many, quoting), ErrorCode::InvalidArgument);
        }
    }

    void quotedWordsComeBack()
    {
        for (const std::string word :
             {"a", "", "a b", "it's", "\"", "\\", "$x`y`", "!", "ü ✓", "~"}) {
            const auto split = splitWords(quotedWord(word), Quoting::Posix);
            VERIFY_OK(split);
            QCOMPARE(*split, Words{word});
        }
        QCOMPARE(quotedWord("/home/ada/a-b_c.txt"), "/home/ada/a-b_c.txt");
    }
};

QTEST_GUILESS_MAIN(TestCommandWords)
#include "test_command_words.moc"

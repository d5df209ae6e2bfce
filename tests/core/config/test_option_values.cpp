// SPDX-License-Identifier: MIT
#include "core/config/option_values.h"

#include <QLocale>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestOptionValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Numbers and words must not follow the locale: here ',' is the decimal point and `I`
        // lowers to a dotless i.
        QLocale::setDefault(QLocale(QLocale::Turkish, QLocale::Turkey));
    }

    void booleans_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("expected"); // -1: refused
        for (const char *yes : {"", "1", "on", "true", "yes", "ON", "True", "YES", " true "})
            QTest::newRow(yes) << QByteArray(yes) << 1;
        for (const char *no : {"0", "off", "false", "no", "OFF", "False", "No"})
            QTest::newRow(no) << QByteArray(no) << 0;
        for (const char *bad : {"flase", "2", "y", "truee", "-1", "t rue"})
            QTest::newRow(bad) << QByteArray(bad) << -1;
    }
    void booleans()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, expected);
        const auto value = parseBoolean("no-encryption", text.toStdString());
        QCOMPARE(value ? int(*value) : -1, expected);
    }

    void integers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("expected"); // INT64_MIN: refused
        QTest::newRow("plain") << QByteArray("42") << qint64(42);
        QTest::newRow("spaces") << QByteArray(" 42 ") << qint64(42);
        QTest::newRow("plus") << QByteArray("+42") << qint64(42);
        QTest::newRow("least") << QByteArray("-5") << qint64(-5);
        QTest::newRow("most") << QByteArray("100") << qint64(100);
        for (const char *bad : {"", "-6", "101", "4x", "4.0", "1,000", "0x10", "++4", "+-4", "4 2",
                                "99999999999999999999"})
            QTest::newRow(bad) << QByteArray(bad) << qint64(INT64_MIN);
    }
    void integers()
    {
        QFETCH(QByteArray, text);
        QTEST(qint64(parseInteger("threshold", text.toStdString(), {-5, 100}).value_or(INT64_MIN)),
              "expected");
    }

    void decimalsTakeAPointInEveryLocale()
    {
        QCOMPARE(parseDecimal("p", "0.5", 0, 100).value(), 0.5);
        QCOMPARE(parseDecimal("p", "100", 0, 100).value(), 100.0);
        for (const char *bad : {"", "0,5", "-1", "100.1", "nan", "inf", "1e1", "0.5x"})
            QVERIFY2(!parseDecimal("p", bad, 0, 100), bad);
    }

    void sizes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<qint64>("expected"); // -1: refused
        const auto row = [](const char *text, const char *unit, qint64 expected) {
            QTest::addRow("'%s' in %s", text, unit)
                << QByteArray(text) << QByteArray(unit) << expected;
        };
        row("50mb", "mb", 52'428'800);
        row("50", "mb", 52'428'800);
        row("1gib", "kb", 1 << 30);
        row("1 GiB", "kb", 1 << 30);
        row("1GIB", "kb", 1 << 30); // an I
        row("10kb", "mb", 10'240);
        row("10KiB", "mb", 10'240);
        row("7b", "mb", 7);
        row("7", "", 7);
        row("2", "kb", 2'048);
        row("1", "gb", 1 << 30);
        row("3tb", "mb", qint64(3) << 40);
        row("0", "mb", 0);
        row(" 5 mb ", "kb", 5 << 20);
        row("8388607tib", "mb", qint64(8'388'607) << 40);
        row("8388608tib", "mb", -1); // one byte too many for 63 bits
        row("9223372036854775807b", "mb", INT64_MAX);
        row("9223372036854775808b", "mb", -1);
        row("", "mb", -1);
        row("mb", "mb", -1);
        row("1.5gb", "mb", -1);
        row("1,5gb", "mb", -1);
        row("1 000mb", "mb", -1);
        row("-1mb", "mb", -1);
        row("5x", "mb", -1);
        row("5mbb", "mb", -1);
        row("5pb", "mb", -1);
        row("5 m b", "mb", -1);
    }
    void sizes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, unit);
        QTEST(qint64(parseSize("dblock-size", text.toStdString(), unit.toStdString()).value_or(-1)),
              "expected");
    }

    void sizesKeepTheirLimits()
    {
        QCOMPARE(parseSize("blocksize", "1kb", "kb", {1024, 2048}).value(), 1024);
        QVERIFY(!parseSize("blocksize", "1023b", "kb", {1024, 2048}));
        QVERIFY(!parseSize("blocksize", "2049b", "kb", {1024, 2048}));
    }

    void errorsNameOptionValueAndWhatIsAllowed()
    {
        const auto size = parseSize("blocksize", "5x", "kb", {1024, 1 << 20});
        QCOMPARE(size.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(size.error().id, u"OptionValidationError"_s);
        for (const char *part : {"--blocksize", "5x", "kb", "1.00 KiB", "1.00 MiB"})
            QVERIFY2(size.error().message.contains(QLatin1StringView(part)), part);
        const auto word = parseWord("symlink-policy", "Stroe", "Store Follow Ignore");
        QVERIFY(word.error().message.contains(u"Store, Follow, Ignore"));
        QVERIFY(parseInteger("threshold", "200", {0, 100}).error().message.contains(u"0 to 100"));
        // A value cannot garble the terminal.
        QVERIFY(!parseBoolean("json", "\x1b[2J").error().message.contains(QChar(0x1b)));
    }

    void versions_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const QString &expected) {
            QTest::newRow(text) << QByteArray(text) << expected;
        };
        row("0", u"0"_s);
        row("0,2-4,7", u"0 2 3 4 7"_s);
        row(" 3 , 1 - 2 ", u"1 2 3"_s);
        row("5,5,4-6", u"4 5 6"_s);
        row("2-2", u"2"_s);
        row("", u""_s);
        for (const char *bad :
             {"4-2", "-1", "1-", "-", "a", "1,,2", "1,", "1;2", "1-2-3", "0-999999999",
              "9223372036854775807", "9223372036854775000-9223372036854775807"})
            row(bad, u"refused"_s);
    }
    void versions()
    {
        QFETCH(QByteArray, text);
        const auto versions = parseVersions("version", text.toStdString());
        QStringList seen;
        if (versions) {
            for (const std::int64_t version : *versions)
                seen += QString::number(version);
        }
        QTEST(versions ? seen.join(u' ') : u"refused"_s, "expected");
    }

    void pathsMayHoldAnyByte()
    {
        const auto paths = parsePaths("/a b::\xff/c:/d");
        QCOMPARE(paths.size(), std::size_t(3));
        QCOMPARE(paths[0].bytes(), std::string("/a b"));
        QCOMPARE(paths[1].bytes(), std::string("\xff/c"));
        QCOMPARE(paths[2].bytes(), std::string("/d"));
        QVERIFY(parsePaths("").empty());
    }

    void wordsIgnoreCaseInEveryLocale()
    {
        QCOMPARE(parseWord("symlink-policy", "IGNORE", "Store Follow Ignore").value(),
                 std::string_view("Ignore"));
        QCOMPARE(parseWord("x", "full", "Full Lookup None").value(), std::string_view("Full"));
        for (const char *bad : {"", "Ful", "Full Lookup", "ignor\xc4\xb1"})
            QVERIFY2(!parseWord("x", bad, "Full Lookup None"), bad);
    }

    void flagsAreAListOfWords()
    {
        const auto flags = parseFlags("exclude-files-attributes", "hidden, SYSTEM,Hidden",
                                      "ReadOnly Hidden System");
        QCOMPARE(flags.value().size(), std::size_t(2));
        QCOMPARE((*flags)[0], std::string_view("Hidden"));
        QCOMPARE((*flags)[1], std::string_view("System"));
        QVERIFY(parseFlags("x", "", "A B").value().empty());
        QVERIFY(!parseFlags("x", "A,C", "A B"));
        QVERIFY(!parseFlags("x", "A,,B", "A B"));
    }
};

QTEST_APPLESS_MAIN(TestOptionValues)
#include "test_option_values.moc"

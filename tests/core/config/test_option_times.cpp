// SPDX-License-Identifier: MIT
#include "core/config/option_values.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

std::int64_t utc(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toSecsSinceEpoch();
}

QString isoUtc(std::int64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate);
}

} // namespace

class TestOptionTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::Turkish, QLocale::Turkey)); }

    void durations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("expected"); // INT64_MIN: refused
        const auto row = [](const char *text, qint64 expected) {
            QTest::newRow(text) << QByteArray(text) << expected;
        };
        row("", 0);
        row("90", 90);
        row("-90", -90);
        row("90s", 90);
        row("90m", 5'400);
        row("1h", 3'600);
        row("1D", 86'400);
        row("2W", 14 * 86'400);
        row("1M", 30 * 86'400); // a month here, minutes in lower case
        row("1m", 60);
        row("1Y", 365 * 86'400);
        row("1D12h", 36 * 3'600);
        row("1D-1s", 86'399);
        row(" 1 D 12 h ", 36 * 3'600);
        row("0m", 0);
        for (const char *bad : {"1d", "1w", "1y", "1S", "1H", "1.5h", "1D12", "D", "1 2D", "1X",
                                "h1", "99999999999Y", "9223372036854775808", "--1D", "+1D"})
            row(bad, INT64_MIN);
    }
    void durations()
    {
        QFETCH(QByteArray, text);
        const auto value = parseDuration("retry-delay", text.toStdString());
        QTEST(value ? qint64(value->count()) : qint64(INT64_MIN), "expected");
    }

    void aUnitInTheWrongCaseIsExplained()
    {
        const Error error = parseDuration("keep-time", "1d").error();
        QVERIFY(error.message.contains(u"--keep-time"));
        QVERIFY(error.message.contains(u"\u201c1D\u201d"));
        QVERIFY(parseDuration("keep-time", "1w2d").error().message.contains(u"\u201c1W2D\u201d"));
        QVERIFY(parseTime("time", "3d").error().message.contains(u"\u201c3D\u201d"));
        QVERIFY(!parseDuration("keep-time", "1X").error().message.contains(u"Did you mean"));
        QVERIFY(!parseDuration("keep-time", "yesterday").error().message.contains(u"YesterDaY"));
        const QString odd = parseDuration("keep-time", "1d\x1b[31m").error().message;
        QVERIFY(!odd.contains(QChar(0x1b)));
    }

    void pointsInTime_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected"); // with now = 2026-03-31T10:00:00Z; empty: refused
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(expected);
        };
        row("now", "2026-03-31T10:00:00Z");
        row("NOW", "2026-03-31T10:00:00Z");
        row("60", "2026-03-31T09:59:00Z");
        row("-60", "2026-03-31T09:59:00Z"); // an age either way
        row("3D", "2026-03-28T11:00:00Z");  // clocks went forward on the 29th: noon stays noon
        row("1M", "2026-02-28T11:00:00Z");  // the calendar's month, cut to its last day
        row("1Y", "2025-03-31T10:00:00Z");
        row("2W", "2026-03-17T11:00:00Z");
        row("1h30m", "2026-03-31T08:30:00Z");
        row("1D-1s", "2026-03-30T10:00:01Z");
        row("20260131T120000Z", "2026-01-31T12:00:00Z");
        row("2026-01-31", "2026-01-30T23:00:00Z"); // in Berlin
        row("2026-07-31", "2026-07-30T22:00:00Z");
        row("2026-01-31T12:00:00", "2026-01-31T11:00:00Z");
        row("2026-01-31 12:00", "2026-01-31T11:00:00Z");
        row("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z");
        row("2026-01-31T12:00:00+05:30", "2026-01-31T06:30:00Z");
        row("31.01.2026", "2026-01-30T23:00:00Z"); // the locale's form
        for (const char *bad : {"", "yesterday", "3d", "2026-02-30", "2026-13-01",
                                "20260230T120000Z", "3D ago", "2026-01-31T25:00:00"})
            row(bad, "");
    }
    void pointsInTime()
    {
        QFETCH(QByteArray, text);
        const QTimeZone berlin("Europe/Berlin");
        const auto value = parseTime("time", text.toStdString(), berlin);
        QTEST(value ? isoUtc(value->at(utc("2026-03-31T10:00:00Z"), TimeDirection::Past, berlin))
                    : QString(),
              "expected");
    }

    void offsetsPointWhereTheCallerSays()
    {
        const std::int64_t now = utc("2026-01-31T10:00:00Z");
        const TimeValue month = parseTime("time", "1M").value();
        QCOMPARE(isoUtc(month.at(now, TimeDirection::Future, QTimeZone::utc())),
                 u"2026-02-28T10:00:00Z"_s);
        QCOMPARE(isoUtc(month.at(now, TimeDirection::Past, QTimeZone::utc())),
                 u"2025-12-31T10:00:00Z"_s);
        QCOMPARE(month.fixedLength(), std::chrono::seconds(30 * 86'400));
        QVERIFY(month.isOffset());
        QVERIFY(!TimeValue::fixed(0).isOffset());
        QCOMPARE(TimeValue::fixed(7).at(now, TimeDirection::Past), std::int64_t(7));
    }

    void longestOffsetsStayInRange()
    {
        const TimeValue far = parseTime("time", "9999Y").value();
        QVERIFY(far.at(0, TimeDirection::Past, QTimeZone::utc()) < -300'000'000'000);
        QVERIFY(!parseTime("time", "10001Y"));
    }

    void retentionPolicies_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected"); // frames and intervals in days, or the error's id
        const auto row = [](const char *text, const QString &expected) {
            QTest::newRow(text) << QByteArray(text) << expected;
        };
        row("1W:1D,4W:1W,12M:1M", u"7:1 28:7 360:30"_s);
        row("12M:1M,1W:1D,4W:1W", u"7:1 28:7 360:30"_s);
        row("7D:0s,3M:1D,10Y:2M", u"7:0 90:1 3650:60"_s);
        row("7D:U,1Y:1W,U:1M", u"7:0 365:7 U:30"_s);
        row("U:1M , 7D : 0", u"7:0 U:30"_s);
        row("U:U", u"U:0"_s);
        row("", u""_s);
        for (const char *bad : {"1W", "1W:1D:1h", ":1D", "1W:", "1W:1D,", ",", "1w:1D", "0s:0s",
                                "-1W:1D", "1W:-1D", "x:1D", "1W:x", "1W;1D"})
            row(bad, u"RetentionPolicyInvalidValue"_s);
        for (const char *bad : {"1D:1W", "1W:1W", "1W:7D", "4W:1D,1D:1D"})
            row(bad, u"IntervalCannotBeBiggerThanTimeFrame"_s);
    }
    void retentionPolicies()
    {
        QFETCH(QByteArray, text);
        const auto rules = parseRetentionPolicy("retention-policy", text.toStdString());
        QStringList seen;
        if (rules) {
            for (const RetentionRule &rule : *rules)
                seen += (rule.frame ? QString::number(rule.frame->count() / 86'400) : u"U"_s) %
                        u':' % QString::number(rule.interval.count() / 86'400);
        }
        QTEST(rules ? seen.join(u' ') : rules.error().id, "expected");
    }
};

QTEST_APPLESS_MAIN(TestOptionTimes)
#include "test_option_times.moc"

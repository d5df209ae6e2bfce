// SPDX-License-Identifier: MIT
#include "app/gui/english_plurals.h"
#include "app/gui/host/time_left.h"
#include "app/gui/texts.h"
#include "tests/support/seeded_random.h"

#include <QFile>
#include <QLocale>
#include <QTest>

#include <vector>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kTickMs = 250;
constexpr qint64 kTotal = 6'000'000'000;

// Bytes done at each tick, until all of it is.
using Trace = std::vector<qint64>;

template<typename Speed>
Trace traceOf(const Speed &bytesPerSecondAt)
{
    Trace trace{0};
    while (trace.back() < kTotal) {
        const double share = double(trace.back()) / double(kTotal);
        const double done =
            bytesPerSecondAt(share, qint64(trace.size()) * kTickMs) * kTickMs / 1000;
        trace.push_back(std::min<qint64>(kTotal, trace.back() + std::max<qint64>(1, qint64(done))));
    }
    return trace;
}

// Shown values, one for each tick.
std::vector<TimeLeft::Estimate> follow(const Trace &trace)
{
    TimeLeft left;
    std::vector<TimeLeft::Estimate> shown;
    for (std::size_t i = 0; i < trace.size(); ++i)
        shown.push_back(left.add(qint64(i) * kTickMs, trace[i], kTotal, trace[i]));
    return shown;
}

// What a program that looked on saw of a real run: "ms bytes-done bytes-total bytes-sent" in a
// line, a total of -1 while it was not known.
struct Recorded
{
    std::vector<qint64> ms;
    std::vector<TimeLeft::Estimate> shown;
    std::vector<double> share; // done

    explicit Recorded(const QString &name)
    {
        const QString path = u"traces/"_s % name % u".txt"_s;
        QFile file(QFINDTESTDATA(path));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no trace %s", qPrintable(name));
        TimeLeft left;
        for (const QByteArray &line : file.readAll().trimmed().split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            const qint64 done = words[1].toLongLong();
            const qint64 total = words[2].toLongLong();
            ms.push_back(words[0].toLongLong());
            share.push_back(total > 0 ? double(done) / double(total) : 0);
            shown.push_back(left.add(ms.back(), done,
                                     total < 0 ? std::nullopt : std::optional(total),
                                     words[3].toLongLong()));
        }
    }
};

} // namespace

class TestTimeLeft final : public QObject
{
    Q_OBJECT

    SeededRandom m_random{testSeed(5)};
    EnglishPlurals m_english;

    Trace steady()
    {
        return traceOf([this](double, qint64) {
            return 20e6 * (0.7 + 0.6 * double(m_random.below(1000)) / 1000);
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c()); // the texts are English here
        QCoreApplication::installTranslator(&m_english);
    }

    void nothingIsSaidInTheFirstSeconds()
    {
        const auto shown = follow(steady());
        for (std::size_t i = 0; i < 5000 / kTickMs; ++i)
            QCOMPARE(shown[i].low, -1);
        QVERIFY(shown[6000 / kTickMs].low >= 0);
        TimeLeft unknown;
        for (qint64 time = 0; time < 20'000; time += kTickMs)
            QCOMPARE(unknown.add(time, time * 1000, {}, 1).low, -1);
    }

    // After a fifth within 30 % of the truth, or 3 s of it near the end.
    void aSteadyRunIsForetold()
    {
        const Trace trace = steady();
        const auto shown = follow(trace);
        for (std::size_t i = trace.size() / 5; i < trace.size(); ++i) {
            const double truth = double(qint64(trace.size() - i) * kTickMs) / 1000;
            const double error = std::abs(double(shown[i].low) - truth);
            QVERIFY2(error <= std::max(3.0, 0.3 * truth),
                     qPrintable(u"%1 s shown, %2 s true"_s.arg(shown[i].low).arg(truth)));
            QCOMPARE(shown[i].high, shown[i].low);
        }
    }

    // 540 MB in large files, 350 MB that begin with small ones, and 270 MB that are new among 1.2
    // GB, to a place of even speed.
    void aSteadyRunThatWasRecordedIsForetold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("large files") << u"steady"_s;
        QTest::newRow("small files first") << u"small"_s;
        QTest::newRow("new files among old ones") << u"again"_s;
    }
    void aSteadyRunThatWasRecordedIsForetold()
    {
        QFETCH(const QString, name);
        const Recorded run(name);
        QVERIFY(run.ms.size() > 200);
        for (std::size_t i = 0; i < run.ms.size(); ++i) {
            if (run.share[i] < 0.2 || (run.shown[i].low < 0 && run.share[i] < 0.3))
                continue;
            const double truth = double(run.ms.back() - run.ms[i]) / 1000;
            const double error = std::abs(double(run.shown[i].low) - truth);
            QVERIFY2(error <= std::max(3.0, 0.3 * truth),
                     qPrintable(u"at %1 s: %2 s shown, %3 s true"_s.arg(run.ms[i] / 1000)
                                    .arg(run.shown[i].low)
                                    .arg(truth)));
        }
    }

    // Also where the program was held up for 14 s.
    void noRecordedRunMakesItJump_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"steady", "small", "again", "stall"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void noRecordedRunMakesItJump()
    {
        QFETCH(const QString, name);
        const Recorded run(name);
        qint64 lastRise = -10'000;
        for (std::size_t i = 1; i < run.shown.size(); ++i) {
            if (run.shown[i - 1].low < 0 || run.shown[i].low <= run.shown[i - 1].low)
                continue;
            QVERIFY2(run.ms[i] - lastRise >= 9'999, qPrintable(QString::number(run.ms[i])));
            lastRise = run.ms[i];
        }
        QVERIFY(run.shown.back().low >= 0);
        QVERIFY(run.shown.back().low < 15);
    }

    void itRisesOnlyAfterTenSecondsOfEvidence()
    {
        // Fast, then slow, with pauses of some seconds in between.
        const Trace trace = traceOf([this](double share, qint64 time) {
            if (time / 1000 % 40 < 4)
                return 0.0;
            return (share < 0.3 ? 60e6 : 6e6) * (0.5 + double(m_random.below(1000)) / 1000);
        });
        const auto shown = follow(trace);
        qint64 lastRise = -10'000;
        int rises = 0;
        for (std::size_t i = 1; i < shown.size(); ++i) {
            if (shown[i - 1].low < 0 || shown[i].low <= shown[i - 1].low)
                continue;
            const qint64 now = qint64(i) * kTickMs;
            QVERIFY2(now - lastRise >= 9'999, qPrintable(QString::number(now - lastRise)));
            lastRise = now;
            ++rises;
        }
        QVERIFY(rises > 0); // it does rise, or the test proves nothing
    }

    void whatGrewFasterIsSaidAtOnce()
    {
        const Trace trace = traceOf([](double share, qint64) { return share < 0.3 ? 5e6 : 100e6; });
        const auto shown = follow(trace);
        const auto before = std::size_t(0.3 * kTotal / 5e6 * 1000 / kTickMs);
        QVERIFY(shown[before - 4].low > 500);
        QVERIFY(shown[before + 35'000 / kTickMs].low < 60);
    }

    void wordsAreRounded_data()
    {
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << qint64(-1) << u"estimating…"_s;
        QTest::newRow("seconds") << qint64(40) << qint64(40) << u"less than a minute left"_s;
        QTest::newRow("one") << qint64(65) << qint64(65) << u"about 1 minute left"_s;
        QTest::newRow("minutes") << qint64(190) << qint64(190) << u"about 3 minutes left"_s;
        QTest::newRow("fives") << qint64(1500) << qint64(1500) << u"about 25 minutes left"_s;
        QTest::newRow("hours") << qint64(9000) << qint64(9000) << u"about 2.5 hours left"_s;
        QTest::newRow("apart") << qint64(3600) << qint64(7200) << u"1 to 2 hours left"_s;
        QTest::newRow("minutes apart") << qint64(600) << qint64(1200) << u"10 to 20 minutes left"_s;
    }

    void wordsAreRounded()
    {
        QFETCH(const qint64, least);
        QFETCH(const qint64, most);
        QTEST(timeLeftText(least, most), "text");
    }
};

QTEST_GUILESS_MAIN(TestTimeLeft)
#include "test_time_left.moc"

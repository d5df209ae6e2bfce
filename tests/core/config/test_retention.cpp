// SPDX-License-Identifier: MIT
#include "core/config/retention.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kHour = 3'600;
constexpr std::int64_t kNow = 20'000 * kDay + 14 * kHour; // 14:00 UTC
using Versions = std::vector<VersionFacts>;

RetentionOptions policy(const char *text)
{
    RetentionOptions options;
    options.policy = parseRetentionPolicy("retention-policy", text).value();
    return options;
}

RetentionOptions keepTime(const char *text)
{
    RetentionOptions options;
    options.keepTime = parseTime("keep-time", text).value();
    return options;
}

RetentionOptions keepVersions(std::int64_t count)
{
    RetentionOptions options;
    options.keepVersions = count;
    return options;
}

std::vector<std::size_t> removed(const Versions &versions, const RetentionOptions &options,
                                 std::int64_t now = kNow)
{
    std::vector<std::size_t> indices;
    for (const auto &removal : planRetention(versions, options, now, QTimeZone::utc()).removals)
        indices.push_back(removal.version);
    return indices;
}

// 'F' a full version, 'p' a partial one; newest first, a day apart.
Versions pattern(const char *text)
{
    Versions versions;
    for (; *text; ++text)
        versions.push_back({kNow - kHour - kDay * std::int64_t(versions.size()), *text == 'F'});
    return versions;
}

QString show(const std::vector<std::size_t> &indices)
{
    QStringList out;
    for (const std::size_t index : indices)
        out += QString::number(index);
    return out.join(u' ');
}

// Runs a backup a day and applies the policy after each; the ages in days that remain.
QString agesAfter(int runs, const RetentionOptions &options, unsigned jitterSeed)
{
    std::mt19937 random(jitterSeed);
    Versions kept;
    std::int64_t now = 0;
    for (int run = 0; run < runs; ++run) {
        now = run * kDay + (jitterSeed ? std::int64_t(random() % 6) : 0);
        kept.insert(kept.begin(), {now, true});
        const auto gone = removed(kept, options, now + 60); // the run itself takes a minute
        for (auto index = gone.rbegin(); index != gone.rend(); ++index)
            kept.erase(kept.begin() + std::ptrdiff_t(*index));
    }
    QStringList ages;
    for (const VersionFacts &version : kept)
        ages += QString::number((now - version.time + kDay / 2) / kDay);
    return ages.join(u' ');
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policyKeepsWhatTheWorkedExampleKeeps()
    {
        Versions versions; // daily at 13:00 for 45 days, and one 400 days old
        for (int age = 0; age < 45; ++age)
            versions.push_back({kNow - kHour - age * kDay, true});
        versions.push_back({kNow - 400 * kDay, true});
        const auto gone = removed(versions, policy("1W:1D,4W:1W,12M:1M"));
        QCOMPARE(gone.size(), std::size_t(35));
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < versions.size(); ++i) {
            if (!std::binary_search(gone.begin(), gone.end(), i))
                kept.push_back(i);
        }
        // 30 … 24 June, 17, 10, 3 June, 17 May
        QCOMPARE(show(kept), u"0 1 2 3 4 5 6 13 20 27 44"_s);
    }

    void policyDriftsAsDuplicatisDoes()
    {
        QCOMPARE(agesAfter(180, policy("1W:1D,4W:1W,12M:1M"), 0),
                 u"0 1 2 3 4 5 6 11 18 25 39 74 109 144 179"_s);
    }

    void policyLosesDaysUnderJitterAsDuplicatisDoes()
    {
        const QString ages = agesAfter(180, policy("1W:1D,4W:1W,12M:1M"), 4711);
        QVERIFY2(ages.split(u' ').size() < 15, qPrintable(ages)); // no tolerance is applied
    }

    void policyLeavesPartialsInsideFramesAlone()
    {
        QCOMPARE(show(removed(pattern("FFpFpF"), policy("1W:3D"))), u"3"_s);
        // A partial does not count as the version of its interval.
        QCOMPARE(show(removed(pattern("FpppF"), policy("1W:2D"))), u""_s);
    }

    void policyRemovesPartialsOutsideAllFrames()
    {
        QCOMPARE(show(removed(pattern("FFFpF"), policy("2D:0s"))), u"2 3 4"_s);
    }

    void policyNeverThinsTheNewest()
    {
        Versions versions{{kNow, true}, {kNow - 60, true}, {kNow - kHour, true}};
        QCOMPARE(show(removed(versions, policy("1W:1D"))), u"1"_s);
    }

    void unlimitedFrameTakesEverything()
    {
        Versions versions = pattern("FFFF");
        versions.push_back({0, true});
        QCOMPARE(show(removed(versions, policy("U:U"))), u""_s);
        QCOMPARE(show(removed(versions, policy("1D:0s,U:1Y"))), u"1 2"_s);
    }

    void newestOutsideAllFramesGoesOnlyWithPermission()
    {
        Versions versions{{kNow - 10 * kDay, true}, {kNow - 11 * kDay, true}};
        RetentionOptions options = policy("1W:1D");
        QCOMPARE(show(removed(versions, options)), u"1"_s);
        options.allowFullRemoval = true;
        QCOMPARE(show(removed(versions, options)), u"0 1"_s);
    }

    void keepTimeUsesTheCalendarAndATolerance()
    {
        // One month back from 31 March is 28 February; 30 days back would be 1 March.
        const std::int64_t march31 =
            QDateTime(QDate(2026, 3, 31), QTime(12, 0), Qt::UTC).toSecsSinceEpoch();
        const std::int64_t february28 = march31 - 31 * kDay;
        Versions versions{{march31, true},
                          {february28, true},
                          {february28 - kHour, true},
                          {february28 - kHour - 1, true}};
        RetentionOptions options = keepTime("1M");
        QCOMPARE(show(removed(versions, options, march31)), u"3"_s); // an hour is forgiven
        options.disableTimeTolerance = true;
        QCOMPARE(show(removed(versions, options, march31)), u"2 3"_s);
        options = keepTime("100s"); // a hundredth of the span: one second
        versions = {{kNow, true}, {kNow - 101, true}, {kNow - 102, true}};
        QCOMPARE(show(removed(versions, options)), u"2"_s);
    }

    void keepTimeKeepsAFullVersionHoweverOld()
    {
        QCOMPARE(show(removed(pattern("pppFF"), keepTime("1D"))), u"4"_s);
        QCOMPARE(show(removed(pattern("ppp"), keepTime("1s"))), u""_s);
        QCOMPARE(show(removed(pattern("FpF"), keepTime("1D"))), u"1 2"_s);
    }

    void keepVersions_data()
    {
        QTest::addColumn<QByteArray>("versions");
        QTest::addColumn<int>("keep");
        QTest::addColumn<QString>("gone");
        QTest::newRow("none") << QByteArray("FFFF") << 0 << u""_s;
        QTest::newRow("two of four") << QByteArray("FFFF") << 2 << u"2 3"_s;
        QTest::newRow("as many as there are") << QByteArray("FFFF") << 4 << u""_s;
        QTest::newRow("leading partials stay") << QByteArray("ppFFF") << 1 << u"3 4"_s;
        QTest::newRow("partials between go") << QByteArray("FpFpF") << 2 << u"1 3 4"_s;
        QTest::newRow("all older than the last kept go")
            << QByteArray("FpppF") << 1 << u"1 2 3 4"_s;
        QTest::newRow("trailing partials stay while fulls are missing")
            << QByteArray("FpFpp") << 3 << u"1"_s;
        QTest::newRow("only partials") << QByteArray("ppp") << 1 << u""_s;
    }
    void keepVersions()
    {
        QFETCH(QByteArray, versions);
        QFETCH(int, keep);
        QTEST(show(removed(pattern(versions.constData()), ::keepVersions(keep))), "gone");
    }

    void keepVersionsCountsWhatTheOthersLeave()
    {
        RetentionOptions options = ::keepVersions(2);
        options.versions = {0, 2};
        QCOMPARE(show(removed(pattern("FFFFFF"), options)), u"0 2 4 5"_s);
    }

    void chosenVersionsGoButNotTheLast()
    {
        RetentionOptions options;
        options.versions = {1, 99};
        QCOMPARE(show(removed(pattern("FFF"), options)), u"1"_s);
        options.versions = {0, 1, 2};
        const RetentionPlan plan = planRetention(pattern("FFF"), options, kNow, QTimeZone::utc());
        QVERIFY(plan.keptLastVersion);
        QCOMPARE(show(removed(pattern("FFF"), options)), u"1 2"_s);
        options.allowFullRemoval = true;
        QCOMPARE(show(removed(pattern("FFF"), options)), u"0 1 2"_s);
    }

    void lastCompleteVersionSurvivesBesidePartials()
    {
        RetentionOptions options;
        options.versions = {1};
        QCOMPARE(show(removed(pattern("pF"), options)), u""_s);
        options.versions = {0, 1};
        QCOMPARE(show(removed(pattern("pF"), options)), u""_s); // the newest and the complete one
        QCOMPARE(show(removed(pattern("pppF"), policy("1D:0s"))), u"1 2"_s);
    }

    void everyPlanLeavesACompleteVersion()
    {
        std::mt19937 random(20260131);
        for (int round = 0; round < 2'000; ++round) {
            Versions versions;
            std::int64_t time = kNow;
            bool full = false;
            for (unsigned i = 0; i < 1 + random() % 12; ++i) {
                versions.push_back({time, random() % 3 != 0});
                full = full || versions.back().full;
                time -= 1 + std::int64_t(random() % (20 * kDay));
            }
            RetentionOptions options = policy("1W:1D,4W:1W");
            if (random() % 2)
                options.policy.clear();
            if (random() % 2)
                options.keepTime = parseTime("keep-time", "2W").value();
            options.keepVersions = std::int64_t(random() % 4);
            options.versions = {0, std::int64_t(random() % 4)};
            const auto gone = versionsToDelete(versions, options, kNow);
            bool left = false;
            for (std::size_t i = 0; i < versions.size(); ++i)
                left = left || ((versions[i].full || !full) &&
                                !std::binary_search(gone.begin(), gone.end(), i));
            QVERIFY(left);
        }
    }

    void nothingAskedNothingRemoved()
    {
        QCOMPARE(show(removed(pattern("FpFp"), {})), u""_s);
        QVERIFY(versionsToDelete({}, ::keepVersions(1), kNow).empty());
    }
};

QTEST_APPLESS_MAIN(TestRetention)
#include "test_retention.moc"

// SPDX-License-Identifier: MIT
#include "app/gui/editor/keep_text.h"
#include "app/gui/english_plurals.h"
#include "core/config/option_set.h"

#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(cairn::Keep)
Q_DECLARE_METATYPE(cairn::gui::KeepPreset)
Q_DECLARE_METATYPE(std::vector<cairn::gui::KeepRow>)

class TestKeepText : public QObject
{
    Q_OBJECT

private:
    static KeepAnswer answer(int stay, int go, qint64 freed)
    {
        KeepAnswer answer;
        for (int i = 0; i < stay + go; ++i)
            answer.versions.push_back({i, i < go});
        answer.freedBytes = freed;
        return answer;
    }

    EnglishPlurals m_english;

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::installTranslator(&m_english);
        QLocale::setDefault(QLocale::c());
    }

    void aRuleIsSaidInASentence_data()
    {
        QTest::addColumn<Keep>("keep");
        QTest::addColumn<KeepPreset>("preset");
        QTest::addColumn<QString>("sentence");
        using Kind = Keep::Kind;
        QTest::newRow("smart") << Keep::smart() << KeepPreset::Smart
                               << u"Keeps one version a day for 1 month, then one version a week "
                                  "until it is 1 year old, then one version a month for ever."_s;
        QTest::newRow("Duplicati's smart")
            << Keep{Kind::Policy, "1W:1D,4W:1W,12M:1M"} << KeepPreset::SmartDuplicati
            << u"Keeps one version a day for 1 week, then one version a week until it is 4 weeks "
               "old, then one version a month until it is 12 months old. Versions older than 12 "
               "months are removed."_s;
        QTest::newRow("everything")
            << Keep{} << KeepPreset::Everything << u"Keeps every version for ever."_s;
        QTest::newRow("one") << Keep{Kind::Count, "1"} << KeepPreset::Count
                             << u"Keeps the newest 1 version. Older ones are removed."_s;
        QTest::newRow("some") << Keep{Kind::Count, "31"} << KeepPreset::Count
                              << u"Keeps the newest 31 versions. Older ones are removed."_s;
        QTest::newRow("time") << Keep{Kind::Time, "6M"} << KeepPreset::Time
                              << u"Keeps every version for 6 months. Older ones are removed."_s;
        QTest::newRow("time in parts")
            << Keep{Kind::Time, "1M2W"} << KeepPreset::AsItIs
            << u"Keeps every version for 1M2W. Older ones are removed."_s;
        QTest::newRow("own") << Keep{Kind::Policy, "3D:U,2W:6h"} << KeepPreset::Custom
                             << u"Keeps every version for 3 days, then one version every 6 hours "
                                "until it is 2 weeks old. Versions older than 2 weeks are "
                                "removed."_s;
        QTest::newRow("odd") << Keep{Kind::Policy, "90s:30s"} << KeepPreset::AsItIs
                             << u"Keeps versions by the rule 90s:30s."_s;
    }
    void aRuleIsSaidInASentence()
    {
        QFETCH(const Keep, keep);
        QFETCH(const KeepPreset, preset);
        QTEST(keepSentence(keep), "sentence");
        QCOMPARE(presetOf(keep), preset);
    }

    // What the rows write is what the option table reads, and the other way about.
    void rowsAreWrittenAndRead_data()
    {
        QTest::addColumn<std::vector<KeepRow>>("rows");
        QTest::addColumn<QString>("policy");
        using Rows = std::vector<KeepRow>;
        QTest::newRow("smart") << Rows{{KeepSpan{1, 'M'}, KeepSpan{1, 'D'}},
                                       {KeepSpan{1, 'Y'}, KeepSpan{1, 'W'}},
                                       {std::nullopt, KeepSpan{1, 'M'}}}
                               << u"1M:1D,1Y:1W,U:1M"_s;
        QTest::newRow("all of a day") << Rows{{KeepSpan{24, 'h'}, std::nullopt}} << u"24h:U"_s;
        QTest::newRow("all for ever") << Rows{{std::nullopt, std::nullopt}} << u"U:U"_s;
    }
    void rowsAreWrittenAndRead()
    {
        QFETCH(const std::vector<KeepRow>, rows);
        QFETCH(const QString, policy);
        QCOMPARE(toOption(rows), policy.toStdString());
        QVERIFY(keepRowsOf(policy.toStdString()) == rows);
        QVERIFY(checkOptionValue(*findOption("retention-policy"), toOption(rows)).has_value());
    }

    void whatIsNoRowIsLeftAlone_data()
    {
        QTest::addColumn<QString>("policy");
        for (const char *policy :
             {"1M2W:1D", "90s:1s", "1M", "1D:", ":", "-1D:1h", "1x:1h", "99999D:1D", "1D:1D2h"})
            QTest::newRow(policy) << QString::fromLatin1(policy);
    }
    void whatIsNoRowIsLeftAlone()
    {
        QFETCH(const QString, policy);
        QVERIFY(!keepRowsOf(policy.toStdString()));
    }

    void thePreviewSaysWhatStaysAndGoes()
    {
        QCOMPARE(keepPreviewText({}), u"There are no versions yet: nothing would be removed."_s);
        QCOMPARE(keepPreviewText(answer(31, 0, 0)),
                 u"Of those there are now, keeps all: 31 versions."_s);
        QCOMPARE(keepPreviewText(answer(31, 4, -1)),
                 u"Keeps 31 versions, removes 4. Counting what that frees…"_s);
        QCOMPARE(keepPreviewText(answer(31, 4, 12'400'000'000)),
                 u"Keeps 31 versions, removes 4 and frees about 12 GB."_s);
        KeepAnswer last = answer(1, 4, 1'500'000);
        last.keptLast = true;
        QCOMPARE(keepPreviewText(last),
                 u"Keeps 1 version, removes 4 and frees about 1.5 MB. The newest complete version "
                 "is never removed."_s);
        last.failure = u"It is locked."_s;
        QCOMPARE(keepPreviewText(last), u"It is locked."_s);
    }
};

QTEST_GUILESS_MAIN(TestKeepText)
#include "test_keep_text.moc"

// SPDX-License-Identifier: MIT
#include "core/pipeline/run_report.h"

#include <QTest>

#include <thread>

namespace cairn::test {

class TestRunReport final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheOrder();
    void keepsTheFirstOfManyAndCountsTheRest();
    void takesFromManyThreads();
};

void TestRunReport::keepsTheOrder()
{
    RunReport report;
    report.information(QStringLiteral("A"), QStringLiteral("first"));
    report.error(QStringLiteral("B"), QStringLiteral("second"), "/a/path");
    report.warning(QStringLiteral("C"), QStringLiteral("third"));
    const auto messages = report.messages();
    QCOMPARE(messages.size(), std::size_t{3});
    QCOMPARE(messages[0].text, QStringLiteral("first"));
    QVERIFY(messages[1].severity == Severity::Error);
    QCOMPARE(messages[1].id, QStringLiteral("B"));
    QCOMPARE(messages[1].path, std::string("/a/path"));
    QVERIFY(messages[2].severity == Severity::Warning);
    QCOMPARE(report.count(Severity::Information), 1);
    QCOMPARE(report.count(Severity::Warning), 1);
    QCOMPARE(report.count(Severity::Error), 1);
}

void TestRunReport::keepsTheFirstOfManyAndCountsTheRest()
{
    RunReport report;
    for (int i = 0; i < 10'005; ++i)
        report.information(QStringLiteral("N"), QString::number(i));
    report.error(QStringLiteral("E"), QStringLiteral("not pushed out by the others"));
    const auto messages = report.messages();
    QCOMPARE(messages.size(), std::size_t{10'002});
    QCOMPARE(messages[0].text, QStringLiteral("0"));
    QCOMPARE(messages[10'000].id, QStringLiteral("E"));
    QCOMPARE(messages.back().id, QStringLiteral("MoreMessages"));
    QVERIFY(messages.back().text.contains(QStringLiteral(" 5 ")));
    QCOMPARE(report.count(Severity::Information), 10'005);
}

void TestRunReport::takesFromManyThreads()
{
    RunReport report;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&report] {
            for (int n = 0; n < 200; ++n)
                report.information(QStringLiteral("N"), QStringLiteral("x"));
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(report.count(Severity::Information), 800);
    QCOMPARE(report.messages().size(), std::size_t{800});
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestRunReport)
#include "test_run_report.moc"

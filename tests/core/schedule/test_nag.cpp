// SPDX-License-Identifier: MIT
#include "core/schedule/nag_policy.h"

#include <QTest>

using namespace cairn;

namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;

} // namespace

class TestNag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void level_data()
    {
        QTest::addColumn<qint64>("interval");
        QTest::addColumn<qint64>("age");
        QTest::addColumn<bool>("drive");
        QTest::addColumn<bool>("absent");
        QTest::addColumn<int>("level");
        const auto row = [](const char *name, std::int64_t interval, std::int64_t age,
                            NagLevel level, bool drive = false, bool absent = false) {
            QTest::newRow(name) << qint64(interval) << qint64(age) << drive << absent
                                << static_cast<int>(level);
        };
        row("just run", kDay, 0, NagLevel::Fine);
        row("clock set back", kDay, -40 * kDay, NagLevel::Fine);
        row("daily, two days", kDay, 2 * kDay, NagLevel::Fine);
        row("daily, over two days", kDay, 2 * kDay + 1, NagLevel::Late);
        row("daily, three days", kDay, 3 * kDay, NagLevel::Late);
        row("daily, over three days", kDay, 3 * kDay + 1, NagLevel::Overdue);
        row("daily, over two weeks", kDay, 14 * kDay + 1, NagLevel::Unprotected);
        row("hourly, a day", kHour, 25 * kHour, NagLevel::Fine);
        row("hourly, more", kHour, 25 * kHour + 1, NagLevel::Late);
        row("weekly, ten days", 7 * kDay, 10 * kDay, NagLevel::Fine);
        row("weekly, eleven days", 7 * kDay, 11 * kDay, NagLevel::Late);
        row("weekly, three weeks", 7 * kDay, 21 * kDay + 1, NagLevel::Overdue);
        row("weekly, five weeks", 7 * kDay, 35 * kDay + 1, NagLevel::Unprotected);
        row("by hand, a month and a half", 0, 45 * kDay, NagLevel::Fine);
        row("by hand, more", 0, 45 * kDay + 1, NagLevel::Late);
        row("by hand, three months", 0, 90 * kDay + 1, NagLevel::Overdue);
        row("drive away", kDay, 7 * kDay, NagLevel::Fine, true, true);
        row("drive away over a week", kDay, 7 * kDay + 1, NagLevel::DriveReminder, true, true);
        row("drive away over a month", kDay, 30 * kDay + 1, NagLevel::Unprotected, true, true);
        row("drive here, not run", kDay, 4 * kDay, NagLevel::Overdue, true, false);
        row("drive here, two weeks", kDay, 20 * kDay, NagLevel::Overdue, true, false);
    }
    void level()
    {
        QFETCH(qint64, interval);
        QFETCH(qint64, age);
        QFETCH(bool, drive);
        QFETCH(bool, absent);
        QFETCH(int, level);
        NagFacts facts;
        facts.interval = interval;
        facts.last = 1'780'000'000;
        facts.now = facts.last + age;
        facts.isOnDrive = drive;
        facts.isDriveAbsent = absent;
        QCOMPARE(static_cast<int>(nagLevel(facts)), level);
    }
};

QTEST_GUILESS_MAIN(TestNag)
#include "test_nag.moc"

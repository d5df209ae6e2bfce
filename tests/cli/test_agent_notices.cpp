// SPDX-License-Identifier: MIT
// Runs on a bus of its own (dbus-run-session), where a played notification service answers, or
// none.
#include "app/cli/agent_notices.h"
#include "app/shared/notify/desktop_name.h"
#include "tests/core/engine/run_host_lab.h"
#include "tests/support/played_service.h"

#include <QTest>

using namespace cairn;
using namespace cairn::cli;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20'000;
constexpr std::int64_t kDay = 24 * kHour;
const QString kService = u"org.freedesktop.Notifications"_s;

// An agent's backup that was set up five days ago and never ran.
struct Lab
{
    Lab()
        : computer(at(u"2026-03-02 12:00"_s))
    {
        job = computer.add("d0c5d0c5", computer.daily(), 5 * kDay);
        computer.start();
        notices.emplace(AgentNotices::World{computer.clock, computer.drives, *computer.host},
                        QDBusConnection::sessionBus());
    }
    [[nodiscard]] bool isNoted()
    {
        return !NoticeStore(*computer.settings).load().value().marks.empty();
    }
    Computer computer;
    JobConfig job;
    std::optional<AgentNotices> notices;
};

} // namespace

class TestAgentNotices final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutADesktopNothingIsToldOrNoted()
    {
        Lab lab;
        lab.notices->look();
        QVERIFY(!lab.isNoted()); // it is told to whoever logs in
    }

    void lateIsToldOnceADayWhileNoDesktopProgramIsThere()
    {
        const PlayedService desktop(kService, u"/org/freedesktop/Notifications"_s,
                                    u"notification_daemon"_s,
                                    u"{\"capabilities\": \"body actions\"}"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desktop.isThere(), kPatienceMs);
        const auto told = [&desktop] { return desktop.calls(u"Notify"_s); };
        Lab lab;
        lab.notices->look();
        QTRY_COMPARE_WITH_TIMEOUT(told().size(), 1, kPatienceMs);
        QCOMPARE(told()[0][3].toString(), u"“d0c5d0c5” was never saved"_s);
        QCOMPARE(told()[0][4].toString(), u"Its files exist on this computer alone."_s);
        QVERIFY(lab.isNoted());
        lab.notices->look();
        lab.computer.clock.advance(std::chrono::hours(24));
        auto bus = QDBusConnection::sessionBus();
        QVERIFY(bus.registerService(QLatin1String(kDesktopName)));
        lab.notices->look(); // that tells it itself
        QVERIFY(bus.unregisterService(QLatin1String(kDesktopName)));
        lab.notices->look();
        QTRY_COMPARE_WITH_TIMEOUT(told().size(), 2, kPatienceMs);

        QVERIFY(desktop.emitSignal(kService, u"ActionInvoked"_s, u"us"_s, {1U, u"back-up-now"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(lab.computer.host->current(), kPatienceMs);
        lab.computer.settle();
        QCOMPARE(lab.computer.began(RunResult::Saved).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestAgentNotices)
#include "test_agent_notices.moc"

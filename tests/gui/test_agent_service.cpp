// SPDX-License-Identifier: MIT
// Runs on a bus of its own (dbus-run-session), where systemd and logind are played, or are not.
#include "app/gui/agent_service.h"
#include "tests/support/played_service.h"

#include <QSignalSpy>

#include <unistd.h>

using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20'000;

struct Lab
{
    AgentService service{QDBusConnection::sessionBus(), QDBusConnection::sessionBus()};
    QSignalSpy known{&service, &AgentService::known};
    QSignalSpy failed{&service, &AgentService::failed};

    [[nodiscard]] AgentService::State state()
    {
        if (known.isEmpty())
            known.wait(kPatienceMs);
        return known.takeLast().value(0).value<AgentService::State>();
    }
};

} // namespace

class TestAgentService final : public QObject
{
    Q_OBJECT

    static QString played(const char *file)
    {
        return QStringLiteral(PLAYED) % u'/' % QLatin1StringView(file);
    }

private Q_SLOTS:
    void withoutSystemdItIsAbsent()
    {
        Lab lab;
        lab.service.ask();
        QVERIFY(lab.state() == AgentService::State::Absent);
        lab.service.turnOn();
        QVERIFY(lab.state() == AgentService::State::Absent);
        QCOMPARE(lab.failed.size(), 1);
    }

    void itIsEnabledStartedAndLingers()
    {
        const PlayedService systemd(u"org.freedesktop.systemd1"_s, u"/org/freedesktop/systemd1"_s,
                                    played("played_systemd.py"));
        const PlayedService logind(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                   played("played_logind.py"));
        QTRY_VERIFY_WITH_TIMEOUT(systemd.isThere() && logind.isThere(), kPatienceMs);
        Lab lab;
        lab.service.ask();
        QVERIFY(lab.state() == AgentService::State::Off);
        lab.service.turnOn();
        QVERIFY(lab.state() == AgentService::State::On);
        QVERIFY(lab.failed.isEmpty());
        QCOMPARE(systemd.calls(u"EnableUnitFiles"_s).size(), 1);
        QCOMPARE(systemd.calls(u"StartUnit"_s)[0][0].toString(), u"cairn-agent.service"_s);
        QCOMPARE(logind.calls(u"SetUserLinger"_s)[0][0].toUInt(), ::getuid());
    }

    // Somebody who may not linger still has the service while logged in, and is told.
    void aRefusalIsTold()
    {
        const PlayedService systemd(u"org.freedesktop.systemd1"_s, u"/org/freedesktop/systemd1"_s,
                                    played("played_systemd.py"));
        const PlayedService logind(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                   played("played_logind.py"), R"({"refuses": true})"_L1);
        QTRY_VERIFY_WITH_TIMEOUT(systemd.isThere() && logind.isThere(), kPatienceMs);
        Lab lab;
        lab.service.turnOn();
        QVERIFY(lab.state() == AgentService::State::WhileLoggedIn);
        QCOMPARE(lab.failed.size(), 1);
        QCOMPARE(lab.failed[0][0].toString(), u"Permission denied"_s);
        lab.service.ask(); // no less true the next time
        QVERIFY(lab.state() == AgentService::State::WhileLoggedIn);
    }

    void withoutLogindItDoesNotCountAsRunningAlways()
    {
        const PlayedService systemd(u"org.freedesktop.systemd1"_s, u"/org/freedesktop/systemd1"_s,
                                    played("played_systemd.py"));
        QTRY_VERIFY_WITH_TIMEOUT(systemd.isThere(), kPatienceMs);
        Lab lab;
        lab.service.turnOn();
        QVERIFY(lab.state() == AgentService::State::WhileLoggedIn);
        QCOMPARE(lab.failed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAgentService)
#include "test_agent_service.moc"

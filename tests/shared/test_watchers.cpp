// SPDX-License-Identifier: MIT
// Runs on a bus of its own (dbus-run-session), where played services answer, or none.
#include "app/shared/watch/logind_watcher.h"
#include "app/shared/watch/network_manager_watcher.h"
#include "app/shared/watch/presence_watcher.h"
#include "app/shared/watch/surroundings_watch.h"
#include "app/shared/watch/upower_watcher.h"
#include "tests/support/fake_clock.h"
#include "tests/support/played_service.h"

#include <QDBusArgument>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace cairn::watch;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20'000;
const QString kUPower = u"org.freedesktop.UPower"_s;
const QString kUPowerRoot = u"/org/freedesktop/UPower"_s;
const QString kBattery = u"/org/freedesktop/UPower/devices/DisplayDevice"_s;
const QString kDevice = u"org.freedesktop.UPower.Device"_s;
const QString kNetwork = u"org.freedesktop.NetworkManager"_s;
const QString kNetworkRoot = u"/org/freedesktop/NetworkManager"_s;
const QString kLogin = u"org.freedesktop.login1"_s;
const QString kLoginRoot = u"/org/freedesktop/login1"_s;
const QString kManager = u"org.freedesktop.login1.Manager"_s;

// As logind does it: the property first, then the signal.
void prepare(const test::PlayedService &logind, const QString &what, bool begins)
{
    QVERIFY(logind.set(kLoginRoot, kManager, u"PreparingFor"_s + what, begins));
    QVERIFY(logind.emitSignal(kManager, u"PrepareFor"_s + what, u"b"_s, {begins}));
}

// "sleep:shutdown delay", as logind lists who wants it to wait.
QStringList inhibitors(const test::PlayedService &logind)
{
    const QDBusMessage reply = logind.call(kLoginRoot, kManager, u"ListInhibitors"_s);
    QStringList found;
    const auto list = reply.arguments().constFirst().value<QDBusArgument>();
    list.beginArray();
    while (!list.atEnd()) {
        QString what, who, why, mode;
        uint user = 0, process = 0;
        list.beginStructure();
        list >> what >> who >> why >> mode >> user >> process;
        list.endStructure();
        found << QString(what % u' ' % mode % u' ' % who);
    }
    list.endArray();
    found.sort();
    return found;
}

class PlayedPower final : public PowerWatcher
{
public:
    void start() override { Q_EMIT changed(true, 40); }
};
class PlayedNetwork final : public NetworkWatcher
{
public:
    void start() override { Q_EMIT changed(false, true); }
};
class PlayedSleep final : public SleepWatcher
{
public:
    void start() override {}
    void setHolds(bool delay, bool keepAwake) override { holds = {delay, keepAwake}; }
    void letSleep() override {}
    std::pair<bool, bool> holds;
};

} // namespace

class TestWatchers final : public QObject
{
    Q_OBJECT

    QDBusConnection m_bus = QDBusConnection::sessionBus();

private Q_SLOTS:
    void withoutServicesTheComputerIsOnMainsAndOnline()
    {
        UPowerWatcher power(m_bus);
        NetworkManagerWatcher network(m_bus, [] { return false; });
        LogindWatcher sleep(m_bus);
        QSignalSpy powers(&power, &PowerWatcher::changed);
        QSignalSpy networks(&network, &NetworkWatcher::changed);
        power.start();
        network.start();
        sleep.start();
        const SleepGuard guard(sleep, true);
        QTRY_COMPARE_WITH_TIMEOUT(powers.size(), 1, kPatienceMs);
        QCOMPARE(powers.first(), QVariantList({false, 100}));
        QTRY_COMPARE_WITH_TIMEOUT(networks.size(), 1, kPatienceMs);
        QCOMPARE(networks.first(), QVariantList({true, false}));
    }

    void withoutABusTheComputerIsOnMainsAndOnline()
    {
        const QDBusConnection none(u"nobody"_s);
        UPowerWatcher power(none);
        NetworkManagerWatcher network(none, [] { return false; });
        LogindWatcher sleep(none);
        QSignalSpy powers(&power, &PowerWatcher::changed);
        QSignalSpy networks(&network, &NetworkWatcher::changed);
        power.start();
        network.start();
        sleep.start();
        const SleepGuard guard(sleep, true);
        QCOMPARE(powers.size(), 1);
        QCOMPARE(powers.first(), QVariantList({false, 100}));
        QCOMPARE(networks.size(), 1);
        QCOMPARE(networks.first(), QVariantList({true, false}));
    }

    void aBatteryIsFollowedUntilItsServiceGoes()
    {
        test::PlayedService upower(kUPower, kUPowerRoot, u"upower"_s, u"{\"OnBattery\": true}"_s);
        QTRY_VERIFY_WITH_TIMEOUT(upower.isThere(), kPatienceMs);
        UPowerWatcher power(m_bus);
        QSignalSpy told(&power, &PowerWatcher::changed);
        power.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({true, 100})); // no battery says how full it is
        QVERIFY(upower.set(kBattery, kDevice, u"Percentage"_s, 41.6));
        QVERIFY(upower.set(kBattery, kDevice, u"IsPresent"_s, true));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({true, 42}));
        QVERIFY(upower.set(kUPowerRoot, kUPower, u"OnBattery"_s, false));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({false, 42}));
        upower.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty() && told.last() == QVariantList({false, 100}),
                                 kPatienceMs);
    }

    void aServiceThatComesLateIsAsked()
    {
        UPowerWatcher power(m_bus);
        QSignalSpy told(&power, &PowerWatcher::changed);
        power.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        const test::PlayedService upower(kUPower, kUPowerRoot, u"upower"_s,
                                         u"{\"OnBattery\": true}"_s);
        // Its name is there before its properties are.
        QTRY_VERIFY_WITH_TIMEOUT(upower.isThere(), kPatienceMs);
        QVERIFY(upower.set(kUPowerRoot, kUPower, u"OnBattery"_s, true));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, kPatienceMs);
        QCOMPARE(told.last(), QVariantList({true, 100}));
    }

    void aNetworkIsFollowed()
    {
        const test::PlayedService manager(kNetwork, kNetworkRoot, u"networkmanager"_s);
        QTRY_VERIFY_WITH_TIMEOUT(manager.isThere(), kPatienceMs);
        bool hasRoute = false;
        NetworkManagerWatcher network(m_bus, [&] { return hasRoute; });
        QSignalSpy told(&network, &NetworkWatcher::changed);
        network.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({true, false}));
        const auto set = [&](const char *name, uint value) {
            return manager.set(kNetworkRoot, kNetwork, QString::fromLatin1(name), value);
        };
        QVERIFY(manager
                    .call(kNetworkRoot, u"org.freedesktop.DBus.Mock"_s, u"AddProperty"_s,
                          {kNetwork, u"Metered"_s, QVariant::fromValue(QDBusVariant(3U))})
                    .type() == QDBusMessage::ReplyMessage);
        QVERIFY(set("Metered", 3)); // by guess
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({true, true}));
        QVERIFY(set("Metered", 4));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({true, false}));
        QVERIFY(set("State", 50)); // no way out, but to the house
        QVERIFY(set("State", 20));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({false, false}));
        hasRoute = true; // a connection that it was told to leave alone
        QVERIFY(set("State", 10));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kPatienceMs);
        QCOMPARE(told.takeFirst(), QVariantList({true, false}));
    }

    void sleepWaitsForTheRunAndIsToldOnce()
    {
        const test::PlayedService logind(kLogin, kLoginRoot, u"logind"_s);
        QTRY_VERIFY_WITH_TIMEOUT(logind.isThere(), kPatienceMs);
        LogindWatcher sleep(m_bus);
        QSignalSpy falls(&sleep, &SleepWatcher::aboutToSleep);
        QSignalSpy wakes(&sleep, &SleepWatcher::wokeUp);
        QSignalSpy ends(&sleep, &SleepWatcher::aboutToShutDown);
        QSignalSpy goesOn(&sleep, &SleepWatcher::shutDownCalledOff);
        sleep.start();
        const QString delay = u"sleep:shutdown delay Cairn"_s;
        {
            SleepGuard guard(sleep, true);
            QTRY_COMPARE_WITH_TIMEOUT(inhibitors(logind),
                                      QStringList({u"idle block Cairn"_s, delay}), kPatienceMs);
            guard.setKeepAwake(false); // the mains are gone
            QTRY_COMPARE_WITH_TIMEOUT(inhibitors(logind), QStringList{delay}, kPatienceMs);
            prepare(logind, u"Sleep"_s, true);
            QTRY_COMPARE_WITH_TIMEOUT(falls.size(), 1, kPatienceMs);
            QCOMPARE(inhibitors(logind), QStringList{delay});
            sleep.letSleep();
            QTRY_VERIFY_WITH_TIMEOUT(inhibitors(logind).isEmpty(), kPatienceMs);
            prepare(logind, u"Sleep"_s, false);
            QTRY_COMPARE_WITH_TIMEOUT(wakes.size(), 1, kPatienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(inhibitors(logind), QStringList{delay}, kPatienceMs);
        }
        QTRY_VERIFY_WITH_TIMEOUT(inhibitors(logind).isEmpty(), kPatienceMs);
        prepare(logind, u"Shutdown"_s, true);
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 1, kPatienceMs);
        QCOMPARE(falls.size(), 1);
        QCOMPARE(wakes.size(), 1);
        prepare(logind, u"Shutdown"_s, false);
        QTRY_COMPARE_WITH_TIMEOUT(goesOn.size(), 1, kPatienceMs);
        QCOMPARE(ends.size(), 1);
    }

    void aSignalOfSomebodyElseIsNotBelieved()
    {
        const test::PlayedService logind(kLogin, kLoginRoot, u"logind"_s);
        QTRY_VERIFY_WITH_TIMEOUT(logind.isThere(), kPatienceMs);
        LogindWatcher sleep(m_bus);
        QSignalSpy falls(&sleep, &SleepWatcher::aboutToSleep);
        sleep.start();
        QDBusMessage forged =
            QDBusMessage::createSignal(kLoginRoot, kManager, u"PrepareForSleep"_s);
        forged << true;
        QVERIFY(m_bus.send(forged));
        prepare(logind, u"Sleep"_s, false);
        SleepGuard guard(sleep, false);
        QTRY_COMPARE_WITH_TIMEOUT(inhibitors(logind).size(), 1, kPatienceMs);
        QCOMPARE(falls.size(), 0);
    }

    void nobodyIsThereWhenTheSessionIsIdleOrLocked()
    {
        PresenceWatcher alone(m_bus);
        alone.start();
        test::PlayedService logind(kLogin, kLoginRoot, u"logind"_s);
        QTRY_VERIFY_WITH_TIMEOUT(logind.isThere(), kPatienceMs);
        logind.call(kLoginRoot, u"org.freedesktop.DBus.Mock"_s, u"AddSession"_s,
                    {u"auto"_s, u"seat0"_s, 1000U, u"somebody"_s, true});
        PresenceWatcher presence(m_bus);
        QSignalSpy told(&presence, &PresenceWatcher::changed);
        presence.start();
        const auto set = [&](const QString &hint, bool value) {
            return logind.set(kLoginRoot % u"/session/auto"_s, kLogin % u".Session"_s, hint, value);
        };
        QVERIFY(set(u"IdleHint"_s, true));
        QTRY_VERIFY_WITH_TIMEOUT(!presence.isPresent(), kPatienceMs);
        QVERIFY(set(u"IdleHint"_s, false));
        QTRY_VERIFY_WITH_TIMEOUT(presence.isPresent(), kPatienceMs);
        QCOMPARE(told.size(), 2);
        QVERIFY(set(u"IdleHint"_s, true));
        QTRY_VERIFY_WITH_TIMEOUT(!presence.isPresent(), kPatienceMs);
        logind.stop();
        QTRY_VERIFY_WITH_TIMEOUT(presence.isPresent(), kPatienceMs);
        QVERIFY(alone.isPresent());
    }

    void theSurroundingsAreOneValue()
    {
        test::FakeClock clock(1000);
        auto sleep = std::make_unique<PlayedSleep>();
        PlayedSleep *sleeper = sleep.get();
        auto network = std::make_unique<PlayedNetwork>();
        PlayedNetwork *net = network.get();
        SurroundingsWatch watch(
            {std::make_unique<PlayedPower>(), std::move(network), std::move(sleep)}, clock);
        QCOMPARE(watch.value(), (Surroundings{false, 100, true, false, 1000, 1000}));
        QSignalSpy told(&watch, &SurroundingsWatch::changed);
        watch.start();
        QCOMPARE(told.size(), 2);
        QCOMPARE(watch.value(), (Surroundings{true, 40, false, true, 1000, 1000}));
        clock.advance(std::chrono::seconds(60));
        Q_EMIT sleeper->wokeUp();
        clock.advance(std::chrono::seconds(60));
        Q_EMIT net->changed(true, false);
        QCOMPARE(watch.value(), (Surroundings{true, 40, true, false, 1060, 1120}));
        {
            const SleepGuard guard(watch.sleep(), true);
            QCOMPARE(sleeper->holds, std::pair(true, true));
        }
        QCOMPARE(sleeper->holds, std::pair(false, false));
    }
};

QTEST_GUILESS_MAIN(TestWatchers)
#include "test_watchers.moc"

// SPDX-License-Identifier: MIT
#include "app/shared/watch/logind_watcher.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace cairn::watch {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.login1"_s;
const QString kRoot = u"/org/freedesktop/login1"_s;
const QString kManager = u"org.freedesktop.login1.Manager"_s;

} // namespace

LogindWatcher::LogindWatcher(const QDBusConnection &bus, QObject *parent)
    : SleepWatcher(parent)
    , m_bus(bus)
    , m_sleep(bus, {kService, kRoot, kManager, u"PrepareForSleep"_s})
    , m_shutdown(bus, {kService, kRoot, kManager, u"PrepareForShutdown"_s})
{
    m_delay = {u"sleep:shutdown"_s, u"delay"_s,
               QCoreApplication::translate("cairn::watch", "A backup comes to a good end")};
    m_idle = {u"idle"_s, u"block"_s,
              QCoreApplication::translate("cairn::watch", "A backup is being made")};
    // Each signal makes its own watch ask; what is answered holds for both.
    for (BusProperties *watched : {&m_sleep, &m_shutdown}) {
        connect(watched, &BusProperties::answered, this, [this](const QVariantMap &properties) {
            takeSleep(properties.value(u"PreparingForSleep"_s).toBool());
            takeShutDown(properties.value(u"PreparingForShutdown"_s).toBool());
        });
    }
}

void LogindWatcher::start()
{
    m_sleep.start();
    m_shutdown.start();
}

void LogindWatcher::takeSleep(bool preparing)
{
    if (preparing == m_sleeps)
        return;
    m_sleeps = preparing;
    if (preparing)
        return Q_EMIT aboutToSleep();
    m_delay.isWanted = m_holdsDelay;
    settle(m_delay);
    Q_EMIT wokeUp();
}

void LogindWatcher::takeShutDown(bool preparing)
{
    if (preparing == m_shutsDown)
        return;
    m_shutsDown = preparing;
    if (preparing)
        return Q_EMIT aboutToShutDown();
    m_delay.isWanted = m_holdsDelay && !m_sleeps;
    settle(m_delay);
    Q_EMIT shutDownCalledOff();
}

void LogindWatcher::setHolds(bool delay, bool keepAwake)
{
    m_holdsDelay = delay;
    m_delay.isWanted = delay && !m_sleeps;
    m_idle.isWanted = keepAwake;
    settle(m_delay);
    settle(m_idle);
}

void LogindWatcher::letSleep()
{
    m_delay.isWanted = false;
    settle(m_delay);
}

void LogindWatcher::settle(Lock &lock)
{
    if (!lock.isWanted) {
        lock.file = QDBusUnixFileDescriptor(); // closed: that is how it is given back
        return;
    }
    if (lock.file.isValid() || lock.isAsked || !m_bus.isConnected())
        return;
    lock.isAsked = true;
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kRoot, kManager, u"Inhibit"_s);
    call << lock.what << u"Cairn"_s << lock.why << lock.mode;
    call.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, &lock] {
        watcher->deleteLater();
        lock.isAsked = false;
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (reply.isError())
            return; // no logind, or it refuses: the run goes on without
        if (lock.isWanted)
            lock.file = reply.value();
    });
}

} // namespace cairn::watch

// SPDX-License-Identifier: MIT
#include "app/shared/watch/host_watch.h"

namespace cairn::watch {

namespace {

constexpr int kRestMs = 1'500; // logind waits for some five seconds

} // namespace

HostWatch::HostWatch(SurroundingsWatch::Watchers watchers, Clock &clock, RunHost &host,
                     QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_surroundings(std::move(watchers), clock)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    SleepWatcher &sleep = m_surroundings.sleep();
    connect(&m_rest, &QTimer::timeout, &sleep, &SleepWatcher::letSleep);
    connect(&sleep, &SleepWatcher::aboutToSleep, this, [this] {
        m_host.setResting(true);
        m_rest.start();
    });
    connect(&sleep, &SleepWatcher::aboutToShutDown, this, [this] {
        m_host.setGoingDown(true);
        m_rest.start();
    });
    connect(&sleep, &SleepWatcher::shutDownCalledOff, this, [this] {
        m_rest.stop();
        m_host.setGoingDown(false);
    });
    connect(&sleep, &SleepWatcher::wokeUp, this, [this] {
        m_rest.stop();
        m_host.setResting(false);
    });
    connect(&m_surroundings, &SurroundingsWatch::changed, this, [this] {
        m_host.setSurroundings(m_surroundings.value());
        follow();
    });
}

void HostWatch::start()
{
    m_surroundings.start();
}

void HostWatch::follow()
{
    if (!m_host.current()) {
        m_guard.reset();
        return;
    }
    const bool keepAwake = !m_surroundings.value().onBattery;
    if (m_guard)
        m_guard->setKeepAwake(keepAwake);
    else
        m_guard.emplace(m_surroundings.sleep(), keepAwake);
}

} // namespace cairn::watch

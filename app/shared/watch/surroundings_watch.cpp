// SPDX-License-Identifier: MIT
#include "app/shared/watch/surroundings_watch.h"

#include "app/shared/watch/logind_watcher.h"
#include "app/shared/watch/network_manager_watcher.h"
#include "app/shared/watch/upower_watcher.h"

namespace cairn::watch {

SurroundingsWatch::Watchers SurroundingsWatch::Watchers::fromSystem()
{
    const QDBusConnection bus = QDBusConnection::systemBus();
    return {std::make_unique<UPowerWatcher>(bus), std::make_unique<NetworkManagerWatcher>(bus),
            std::make_unique<LogindWatcher>(bus)};
}

SurroundingsWatch::SurroundingsWatch(Watchers watchers, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_watchers(std::move(watchers))
    , m_clock(clock)
{
    m_value.awakeSince = m_value.onlineSince = m_clock.nowSeconds();
    connect(m_watchers.power.get(), &PowerWatcher::changed, this,
            [this](bool onBattery, int percent) {
                m_value.onBattery = onBattery;
                m_value.batteryPercent = percent;
                Q_EMIT changed();
            });
    connect(m_watchers.network.get(), &NetworkWatcher::changed, this,
            [this](bool online, bool metered) {
                if (online && !m_value.online)
                    m_value.onlineSince = m_clock.nowSeconds();
                m_value.online = online;
                m_value.metered = metered;
                Q_EMIT changed();
            });
    connect(m_watchers.sleep.get(), &SleepWatcher::wokeUp, this, [this] {
        m_value.awakeSince = m_clock.nowSeconds();
        Q_EMIT changed();
    });
}

void SurroundingsWatch::start()
{
    m_watchers.power->start();
    m_watchers.network->start();
    m_watchers.sleep->start();
}

} // namespace cairn::watch

// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/watch/bus_properties.h"
#include "app/shared/watch/power_watcher.h"

#include <optional>

namespace cairn::watch {

// By UPower. Without it: on the mains.
class UPowerWatcher final : public PowerWatcher
{
    Q_OBJECT
public:
    explicit UPowerWatcher(const QDBusConnection &bus, QObject *parent = nullptr);
    void start() override;

private:
    void tell(); // once both have answered, and what is new

    BusProperties m_supply;
    BusProperties m_battery; // all of them as one
    std::optional<bool> m_onBattery;
    std::optional<int> m_percent;
    std::optional<std::pair<bool, int>> m_told;
};

} // namespace cairn::watch

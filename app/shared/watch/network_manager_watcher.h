// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/watch/bus_properties.h"
#include "app/shared/watch/network_watcher.h"

#include <functional>
#include <optional>

namespace cairn::watch {

// By NetworkManager. Without it: online, and not metered.
class NetworkManagerWatcher final : public NetworkWatcher
{
    Q_OBJECT
public:
    // hasRoute: whether the computer has a way out all the same; what NetworkManager was told to
    // leave alone it does not count. By default what the kernel says.
    explicit NetworkManagerWatcher(const QDBusConnection &bus,
                                   std::function<bool()> hasRoute = hasDefaultRoute,
                                   QObject *parent = nullptr);
    void start() override;

    [[nodiscard]] static bool hasDefaultRoute();

private:
    void tell(bool online, bool metered);

    BusProperties m_manager;
    std::function<bool()> m_hasRoute;
    std::optional<std::pair<bool, bool>> m_told;
};

} // namespace cairn::watch

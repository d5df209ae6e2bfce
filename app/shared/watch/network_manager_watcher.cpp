// SPDX-License-Identifier: MIT
#include "app/shared/watch/network_manager_watcher.h"

#include <fstream>
#include <sstream>

namespace cairn::watch {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.NetworkManager"_s;
// NMState: a network is there, though maybe not the way to the world: a NAS needs none.
constexpr uint kConnectedLocal = 50;
constexpr uint kDisconnecting = 30; // 30 and 40 are on the way
// NMMetered
constexpr uint kYes = 1;
constexpr uint kGuessedYes = 3;

} // namespace

NetworkManagerWatcher::NetworkManagerWatcher(const QDBusConnection &bus,
                                             std::function<bool()> hasRoute, QObject *parent)
    : NetworkWatcher(parent)
    , m_manager(bus, {kService, u"/org/freedesktop/NetworkManager"_s, kService, u"StateChanged"_s})
    , m_hasRoute(std::move(hasRoute))
{
    connect(&m_manager, &BusProperties::answered, this, [this](const QVariantMap &properties) {
        const uint state = properties.value(u"State"_s).toUInt();
        const uint metered = properties.value(u"Metered"_s).toUInt();
        const bool online = state >= kConnectedLocal || (state < kDisconnecting && m_hasRoute());
        tell(online, metered == kYes || metered == kGuessedYes);
    });
    connect(&m_manager, &BusProperties::lost, this, [this] { tell(true, false); });
}

void NetworkManagerWatcher::start()
{
    m_manager.start();
}

void NetworkManagerWatcher::tell(bool online, bool metered)
{
    const std::pair now{online, metered};
    if (m_told == now)
        return;
    m_told = now;
    Q_EMIT changed(online, metered);
}

// A kernel file: reading it waits for nothing.
bool NetworkManagerWatcher::hasDefaultRoute()
{
    std::ifstream four("/proc/net/route");
    for (std::string line; std::getline(four, line);) {
        std::istringstream words(line);
        std::string device, target;
        if (words >> device >> target && target == "00000000" && device != "lo")
            return true;
    }
    std::ifstream six("/proc/net/ipv6_route");
    for (std::string line; std::getline(six, line);) {
        std::istringstream words(line);
        std::string target, length, word, device;
        words >> target >> length;
        while (words >> word)
            device = word;
        if (length == "00" && target == std::string(32, '0') && device != "lo")
            return true;
    }
    return false;
}

} // namespace cairn::watch

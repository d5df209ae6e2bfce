// SPDX-License-Identifier: MIT
#include "app/shared/watch/upower_watcher.h"

#include <algorithm>
#include <cmath>

namespace cairn::watch {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.UPower"_s;
const QString kRoot = u"/org/freedesktop/UPower"_s;
constexpr int kFull = 100;

} // namespace

UPowerWatcher::UPowerWatcher(const QDBusConnection &bus, QObject *parent)
    : PowerWatcher(parent)
    , m_supply(bus, {kService, kRoot, kService, {}})
    , m_battery(bus, {kService,
                      QString(kRoot % u"/devices/DisplayDevice"),
                      u"org.freedesktop.UPower.Device"_s,
                      {}})
{
    connect(&m_supply, &BusProperties::answered, this, [this](const QVariantMap &properties) {
        m_onBattery = properties.value(u"OnBattery"_s).toBool();
        tell();
    });
    connect(&m_supply, &BusProperties::lost, this, [this] {
        m_onBattery = false;
        tell();
    });
    connect(&m_battery, &BusProperties::answered, this, [this](const QVariantMap &properties) {
        const double percent = properties.value(u"Percentage"_s).toDouble();
        m_percent = properties.value(u"IsPresent"_s).toBool()
                        ? int(std::lround(std::clamp(percent, 0.0, 100.0)))
                        : kFull;
        tell();
    });
    connect(&m_battery, &BusProperties::lost, this, [this] {
        m_percent = kFull;
        tell();
    });
}

void UPowerWatcher::start()
{
    m_supply.start();
    m_battery.start();
}

void UPowerWatcher::tell()
{
    if (!m_onBattery || !m_percent)
        return;
    const std::pair now{*m_onBattery, *m_percent};
    if (m_told == now)
        return;
    m_told = now;
    Q_EMIT changed(now.first, now.second);
}

} // namespace cairn::watch

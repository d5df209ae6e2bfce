// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/drive_probe.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QMap>
#include <QVariantMap>

#include <functional>
#include <optional>

namespace cairn::gui {

// By UDisks2, which also knows drives that are connected and not mounted, and mounts them.
class UDisksProbe final : public DriveProbe
{
    Q_OBJECT
public:
    using Connect = std::function<QDBusConnection()>;
    // Connects in its own thread: that takes milliseconds.
    explicit UDisksProbe(Connect connect, QObject *parent = nullptr);
    void start() override;
    void mount(const QString &id) override;

private Q_SLOTS:
    void ask(); // for all there is

private:
    using Interfaces = QMap<QString, QVariantMap>;
    using Objects = QMap<QString, Interfaces>;
    void take(const Objects &objects);
    [[nodiscard]] static std::optional<Drive> driveOf(const Interfaces &block,
                                                      const Objects &objects);

    Connect m_connect;
    std::optional<QDBusConnection> m_bus; // since start()
    QDBusServiceWatcher m_service;
    QMap<QString, QString> m_paths; // UUID -> object
    bool m_isAsked = false;         // an answer is awaited
    bool m_isStale = false;         // and something has changed since
};

} // namespace cairn::gui

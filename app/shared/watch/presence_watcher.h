// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/watch/bus_properties.h"

namespace cairn::watch {

// Whether somebody is at the computer, by the session of this program as systemd-logind sees it:
// neither idle nor locked. Without logind: always.
class PresenceWatcher final : public QObject
{
    Q_OBJECT
public:
    explicit PresenceWatcher(const QDBusConnection &bus, QObject *parent = nullptr);
    void start() { m_session.start(); }
    [[nodiscard]] bool isPresent() const { return m_isPresent; }

Q_SIGNALS:
    void changed();

private:
    void tell(bool isPresent);

    BusProperties m_session;
    bool m_isPresent = true;
};

} // namespace cairn::watch

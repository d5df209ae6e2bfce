// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/watch/bus_properties.h"
#include "app/shared/watch/sleep_watcher.h"

#include <QDBusUnixFileDescriptor>

namespace cairn::watch {

// By systemd-logind. Without it nothing is ever told, and nothing can be asked.
class LogindWatcher final : public SleepWatcher
{
    Q_OBJECT
public:
    explicit LogindWatcher(const QDBusConnection &bus, QObject *parent = nullptr);
    void start() override;
    void setHolds(bool delay, bool keepAwake) override;
    void letSleep() override;

private:
    // Holds as long as logind's end of the file is open.
    struct Lock
    {
        QString what;
        QString mode;
        QString why;
        bool isWanted = false;
        bool isAsked = false; // an answer is awaited
        QDBusUnixFileDescriptor file{};
    };
    void settle(Lock &lock);
    void takeSleep(bool preparing);
    void takeShutDown(bool preparing);

    QDBusConnection m_bus;
    BusProperties m_sleep;
    BusProperties m_shutdown;
    Lock m_delay;
    Lock m_idle;
    bool m_holdsDelay = false; // is to be held, sleep apart
    bool m_sleeps = false;
    bool m_shutsDown = false;
};

} // namespace cairn::watch

// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/watch/network_watcher.h"
#include "app/shared/watch/power_watcher.h"
#include "app/shared/watch/sleep_watcher.h"
#include "core/base/clock.h"
#include "core/schedule/surroundings.h"

#include <memory>

namespace cairn::watch {

// All that a schedule asks of the computer, as one value. For a thread with an event loop.
class SurroundingsWatch final : public QObject
{
    Q_OBJECT
public:
    struct Watchers
    {
        std::unique_ptr<PowerWatcher> power;
        std::unique_ptr<NetworkWatcher> network;
        std::unique_ptr<SleepWatcher> sleep;
        // Those of this computer, on its system bus.
        [[nodiscard]] static Watchers fromSystem();
    };
    SurroundingsWatch(Watchers watchers, Clock &clock, QObject *parent = nullptr);
    void start();
    [[nodiscard]] const Surroundings &value() const { return m_value; }
    [[nodiscard]] SleepWatcher &sleep() { return *m_watchers.sleep; }

Q_SIGNALS:
    void changed();

private:
    Watchers m_watchers;
    Clock &m_clock;
    Surroundings m_value;
};

} // namespace cairn::watch

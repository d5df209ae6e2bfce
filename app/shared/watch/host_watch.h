// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/watch/surroundings_watch.h"
#include "core/engine/run_host.h"

#include <QTimer>

#include <optional>

namespace cairn::watch {

// Tells the host of the engine what a schedule depends on, and stops its run at the next block
// when the computer goes to sleep or shuts down (ui.md §8a). While a run goes on the computer does
// not fall asleep of itself, unless it is on battery.
class HostWatch final : public QObject
{
    Q_OBJECT
public:
    HostWatch(SurroundingsWatch::Watchers watchers, Clock &clock, RunHost &host,
              QObject *parent = nullptr);
    void start();
    void follow(); // something began or ended

private:
    RunHost &m_host;
    SurroundingsWatch m_surroundings;
    QTimer m_rest; // until the run has come to its next block
    std::optional<SleepGuard> m_guard;
};

} // namespace cairn::watch

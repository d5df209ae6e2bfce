// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>

namespace cairn::watch {

// When the computer is about to sleep or to shut down, and how it is asked to wait (ui.md §8a).
class SleepWatcher : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    // What is asked of the computer from now on; see SleepGuard.
    virtual void setHolds(bool delay, bool keepAwake) = 0;
    // What was to be done before it sleeps is done. The next wake-up takes the delay again.
    virtual void letSleep() = 0;

Q_SIGNALS:
    // With a delay held, letSleep() is awaited, for a few seconds at most.
    void aboutToSleep();
    void aboutToShutDown();
    void shutDownCalledOff();
    void wokeUp(); // also when it did not sleep after all
};

// While it lives sleep and shutdown wait for what is begun to come to a good end; with keepAwake
// the computer also does not fall asleep for want of something to do. One at a time.
class SleepGuard final
{
public:
    SleepGuard(SleepWatcher &watcher, bool keepAwake);
    ~SleepGuard();
    SleepGuard(const SleepGuard &) = delete;
    SleepGuard &operator=(const SleepGuard &) = delete;

    void setKeepAwake(bool keepAwake);

private:
    QPointer<SleepWatcher> m_watcher;
};

} // namespace cairn::watch

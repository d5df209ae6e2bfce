// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace cairn::watch {

// Where the computer has its power from. Until something is said: from the mains.
class PowerWatcher : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;

Q_SIGNALS:
    void changed(bool onBattery, int percent); // 100 without a battery
};

} // namespace cairn::watch

// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace cairn::watch {

// Whether there is a network, and whether it costs by the byte. Until something is said: there is
// one, and it does not.
class NetworkWatcher : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;

Q_SIGNALS:
    void changed(bool online, bool metered);
};

} // namespace cairn::watch

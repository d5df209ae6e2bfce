// SPDX-License-Identifier: MIT
#include "app/shared/watch/presence_watcher.h"

namespace cairn::watch {

using namespace Qt::StringLiterals;

PresenceWatcher::PresenceWatcher(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_session(bus, {u"org.freedesktop.login1"_s,
                      u"/org/freedesktop/login1/session/auto"_s,
                      u"org.freedesktop.login1.Session"_s,
                      {},
                      true})
{
    connect(&m_session, &BusProperties::answered, this, [this](const QVariantMap &session) {
        tell(!session.value(u"IdleHint"_s).toBool() && !session.value(u"LockedHint"_s).toBool());
    });
    connect(&m_session, &BusProperties::lost, this, [this] { tell(true); });
}

void PresenceWatcher::tell(bool isPresent)
{
    if (isPresent == m_isPresent)
        return;
    m_isPresent = isPresent;
    Q_EMIT changed();
}

} // namespace cairn::watch

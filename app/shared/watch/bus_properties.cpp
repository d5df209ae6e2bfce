// SPDX-License-Identifier: MIT
#include "app/shared/watch/bus_properties.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

namespace cairn::watch {

using namespace Qt::StringLiterals;

namespace {

const QString kProperties = u"org.freedesktop.DBus.Properties"_s;
constexpr int kAnswerMs = 10'000;

} // namespace

BusProperties::BusProperties(const QDBusConnection &bus, Place place, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_place(std::move(place))
    , m_service(this)
{
}

void BusProperties::start()
{
    if (!m_bus.isConnected())
        return Q_EMIT lost();
    m_service.setConnection(m_bus);
    m_service.setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    m_service.addWatchedService(m_place.service);
    connect(&m_service, &QDBusServiceWatcher::serviceUnregistered, this, &BusProperties::lost);
    connect(&m_service, &QDBusServiceWatcher::serviceRegistered, this, &BusProperties::ask);
    // Without a service name: with one, connect() would ask the bus for its owner and wait.
    const QString path = m_place.isAlias ? QString() : m_place.path;
    m_bus.connect(QString(), path, kProperties, u"PropertiesChanged"_s, {m_place.interface},
                  QString(), this, SLOT(ask()));
    if (!m_place.signal.isEmpty())
        m_bus.connect(QString(), path, m_place.interface, m_place.signal, this, SLOT(ask()));
    ask();
}

// One answer at a time; what changes while it is awaited is asked for after it.
void BusProperties::ask()
{
    m_isStale = m_isAsked;
    if (m_isAsked)
        return;
    m_isAsked = true;
    QDBusMessage call =
        QDBusMessage::createMethodCall(m_place.service, m_place.path, kProperties, u"GetAll"_s);
    call << m_place.interface;
    call.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, kAnswerMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_isAsked = false;
        take(watcher->reply());
        if (m_isStale)
            ask();
    });
}

void BusProperties::take(const QDBusMessage &reply)
{
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty())
        return Q_EMIT lost();
    Q_EMIT answered(qdbus_cast<QVariantMap>(reply.arguments().constFirst()));
}

} // namespace cairn::watch

// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>
#include <QVariantMap>

namespace cairn::watch {

// Follows the properties of one interface of an object on a bus. A signal of anybody only makes it
// ask: what counts is what the owner of the name answers.
class BusProperties final : public QObject
{
    Q_OBJECT
public:
    struct Place
    {
        QString service;
        QString path;
        QString interface;
        QString signal{};     // of that interface, which also makes it ask; may be empty
        bool isAlias = false; // the object's own signals come from another path
    };
    BusProperties(const QDBusConnection &bus, Place place, QObject *parent = nullptr);
    void start(); // ends with one of the signals, and goes on

Q_SIGNALS:
    void answered(const QVariantMap &properties);
    void lost(); // nobody answers

private Q_SLOTS:
    void ask();

private:
    void take(const QDBusMessage &reply);

    QDBusConnection m_bus;
    Place m_place;
    QDBusServiceWatcher m_service;
    bool m_isAsked = false; // an answer is awaited
    bool m_isStale = false; // and something has changed since
};

} // namespace cairn::watch

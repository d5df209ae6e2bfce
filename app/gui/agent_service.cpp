// SPDX-License-Identifier: MIT
#include "app/gui/agent_service.h"

#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>

#include <unistd.h>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kUnit = u"cairn-agent.service"_s;
constexpr int kAnswerMs = 60'000; // somebody may be asked for a password

const QString kLogind = u"org.freedesktop.login1"_s;

// To the manager of a service, as systemd and logind both have one.
QDBusMessage managerCall(const QString &service, const QString &path, const QString &method,
                         const QVariantList &arguments)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(service, path, service % u".Manager"_s, method);
    message.setArguments(arguments);
    return message;
}

QDBusMessage systemd(const QString &method, const QVariantList &arguments)
{
    return managerCall(u"org.freedesktop.systemd1"_s, u"/org/freedesktop/systemd1"_s, method,
                       arguments);
}

QDBusMessage logind(const QString &method, const QVariantList &arguments)
{
    return managerCall(kLogind, u"/org/freedesktop/login1"_s, method, arguments);
}

bool isFine(const QDBusMessage &reply)
{
    return reply.type() == QDBusMessage::ReplyMessage;
}

} // namespace

AgentService::AgentService(const QDBusConnection &user, const QDBusConnection &system,
                           QObject *parent)
    : QObject(parent)
    , m_user(user)
    , m_system(system)
{
}

void AgentService::call(const QDBusConnection &bus, const QDBusMessage &message,
                        const std::function<void(const QDBusMessage &)> &then)
{
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message, kAnswerMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, then] {
        watcher->deleteLater();
        then(watcher->reply());
    });
}

void AgentService::ask()
{
    call(m_user, systemd(u"GetUnitFileState"_s, {kUnit}), [this](const QDBusMessage &reply) {
        if (isFine(reply) && reply.arguments().value(0).toString().startsWith(u"enabled"_s))
            return askLinger();
        Q_EMIT known(isFine(reply) ? State::Off : State::Absent);
    });
}

void AgentService::askLinger()
{
    call(m_system, logind(u"GetUser"_s, {quint32(::getuid())}), [this](const QDBusMessage &user) {
        if (!isFine(user))
            return Q_EMIT known(State::WhileLoggedIn);
        QDBusMessage get = QDBusMessage::createMethodCall(
            kLogind, user.arguments().value(0).value<QDBusObjectPath>().path(),
            u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        get.setArguments({u"org.freedesktop.login1.User"_s, u"Linger"_s});
        call(m_system, get, [this](const QDBusMessage &reply) {
            const auto lingers = reply.arguments().value(0).value<QDBusVariant>();
            Q_EMIT known(isFine(reply) && lingers.variant().toBool() ? State::On
                                                                     : State::WhileLoggedIn);
        });
    });
}

void AgentService::turnOn()
{
    const auto orFail = [this](const std::function<void()> &then) {
        return [this, then](const QDBusMessage &reply) {
            if (isFine(reply))
                return then();
            Q_EMIT failed(reply.errorMessage());
            ask();
        };
    };
    const auto start = [this, orFail] {
        call(m_user, systemd(u"StartUnit"_s, {kUnit, u"replace"_s}), orFail([this] { linger(); }));
    };
    call(m_user, systemd(u"EnableUnitFiles"_s, {QStringList{kUnit}, false, true}), orFail(start));
}

// Else it ends with the last log-out.
void AgentService::linger()
{
    QDBusMessage message = logind(u"SetUserLinger"_s, {quint32(::getuid()), true, true});
    message.setInteractiveAuthorizationAllowed(true);
    call(m_system, message, [this](const QDBusMessage &reply) {
        if (!isFine(reply))
            Q_EMIT failed(reply.errorMessage());
        ask();
    });
}

} // namespace cairn::gui

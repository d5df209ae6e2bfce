// SPDX-License-Identifier: MIT
#include "app/gui/agent_service.h"

#include <QDBusPendingCallWatcher>

#include <unistd.h>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kUnit = u"cairn-agent.service"_s;
constexpr int kAnswerMs = 60'000; // somebody may be asked for a password

QDBusMessage systemd(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        u"org.freedesktop.systemd1"_s, u"/org/freedesktop/systemd1"_s,
        u"org.freedesktop.systemd1.Manager"_s, method);
    message.setArguments(arguments);
    return message;
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
        const QString state = reply.arguments().value(0).toString();
        Q_EMIT known(!isFine(reply)                   ? State::Absent
                     : state.startsWith(u"enabled"_s) ? State::On
                                                      : State::Off);
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
    QDBusMessage message =
        QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                       u"org.freedesktop.login1.Manager"_s, u"SetUserLinger"_s);
    message.setArguments({quint32(::getuid()), true, true});
    message.setInteractiveAuthorizationAllowed(true);
    call(m_system, message, [this](const QDBusMessage &reply) {
        if (!isFine(reply))
            Q_EMIT failed(reply.errorMessage());
        ask();
    });
}

} // namespace cairn::gui

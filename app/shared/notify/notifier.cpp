// SPDX-License-Identifier: MIT
#include "app/shared/notify/notifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QVariantMap>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.Notifications"_s;
const QString kRoot = u"/org/freedesktop/Notifications"_s;
const QString kPlainClick = u"default"_s;
constexpr int kAnswerMs = 10'000; // the service may have to be started first
constexpr int kAsLongAsUsual = -1;

QDBusMessage callOf(const QString &method)
{
    return QDBusMessage::createMethodCall(kService, kRoot, kService, method);
}

} // namespace

Notifier::Notifier(const QDBusConnection &bus, OtherWay otherWay, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_otherWay(std::move(otherWay))
    , m_service(this)
{
    if (!m_bus.isConnected())
        return;
    m_service.setConnection(m_bus);
    m_service.setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    m_service.addWatchedService(kService);
    connect(&m_service, &QDBusServiceWatcher::serviceOwnerChanged, this, &Notifier::forget);
    // Without a service name: with one, connect() would ask the bus for its owner and wait.
    m_bus.connect(QString(), kRoot, kService, u"ActionInvoked"_s, this,
                  SLOT(takeAction(uint, QString)));
    m_bus.connect(QString(), kRoot, kService, u"ActivationToken"_s, this,
                  SLOT(takeToken(uint, QString)));
    m_bus.connect(QString(), kRoot, kService, u"NotificationClosed"_s, this,
                  SLOT(takeClosed(uint, uint)));
}

void Notifier::forget()
{
    m_abilities.reset();
    m_shown.clear();
    m_tokens.clear();
    m_early.clear();
}

void Notifier::show(const Message &message)
{
    if (!m_bus.isConnected())
        return m_otherWay(message);
    if (m_abilities)
        return send(message);
    m_waiting.push_back(message);
    askAbilities();
}

void Notifier::askAbilities()
{
    if (m_isAsked)
        return;
    m_isAsked = true;
    auto *watcher =
        new QDBusPendingCallWatcher(m_bus.asyncCall(callOf(u"GetCapabilities"_s), kAnswerMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_isAsked = false;
        const QDBusPendingReply<QStringList> reply = *watcher;
        if (!reply.isError())
            m_abilities = reply.value();
        for (const Message &message : std::exchange(m_waiting, {})) {
            if (m_abilities)
                send(message);
            else
                m_otherWay(message);
        }
    });
}

void Notifier::send(const Message &message)
{
    Shown &shown = m_shown[message.key];
    if (shown.isAwaited) { // its number decides what is replaced
        shown.next = message;
        shown.closes = false;
        return;
    }
    QStringList actions;
    if (m_abilities->contains(u"actions"_s)) {
        for (const auto &[name, label] : message.actions)
            actions << name << label;
        if (!message.actions.empty())
            actions << kPlainClick << message.actions.front().second;
    }
    const QVariantMap hints{
        {u"urgency"_s, QVariant::fromValue(static_cast<uchar>(message.urgency))},
        {u"desktop-entry"_s, u"cairn"_s}};
    const bool isMarkup = m_abilities->contains(u"body-markup"_s);
    QDBusMessage call = callOf(u"Notify"_s);
    call << u"Cairn"_s << shown.id << u"cairn"_s << message.title
         << (isMarkup ? message.body.toHtmlEscaped() : message.body) << actions << hints
         << kAsLongAsUsual;
    shown.isAwaited = true;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, kAnswerMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, message] {
        watcher->deleteLater();
        takeAnswer(message, *watcher);
        for (const auto &event : std::exchange(m_early, {}))
            event();
    });
}

void Notifier::takeAnswer(const Message &message, const QDBusPendingReply<uint> &reply)
{
    Shown answer = m_shown.take(message.key);
    if (reply.isError())
        return m_otherWay(answer.next.value_or(message));
    if (answer.closes)
        return sendClose(reply.value());
    answer.id = reply.value();
    answer.isAwaited = false;
    answer.firstAction = message.actions.empty() ? QString() : message.actions.front().first;
    const auto next = std::exchange(answer.next, std::nullopt);
    m_shown[message.key] = answer;
    if (next)
        send(*next);
}

void Notifier::close(const QString &key)
{
    std::erase_if(m_waiting, [&key](const Message &waiting) { return waiting.key == key; });
    const auto shown = m_shown.find(key);
    if (shown == m_shown.end())
        return;
    if (shown->isAwaited) {
        shown->closes = true;
        return;
    }
    sendClose(shown->id);
    m_shown.erase(shown);
}

void Notifier::sendClose(uint id)
{
    QDBusMessage call = callOf(u"CloseNotification"_s);
    call << id;
    call.setAutoStartService(false);
    m_bus.call(call, QDBus::NoBlock);
}

QString Notifier::keyOf(uint id) const
{
    for (auto shown = m_shown.cbegin(); shown != m_shown.cend(); ++shown)
        if (shown->id == id && id != 0)
            return shown.key();
    return {};
}

// Qt tells of an answer that came before its watcher was made by a way round, and later than of
// signals that came after it.
bool Notifier::isEarly(uint id) const
{
    return keyOf(id).isEmpty() &&
           std::ranges::any_of(m_shown, [](const Shown &shown) { return shown.isAwaited; });
}

void Notifier::takeToken(uint id, const QString &token)
{
    if (isEarly(id))
        return m_early.push_back([this, id, token] { takeToken(id, token); });
    if (!keyOf(id).isEmpty()) // those of other programs are not ours to use
        m_tokens[id] = token;
}

void Notifier::takeAction(uint id, const QString &action)
{
    if (isEarly(id))
        return m_early.push_back([this, id, action] { takeAction(id, action); });
    const QString key = keyOf(id);
    if (key.isEmpty())
        return;
    const QString first = m_shown[key].firstAction;
    Q_EMIT answered(key, action == kPlainClick ? first : action, m_tokens.take(id));
}

void Notifier::takeClosed(uint id, uint reason)
{
    if (isEarly(id))
        return m_early.push_back([this, id, reason] { takeClosed(id, reason); });
    const QString key = keyOf(id);
    if (key.isEmpty() || m_shown[key].isAwaited) // what is on its way shows it again
        return;
    m_shown.remove(key);
    m_tokens.remove(id);
    Q_EMIT closed(key);
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace cairn {

// Shows notices by the desktop's notification service, and tells which button was pressed. Where
// there is no such service another way is taken, without buttons.
class Notifier final : public QObject
{
    Q_OBJECT
public:
    enum class Urgency : quint8 { Low, Normal, Critical }; // as the service counts them
    struct Message
    {
        QString key; // what is shown under it before is replaced
        QString title;
        QString body; // plain text
        Urgency urgency = Urgency::Normal;
        // Name and label; the first is what a plain click means.
        std::vector<std::pair<QString, QString>> actions{};
    };
    using OtherWay = std::function<void(const Message &)>;
    Notifier(const QDBusConnection &bus, OtherWay otherWay, QObject *parent = nullptr);

    void show(const Message &message);
    void close(const QString &key); // nothing if it is not shown

Q_SIGNALS:
    // token: lets a window come to the front where that needs leave; often empty.
    void answered(const QString &key, const QString &action, const QString &token);
    void closed(const QString &key);

private Q_SLOTS:
    void takeAction(uint id, const QString &action);
    void takeToken(uint id, const QString &token);
    void takeClosed(uint id, uint reason);

private:
    struct Shown
    {
        uint id = 0; // 0: never shown yet; the one before while a new one is awaited
        bool isAwaited = false;
        bool closes = false;         // as soon as the new one is known
        QString firstAction;         // of what is shown under that id
        std::optional<Message> next; // came while the id was awaited
    };
    void forget(); // the service is gone, and what it showed with it
    void askAbilities();
    void send(const Message &message);
    void takeAnswer(const Message &message, const QDBusPendingReply<uint> &reply);
    [[nodiscard]] QString keyOf(uint id) const;
    // Whether this may be of a notice whose number is on its way.
    [[nodiscard]] bool isEarly(uint id) const;
    void sendClose(uint id);

    QDBusConnection m_bus;
    OtherWay m_otherWay;
    QDBusServiceWatcher m_service;
    std::optional<QStringList> m_abilities; // none: not known yet
    bool m_isAsked = false;
    std::vector<Message> m_waiting; // for the abilities
    QHash<QString, Shown> m_shown;  // by key
    QHash<uint, QString> m_tokens;
    std::vector<std::function<void()>> m_early; // what was told of such, in order
};

} // namespace cairn

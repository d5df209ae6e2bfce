// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>

#include <functional>

namespace cairn::gui {

// The service of this person that runs backups with nobody logged in (installer/systemd), as
// systemd and logind have it. Asks and changes without waiting.
class AgentService final : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 {
        Absent, // not installed, or no systemd
        Off,
        WhileLoggedIn, // starts with the log-in and ends with the log-out
        On,
    };
    // user: the bus on which the person's systemd is; system: that of logind.
    AgentService(const QDBusConnection &user, const QDBusConnection &system,
                 QObject *parent = nullptr);

    void ask(); // ends with known()
    // Starts it now and with the computer, and has it run without a log-in. Ends with known(),
    // after failed() where one of these cannot be: without polkit logind lets nobody but root say
    // that somebody lingers.
    void turnOn();

Q_SIGNALS:
    void known(cairn::gui::AgentService::State state);
    void failed(const QString &why);

private:
    void call(const QDBusConnection &bus, const QDBusMessage &message,
              const std::function<void(const QDBusMessage &)> &then);
    void linger();
    void askLinger();

    QDBusConnection m_user;
    QDBusConnection m_system;
};

} // namespace cairn::gui

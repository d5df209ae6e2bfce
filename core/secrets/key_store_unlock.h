// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <functional>

class QDBusPendingCallWatcher;

namespace cairn {

// Has the Secret Service ask a person to open the place where secrets go, in its own window. Lives
// in a thread with an event loop and deletes itself when it has said how that ended.
class KeyStoreUnlock final : public QObject
{
    Q_OBJECT
public:
    // true: it is open, or it is another kind of service, which asks by itself when it is used.
    using Done = std::function<void(bool isOpen)>;
    KeyStoreUnlock(Done done, QObject *parent);
    void start();

private Q_SLOTS:
    void completed(bool dismissed);

private:
    void end(bool isOpen);
    void unlock(const QString &collection);
    void prompt(const QString &path);
    void call(const QString &path, const QString &interface, const QString &method,
              const QVariantList &arguments,
              const std::function<void(const QDBusPendingCallWatcher &)> &answered);
    Done m_done;
};

} // namespace cairn

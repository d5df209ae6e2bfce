// SPDX-License-Identifier: MIT
#include "core/secrets/key_store_unlock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const auto kService = "org.freedesktop.secrets"_L1;
const auto kServicePath = "/org/freedesktop/secrets"_L1;
const auto kServiceInterface = "org.freedesktop.Secret.Service"_L1;
const auto kPromptInterface = "org.freedesktop.Secret.Prompt"_L1;
const auto kNone = "/"_L1; // the path that stands for none

} // namespace

KeyStoreUnlock::KeyStoreUnlock(Done done, QObject *parent)
    : QObject(parent)
    , m_done(std::move(done))
{
}

void KeyStoreUnlock::end(bool isOpen)
{
    if (const Done done = std::exchange(m_done, {}))
        done(isOpen);
    deleteLater();
}

void KeyStoreUnlock::call(const QString &path, const QString &interface, const QString &method,
                          const QVariantList &arguments,
                          const std::function<void(const QDBusPendingCallWatcher &)> &answered)
{
    QDBusMessage message = QDBusMessage::createMethodCall(kService, path, interface, method);
    message.setArguments(arguments);
    auto *watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, answered] {
        answered(*watcher);
        watcher->deleteLater();
    });
}

void KeyStoreUnlock::start()
{
    call(kServicePath, kServiceInterface, u"ReadAlias"_s, {u"default"_s},
         [this](const QDBusPendingCallWatcher &call) {
             const QDBusPendingReply<QDBusObjectPath> alias = call;
             if (!alias.isValid() || alias.value().path() == kNone)
                 return end(true);
             unlock(alias.value().path());
         });
}

void KeyStoreUnlock::unlock(const QString &collection)
{
    const QVariant paths = QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(collection)});
    call(kServicePath, kServiceInterface, u"Unlock"_s, {paths},
         [this](const QDBusPendingCallWatcher &call) {
             const QDBusPendingReply<QList<QDBusObjectPath>, QDBusObjectPath> unlocked = call;
             if (!unlocked.isValid())
                 return end(false);
             const QString path = unlocked.argumentAt<1>().path();
             if (path == kNone)
                 return end(!unlocked.argumentAt<0>().isEmpty());
             prompt(path);
         });
}

void KeyStoreUnlock::prompt(const QString &path)
{
    QDBusConnection::sessionBus().connect(kService, path, kPromptInterface, u"Completed"_s, this,
                                          SLOT(completed(bool)));
    call(path, kPromptInterface, u"Prompt"_s, {QString()},
         [this](const QDBusPendingCallWatcher &call) {
             if (call.isError())
                 end(false);
         });
}

void KeyStoreUnlock::completed(bool dismissed)
{
    end(!dismissed);
}

} // namespace cairn

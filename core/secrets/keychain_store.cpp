// SPDX-License-Identifier: MIT
#include "core/secrets/keychain_store.h"

#include "core/base/text.h"
#include "core/secrets/key_store_unlock.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QThread>
#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kService = "cairn";
constexpr int kAskMs = 2000;
constexpr auto kPatience = std::chrono::minutes(2); // with a person who types

QString keyOf(const SecretName &name)
{
    return toQString(name.job) % u'/' % toQString(name.kind);
}

Error lockedError()
{
    return {ErrorCode::AccessDenied,
            u"The key store is locked."_s,
            QLatin1String(kSecretsLockedId),
            {}};
}

Error absentError(const QString &detail)
{
    return {ErrorCode::Unsupported, u"This computer has no key store that answers."_s,
            QLatin1String(kSecretsAbsentId), detail};
}

// Whether the service has a place for secrets. One that was never set up has none, and where nobody
// can be asked for a password of a new one, it gets none.
bool hasCollection()
{
    const QString service = u"org.freedesktop.secrets"_s;
    const auto ask = [&service](const QString &path, const QString &interface,
                                const QString &method, const QVariantList &arguments) {
        QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, method);
        message.setArguments(arguments);
        return QDBusConnection::sessionBus().call(message, QDBus::Block, kAskMs);
    };
    const QDBusReply<QDBusObjectPath> alias =
        ask(u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s,
            {u"default"_s});
    if (!alias.isValid())
        return true; // another kind of service: what it said counts
    const QString path = alias.value().path();
    return path != u"/"_s && ask(path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                 {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s})
                                     .type() == QDBusMessage::ReplyMessage;
}

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        if (!hasCollection()) // then nothing can be kept there either
            return absentError(job.errorString());
        return {ErrorCode::NotFound, u"The passphrase is not in the key store."_s,
                QLatin1String(kSecretMissingId), job.errorString()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: {
        Error error = lockedError();
        error.detail = job.errorString();
        return error;
    }
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return absentError(job.errorString());
    default:
        if (!hasCollection())
            return absentError(job.errorString());
        // Among others: nobody was there to ask for the password of the store.
        return {ErrorCode::AccessDenied, u"The key store refused: %1"_s.arg(job.errorString()),
                QLatin1String(kSecretsLockedId), job.errorString()};
    }
}

// Whether somebody answers, or could be started to: QtKeychain would wait, or say "other error".
bool hasService()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return false;
    QDBusConnectionInterface *interface = bus.interface();
    const QStringList wanted{u"org.freedesktop.secrets"_s, u"org.kde.kwalletd6"_s,
                             u"org.kde.kwalletd5"_s};
    const QDBusReply<QStringList> running = interface->registeredServiceNames();
    const QDBusReply<QStringList> startable = interface->activatableServiceNames();
    for (const QString &name : wanted)
        if ((running.isValid() && running.value().contains(name)) ||
            (startable.isValid() && startable.value().contains(name)))
            return true;
    return false;
}

// What a caller waits for; outlives a caller that has stopped waiting.
struct Answer
{
    std::mutex mutex;
    std::condition_variable given;
    std::optional<Result<Secret>> value;

    void give(Result<Secret> result)
    {
        {
            const std::scoped_lock lock(mutex);
            value = std::move(result);
        }
        given.notify_all();
    }
};

} // namespace

// The thread with the loop, and an object that lives there.
class KeychainStore::Host final
{
public:
    using MakeJob = std::function<QKeychain::Job *()>;

    explicit Host(std::chrono::milliseconds limit)
        : m_limit(limit)
    {
        m_object.moveToThread(&m_thread);
        m_thread.start();
    }
    ~Host()
    {
        m_thread.quit();
        m_thread.wait();
    }

    Result<Secret> ask(const MakeJob &make)
    {
        return wait(m_limit,
                    [this, make](const std::shared_ptr<Answer> &answer) { start(make, answer); });
    }

    Result<> unlock()
    {
        return wait(kPatience,
                    [this](const std::shared_ptr<Answer> &answer) {
                        const auto done = [answer](bool isOpen) {
                            answer->give(isOpen ? Result<Secret>(Secret()) : fail(lockedError()));
                        };
                        (new KeyStoreUnlock(done, &m_object))->start();
                    })
            .map([](const Secret &) {});
    }

private:
    using Begin = std::function<void(const std::shared_ptr<Answer> &)>; // in the thread
    Result<Secret> wait(std::chrono::milliseconds limit, const Begin &begin)
    {
        const auto answer = std::make_shared<Answer>();
        QMetaObject::invokeMethod(
            &m_object, [begin, answer] { begin(answer); }, Qt::QueuedConnection);
        std::unique_lock lock(answer->mutex);
        if (!answer->given.wait_for(lock, limit, [&] { return answer->value.has_value(); }))
            return fail(lockedError());
        return std::move(*answer->value);
    }
    // A job deletes itself when it is done, and not before: the key store may answer late.
    void start(const MakeJob &make, const std::shared_ptr<Answer> &answer)
    {
        if (!hasService()) {
            answer->give(fail(absentError({})));
            return;
        }
        QKeychain::Job *job = make();
        QObject::connect(job, &QKeychain::Job::finished, &m_object, [answer](QKeychain::Job *done) {
            if (done->error() != QKeychain::NoError) {
                answer->give(fail(errorOf(*done)));
                return;
            }
            const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(done);
            answer->give(read ? Secret(read->binaryData().toStdString()) : Secret());
        });
        job->start();
    }

    std::chrono::milliseconds m_limit;
    QThread m_thread;
    QObject m_object;
};

KeychainStore::KeychainStore(std::chrono::milliseconds limit)
    : m_host(std::make_unique<Host>(limit))
{
}

KeychainStore::~KeychainStore() = default;

Result<Secret> KeychainStore::read(const SecretName &name)
{
    return m_host->ask([key = keyOf(name)]() -> QKeychain::Job * {
        auto *job = new QKeychain::ReadPasswordJob(QLatin1String(kService));
        job->setKey(key);
        return job;
    });
}

Result<> KeychainStore::write(const SecretName &name, const Secret &secret)
{
    return m_host
        ->ask([key = keyOf(name), secret]() -> QKeychain::Job * {
            auto *job = new QKeychain::WritePasswordJob(QLatin1String(kService));
            job->setKey(key);
            job->setBinaryData(QByteArray::fromStdString(secret.reveal()));
            return job;
        })
        .map([](const Secret &) {});
}

Result<> KeychainStore::remove(const SecretName &name)
{
    auto removed = m_host->ask([key = keyOf(name)]() -> QKeychain::Job * {
        auto *job = new QKeychain::DeletePasswordJob(QLatin1String(kService));
        job->setKey(key);
        return job;
    });
    if (!removed && removed.error().id != QLatin1String(kSecretMissingId))
        return fail(std::move(removed).error());
    return {};
}

Result<> KeychainStore::unlock()
{
    return m_host->unlock();
}

} // namespace cairn

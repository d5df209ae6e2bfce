// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QTest>
#include <QVariantMap>

#include <tuple>

namespace cairn::test {

// A service of the system as python3-dbusmock plays it, on the bus of the test.
class PlayedService final
{
public:
    PlayedService(QString service, QString path, const QString &playedBy,
                  const QString &parameters = {})
        : m_service(std::move(service))
        , m_path(std::move(path))
    {
        QStringList arguments{QStringLiteral("-m"), QStringLiteral("dbusmock"),
                              QStringLiteral("--session"), QStringLiteral("-t"), playedBy};
        if (!parameters.isEmpty())
            arguments << QStringLiteral("-p") << parameters;
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral(SYSTEM_PYTHON), arguments);
    }
    ~PlayedService() { stop(); }

    [[nodiscard]] bool isThere() const
    {
        return QDBusConnection::sessionBus().interface()->isServiceRegistered(m_service);
    }
    void stop()
    {
        m_process.kill();
        m_process.waitForFinished();
        // A busy bus may notice later: else the next of this name would pass for there already.
        std::ignore = QTest::qWaitFor([this] { return !isThere(); }, kNoticedMs);
    }
    QDBusMessage call(const QString &path, const QString &interface, const QString &method,
                      const QVariantList &arguments = {}) const
    {
        return QDBusConnection::sessionBus().call(callOf(path, interface, method, arguments));
    }
    // Sets a property; whoever follows it is told.
    bool set(const QString &path, const QString &interface, const QString &property,
             const QVariant &value) const
    {
        return call(path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Set"),
                    {interface, property, QVariant::fromValue(QDBusVariant(value))})
                   .type() == QDBusMessage::ReplyMessage;
    }
    bool emitSignal(const QString &interface, const QString &signal, const QString &signature,
                    const QVariantList &values) const
    {
        return call(m_path, QStringLiteral("org.freedesktop.DBus.Mock"),
                    QStringLiteral("EmitSignal"), {interface, signal, signature, values})
                   .type() == QDBusMessage::ReplyMessage;
    }
    // Before it answers what it is asked from now on; does not wait.
    void emitSignalNext(const QString &interface, const QString &signal, const QString &signature,
                        const QVariantList &values) const
    {
        QDBusConnection::sessionBus().call(
            callOf(m_path, QStringLiteral("org.freedesktop.DBus.Mock"),
                   QStringLiteral("EmitSignal"), {interface, signal, signature, values}),
            QDBus::NoBlock);
    }
    // What its methods of that name were called with so far, in order.
    [[nodiscard]] QList<QVariantList> calls(const QString &method) const
    {
        QList<QVariantList> found;
        const QDBusMessage reply = call(m_path, QStringLiteral("org.freedesktop.DBus.Mock"),
                                        QStringLiteral("GetMethodCalls"), {method});
        if (reply.type() != QDBusMessage::ReplyMessage)
            return found;
        const auto list = reply.arguments().constFirst().value<QDBusArgument>();
        list.beginArray();
        while (!list.atEnd()) {
            qulonglong time = 0;
            QVariantList arguments;
            list.beginStructure();
            list >> time >> arguments;
            list.endStructure();
            found << arguments;
        }
        list.endArray();
        return found;
    }

private:
    QDBusMessage callOf(const QString &path, const QString &interface, const QString &method,
                        const QVariantList &arguments) const
    {
        QDBusMessage message = QDBusMessage::createMethodCall(m_service, path, interface, method);
        message.setArguments(arguments);
        return message;
    }

    static constexpr int kNoticedMs = 20'000;

    QString m_service;
    QString m_path;
    QProcess m_process;
};

} // namespace cairn::test

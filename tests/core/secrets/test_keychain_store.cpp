// SPDX-License-Identifier: MIT
// The desktop's key store, as this program's environment has it: with_bus.sh runs the test on buses
// of its own. CAIRN_TEST_KEYCHAIN says what to expect: "absent", "fresh", "present" or "locked".
#include "core/secrets/keychain_store.h"
#include "tests/support/verify.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>

#include <future>

using namespace cairn;
using namespace std::chrono_literals;

using namespace Qt::StringLiterals;

namespace {

// A Secret Service that is locked; its window is answered at once.
class PlayedService final : public QDBusVirtualObject
{
public:
    explicit PlayedService(bool opens)
        : m_opens(opens)
    {
    }
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        asked << message.member();
        if (message.member() == "ReadAlias"_L1)
            return bus.send(message.createReply(pathOf("collection"_L1)));
        if (message.member() == "Unlock"_L1)
            return bus.send(message.createReply(
                {QVariant::fromValue(QList<QDBusObjectPath>()), pathOf("prompt/1"_L1)}));
        QDBusMessage end = QDBusMessage::createSignal(
            message.path(), u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s);
        end << !m_opens << QVariant::fromValue(QDBusVariant(u""_s));
        return bus.send(message.createReply()) && bus.send(end);
    }
    QStringList asked;

private:
    static QVariant pathOf(QLatin1StringView end)
    {
        return QVariant::fromValue(QDBusObjectPath("/org/freedesktop/secrets/"_L1 + end));
    }
    bool m_opens;
};

} // namespace

class TestKeychainStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersByWhatIsThere()
    {
        const QByteArray expected = qgetenv("CAIRN_TEST_KEYCHAIN");
        const SecretName name{"1a2b3c4d", kPassphraseKind};
        KeychainStore store(expected == "locked" ? 2s : 10s);
        if (expected == "present") {
            const std::string odd("copper-orbit \xc3\xbc \xff\n", 18);
            VERIFY_FAILS(store.read(name), ErrorCode::NotFound);
            VERIFY_OK(store.write(name, Secret(odd)));
            QCOMPARE(store.read(name)->reveal(), odd);
            VERIFY_OK(store.write(name, Secret("other")));
            QCOMPARE(store.read(name)->reveal(), "other");
            VERIFY_OK(store.remove(name));
            VERIFY_OK(store.remove(name));
            QCOMPARE(store.read(name).error().id, QLatin1String(kSecretMissingId));
            VERIFY_OK(store.unlock()); // it is open
            return;
        }
        const char *id = expected == "locked" ? kSecretsLockedId : kSecretsAbsentId;
        QCOMPARE(store.write(name, Secret("x")).error().id, QLatin1String(id));
        if (expected != "locked") // what keeps nothing has nothing, and says so when asked
            QCOMPARE(store.read(name).error().id, QLatin1String(id));
        if (expected == "locked") // and there is no window that could ask
            QCOMPARE(store.unlock().error().id, QLatin1String(id));
    }

    void aPersonIsAskedToUnlock_data()
    {
        QTest::addColumn<bool>("opens");
        QTest::newRow("and does") << true;
        QTest::newRow("and gives up") << false;
    }

    void aPersonIsAskedToUnlock()
    {
        if (qgetenv("CAIRN_TEST_KEYCHAIN") != "absent")
            QSKIP("played where there is none");
        QFETCH(bool, opens);
        QDBusConnection bus =
            QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"played"_s);
        PlayedService service(opens);
        QVERIFY(bus.registerVirtualObject(u"/"_s, &service, QDBusConnection::SubPath));
        QVERIFY(bus.registerService(u"org.freedesktop.secrets"_s));
        // The store blocks, and this thread answers.
        auto unlocked = std::async(std::launch::async, [] { return KeychainStore(2s).unlock(); });
        QTRY_VERIFY_WITH_TIMEOUT(unlocked.wait_for(0s) == std::future_status::ready, 30'000);
        const auto result = unlocked.get();
        QCOMPARE(service.asked, (QStringList{u"ReadAlias"_s, u"Unlock"_s, u"Prompt"_s}));
        QCOMPARE(bool(result), opens);
        QDBusConnection::disconnectFromBus(u"played"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeychainStore)
#include "test_keychain_store.moc"

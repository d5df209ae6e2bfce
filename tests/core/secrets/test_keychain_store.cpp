// SPDX-License-Identifier: MIT
// The desktop's key store, as this program's environment has it: with_bus.sh runs the test on buses
// of its own. CAIRN_TEST_KEYCHAIN says what to expect: "absent", "fresh", "present" or "locked".
#include "core/secrets/keychain_store.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace std::chrono_literals;

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
            return;
        }
        const char *id = expected == "locked" ? kSecretsLockedId : kSecretsAbsentId;
        QCOMPARE(store.write(name, Secret("x")).error().id, QLatin1String(id));
        if (expected != "locked") // what keeps nothing has nothing, and says so when asked
            QCOMPARE(store.read(name).error().id, QLatin1String(id));
    }
};

QTEST_GUILESS_MAIN(TestKeychainStore)
#include "test_keychain_store.moc"

// SPDX-License-Identifier: MIT
// The stores that need nothing but files.
#include "core/secrets/combined_store.h"
#include "core/secrets/sealed_file_store.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <map>
#include <optional>

#include <sys/stat.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

const SecretName kFirst{"1a2b3c4d", kPassphraseKind};
const SecretName kSecond{"1a2b3c4d", "auth-password"};

unsigned modeOf(const FilePath &path)
{
    struct stat facts = {};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0U;
}

// A key store as the test wants it.
class FakeKeychain final : public SecretStore
{
public:
    std::optional<Error> failure;
    std::map<SecretName, Secret> kept;

    Result<Secret> read(const SecretName &name) override
    {
        if (failure)
            return cairn::fail(*failure);
        if (!kept.contains(name))
            return cairn::fail(ErrorCode::NotFound, kSecretMissingId, u"missing"_s);
        return kept[name];
    }
    Result<> write(const SecretName &name, const Secret &secret) override
    {
        if (failure)
            return cairn::fail(*failure);
        kept[name] = secret;
        return {};
    }
    Result<> remove(const SecretName &name) override
    {
        if (failure)
            return cairn::fail(*failure);
        kept.erase(name);
        return {};
    }
};

const Error kAbsent{ErrorCode::Unsupported, u"absent"_s, QLatin1String(kSecretsAbsentId), {}};
const Error kLocked{ErrorCode::AccessDenied, u"locked"_s, QLatin1String(kSecretsLockedId), {}};

} // namespace

class TestSecretStores final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<ScratchFolder>(); }

    void secretsComeBackFromTheSealedFile()
    {
        const std::string odd("\0\xff new\nline ü", 13);
        VERIFY_OK(sealed().write(kFirst, Secret(odd)));
        VERIFY_OK(sealed().write(kSecond, Secret("two")));
        QCOMPARE(sealed().read(kFirst)->reveal(), odd);
        QCOMPARE(sealed().read(kSecond)->reveal(), "two");
        VERIFY_OK(sealed().write(kFirst, Secret("other")));
        QCOMPARE(sealed().read(kFirst)->reveal(), "other");
        VERIFY_OK(sealed().remove(kFirst));
        VERIFY_OK(sealed().remove(kFirst));
        VERIFY_FAILS(sealed().read(kFirst), ErrorCode::NotFound);
        QCOMPARE(sealed().read(kSecond)->reveal(), "two");
    }

    void theSealedFileIsPrivateAndShowsNothing()
    {
        VERIFY_OK(sealed().write(kFirst, Secret("open sesame")));
        QCOMPARE(modeOf(file()), 0600U);
        QCOMPARE(modeOf(keyFile()), 0600U);
        const std::string before = readFile(file());
        QVERIFY(before.find("sesame") == std::string::npos);
        QVERIFY(before.find("1a2b3c4d") == std::string::npos);
        VERIFY_OK(sealed().write(kFirst, Secret("open sesame")));
        QVERIFY(readFile(file()) != before); // a nonce is used once
    }

    void everyChangedByteShows()
    {
        VERIFY_OK(sealed().write(kFirst, Secret("x")));
        const std::string good = readFile(file());
        for (std::size_t i = 0; i < good.size(); ++i) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 1);
            writeFile(file(), bad);
            VERIFY_FAILS(sealed().read(kFirst), ErrorCode::Corrupt);
            writeFile(file(), good.substr(0, i));
            VERIFY_FAILS(sealed().read(kFirst), ErrorCode::Corrupt);
        }
        writeFile(file(), good);
        VERIFY_OK(sealed().read(kFirst));
    }

    void withoutItsKeyTheFileIsPutAside()
    {
        VERIFY_OK(sealed().write(kFirst, Secret("x")));
        VERIFY_OK(m_files.remove(keyFile()));
        const auto read = sealed().read(kFirst);
        VERIFY_FAILS(read, ErrorCode::NotFound);
        QCOMPARE(read.error().id, QLatin1String(kSecretMissingId));
        VERIFY_OK(sealed().write(kSecond, Secret("y")));
        QCOMPARE(sealed().read(kSecond)->reveal(), "y");
        QVERIFY(fileExists(FilePath(file().bytes() + ".old")));
    }

    void whatOthersCanReadIsRefused()
    {
        VERIFY_OK(sealed().write(kFirst, Secret("x")));
        ::chmod((*m_folder / "state").c_str(), 0755);
        VERIFY_FAILS(sealed().read(kFirst), ErrorCode::AccessDenied);
    }

    void theKeyStoreGoesFirst()
    {
        SealedFileStore file = sealed();
        CombinedStore both(m_keychain, file);
        m_keychain = {};
        VERIFY_OK(both.write(kFirst, Secret("x")));
        QCOMPARE(m_keychain.kept.size(), 1U);
        QVERIFY(!file.read(kFirst));
        QCOMPARE(both.read(kFirst)->reveal(), "x");
        // A copy for runs without a log-in follows each change.
        VERIFY_OK(file.write(kFirst, Secret("x")));
        VERIFY_OK(both.write(kFirst, Secret("z")));
        QCOMPARE(file.read(kFirst)->reveal(), "z");
        m_keychain.failure = kLocked;
        QCOMPARE(both.read(kFirst)->reveal(), "z");
        m_keychain.failure.reset();
        VERIFY_OK(both.remove(kFirst));
        VERIFY_FAILS(both.read(kFirst), ErrorCode::NotFound);
    }

    void withoutAKeyStoreTheFileServes()
    {
        SealedFileStore file = sealed();
        CombinedStore both(m_keychain, file);
        m_keychain = {};
        m_keychain.failure = kAbsent;
        VERIFY_OK(both.write(kFirst, Secret("x")));
        QCOMPARE(both.read(kFirst)->reveal(), "x");
        VERIFY_OK(both.remove(kFirst));
        QCOMPARE(both.read(kFirst).error().id, QLatin1String(kSecretMissingId));
    }

    void aLockedKeyStoreIsNotGoneRound()
    {
        SealedFileStore file = sealed();
        CombinedStore both(m_keychain, file);
        m_keychain = {};
        m_keychain.failure = kLocked;
        QCOMPARE(both.write(kFirst, Secret("x")).error().id, QLatin1String(kSecretsLockedId));
        QCOMPARE(both.read(kFirst).error().id, QLatin1String(kSecretsLockedId));
        QVERIFY(!file.read(kFirst));
    }

    void aSecretIsInTheSealedFileForAsLongAsItMustBeHadUnattended()
    {
        m_keychain = {};
        m_keychain.kept[kFirst] = Secret("one");
        SealedFileStore file = sealed();
        CombinedStore both(m_keychain, file);
        VERIFY_OK(both.setUnattended({kFirst, kSecond}, true));
        m_keychain.failure = kLocked;
        QCOMPARE(both.read(kFirst)->reveal(), "one");
        VERIFY_OK(both.setUnattended({kFirst}, true)); // it is there
        VERIFY_FAILS(both.setUnattended({kFirst, kSecond}, true), ErrorCode::AccessDenied);
        VERIFY_OK(both.setUnattended({kFirst}, false)); // kept: it may be nowhere else
        VERIFY_OK(file.read(kFirst));
        m_keychain.failure.reset();
        VERIFY_OK(both.setUnattended({kFirst}, false));
        VERIFY_FAILS(file.read(kFirst), ErrorCode::NotFound);
        QCOMPARE(both.read(kFirst)->reveal(), "one");
    }

    void withoutAKeyStoreTheSealedFileStaysTheOnlyOne()
    {
        m_keychain = {};
        m_keychain.failure = kAbsent;
        SealedFileStore file = sealed();
        CombinedStore both(m_keychain, file);
        VERIFY_OK(both.write(kFirst, Secret("one")));
        VERIFY_OK(both.setUnattended({kFirst}, true));
        VERIFY_OK(both.setUnattended({kFirst}, false));
        QCOMPARE(both.read(kFirst)->reveal(), "one");
    }

private:
    SealedFileStore sealed()
    {
        return {m_files, systemRandom(), *m_folder / "settings", *m_folder / "state"};
    }
    [[nodiscard]] FilePath file() const { return *m_folder / "settings" / "secrets.sealed"; }
    [[nodiscard]] FilePath keyFile() const { return *m_folder / "state" / "secrets.key"; }

    FileLayer m_files;
    FakeKeychain m_keychain;
    std::unique_ptr<ScratchFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestSecretStores)
#include "test_secret_stores.moc"

// SPDX-License-Identifier: MIT
#include "app/gui/job_vault.h"
#include "tests/support/verify.h"

#include <QTest>

#include <map>

using namespace cairn;
using namespace cairn::gui;

namespace {

class MapStore final : public SecretStore
{
public:
    Result<Secret> read(const SecretName &name) override
    {
        if (isLocked)
            return fail(ErrorCode::AccessDenied, kSecretsLockedId, QStringLiteral("locked"));
        const auto found = m_kept.find({name.job, name.kind});
        if (found == m_kept.end())
            return fail(ErrorCode::NotFound, kSecretMissingId, QStringLiteral("not kept"));
        return found->second;
    }
    Result<> write(const SecretName &name, const Secret &secret) override
    {
        m_kept[{name.job, name.kind}] = secret;
        return {};
    }
    Result<> remove(const SecretName &name) override
    {
        m_kept.erase({name.job, name.kind});
        return {};
    }
    bool isLocked = false;

private:
    std::map<std::pair<std::string, std::string>, Secret> m_kept;
};

} // namespace

class TestJobVault final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Unattended was ticked first, the password of the mail server came later.
    void aPasswordOfAnUnattendedBackupCanBeHadWithTheKeyStoreLocked()
    {
        MapStore keyStore;
        MapStore sealed;
        CombinedStore both(keyStore, sealed);
        JobVault vault(both, keyStore);
        JobConfig job;
        job.id = "d0c5d0c5";
        job.options["send-mail-to"] = "ada@example.org";
        VERIFY_OK(vault.remember(job.id, Secret("passphrase")));
        job.unattended = true;
        VERIFY_OK(vault.setUnattended(job, true));
        VERIFY_OK(vault.rememberOption(job, "send-mail-password", Secret("post")));
        keyStore.isLocked = true;
        const auto secrets = vault.secretsOf(job);
        VERIFY_OK(secrets);
        QCOMPARE(secrets->passphrase.reveal(), "passphrase");
        QCOMPARE(secrets->options.at("send-mail-password").reveal(), "post");
    }

    void thatOfAnyOtherStaysInTheKeyStore()
    {
        MapStore keyStore;
        MapStore sealed;
        CombinedStore both(keyStore, sealed);
        JobVault vault(both, keyStore);
        JobConfig job;
        job.id = "d0c5d0c5";
        VERIFY_OK(vault.rememberOption(job, "send-mail-password", Secret("post")));
        QVERIFY(!sealed.read({job.id, "send-mail-password"}));
    }
};

QTEST_GUILESS_MAIN(TestJobVault)
#include "test_job_vault.moc"

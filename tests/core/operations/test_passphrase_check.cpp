// SPDX-License-Identifier: MIT
#include "core/format/aescrypt.h"
#include "core/operations/job_settings.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

// S3: nothing goes on with another passphrase, and damage is not taken for one.
class TestPassphraseCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store.emplace();
        m_store->addVersion({{"a", "content"}});
        m_store->addVersion({{"a", "other content"}});
    }
    void theNewestListDecides_data() { ways(); }
    void theNewestListDecides()
    {
        VERIFY_OK(check());
        m_store->options.storage.passphrase = Secret(std::string("another"));
        VERIFY_FAILS(check(), ErrorCode::WrongPassphrase);
    }
    void aListThatIsGoneDecidesNothing_data() { ways(); }
    void aListThatIsGoneDecidesNothing()
    {
        for (const VolumeRow &list : m_store->usable(VolumeKind::Dlist)) {
            m_store->erase(list.name);
            theNewestListDecides();
            m_store->options.storage.passphrase = Secret(std::string("a passphrase"));
        }
    }
    void aDamagedListDecidesNothing_data() { ways(); }
    void aDamagedListDecidesNothing()
    {
        const std::string name = m_store->usable(VolumeKind::Dlist).back().name;
        const std::string content = readFile(m_store->folder() / "remote" / name);
        const auto info =
            checkAesCryptHeader(asBytes(content), m_store->options.storage.passphrase);
        VERIFY_OK(info);
        // The MAC of its keys: as if the passphrase were another one.
        m_store->flipByte(name, static_cast<std::int64_t>(info->headerSize) - 10);
        theNewestListDecides();
    }
    void ifNothingIsLeftNobodyCanTell_data() { ways(); }
    void ifNothingIsLeftNobodyCanTell()
    {
        for (const std::string &name : m_store->remoteNames())
            m_store->erase(name);
        VERIFY_OK(check());
    }

private:
    static void ways()
    {
        QTest::addColumn<bool>("inPlace");
        QTest::newRow("in a folder") << true;
        QTest::newRow("fetched") << false;
    }
    Result<> check()
    {
        QFETCH(bool, inPlace);
        const RunEnvironment run = m_store->environment();
        CAIRN_LET(backend, run.openBackend());
        if (inPlace)
            backend = std::make_unique<LocalBackend>(m_files, m_store->folder() / "remote");
        return checkPassphrase(run, m_store->job(), m_store->settings, *backend);
    }

    FileLayer m_files;
    std::optional<TestStore> m_store;
};

QTEST_GUILESS_MAIN(TestPassphraseCheck)
#include "test_passphrase_check.moc"

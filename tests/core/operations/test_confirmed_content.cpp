// SPDX-License-Identifier: MIT
#include "core/operations/confirmed_content.h"
#include "tests/core/operations/backup_job.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

// R1: the query before a dlist is built, on databases as a fault of the program would leave them.
class TestConfirmedContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_job.emplace();
        m_job->writeFiles();
        VERIFY_OK(m_job->run());
        m_version = m_job->versions().front().id;
    }
    void holdsAfterABackup() { VERIFY_OK(checkConfirmed(m_job->database(), m_version)); }
    void aVolumeUnderWayIsTooEarly()
    {
        VolumeRow row;
        row.kind = VolumeKind::Dblock;
        row.name = "duplicati-b00000000000000000000000000000001.dblock.zip.aes";
        row.state = VolumeState::Planned;
        VERIFY_OK(m_job->database().volumes.add(row));
        QVERIFY(!checkConfirmed(m_job->database(), m_version).has_value());
    }
    void aNeededVolumeThatIsGoneIsNoticed()
    {
        const auto rows = m_job->database().volumes.all();
        VERIFY_OK(rows);
        for (const VolumeRow &row : *rows)
            if (row.kind == VolumeKind::Dblock) {
                VERIFY_OK(m_job->database().volumes.setState(row.id, VolumeState::Missing));
                break;
            }
        QVERIFY(!checkConfirmed(m_job->database(), m_version).has_value());
    }

private:
    std::optional<BackupJob> m_job;
    std::int64_t m_version = 0;
};

QTEST_GUILESS_MAIN(TestConfirmedContent)
#include "test_confirmed_content.moc"

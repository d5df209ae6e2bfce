// SPDX-License-Identifier: MIT
// What a backup refuses or warns of, so that nobody is misled.
#include "tests/core/operations/backup_job.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestBackupCautions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPassphraseForAPlainBackupIsRefused()
    {
        BackupJob job;
        job.options.storage.encryptionModule.clear();
        job.options.storage.passphrase = Secret();
        job.writeFiles();
        VERIFY_OK(job.run());
        job.options.storage.encryptionModule = "aes";
        job.options.storage.passphrase = Secret(std::string("new"));
        job.writeFiles();
        const int volumes = job.count(VolumeKind::Dblock);
        const auto refused = job.run();
        VERIFY_FAILS(refused, ErrorCode::InvalidArgument);
        QCOMPARE(refused.error().id, u"PassphraseAdditionNotSupported"_s);
        QCOMPARE(job.count(VolumeKind::Dblock), volumes);
    }

    void anEmptiedSourceIsToldOnceAndRemovesNothing()
    {
        BackupJob job;
        job.options.retention.keepVersions = 1;
        job.writeFiles();
        VERIFY_OK(job.run());
        job.removeFiles();
        const auto emptied = job.run();
        VERIFY_OK(emptied);
        QVERIFY(emptied->versionMade);
        QVERIFY(job.reported(Severity::Warning, u"SourceFolderEmpty"_s));
        QCOMPARE(job.versions().size(), std::size_t{2});
        VERIFY_OK(job.run());
        QVERIFY(!job.reported(Severity::Warning, u"SourceFolderEmpty"_s));
    }

    void manyFilesThatAreGoneAreSavedSoWhenThatIsAskedFor()
    {
        BackupJob job;
        job.options.retention.keepVersions = 1;
        for (int i = 0; i < 100; ++i)
            job.writeLarge(std::to_string(i), 10);
        VERIFY_OK(job.run());
        job.removeFiles(100);
        const auto refused = job.run();
        VERIFY_FAILS(refused, ErrorCode::InvalidArgument);
        QCOMPARE(refused.error().id, u"SourceFolderEmpty"_s);
        QCOMPARE(job.versions().size(), std::size_t{1});
        job.options.source.allowEmptySource = true;
        const auto saved = job.run();
        VERIFY_OK(saved);
        QVERIFY(saved->versionMade);
        QVERIFY(!job.reported(Severity::Warning, u"SourceFolderEmpty"_s));
        QCOMPARE(job.versions().size(), std::size_t{2}); // and no earlier one was removed
    }
};

QTEST_APPLESS_MAIN(TestBackupCautions)
#include "test_backup_cautions.moc"

// SPDX-License-Identifier: MIT
#include "core/config/job_options.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

Result<JobOptions> resolved(std::initializer_list<GivenOption> given)
{
    const std::vector<GivenOption> list(given);
    CAIRN_LET(set, OptionSet::from(list));
    return resolve(set);
}

} // namespace

class TestJobOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("CAIRN_TEST_LIMITS"); }

    void nothingGivenGivesTheDefaults()
    {
        const auto job = resolved({});
        QVERIFY(job);
        QCOMPARE(job->storage.blocksize, std::int64_t(0));
        QCOMPARE(job->storage.dblockSize, std::int64_t(50 << 20));
        QCOMPARE(job->storage.encryptionModule, std::string("aes"));
        QVERIFY(!job->storage.compressionLevel);
        QVERIFY(job->storage.blockHash == HashAlgorithm::Sha256);
        QVERIFY(job->storage.indexPolicy == IndexPolicy::Full);
        QVERIFY(job->storage.prove == ProofLevel::Sample);
        QVERIFY(!job->storage.blocksizeGiven);
        QCOMPARE(job->source.ignoreFilenames, std::vector<std::string>{"CACHEDIR.TAG"});
        QVERIFY(!job->source.skipFilesLargerThan);
        QCOMPARE(job->transfer.parallelUploads, 4);
        QCOMPARE(job->transfer.retries, 5);
        QVERIFY(job->transfer.createFolder);
        QVERIFY(!job->retention.isSet());
        QVERIFY(job->compact.automatic);
        QCOMPARE(job->compact.wastePercent, 25);
        QVERIFY(!job->compact.smallFileSize);
        QVERIFY(job->verify.level == RemoteVerification::Full);
        QCOMPARE(job->verify.samplePercent, 0.1);
        QVERIFY(job->restore.existing == ExistingFile::KeepBoth);
        QCOMPARE(job->restore.blockCacheBytes, std::int64_t(4) << 30);
        QVERIFY(!job->selection.isSet());
        QVERIFY(!job->log.quiet && !job->log.verbose);
        QCOMPARE(job->gpg.encryptionCommand, std::string("--symmetric"));
        QVERIFY(!job->dryRun);
    }

    void valuesReachTheirFields()
    {
        const auto job = resolved({{"passphrase", "geheim"},
                                   {"blocksize", "64kb"},
                                   {"block-hash-algorithm", "sha512"},
                                   {"file-hash-algorithm", "MD5"},
                                   {"zip-compression-level", "3"},
                                   {"index-file-policy", "lookup"},
                                   {"prove-volumes", "ALL"},
                                   {"exclude-files-attributes", "Hidden,Temporary,Virtual"},
                                   {"skip-files-larger-than", "10"},
                                   {"ignore-filenames", ".nobackup:.skip"},
                                   {"symlink-policy", "follow"},
                                   {"hardlink-policy", "First"},
                                   {"exclude", "*.tmp"},
                                   {"concurrency-compressors", "3"},
                                   {"throttle-upload", "100"},
                                   {"use-background-io-priority", {}},
                                   {"asynchronous-upload-limit", "0"},
                                   {"disable-autocreate-folder", {}},
                                   {"retention-policy", "1W:1D"},
                                   {"no-auto-compact", {}},
                                   {"small-file-size", "1"},
                                   {"full-remote-verification", "ListAndIndexes"},
                                   {"backup-test-samples", "3"},
                                   {"version", "0,2"},
                                   {"restore-path", "/tmp/x"},
                                   {"only-missing", {}},
                                   {"control-files", {}},
                                   {"restore-all-files", "Unique"},
                                   {"gpg-encryption-enable-armor", {}},
                                   {"console-log-level", "Verbose"},
                                   {"dryrun", "yes"}});
        QVERIFY2(job, job ? "" : qPrintable(job.error().message));
        QCOMPARE(job->storage.passphrase.reveal(), std::string("geheim"));
        QCOMPARE(job->storage.blocksize, std::int64_t(65'536));
        QVERIFY(job->storage.blocksizeGiven);
        QVERIFY(job->storage.blockHash == HashAlgorithm::Sha512);
        QVERIFY(job->storage.fileHash == HashAlgorithm::Md5);
        QCOMPARE(job->storage.compressionLevel, std::optional<int>(3));
        QVERIFY(job->storage.indexPolicy == IndexPolicy::Lookup);
        QVERIFY(job->storage.prove == ProofLevel::All);
        QCOMPARE(job->source.excludedAttributes, attribute::Hidden | attribute::Temporary);
        QCOMPARE(job->source.skipFilesLargerThan, std::optional<std::int64_t>(10 << 20));
        QCOMPARE(job->source.ignoreFilenames, (std::vector<std::string>{".nobackup", ".skip"}));
        QVERIFY(job->source.symlinkPolicy == SymlinkPolicy::Follow);
        QVERIFY(job->source.hardlinkPolicy == HardlinkPolicy::First);
        QCOMPARE(job->source.filters.size(), std::size_t(1));
        QCOMPARE(job->pipeline.compressors, 3);
        QVERIFY(job->pipeline.backgroundIoPriority);
        QCOMPARE(job->transfer.throttleUpload, std::int64_t(102'400));
        const auto unlimited = resolved(
            {{"throttle-upload", "100"}, {"throttle-download", "7"}, {"throttle-disabled", {}}});
        QVERIFY2(unlimited, unlimited ? "" : qPrintable(unlimited.error().message));
        QCOMPARE(unlimited->transfer.throttleUpload, std::int64_t(0));
        QCOMPARE(unlimited->transfer.throttleDownload, std::int64_t(0));
        QCOMPARE(job->transfer.parallelUploads, 4);
        QVERIFY(!job->transfer.createFolder);
        QCOMPARE(job->retention.policy.size(), std::size_t(1));
        QVERIFY(!job->compact.automatic);
        QCOMPARE(job->compact.smallFileSize, std::optional<std::int64_t>(1 << 20));
        QVERIFY(job->verify.level == RemoteVerification::ListAndIndexes);
        QVERIFY(job->verify.samplesGiven);
        QCOMPARE(job->selection.versions, (std::vector<std::int64_t>{0, 2}));
        QVERIFY(job->retention.versions.empty()); // only `delete` takes --version so
        QVERIFY(job->restore.existing == ExistingFile::OnlyMissing);
        QVERIFY(job->restore.controlFiles);
        QVERIFY(job->restore.everyVersion == EveryVersion::Unique);
        QVERIFY(job->gpg.armor);
        QVERIFY(job->log.verbose);
        QVERIFY(resolved({{"console-log-level", "Error"}})->log.quiet);
        QVERIFY(job->dryRun);
    }

    void withoutEncryptionThePassphraseIsIgnored()
    {
        for (const GivenOption &option :
             {GivenOption{"no-encryption", {}}, GivenOption{"encryption-module", ""},
              GivenOption{"encryption-module", "none"}}) {
            const auto job = resolved({{"passphrase", ""}, option});
            QVERIFY(job);
            QVERIFY(job->storage.encryptionModule.empty());
            QVERIFY(job->storage.encryptionModuleGiven);
        }
        const auto secret = resolved({{"passphrase", "geheim"}, {"no-encryption", {}}});
        QVERIFY(secret->storage.passphrase.empty());
    }

    void automaticBlocksizeFollowsTheSource()
    {
        constexpr std::int64_t kGiB = std::int64_t(1) << 30;
        QCOMPARE(automaticBlocksize(0), std::int64_t(128 * 1024));
        QCOMPARE(automaticBlocksize(256 * kGiB), std::int64_t(128 * 1024));
        QCOMPARE(automaticBlocksize(256 * kGiB + 1), std::int64_t(256 * 1024));
        QCOMPARE(automaticBlocksize(1024 * kGiB), std::int64_t(256 * 1024));
        QCOMPARE(automaticBlocksize(1024 * kGiB + 1), std::int64_t(1024 * 1024));
    }

    void contradictionsAreRefused_data()
    {
        using List = std::vector<GivenOption>;
        QTest::addColumn<List>("given");
        QTest::addColumn<QString>("id");
        const auto row = [](const char *name, const char *id, List given) {
            QTest::newRow(name) << std::move(given) << QString::fromLatin1(id);
        };
        row("volume below 1 MiB", "VolumeSizeTooSmall", {{"dblock-size", "1048575b"}});
        row("volume below two blocks", "VolumeSizeTooSmall",
            {{"dblock-size", "3mb"}, {"blocksize", "2mb"}});
        row("hyphen in the prefix", "PrefixCannotContainHyphens", {{"prefix", "my-backup"}});
        row("slash in the prefix", "OptionValidationError", {{"prefix", "a/b"}});
        row("empty prefix", "OptionValidationError", {{"prefix", ""}});
        row("two retention options", "MultipleRetentionOptionsNotSupported",
            {{"keep-versions", "3"}, {"keep-time", "1M"}});
        row("two others", "MultipleRetentionOptionsNotSupported",
            {{"keep-versions", "3"}, {"retention-policy", "1W:1D"}});
        row("time and version", "OptionValidationError", {{"time", "3D"}, {"version", "1"}});
        row("two overwrite modes", "OptionValidationError",
            {{"overwrite", {}}, {"only-missing", {}}});
        row("negative span", "OptionValidationError", {{"keep-time", "-1M"}});
        row("cache below a block", "OptionValidationError",
            {{"restore-cache-max", "1kb"}, {"blocksize", "1mb"}});
        row("every version without a target", "RestoreAllFilesRequiresRestorePath",
            {{"restore-all-files", {}}});
        row("a remote place to restore to", "InvalidRestoreDestination",
            {{"restore-path", "@s3://bucket"}});
        row("snapshots asked for", "SnapshotFailed", {{"snapshot-policy", "required"}});
        row("empty passphrase", "EmptyPassphrase", {{"passphrase", ""}});
        row("quiet and verbose", "OptionValidationError", {{"quiet", {}}, {"verbose", {}}});
    }
    void contradictionsAreRefused()
    {
        using List = std::vector<GivenOption>;
        QFETCH(List, given);
        const auto set = OptionSet::from(given);
        QVERIFY2(set, set ? "" : qPrintable(set.error().message));
        const auto job = resolve(*set);
        QVERIFY(!job);
        QTEST(job.error().id, "id");
        QVERIFY(job.error().code == ErrorCode::InvalidArgument ||
                job.error().code == ErrorCode::Unsupported);
    }

    void sizesAtTheLimitPass()
    {
        QVERIFY(resolved({{"dblock-size", "1mb"}, {"blocksize", "512kb"}}));
        QVERIFY(resolved({{"dblock-size", "1mb"}})); // auto: seen to once it is known
        QVERIFY(!checkVolumeSize(1 << 20, (1 << 19) + 1));
        QVERIFY(resolved({{"keep-versions", "0"}, {"keep-time", "1M"}})); // 0 is off
        QVERIFY(resolved({{"snapshot-policy", "On"}}));
    }

    void unresolvedPlaceholderIsNoPassphrase()
    {
        const auto job = resolved({{"secret-provider", "env://"}, {"passphrase", "${pass}"}});
        QCOMPARE(job.error().code, ErrorCode::Unsupported);
        QVERIFY(!job.error().message.contains(u"${pass}"));
        QVERIFY(resolved({{"secret-provider", "env://"}, {"passphrase", "plain"}}));
        QVERIFY(resolved({{"passphrase", "${pass}"}}));
    }

    void testsMayUseSmallVolumes()
    {
        QVERIFY(!resolved({{"dblock-size", "8kb"}, {"blocksize", "1kb"}}));
#ifdef CAIRN_TEST_HOOKS
        qputenv("CAIRN_TEST_LIMITS", "1");
        QVERIFY(resolved({{"dblock-size", "8kb"}, {"blocksize", "1kb"}}));
        QVERIFY(!resolved({{"dblock-size", "8191b"}, {"blocksize", "1kb"}}));
#endif
    }
};

QTEST_APPLESS_MAIN(TestJobOptions)
#include "test_job_options.moc"

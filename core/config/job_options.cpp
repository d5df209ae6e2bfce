// SPDX-License-Identifier: MIT
// From options to the fields of a job. What the values have to do with one another is in
// job_checks.cpp.
#include "core/config/job_options.h"

#include "core/config/job_checks.h"

#include <algorithm>

namespace cairn {

namespace {

int number(const OptionSet &given, std::string_view name)
{
    // Limits in the table keep these far below the top; one without a limit is cut.
    return static_cast<int>(std::clamp<std::int64_t>(given.integer(name), INT32_MIN, INT32_MAX));
}

// The place of the word in the table's list. The enumerations here are declared in that order, or
// the list of values says otherwise.
template<typename Enum, std::size_t Count>
Enum choice(const OptionSet &given, std::string_view name,
            const std::pair<std::string_view, Enum> (&choices)[Count])
{
    const std::string_view word = given.word(name);
    for (const auto &[text, value] : choices) {
        if (text == word)
            return value;
    }
    return choices[0].second;
}

std::optional<std::int64_t> sizeIfSet(const OptionSet &given, std::string_view name)
{
    if (!given.isSet(name))
        return std::nullopt;
    return given.size(name);
}

StorageOptions storageOptions(const OptionSet &given)
{
    StorageOptions storage;
    storage.prefix = given.text("prefix");
    storage.blocksize = given.size("blocksize"); // 0 for "auto"
    storage.blockHash =
        hashFromName(given.word("block-hash-algorithm")).value_or(storage.blockHash);
    storage.fileHash = hashFromName(given.word("file-hash-algorithm")).value_or(storage.fileHash);
    storage.dblockSize = given.size("dblock-size");
    if (given.extraWord("zip-compression-level").empty())
        storage.compressionLevel = number(given, "zip-compression-level");
    const bool plain = given.boolean("no-encryption") || given.word("encryption-module") == "none";
    if (plain) {
        storage.encryptionModule.clear();
    } else {
        storage.encryptionModule = given.word("encryption-module");
        storage.passphrase = given.secret("passphrase");
    }
    storage.indexPolicy = choice<IndexPolicy>(given, "index-file-policy",
                                              {{"Full", IndexPolicy::Full},
                                               {"Lookup", IndexPolicy::Lookup},
                                               {"None", IndexPolicy::None}});
    storage.prove = choice<ProofLevel>(
        given, "prove-volumes",
        {{"sample", ProofLevel::Sample}, {"all", ProofLevel::All}, {"none", ProofLevel::None}});
    storage.allowMixedEncryption = given.boolean("allow-mixed-encryption");
    storage.database = given.path("dbpath");
    storage.tempFolder = given.path("tempdir");
    storage.controlFiles = given.paths("control-files");
    storage.blocksizeGiven = given.isSet("blocksize") && given.extraWord("blocksize").empty();
    storage.blockHashGiven = given.isSet("block-hash-algorithm");
    storage.fileHashGiven = given.isSet("file-hash-algorithm");
    storage.encryptionModuleGiven =
        given.isSet("encryption-module") || given.boolean("no-encryption");
    storage.prefixGiven = given.isSet("prefix");
    return storage;
}

std::uint32_t attributeBit(std::string_view word)
{
    constexpr std::pair<std::string_view, std::uint32_t> kBits[] = {
        {"ReadOnly", attribute::ReadOnly},
        {"Hidden", attribute::Hidden},
        {"System", attribute::System},
        {"Directory", attribute::Directory},
        {"Archive", attribute::Archive},
        {"Device", attribute::Device},
        {"Normal", attribute::Normal},
        {"Temporary", attribute::Temporary},
        {"SparseFile", attribute::SparseFile},
        {"ReparsePoint", attribute::ReparsePoint},
        {"Compressed", attribute::Compressed},
        {"Offline", attribute::Offline},
        {"NotContentIndexed", attribute::NotContentIndexed},
        {"Encrypted", attribute::Encrypted},
        {"IntegrityStream", attribute::IntegrityStream},
        {"NoScrubData", attribute::NoScrubData},
    };
    for (const auto &[name, bit] : kBits) {
        if (name == word)
            return bit;
    }
    return 0; // None, and those that only Windows has
}

SourceOptions sourceOptions(const OptionSet &given)
{
    SourceOptions source;
    source.filters = given.filters();
    for (const std::string_view word : given.flags("exclude-files-attributes"))
        source.excludedAttributes |= attributeBit(word);
    source.skipFilesLargerThan = sizeIfSet(given, "skip-files-larger-than");
    if (source.skipFilesLargerThan == 0)
        source.skipFilesLargerThan.reset();
    source.ignoreFilenames.clear();
    for (const FilePath &name : given.paths("ignore-filenames"))
        source.ignoreFilenames.push_back(name.bytes());
    source.excludeEmptyFolders = given.boolean("exclude-empty-folders");
    source.symlinkPolicy = choice<SymlinkPolicy>(given, "symlink-policy",
                                                 {{"Store", SymlinkPolicy::Store},
                                                  {"Follow", SymlinkPolicy::Follow},
                                                  {"Ignore", SymlinkPolicy::Ignore}});
    source.hardlinkPolicy = choice<HardlinkPolicy>(given, "hardlink-policy",
                                                   {{"All", HardlinkPolicy::All},
                                                    {"First", HardlinkPolicy::First},
                                                    {"None", HardlinkPolicy::None}});
    source.ignoreExclusionXattr = given.boolean("disable-backup-exclusion-xattr");
    source.allowMissingSource = given.boolean("allow-missing-source");
    source.abortIfSourceMissing = given.boolean("abort-if-source-missing");
    source.preventEmptySource = given.boolean("prevent-empty-source");
    source.allowEmptySource = given.boolean("allow-empty-source");
    source.skipMetadata = given.boolean("skip-metadata");
    return source;
}

ChangeOptions changeOptions(const OptionSet &given)
{
    ChangeOptions change;
    change.readEveryFile = given.boolean("disable-filetime-check");
    change.checkFiletimeOnly = given.boolean("check-filetime-only");
    change.uploadUnchangedBackups = given.boolean("upload-unchanged-backups");
    return change;
}

PipelineOptions pipelineOptions(const OptionSet &given)
{
    PipelineOptions pipeline;
    pipeline.compressors = number(given, "concurrency-compressors");
    pipeline.maxThreads = number(given, "concurrency-max-threads");
    pipeline.compressionExtensionFile = given.path("compression-extension-file");
    pipeline.backgroundIoPriority = given.boolean("use-background-io-priority");
    return pipeline;
}

TransferOptions transferOptions(const OptionSet &given)
{
    TransferOptions transfer;
    if (!given.boolean("throttle-disabled")) {
        transfer.throttleUpload = given.size("throttle-upload");
        transfer.throttleDownload = given.size("throttle-download");
    }
    if (const int limit = number(given, "asynchronous-upload-limit"); limit > 0)
        transfer.parallelUploads = limit;
    transfer.retries = number(given, "number-of-retries");
    transfer.retryDelay = given.duration("retry-delay");
    transfer.exponentialBackoff = given.boolean("retry-with-exponential-backoff");
    transfer.createFolder = !given.boolean("disable-autocreate-folder");
    return transfer;
}

RetentionOptions retentionOptions(const OptionSet &given)
{
    RetentionOptions retention;
    retention.keepVersions = given.integer("keep-versions");
    if (given.duration("keep-time").count() != 0)
        retention.keepTime = given.time("keep-time");
    retention.policy = parseRetentionPolicy("retention-policy", given.text("retention-policy"))
                           .value_or(std::vector<RetentionRule>());
    retention.allowFullRemoval = given.boolean("allow-full-removal");
    retention.disableTimeTolerance = given.boolean("disable-time-tolerance");
    return retention;
}

CompactOptions compactOptions(const OptionSet &given)
{
    CompactOptions compact;
    compact.automatic = !given.boolean("no-auto-compact");
    compact.interval = given.duration("auto-compact-interval");
    compact.wastePercent = number(given, "threshold");
    compact.smallFileSize = sizeIfSet(given, "small-file-size");
    compact.smallFileMaxCount = number(given, "small-file-max-count");
    compact.autoVacuum = given.boolean("auto-vacuum");
    compact.autoVacuumInterval = given.duration("auto-vacuum-interval");
    return compact;
}

VerifyOptions verifyOptions(const OptionSet &given)
{
    VerifyOptions verify;
    verify.backendVerification = !given.boolean("no-backend-verification");
    verify.samples = number(given, "backup-test-samples");
    verify.samplePercent = given.decimal("backup-test-percentage");
    verify.samplesGiven = given.isSet("backup-test-samples");
    verify.period = given.duration("backup-test-period");
    verify.level =
        choice<RemoteVerification>(given, "full-remote-verification",
                                   {{"True", RemoteVerification::Full},
                                    {"False", RemoteVerification::HashOnly},
                                    {"ListAndIndexes", RemoteVerification::ListAndIndexes},
                                    {"IndexesOnly", RemoteVerification::IndexesOnly}});
    return verify;
}

VersionSelection selectionOptions(const OptionSet &given)
{
    VersionSelection selection;
    selection.time = given.time("time");
    selection.versions = given.versions("version");
    selection.all = given.boolean("all-versions");
    return selection;
}

RestoreOptions restoreOptions(const OptionSet &given)
{
    RestoreOptions restore;
    restore.target = given.path("restore-path");
    if (given.boolean("overwrite"))
        restore.existing = ExistingFile::Replace;
    else if (given.boolean("only-missing"))
        restore.existing = ExistingFile::OnlyMissing;
    restore.everyVersion = choice<EveryVersion>(given, "restore-all-files",
                                                {{"False", EveryVersion::No},
                                                 {"True", EveryVersion::All},
                                                 {"Unique", EveryVersion::Unique}});
    restore.permissions = given.boolean("restore-permissions");
    restore.symlinkMetadata = given.boolean("restore-symlink-metadata");
    restore.skipMetadata = given.boolean("skip-metadata");
    restore.localBlocks = given.boolean("restore-with-local-blocks");
    restore.noLocalDatabase = given.boolean("no-local-db");
    restore.keepFullPaths = given.boolean("dont-compress-restore-paths");
    restore.partialFiles = given.boolean("restore-partial");
    restore.preallocate = given.boolean("restore-preallocate-size");
    // For `backup` the option lists files; for `restore` it is a switch (engine.md §12.1).
    restore.controlFiles =
        given.isSet("control-files") &&
        parseBoolean("control-files", given.text("control-files")).value_or(true);
    restore.blockCacheBytes = given.size("restore-cache-max");
    restore.downloaders = number(given, "restore-volume-downloaders");
    return restore;
}

GpgOptions gpgOptions(const OptionSet &given)
{
    GpgOptions gpg;
    gpg.program = given.path("gpg-program-path");
    gpg.encryptionCommand = given.text("gpg-encryption-command");
    gpg.encryptionSwitches = given.text("gpg-encryption-switches");
    gpg.decryptionCommand = given.text("gpg-decryption-command");
    gpg.decryptionSwitches = given.text("gpg-decryption-switches");
    gpg.armor = given.boolean("gpg-encryption-enable-armor");
    return gpg;
}

LogLevel logLevel(const OptionSet &given, std::string_view name)
{
    return choice<LogLevel>(given, name,
                            {{"Warning", LogLevel::Warning},
                             {"ExplicitOnly", LogLevel::ExplicitOnly},
                             {"Profiling", LogLevel::Profiling},
                             {"Verbose", LogLevel::Verbose},
                             {"Retry", LogLevel::Retry},
                             {"Information", LogLevel::Information},
                             {"DryRun", LogLevel::DryRun},
                             {"Error", LogLevel::Error}});
}

LogOptions logOptions(const OptionSet &given)
{
    LogOptions log;
    log.file = given.path("log-file");
    log.fileLevel = logLevel(given, "log-file-log-level");
    log.fullResult = given.boolean("full-result");
    const LogLevel console = logLevel(given, "console-log-level");
    log.quiet =
        given.boolean("quiet") || given.boolean("quiet-console") || console == LogLevel::Error;
    log.verbose = given.boolean("verbose") || console <= LogLevel::Verbose;
    log.json = given.boolean("json");
    return log;
}

} // namespace

Result<JobOptions> resolve(const OptionSet &given)
{
    CAIRN_TRY(checkTogether(given));
    JobOptions job;
    job.storage = storageOptions(given);
    job.source = sourceOptions(given);
    job.change = changeOptions(given);
    job.pipeline = pipelineOptions(given);
    job.transfer = transferOptions(given);
    job.retention = retentionOptions(given);
    job.compact = compactOptions(given);
    job.verify = verifyOptions(given);
    job.selection = selectionOptions(given);
    job.restore = restoreOptions(given);
    job.gpg = gpgOptions(given);
    job.log = logOptions(given);
    job.reports = reportOptions(given);
    job.scripts = scriptOptions(given);
    job.dryRun = given.boolean("dry-run");
    CAIRN_TRY(checkJob(job));
    return job;
}

} // namespace cairn

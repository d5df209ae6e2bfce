// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/base/file_path.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/option_set.h"
#include "core/config/option_values.h"
#include "core/config/report_options.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// One job as typed values: what the engine reads instead of option names. Sizes are bytes.
namespace cairn {

enum class IndexPolicy : std::uint8_t { None, Lookup, Full };
enum class ProofLevel : std::uint8_t { Sample, All, None }; // R9

struct StorageOptions
{
    std::string prefix = "duplicati";
    std::int64_t blocksize = 0; // 0: auto, from the size of the sources at the first backup
    HashAlgorithm blockHash = HashAlgorithm::Sha256;
    HashAlgorithm fileHash = HashAlgorithm::Sha256;
    std::int64_t dblockSize = 50 << 20;
    std::optional<int> compressionLevel;  // none: auto
    std::string encryptionModule = "aes"; // "aes", "gpg", or "" for none
    Secret passphrase;
    IndexPolicy indexPolicy = IndexPolicy::Full;
    ProofLevel prove = ProofLevel::Sample;
    bool allowMixedEncryption = false; // S1
    FilePath database;                 // empty: by the registry
    FilePath tempFolder;               // empty: the system's
    std::vector<FilePath> controlFiles;

    // What was given rather than defaulted: a given value must agree with an existing backup, a
    // default gives way to it (engine.md §2.4).
    bool blocksizeGiven = false;
    bool blockHashGiven = false;
    bool fileHashGiven = false;
    bool encryptionModuleGiven = false; // also by --no-encryption
    bool prefixGiven = false;
};

// 128 KiB for up to 256 GiB of sources, 256 KiB up to 1 TiB, 1 MiB above.
[[nodiscard]] std::int64_t automaticBlocksize(std::int64_t sourceBytes);

enum class SymlinkPolicy : std::uint8_t { Store, Follow, Ignore };
enum class HardlinkPolicy : std::uint8_t { All, First, None };

// Bits of SourceOptions::excludedAttributes, as .NET numbers them.
namespace attribute {
inline constexpr std::uint32_t ReadOnly = 0x1;
inline constexpr std::uint32_t Hidden = 0x2;
inline constexpr std::uint32_t System = 0x4;
inline constexpr std::uint32_t Directory = 0x10;
inline constexpr std::uint32_t Archive = 0x20;
inline constexpr std::uint32_t Device = 0x40;
inline constexpr std::uint32_t Normal = 0x80;
inline constexpr std::uint32_t Temporary = 0x100;
inline constexpr std::uint32_t SparseFile = 0x200;
inline constexpr std::uint32_t ReparsePoint = 0x400;
inline constexpr std::uint32_t Compressed = 0x800;
inline constexpr std::uint32_t Offline = 0x1000;
inline constexpr std::uint32_t NotContentIndexed = 0x2000;
inline constexpr std::uint32_t Encrypted = 0x4000;
inline constexpr std::uint32_t IntegrityStream = 0x8000;
inline constexpr std::uint32_t NoScrubData = 0x20000;
} // namespace attribute

struct SourceOptions
{
    std::vector<FilterEntry> filters; // --include and --exclude in the order given
    std::uint32_t excludedAttributes = 0;
    std::optional<std::int64_t> skipFilesLargerThan; // none: no limit
    std::vector<std::string> ignoreFilenames{"CACHEDIR.TAG"};
    bool excludeEmptyFolders = false;
    SymlinkPolicy symlinkPolicy = SymlinkPolicy::Store;
    HardlinkPolicy hardlinkPolicy = HardlinkPolicy::All;
    bool ignoreExclusionXattr = false; // --disable-backup-exclusion-xattr
    bool allowMissingSource = false;
    bool abortIfSourceMissing = false;
    bool preventEmptySource = false;
    bool allowEmptySource = false; // although the last version has many files (R30)
    bool skipMetadata = false;
};

struct ChangeOptions
{
    bool readEveryFile = false; // --disable-filetime-check
    bool checkFiletimeOnly = false;
    bool uploadUnchangedBackups = false;
};

// Widths of 0 mean: as many as suits the machine.
struct PipelineOptions
{
    int compressors = 0;
    int maxThreads = 0;
    FilePath compressionExtensionFile; // empty: the built-in list
    bool backgroundIoPriority = false;
};

struct TransferOptions
{
    std::int64_t throttleUpload = 0; // bytes a second; 0: no limit
    std::int64_t throttleDownload = 0;
    int parallelUploads = 4;
    int retries = 5; // attempts = retries + 1
    std::chrono::seconds retryDelay{10};
    bool exponentialBackoff = false;
    bool createFolder = true; // not --disable-autocreate-folder
};

struct RetentionOptions
{
    std::int64_t keepVersions = 0; // 0: no limit
    std::optional<TimeValue> keepTime;
    std::vector<RetentionRule> policy; // ascending frames
    bool allowFullRemoval = false;
    bool disableTimeTolerance = false;
    // Ordinals to drop, 0 the newest. resolve() leaves it empty: only `delete` means --version so.
    std::vector<std::int64_t> versions;

    [[nodiscard]] bool isSet() const
    {
        return keepVersions > 0 || keepTime || !policy.empty() || !versions.empty();
    }
};

struct CompactOptions
{
    bool automatic = true; // not --no-auto-compact
    std::chrono::seconds interval{0};
    int wastePercent = 25;                     // --threshold
    std::optional<std::int64_t> smallFileSize; // none: a fifth of the volume size
    int smallFileMaxCount = 20;
    bool autoVacuum = false;
    std::chrono::seconds autoVacuumInterval{0};
};

enum class RemoteVerification : std::uint8_t { HashOnly, Full, ListAndIndexes, IndexesOnly };

struct VerifyOptions
{
    bool backendVerification = true; // not --no-backend-verification
    int samples = 1;
    double samplePercent = 0.1;
    bool samplesGiven = false;      // obeyed as they stand then (engine.md §3.13)
    std::chrono::seconds period{0}; // in which every volume is to be read back; 0: samples alone
    RemoteVerification level = RemoteVerification::Full;
};

enum class ExistingFile : std::uint8_t {
    KeepBoth,   // the restored file gets a name with the version's date
    Replace,    // --overwrite
    OnlyMissing // what exists stays and is not restored
};

// Which versions a command means; at most one of `time` and `versions` is set.
struct VersionSelection
{
    std::optional<TimeValue> time; // an offset lies in the past
    std::vector<std::int64_t> versions;
    bool all = false;
    [[nodiscard]] bool isSet() const { return time || !versions.empty() || all; }
};

// --restore-all-files: every version, each into a dated folder below the target.
enum class EveryVersion : std::uint8_t { No, All, Unique };

struct RestoreOptions
{
    FilePath target; // empty: where the files came from
    ExistingFile existing = ExistingFile::KeepBoth;
    EveryVersion everyVersion = EveryVersion::No;
    bool permissions = false;
    bool symlinkMetadata = false;
    bool skipMetadata = false;
    bool localBlocks = false; // --restore-with-local-blocks
    bool noLocalDatabase = false;
    bool keepFullPaths = false; // --dont-compress-restore-paths
    bool partialFiles = false;  // --restore-partial
    bool preallocate = false;
    bool controlFiles = false;
    std::int64_t blockCacheBytes = std::int64_t{4} << 30;
    int downloaders = 0; // 0: as many as suits the machine
};

struct GpgOptions
{
    FilePath program; // empty: gpg2, then gpg, on the PATH
    std::string encryptionCommand = "--symmetric";
    std::string encryptionSwitches;
    std::string decryptionCommand = "--decrypt";
    std::string decryptionSwitches;
    bool armor = false;
};

// From the quietest to the loudest use of a log line (engine.md §2.3); each level shows those after
// it.
enum class LogLevel : std::uint8_t {
    ExplicitOnly,
    Profiling,
    Verbose,
    Retry,
    Information,
    DryRun,
    Warning,
    Error
};

struct LogOptions
{
    FilePath file; // empty: none
    LogLevel fileLevel = LogLevel::Warning;
    bool fullResult = false;
    bool quiet = false;
    bool verbose = false;
    bool json = false;
};

struct JobOptions
{
    StorageOptions storage;
    SourceOptions source;
    ChangeOptions change;
    PipelineOptions pipeline;
    TransferOptions transfer;
    RetentionOptions retention;
    CompactOptions compact;
    VerifyOptions verify;
    VersionSelection selection;
    RestoreOptions restore;
    GpgOptions gpg;
    LogOptions log;
    ReportOptions reports;
    ScriptOptions scripts;
    bool dryRun = false;
};

// Checks the values against one another. Whether a passphrase is there is the caller's business:
// it may still ask for one, and reading commands do without (engine.md §12.1).
[[nodiscard]] Result<JobOptions> resolve(const OptionSet &given);

// Block and volume size together: VolumeSizeTooSmall. Called again once an automatic or stored
// block size is known.
[[nodiscard]] Result<> checkVolumeSize(std::int64_t dblockSize, std::int64_t blocksize);

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/config/option_table_parts.h"

namespace cairn::table {

namespace {

constexpr auto kJob = group(
    OptionCategory::Job, use::All,
    {
        secret("passphrase", "Encrypts the backup. Whoever loses it loses the backup: it can be "
                             "neither read out nor reset."),
        flag("no-encryption",
             "Stores the backup without encryption; a passphrase is then ignored."),
        word("encryption-module", "aes", "aes gpg none",
             "How volumes are encrypted: aes (AES Crypt) or gpg (the GnuPG program). Empty or none "
             "is the same as --no-encryption.",
             "none"),
        word("compression-module", "zip", "zip tzstd tgz 7z",
             "The kind of archive that volumes are. Existing volumes of every kind are read; new "
             "ones are always zip."),
        accepted(word("parity-module", "", "par2 none", "Writes repair data beside each volume.",
                      "none")),
        accepted(number("parity-redundancy-level", "5", "0", "100",
                        "How many percent of a volume its repair data can replace.")),
        accepted(path("par2-program-path", "Where the par2 program is.")),
        accepted(text("par2-extra-options", "", "More arguments for the par2 program.")),
        accepted(secret("new-passphrase", "The passphrase to change to; for the re-encryption "
                                          "tool alone.")),
        alias("remote-volume-size",
              on(use::Changing,
                 size("dblock-size", "50mb", "mb",
                      "The size that volumes with data should have. At least 1 MiB and twice the "
                      "block size. May be changed at any time."))),
        alsoWord("auto",
                 on(use::Backup,
                    size("blocksize", "auto", "kb",
                         "The size of the pieces files are cut into; fixed at the first backup. "
                         "auto takes 128 KiB for up to 256 GiB of sources, 256 KiB up to 1 TiB, "
                         "1 MiB above.",
                         "1kb", "2147483647b"))),
        on(use::Backup, word("block-hash-algorithm", "SHA256", "MD5 SHA1 SHA256 SHA384 SHA512",
                             "The hash that names blocks; fixed at the first backup.")),
        on(use::Backup, word("file-hash-algorithm", "SHA256", "MD5 SHA1 SHA256 SHA384 SHA512",
                             "The hash of whole files and volumes; fixed at the first backup.")),
        text("prefix", "duplicati",
             "What remote file names begin with, so that several backups can share a folder. "
             "Must not contain a hyphen."),
        on(use::Changing,
           word("index-file-policy", "Full", "Full Lookup None",
                "What the index files hold: everything a rebuild of the local database needs, the "
                "block tables alone, or nothing. Without them a rebuild must read all data.")),
        path("dbpath", "The local database of this backup. Without it one is found or made in the "
                       "data folder."),
        text("backup-name", "", "The name of the backup in reports."),
        text("backup-id", "", "The identity of the backup in reports."),
        text("machine-id", "", "The identity of this computer in reports."),
        text("machine-name", "", "The name of this computer in reports."),
        text("next-scheduled-run", "", "When the next run is due; for reports."),
        paths("control-files", "backup: files to store beside the list of each version. restore: "
                               "restores those files instead of the backed-up ones."),
        path("tempdir", "Where temporary files go. Some volumes must fit in there."),
        accepted(path("asynchronous-upload-folder", "Where finished volumes wait for their "
                                                    "upload; tempdir is used.")),
        accepted(flag("allow-passphrase-change",
                      "Goes on although the local database remembers another "
                      "passphrase; Cairn's remembers none.")),
        flag("allow-mixed-encryption",
             "Reads volumes although their encryption is not the one of this backup. Without it "
             "such a volume is an error, because someone may have slipped it in."),
        on(use::Backup | use::Compact | use::Repair,
           word("prove-volumes", "sample", "sample all none",
                "Which new volumes are read back and checked whole before their upload: the first "
                "and one in twenty, all, or none.")),
    });

constexpr std::uint32_t kFiltered = use::Backup | use::Restore | use::List;

constexpr auto kSources = group(
    OptionCategory::Sources, use::Backup,
    {
        on(kFiltered, text("include", "",
                           "A filter: what it matches belongs to the backup, or to what is listed "
                           "or restored. Filters apply in the order given, the first that matches "
                           "decides.")),
        on(kFiltered, text("exclude", "", "A filter: what it matches is left out. See --include.")),
        flags("exclude-files-attributes", "",
              "ReadOnly Hidden System Directory Archive Device Normal Temporary SparseFile "
              "ReparsePoint Compressed Offline NotContentIndexed Encrypted IntegrityStream "
              "NoScrubData Pinned Unpinned RecallOnOpen RecallOnDataAccess Virtual None",
              "Leaves out what has one of these attributes."),
        on(use::Backup | use::Restore,
           size("skip-files-larger-than", "", "mb",
                "Leaves out files that are larger than this; 0 is no limit.")),
        spec(OptionType::PathList, "ignore-filenames", "CACHEDIR.TAG",
             "A folder that directly contains something of such a name is left out whole."),
        flag("exclude-empty-folders", "Leaves out folders that nothing would be stored below."),
        word("symlink-policy", "Store", "Store Follow Ignore",
             "Symbolic links are stored as links, followed, or left out."),
        word("hardlink-policy", "All", "All First None",
             "Of files with several names: stores all names, the first alone, or none."),
        flag("disable-backup-exclusion-xattr",
             "Stores files although an extended attribute asks backup programs not to."),
        accepted(flag("exclude-non-local-files", "Windows: leaves out files that are in the cloud "
                                                 "only.")),
        accepted(flag("enable-ads-backup", "Windows: stores alternate data streams.")),
        accepted(on(use::Restore, flag("disable-ads-restore", "Windows: does not restore alternate "
                                                              "data streams."))),
        accepted(text("photos-handling", "PhotosAndLibrary",
                      "macOS: what of a photo library is stored.")),
        accepted(path("photos-library-path", "macOS: where the photo library is.")),
        flag("allow-missing-source", "Says nothing about a source that does not exist. Its files "
                                     "are carried over from the version before either way."),
        flag("abort-if-source-missing", "Makes no version if a source does not exist."),
        flag("prevent-empty-source", "Makes no version if a source folder is empty, as the mount "
                                     "point of a disk is that is not there."),
        flag("allow-empty-source",
             "Makes a version without any file although the last one has many. Without this, that "
             "is an error: most often a drive is missing."),
        on(use::Backup | use::Restore,
           flag("skip-metadata", "Neither stores nor restores rights, times and attributes.")),
        accepted(paths("changed-files",
                       "Looks at these files alone; all others are taken over from the "
                       "version before.")),
        accepted(paths("deleted-files",
                       "With --changed-files: what has been deleted since the version "
                       "before.")),
    });

constexpr auto kChanges = group(
    OptionCategory::Changes, use::Backup,
    {
        flag("disable-filetime-check", "Reads every file in each run, even if its time and size "
                                       "are those of the last one."),
        flag("check-filetime-only", "Takes a file for unchanged if its time is, whatever its size "
                                    "and metadata."),
        on(use::Backup | use::Delete,
           flag("disable-time-tolerance", "Takes --keep-time to the second. Otherwise a version "
                                          "may be a little older, so that a run that starts late "
                                          "does not cost one.")),
        accepted(
            word("snapshot-policy", "Off", "Off Auto On Required",
                 "Reads from a snapshot of the disk. Not available yet: Required is refused.")),
        accepted(text("snapshot-provider", "", "Windows: which library makes snapshots.")),
        accepted(text("vss-exclude-writers", "{e8132975-6f93-4464-a53e-1050253ae220}",
                      "Windows: snapshot writers to leave out.")),
        accepted(flag("vss-use-mapping", "Windows: gives the snapshot a drive letter.")),
        accepted(word("usn-policy", "Off", "Off Auto On Required",
                      "Windows: finds changed files by the journal of the file system.")),
        accepted(word("backupread-policy", "Off", "Off Auto On Required",
                      "Windows: reads files that are locked or protected.")),
        accepted(flag("ignore-advisory-locking", "Reads files although another program asks not "
                                                 "to; Cairn never asks for such locks.")),
        on(use::Backup | use::Jobs,
           flag("disable-on-battery",
                "jobs add, edit: a run that is due waits while the computer is on battery. To wait "
                "for a charge: --schedule='… with 40% battery'.")),
        accepted(on(use::All, flag("allow-sleep", "Lets the computer sleep during a run; Cairn "
                                                  "does not keep it awake."))),
        on(use::All, flag("use-background-io-priority", "Reads and writes at low priority, so that "
                                                        "other programs come first.")),
        accepted(flag("disable-file-scanner", "Does not count the files beforehand.")),
    });

constexpr auto kPerformance = group(
    OptionCategory::Performance, use::All,
    {
        size("throttle-upload", "0kb", "kb", "The most bytes a second to send; 0 is no limit."),
        size("throttle-download", "0kb", "kb", "The most bytes a second to fetch; 0 is no limit."),
        flag("throttle-disabled", "Ignores the limits."),
        accepted(text("throttle-disabled-backends", "",
                      "Kinds of destination that the limits do not hold for.")),
        alias("asynchronous-concurrent-upload-limit",
              number("asynchronous-upload-limit", "4", "0", "1000",
                     "How many volumes are sent at the same time; 0 is the default.")),
        accepted(flag("synchronous-upload", "Sends a volume before the next one is begun.")),
        accepted(flag("no-connection-reuse", "Connects anew for each transfer.")),
        accepted(flag("disable-streaming-transfers", "Copies volumes to a file before and after a "
                                                     "transfer.")),
        accepted(span("read-write-timeout", "30s", "How long a transfer may stand still.")),
        on(use::Changing, number("concurrency-compressors", "", "0", "1000",
                                 "How many threads compress; 0 suits the machine.")),
        accepted(
            on(use::Backup, number("concurrency-block-hashers", "", "0", "1000",
                                   "How many threads hash blocks; those that compress do it."))),
        accepted(
            on(use::Backup, number("concurrency-fileprocessors", "", "0", "1000",
                                   "How many threads read files; those that compress do it."))),
        number("concurrency-max-threads", "0", "0", "1000",
               "The most threads to use; 0 suits the machine."),
        accepted(number("cpu-intensity", "10", "1", "10",
                        "How much of the processor to use, in tenths.")),
        on(use::Backup | use::Compact,
           path("compression-extension-file", "A list of file name extensions to store without "
                                              "compression, one a line, instead of the built-in "
                                              "one.")),
        accepted(flag("store-metadata-content-in-database", "Keeps metadata in the local database "
                                                            "so that it can be searched.")),
    });

constexpr Specs kTables[] = {kJob, kSources, kChanges, kPerformance};

} // namespace

std::span<const Specs> jobTables()
{
    return kTables;
}

} // namespace cairn::table

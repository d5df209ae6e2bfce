// SPDX-License-Identifier: MIT
#include "core/config/option_table_parts.h"

namespace cairn::table {

namespace {

constexpr auto kTransfer = group(
    OptionCategory::Transfer, use::All,
    {
        number("number-of-retries", "5", "0", "1000000",
               "How often a failed transfer is tried again."),
        span("retry-delay", "10s", "How long to wait before that."),
        flag("retry-with-exponential-backoff", "Doubles the wait with each failure."),
        accepted(flag("list-verify-uploads",
                      "Lists the destination after each upload; Cairn asks for each "
                      "uploaded volume in any case.")),
        flag("disable-autocreate-folder", "Does not make the destination folder if it is missing."),
        accepted(flag("case-insensitive-remote", "Ignores the case of remote names.")),
        accepted(flag("skip-file-hash-checks", "Does not check the hash of fetched volumes; Cairn "
                                               "always does.")),
        accepted(flag("dont-read-manifests", "Does not check the manifest of fetched volumes.")),
        accepted(text("soft-delete-prefix", "", "Renames instead of deleting.")),
        accepted(flag("prevent-backend-rename", "Does not rename at the destination.")),
        accepted(size("quota-size", "", "mb",
                      "How much this backup may take at the destination. Warned of "
                      "when it runs short.")),
        accepted(number("quota-warning-threshold", "10", "0", "100",
                        "Warns when less than this many percent are left.")),
        accepted(flag("quota-disable", "Ignores what the destination says about its space.")),
        accepted(span("remote-file-lock-duration", "",
                      "How long new volumes are protected from "
                      "deletion by the destination.")),
        accepted(on(use::Repair, flag("repair-refresh-lock-info", "Asks the destination about "
                                                                  "such protection."))),
        accepted(flag("refresh-lock-info-complete", "Asks also about volumes whose protection is "
                                                    "known.")),
    });

constexpr auto kRetention = group(
    OptionCategory::Retention, use::Backup | use::Delete,
    {
        number("keep-versions", "0", "0", "2147483647",
               "Keeps this many of the newest complete versions; 0 keeps all."),
        span("keep-time", "", "Deletes versions that are older than this."),
        spec(OptionType::RetentionPolicy, "retention-policy", "",
             "Thins versions with age: 1W:1D,4W:1W,12M:1M keeps one a day for a week, one a week "
             "for four weeks, one a month for a year."),
        flag("allow-full-removal", "Allows that the last version is deleted."),
        on(use::Changing, flag("no-auto-compact", "Does not reclaim space as part of other "
                                                  "commands.")),
        on(use::Changing, span("auto-compact-interval", "0m",
                               "How long to wait at least between "
                               "two such times.")),
        on(use::Changing, number("threshold", "25", "0", "100",
                                 "Reclaims space when this many percent are unused.")),
        on(use::Changing, size("small-file-size", "", "mb",
                               "Volumes up to this size are small; a fifth of --dblock-size if "
                               "not given.")),
        on(use::Changing, number("small-file-max-count", "20", "0", "2147483647",
                                 "Merges small volumes when there are more than this.")),
        on(use::All, flag("auto-vacuum", "Tidies the local database after a run.")),
        on(use::All, span("auto-vacuum-interval", "0m",
                          "How long to wait at least between two "
                          "such times.")),
        on(use::Backup, flag("upload-unchanged-backups", "Makes a version even if nothing has "
                                                         "changed.")),
    });

constexpr OptionSpec testPercentage()
{
    OptionSpec made = spec(OptionType::Decimal, "backup-test-percentage", "0.1",
                           "How many percent of the volumes are checked after a backup.");
    made.least = "0";
    made.most = "100";
    return made;
}

constexpr auto kVerification = group(
    OptionCategory::Verification, use::Backup | use::Test | use::Repair,
    {
        on(use::All, flag("no-backend-verification", "Neither lists the destination before and "
                                                     "after a run nor checks volumes.")),
        number("backup-test-samples", "1", "0", "2147483647",
               "How many sets of volumes are fetched and checked after a backup."),
        testPercentage(),
        on(use::Backup | use::Test,
           span("backup-test-period", "0m",
                "Reads every volume back at least once in this time, such as 90D: each backup or "
                "test takes those whose turn it is, evenly spread. 0m reads samples alone.")),
        word("full-remote-verification", "True", "False True ListAndIndexes IndexesOnly",
             "How far a check goes: content of all kinds of volumes (True), of lists and indexes, "
             "of indexes alone, or no further than hash and size (False).",
             "True"),
        accepted(
            spec(OptionType::Boolean, "full-block-verification", "true",
                 "Checks every block of a fetched volume instead of some; Cairn always does.")),
        accepted(flag("dont-replace-faulty-index-files", "Leaves faulty index files as they are.")),
        accepted(on(use::All, flag("auto-cleanup", "Repairs first if the destination is not as "
                                                   "expected; Cairn heals what it safely can in "
                                                   "each backup."))),
        accepted(flag("upload-verification-file",
                      "Stores a list of all volumes with their hashes at the "
                      "destination.")),
        accepted(flag("disable-filelist-consistency-checks", "Skips checks of the local "
                                                             "database.")),
        accepted(flag("disable-synthetic-filelist", "Makes no version of an interrupted backup.")),
        accepted(flag("rebuild-missing-dblock-files",
                      "repair: makes lost blocks again from the sources "
                      "where these are unchanged; Cairn always does.")),
        accepted(flag("disable-partial-dblock-recovery", "repair: does not make a volume again "
                                                         "unless all of it can be.")),
        accepted(flag("repair-only-paths", "Rebuilds the lists of files alone.")),
        accepted(flag("repair-force-block-use", "Rebuilds from the data volumes even if the index "
                                                "files are intact.")),
        accepted(flag("repair-ignore-outdated-database",
                      "Goes on although the destination is newer "
                      "than the local database.")),
        accepted(flag("ignore-update-if-version-exists", "Skips versions that are known.")),
        accepted(on(use::Purge, flag("disable-replace-missing-metadata",
                                     "Purges files whose metadata alone is lost."))),
        accepted(on(use::Purge, flag("reduced-purge-statistics", "Does not add up sizes."))),
    });

constexpr OptionSpec alsoTime(OptionType type, Text name, Text help)
{
    return on(use::Restore | use::List | use::Delete | use::Test | use::Repair | use::Purge,
              spec(type, name, {}, help));
}

constexpr auto kRestore = group(
    OptionCategory::Restore, use::Restore,
    {
        path("restore-path", "Where to restore to; without it, where the files came from."),
        flag("overwrite", "Replaces files that differ."),
        flag("keep-both", "Leaves files that differ and restores beside them, under a name with "
                          "the date of the version. This is the default."),
        flag("only-missing", "Restores only what does not exist."),
        flag("restore-partial", "Writes what is left of a damaged file as name.partial."),
        alsoTime(OptionType::Time, "time",
                 "The version that was the newest at this time. 3D means "
                 "three days ago."),
        alsoTime(OptionType::Versions, "version", "Version numbers, 0 being the newest: 0,2-4."),
        on(use::List | use::Restore | use::Other, flag("all-versions", "Means all versions.")),
        flag("restore-permissions", "Restores owners, rights and access lists."),
        flag("restore-symlink-metadata", "Restores the metadata of symbolic links themselves."),
        flag("restore-with-local-blocks", "Takes data from local files where these still have it, "
                                          "instead of fetching it."),
        deprecated(flag("no-local-blocks", "Takes no data from local files, as is the default.")),
        deprecated(flag("patch-with-local-blocks", "Takes data from local files.")),
        on(use::Restore | use::List, flag("no-local-db", "Ignores the local database and works "
                                                         "from the destination alone.")),
        flag("dont-compress-restore-paths", "Keeps the whole original path below the target."),
        accepted(flag("allow-restore-outside-target-directory",
                      "Allows paths that lead out of the target; "
                      "Cairn never does.")),
        accepted(flag("skip-restore-verification", "Does not check restored files; Cairn always "
                                                   "does.")),
        word("restore-all-files", "False", "False True Unique",
             "Restores every version, each into a folder with its date; Unique leaves out what a "
             "newer version has the same.",
             "True"),
        accepted(flag("restore-legacy", "Restores with an older engine of Duplicati.")),
        flag("restore-preallocate-size", "Reserves the whole size of a file before writing it."),
        accepted(
            size("restore-cache-max", "4gb", "mb", "How much memory fetched blocks may take.")),
        accepted(number("restore-cache-evict", "50", "0", "100",
                        "How many percent of them go when that is full.")),
        accepted(size("restore-volume-cache-hint", "", "mb",
                      "How much disk fetched volumes may take; "
                      "without it there is no limit.")),
        accepted(size("restore-volume-cache-min-free", "1gb", "gb",
                      "How much disk must stay free of "
                      "fetched volumes.")),
        accepted(number("restore-file-processors", "", "1", "1000",
                        "How many files are written at a time.")),
        number("restore-volume-downloaders", "", "1", "1000",
               "How many volumes are fetched at a "
               "time."),
        accepted(number("restore-volume-decryptors", "", "1", "1000", "How many threads decrypt.")),
        accepted(number("restore-volume-decompressors", "", "1", "1000",
                        "How many threads decompress.")),
        accepted(number("restore-channel-buffer-size", "", "1", "1000000",
                        "How many pieces wait between "
                        "two steps.")),
    });

constexpr std::string_view kLevels =
    "ExplicitOnly Profiling Verbose Retry Information DryRun Warning Error";

constexpr auto kLogging = group(
    OptionCategory::Logging, use::All,
    {
        alias("dryrun", flag("dry-run", "Says what would be done and changes nothing.")),
        path("log-file", "Writes a log into this file."),
        word("log-file-log-level", "Warning", kLevels, "How much goes into the log file."),
        accepted(text("log-file-log-filter", "", "Which messages go into the log file.")),
        accepted(text("log-file-log-ignore", "", "Which messages do not go into the log file.")),
        word("console-log-level", "Warning", kLevels, "How much is shown."),
        accepted(text("console-log-filter", "", "Which messages are shown.")),
        accepted(text("console-log-ignore", "", "Which messages are not shown.")),
        deprecated(word("log-level", "Warning", kLevels, "How much is logged.")),
        accepted(span("log-retention", "30D", "How long the local database keeps its log.")),
        accepted(text("suppress-warnings", "", "Messages that do not count as warnings.")),
        accepted(span("long-database-query-threshold", "30m", "Notes queries that take longer.")),
        flag("full-result", "Shows every figure of the result."),
        flag("verbose", "Shows more of what is done: names of files and volumes as they come."),
        flag("quiet", "Shows nothing but errors."),
        flag("json", "Writes the result as one JSON document."),
        accepted(flag("debug-output", "Shows more about errors.")),
        accepted(flag("debug-retry-errors", "Shows errors that are tried again.")),
        accepted(flag("log-http-requests", "Logs requests.")),
        accepted(number("log-socket-data", "-1", "-1", "", "Logs what is sent and received.")),
        accepted(flag("profile-all-database-queries", "Logs queries.")),
        accepted(flag("internal-profiling", "Measures the steps of a run.")),
        flag("allow-paths-in-log-messages",
             "Lets reports that are sent name local files; else their paths are blotted out."),
        deprecated(word("thread-priority", "normal",
                        "highest high abovenormal normal belownormal low lowest idle",
                        "The priority of the run.")),
        deprecated(size("file-read-buffer-size", "0kb", "kb", "How much is read at once.")),
        deprecated(flag("disable-filepath-cache", "Keeps no paths in memory.")),
    });

constexpr auto kProgram = group(
    OptionCategory::Program, use::All,
    {
        alias("parameter-file parameterfile",
              path("parameters-file", "Reads more options from this file, one a line.")),
        path("passphrase-file", "Reads the passphrase from the first line of this file."),
        number("passphrase-fd", "", "0", "65535", "Reads the passphrase from this open file."),
        flag("force-passphrase-from-stdin", "Reads the passphrase from standard input even if that "
                                            "is no terminal."),
        flag("quiet-console", "The same as --quiet."),
        paths("source", "In a parameters file: something to back up. jobs edit: all that is to be "
                        "backed up."),
        text("target", "", "In a parameters file and with jobs edit: the destination."),
        text("append-filter", "", "In a parameters file: filters after those of the command line."),
        text("prepend-filter", "",
             "In a parameters file: filters before those of the command "
             "line."),
        text("replace-filter", "",
             "In a parameters file: filters instead of those of the command "
             "line."),
        on(use::Jobs,
           text("schedule", "",
                "jobs add, edit: when it runs, in words: \"every 1 day at 19:00 on "
                "mon,wed\", \"every month on third monday at 15:00\", \"every 15 minutes "
                "between 08:00 and 18:00\", \"3 pm every 3rd monday\" (of the month), \"on "
                "connect\" (of the drive that it goes to), \"by hand\". Behind it may stand "
                "\"starting 2026-01-05\", \"with 40% battery\" (at least) and \"not metered\".")),
        on(use::Jobs,
           flag("unattended", "jobs add, edit: it runs also when nobody is logged in; its "
                              "secrets are kept in the sealed file too.")),
        on(use::Jobs, text("rename", "", "jobs edit: its new name.")),
        on(use::Jobs, text("group", "", "jobs add, edit: the group it is shown in; empty: none.")),
        on(use::Jobs, word("tag", "none", "none red orange yellow green blue purple",
                           "jobs add, edit: its colour tag.", "none")),
        on(use::Jobs, text("unset", "", "jobs edit: options to drop, separated by commas.")),
        on(use::Jobs,
           flag("delete-data", "jobs remove: deletes what is stored of the backup at its "
                               "destination too, without asking.")),
        on(use::Jobs, flag("with-scripts", "jobs import: takes over programs to run and switches "
                                           "that accept any server too.")),
        on(use::Jobs, flag("with-secrets", "jobs export: writes passphrase and passwords too.")),
        on(use::Jobs, flag("from-duplicati", "jobs import: from the settings of the Duplicati on "
                                             "this computer.")),
        on(use::List, flag("list-sets-only", "Lists versions without their files.")),
        on(use::List, flag("list-prefix-only", "Lists the common folder alone.")),
        on(use::List, flag("list-folder-contents", "Lists what is directly in the folder.")),
        accepted(text("enable-module", "", "Modules of Duplicati to switch on.")),
        accepted(text("disable-module", "", "Modules of Duplicati to switch off.")),
        accepted(text("allowed-backend-modules", "", "Kinds of destination to allow.")),
        accepted(text("allowed-encryption-modules", "", "Encryption modules to allow.")),
        accepted(text("allowed-compression-modules", "", "Compression modules to allow.")),
        accepted(flag("auto-update", "Looks for a newer program.")),
        accepted(flag("portable-mode", "Keeps data beside the program.")),
        accepted(path("server-datafolder", "The data folder of Duplicati's server.")),
        on(use::Jobs, secret("export-passphrase", "jobs export, import: the password of the file, "
                                                  "as the variable EXPORT_PASSPHRASE.")),
        on(use::Jobs, secret("settings-encryption-key", "jobs import: the key of Duplicati's "
                                                        "encrypted settings.")),
        accepted(text("force-locale", "", "Language and formats.")),
        accepted(flag("force-actual-date", "Shows dates in full.")),
        accepted(flag("unittest-mode", "For tests of Duplicati.")),
        accepted(text("main-action", "", "Set by Duplicati itself.")),
        accepted(text("store-task-config", "", "Stores the job beside each version.")),
        accepted(text("remote-sync-json-config", "", "Copies the destination to others.")),
        accepted(flag("sync-recheck", "sync: looks at every file again.")),
        accepted(flag("sync-then-delete", "sync: deletes at the end.")),
        accepted(flag("sync-verify-hash", "sync: compares hashes.")),
        accepted(text("sync-remote-state", "UseRemoteState", "sync: which side is believed.")),
    });

constexpr Specs kTables[] = {kTransfer, kRetention, kVerification, kRestore, kLogging, kProgram};

} // namespace

std::span<const Specs> runTables()
{
    return kTables;
}

} // namespace cairn::table

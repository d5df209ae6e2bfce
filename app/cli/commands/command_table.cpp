// SPDX-License-Identifier: MIT
#include "app/cli/commands/command.h"

#include "app/shared/units.h"
#include "core/base/words.h"

#include <algorithm>
#include <array>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kAny = SIZE_MAX;
constexpr auto kAlways = NeedsPassphrase::Always;
constexpr auto kWithoutDatabase = NeedsPassphrase::WithoutDatabase;
constexpr auto kNever = NeedsPassphrase::Never;

constexpr Command::Form kJobForms[] = {
    {"jobs list",
     "All of them, one a line, with the last run and the next, and what one that is due waits for.",
     "jobs list\n"
     "jobs list --json"},
    {"jobs show NAME",
     "All that is set up for one, and its next five runs. NAME is a name or an id.",
     "jobs show Docs\n"
     "jobs show 1f6a09c2 --json"},
    {"jobs run NAME [test|repair|recreate|delete]",
     "Runs one; exit codes are those of the command for the same work. While the desktop or an "
     "agent runs the backups it is asked to do this, and its end is waited for. delete drops "
     "versions as the job keeps them and reclaims space.",
     "jobs run Docs\n"
     "jobs run Docs test"},
    {"jobs add NAME DESTINATION SOURCE…",
     "Sets up a new one, with the options of backup, filters, and --schedule. The passphrase is "
     "asked for unless an option or PASSPHRASE gives it, and put into the key store. --log-file "
     "is kept with it: each of its runs writes there.",
     "jobs add Docs /media/disk/docs ~/Documents --schedule='every 1 day at 19:00'\n"
     "jobs add Photos /media/disk/photos ~/Pictures --schedule='on connect' --keep-time=1Y"},
    {"jobs edit NAME",
     "Changes what options name and nothing else: --rename, --group, --tag, --target, --source, "
     "--schedule, those of backup, the filters as a whole; --unset drops some. A passphrase is for "
     "life: another one is taken only as long as nothing is stored, and never from PASSPHRASE.",
     "jobs edit Docs --schedule='every month on last friday at 18:00'\n"
     "jobs edit Docs --exclude='*.iso' --unset=keep-time"},
    {"jobs move NAME DESTINATION",
     "Copies what is stored to another place, compares every file, and lets the backup go on "
     "there. The old copy stays. One that was stopped goes on where it ended.",
     "jobs move Docs /media/new/docs\n"
     "jobs move Docs /media/new/docs --dry-run"},
    {"jobs remove NAME",
     "Forgets one, with its passphrase. What is stored at the destination stays, and the local "
     "database; --delete-data deletes both, without asking.",
     "jobs remove Docs\n"
     "jobs remove Docs --delete-data --dry-run"},
    {"jobs import FILE [NAME…]",
     "Takes backups over from an export of Duplicati or of this program: JSON, encrypted JSON, a "
     "command line. --dry-run only shows them. The password of an encrypted one is asked for, "
     "unless --export-passphrase or the variable EXPORT_PASSPHRASE gives it.",
     "jobs import Docs-duplicati-config.json.aes --dry-run\n"
     "jobs import Docs-duplicati-config.json Docs"},
    {"jobs import --from-duplicati [NAME…]",
     "The same from the settings of the Duplicati on this computer.",
     "jobs import --from-duplicati --dry-run\n"
     "jobs import --from-duplicati Docs"},
    {"jobs export NAME [json|command-line] [FILE]",
     "Writes one as Duplicati reads it to standard output, or into a file that its owner alone "
     "can read; without secrets unless --with-secrets is given. A FILE that ends in .aes is "
     "encrypted, with a password that is asked for unless --export-passphrase or the variable "
     "EXPORT_PASSPHRASE gives it.",
     "jobs export Docs docs.json\n"
     "jobs export Docs docs.json.aes --with-secrets"},
    {"jobs pause [FOR]", "Lets none begin by itself for a time such as 2h, or until resume.",
     "jobs pause 2h\n"
     "jobs pause"},
    {"jobs resume", "Ends that.",
     "jobs resume\n"
     "jobs resume --quiet"},
    {"jobs test-report NAME",
     "Sends a test to all whom the backup tells of its runs by mail or web address, and says what "
     "they answer.",
     "jobs test-report Docs\n"
     "jobs edit Docs --send-mail-to=me@example.org --send-mail-url=smtp://localhost"},
};

constexpr std::array kCommands{
    Command{"backup", "", use::Backup, true, 0, kAny, kAlways, "backup DESTINATION SOURCE…",
            "Makes a new version of folders and files.",
            "Afterwards old versions are dropped as the retention options say, space is reclaimed, "
            "and samples of what is stored are checked.",
            runBackup},
    Command{"restore", "", use::Restore, true, 0, kAny, kAlways, "restore DESTINATION [FILTER…]",
            "Writes files of a version back.",
            "Without a filter everything is restored. A filter is a path, a name, or a pattern "
            "with * and ?. Without --restore-path files go to where they came from, beside "
            "existing ones that differ. Works without the local database too.",
            runRestore},
    Command{"list", "", use::List, true, 0, kAny, kWithoutDatabase, "list DESTINATION [FILTER…]",
            "Lists versions, or the files in one of them that match.",
            "Without a filter the versions are listed; '*' lists all files. Looks in the newest "
            "version unless --version or --time says otherwise, and in all of them if it has "
            "nothing.",
            runList},
    Command{"find", "", use::List, true, 0, kAny, kWithoutDatabase, "find DESTINATION FILTER…",
            "Lists files that match in all versions.",
            "Says for each which versions have it, and with what size.", runFind},
    Command{"list-filesets", "", use::List, true, 0, 0, kWithoutDatabase,
            "list-filesets DESTINATION", "Lists the versions with their times and sizes.", "",
            runListFilesets},
    Command{"compare", "", use::List, true, 0, 2, kWithoutDatabase,
            "compare DESTINATION [BASE [NEW]]", "Says what changed between two versions.",
            "Versions are given by number or by time; without them the last two are compared.",
            runCompare},
    Command{"test", "verify", use::Test, true, 0, 1, kAlways, "test DESTINATION [COUNT|all]",
            "Fetches volumes and checks every byte of them.",
            "Prints one line for each volume that is damaged or missing. COUNT is the number of "
            "samples, 1 if it is not given; all takes every volume.",
            runTest},
    Command{"repair", "", use::Repair, true, 0, 0, kAlways, "repair DESTINATION",
            "Makes database and destination agree again.",
            "Makes again what is missing at the destination and rebuilds a missing local "
            "database. Removes nothing.",
            runRepair},
    Command{"recreate", "", use::Repair, true, 0, 0, kAlways, "recreate DESTINATION",
            "Rebuilds the local database from the destination.",
            "The old one is replaced only when the new one is complete.", runRecreate},
    Command{"delete", "", use::Delete, true, 0, 0, kAlways, "delete DESTINATION --version=…",
            "Drops versions, then reclaims space.",
            "Which: --version, or one of --keep-versions, --keep-time and --retention-policy.",
            runDelete},
    Command{"compact", "", use::Compact, true, 0, 0, kAlways, "compact DESTINATION",
            "Reclaims space that no version needs.",
            "Volumes of which more than --threshold percent are unused are written anew without "
            "that, and small ones are put together.",
            runCompact},
    Command{"purge", "", use::Purge, true, 0, kAny, kAlways, "purge DESTINATION FILTER…",
            "Takes files out of versions.",
            "Filters as those of restore. Out of all versions, unless --version or --time names "
            "some. Each list of files is stored anew without them before the old one is deleted; "
            "then space is reclaimed. A version of which nothing would be left is refused.",
            runPurge},
    Command{"list-broken-files", "", use::Purge, true, 0, 0, kAlways,
            "list-broken-files DESTINATION", "Lists files that cannot be restored whole.",
            "By the volumes that are missing at the destination or known to be damaged. Changes "
            "nothing. Ends with 3 if there are any.",
            runListBroken},
    Command{"purge-broken-files", "", use::Purge, true, 0, 0, kAlways,
            "purge-broken-files DESTINATION",
            "Gives up what is lost: takes broken files out of all versions.",
            "Heals first what repair heals. What still cannot be restored is taken out of the "
            "versions, volumes that nothing needs any more are deleted, and the destination is "
            "clean again. --dry-run says what would go.",
            runPurgeBroken},
    Command{"test-filters", "test-filter", use::Backup, false, 1, kAny, kNever,
            "test-filters SOURCE…", "Says what filters take in and leave out, and which decides.",
            "Looks at the sources only, at no destination.", runTestFilters},
    Command{"jobs", "", use::Jobs, false, 1, kAny, kNever,
            "jobs list|show|run|add|edit|move|remove|import|export|pause|resume|test-report …",
            "The backups that are set up on this computer: those of the desktop program.",
            "Their passphrases come from the key store or the sealed file, unless "
            "--passphrase-file or another such option gives one; PASSPHRASE counts for a backup "
            "whose passphrase is kept nowhere.",
            runJobs, kJobForms},
    Command{"agent",
            "",
            use::Other,
            false,
            0,
            0,
            kNever,
            "agent",
            "Runs the backups of this computer by their schedules, until it is stopped.",
            "For computers on which nobody is logged in; a service starts it. It needs the "
            "passphrases in the sealed file, or a key store that is unlocked: without them a "
            "backup waits. While the desktop program runs the backups it waits; SIGTERM ends "
            "it within a file, and what was saved until then is a version.",
            runAgent,
            {},
            "agent\n"
            "agent --log-file=/var/log/cairn.log --log-file-log-level=Information"},
    Command{"system-info", "systeminfo", use::Other, false, 0, 0, kNever, "system-info",
            "Shows versions of the program and its libraries.", "", runSystemInfo},
    Command{"help", "", use::Other, false, 0, kAny, kNever, "help [COMMAND|OPTION|options|filters]",
            "Shows help.", "", runHelp},
};

// Commands of Duplicati that this program does not have.
constexpr std::string_view kMissing[] = {
    "examples",
    "changelog",
    "list-folder-contents",
    "list-folder-content",
    "list-file-versions",
    "search",
    "search-files",
    "search-entries",
    "affected",
    "vacuum",
    "set-locks",
    "setlocks",
    "read-lock-info",
    "readlockinfo",
    "create-report",
    "send-mail",
    "sync",
};

// How many letters two words share from their start.
std::size_t commonStart(std::string_view a, std::string_view b)
{
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    return static_cast<std::size_t>(end - a.begin());
}

} // namespace

std::span<const Command> allCommands()
{
    return kCommands;
}

const Command *findCommand(std::string_view name)
{
    for (const Command &command : kCommands) {
        if (command.name == name || hasWord(command.aliases, name))
            return &command;
    }
    return nullptr;
}

QString missingCommandText(std::string_view name)
{
    if (std::find(std::begin(kMissing), std::end(kMissing), name) == std::end(kMissing))
        return {};
    return u"%1 is a command of Duplicati that this version of Cairn does not have."_s.arg(
        QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
}

std::string_view nearestCommand(std::string_view name)
{
    std::string_view best;
    std::size_t most = 1; // one letter in common is chance
    for (const Command &command : kCommands) {
        if (const std::size_t common = commonStart(name, command.name); common > most) {
            most = common;
            best = command.name;
        }
    }
    return best;
}

} // namespace cairn::cli

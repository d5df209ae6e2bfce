// SPDX-License-Identifier: MIT
// What the options do, for people: the help of the command line speaks of how things are stored.
#include "app/gui/models/option_model.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Help
{
    std::string_view option;
    const char *text;
};

constexpr std::array kHelps{
    Help{"exclude-files-attributes",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Leaves out what has one of these attributes.")},
    Help{"ignore-filenames",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "A folder that directly contains something of such a name is left out whole.")},
    Help{"exclude-empty-folders",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Leaves out folders that nothing would be saved below.")},
    Help{
        "symlink-policy",
        QT_TRANSLATE_NOOP(
            "cairn::gui::OptionHelp",
            "Symbolic links are saved as links (Store), followed (Follow), or left out (Ignore).")},
    Help{"hardlink-policy",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "Of files with several names: saves all names, the first alone, or none.")},
    Help{"disable-backup-exclusion-xattr",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "Saves files although an extended attribute asks backup programs not to.")},
    Help{"allow-missing-source",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Says nothing about a folder that does not exist. Its files are carried "
                           "over from the version before either way.")},
    Help{"abort-if-source-missing",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Makes no version if a chosen folder does not exist.")},
    Help{"prevent-empty-source", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                                   "Makes no version if a chosen folder is empty, "
                                                   "as that of a drive is that is not there.")},
    Help{"allow-empty-source",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Makes a version without any file although the last one has many. "
                           "Otherwise that is an error: most often a drive is missing.")},
    Help{"skip-metadata",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Neither saves nor restores rights, dates and attributes.")},
    Help{"disable-filetime-check",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "Reads every file in each run, even if its date and size are those of the last one.")},
    Help{"check-filetime-only",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Takes a file for unchanged if its date is, whatever its size.")},
    Help{"disable-time-tolerance",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Takes the age of versions to the second. Otherwise a version may be a "
                           "little older, so that a run that starts late does not cost one.")},
    Help{"upload-unchanged-backups",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Makes a version even if nothing has changed.")},
    Help{"allow-full-removal",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp", "Allows that the last version is removed.")},
    Help{"use-background-io-priority",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Reads and writes at low priority, so that other programs come first.")},
    Help{"disable-on-battery",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "A run that is due waits until the computer is no longer on battery.")},
    Help{"throttle-upload", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                              "The most to send in a second; 0 is no limit.")},
    Help{"throttle-download", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                                "The most to fetch in a second; 0 is no limit.")},
    Help{"throttle-disabled", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                                "Ignores the limits of sending and fetching.")},
    Help{"asynchronous-upload-limit",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "How many stored files are sent at the same time; 0 is the usual number.")},
    Help{"concurrency-compressors",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "How many threads compress; 0 suits the computer.")},
    Help{"concurrency-max-threads",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "The most threads to use; 0 suits the computer.")},
    Help{"zip-compression-level",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "0 does not compress, 9 is the smallest and slowest. auto follows the "
                           "speed of the destination.")},
    Help{"compression-extension-file",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "A list of file name extensions that are not compressed, one a line, "
                           "instead of the built-in one.")},
    Help{"number-of-retries", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                                "How often a failed transfer is tried again.")},
    Help{"retry-delay", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                          "How long to wait before a transfer is tried again.")},
    Help{"retry-with-exponential-backoff",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp", "Doubles the wait with each failure.")},
    Help{"disable-autocreate-folder",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Does not make the folder at the destination if it is missing.")},
    Help{"no-backend-verification",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "Neither looks at the destination before and after a run nor reads samples back.")},
    Help{"backup-test-samples",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "How many samples are fetched and checked after a run.")},
    Help{"backup-test-percentage",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "How many percent of what is stored are fetched and checked after a run.")},
    Help{"backup-test-period",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Reads everything that is stored back at least once in this time, such "
                           "as 90D: each run takes its share. 0m reads samples alone.")},
    Help{"full-remote-verification",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "How far a check goes: all content (True), lists and what helps a rebuild, that help "
             "alone, or no further than checksum and size (False).")},
    Help{"prove-volumes",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "What is read back and checked whole before it is sent: the first and "
                           "one in twenty (sample), all, or none.")},
    Help{"no-auto-compact",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Does not reclaim space that removed versions took.")},
    Help{"auto-compact-interval",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "How long to wait at least before space is reclaimed again.")},
    Help{"threshold", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                        "Reclaims space when this many percent of it are unused.")},
    Help{"small-file-size",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "Stored files up to this size are small; a fifth of their usual size if not given.")},
    Help{"small-file-max-count",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "Merges small stored files when there are more than this.")},
    Help{"auto-vacuum", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                          "Makes the local list of versions smaller after a run, "
                                          "if there is something to gain.")},
    Help{"auto-vacuum-interval",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "How long to wait at least before the list of versions is tidied again.")},
    Help{"dblock-size",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "The size that stored files should have. May be changed at any time.")},
    Help{"blocksize", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                        "auto takes 128 KiB for up to 256 GiB of files, 256 KiB "
                                        "for up to 1 TiB, 1 MiB above. Fixed at the first run.")},
    Help{"block-hash-algorithm",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                           "The checksum that names the pieces; fixed at the first run.")},
    Help{"file-hash-algorithm",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "The checksum of whole files and of stored files; fixed at the first run.")},
    Help{"prefix", QT_TRANSLATE_NOOP(
                       "cairn::gui::OptionHelp",
                       "So that several backups can share a folder. Must not contain a hyphen.")},
    Help{"index-file-policy",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "What is stored so that the list of versions can be rebuilt: everything needed "
             "(Full), a part (Lookup), or nothing (None). Without it a rebuild reads all data.")},
    Help{"allow-mixed-encryption",
         QT_TRANSLATE_NOOP(
             "cairn::gui::OptionHelp",
             "Reads stored files although they are locked in another way than this backup. "
             "Otherwise they are an error, because someone may have slipped them in.")},
    Help{"tempdir",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp", "Some stored files must fit in there.")},
    Help{"log-file",
         QT_TRANSLATE_NOOP("cairn::gui::OptionHelp", "The log of every run goes there too.")},
    Help{"log-file-log-level", QT_TRANSLATE_NOOP("cairn::gui::OptionHelp",
                                                 "From errors alone to everything that is done.")},
};

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::OptionHelp)
};

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QString kindText(const OptionSpec &spec)
{
    switch (spec.type) {
    case OptionType::Boolean:
        return Texts::tr("on or off");
    case OptionType::Integer:
        return Texts::tr("a whole number");
    case OptionType::Decimal:
        return Texts::tr("a number");
    case OptionType::Size:
        return Texts::tr("a size such as 50mb");
    case OptionType::Duration:
        return Texts::tr("a length of time such as 90m or 1D12h");
    case OptionType::Word:
        return Texts::tr("one of %1").arg(text(spec.words).replace(u' ', u", "_s));
    case OptionType::Flags:
        return Texts::tr("several of %1, with commas between them")
            .arg(text(spec.words).replace(u' ', u", "_s));
    case OptionType::Path:
        return Texts::tr("a path");
    case OptionType::PathList:
        return Texts::tr("paths with colons between them");
    default:
        break;
    }
    return Texts::tr("a text");
}

} // namespace

QString optionHelp(const OptionSpec &spec)
{
    const auto found = std::ranges::find(kHelps, spec.name, &Help::option);
    return found == kHelps.end()
               ? text(spec.help)
               : QCoreApplication::translate("cairn::gui::OptionHelp", found->text);
}

QString optionValues(const OptionSpec &spec)
{
    QString values = kindText(spec);
    if (!spec.least.empty() && !spec.most.empty())
        values = Texts::tr("%1 from %2 to %3", "kind of value, limits")
                     .arg(values, text(spec.least), text(spec.most));
    else if (!spec.least.empty())
        values =
            Texts::tr("%1 of at least %2", "kind of value, limit").arg(values, text(spec.least));
    else if (!spec.most.empty())
        values = Texts::tr("%1 of at most %2", "kind of value, limit").arg(values, text(spec.most));
    if (spec.type != OptionType::Word && spec.type != OptionType::Flags && !spec.words.empty())
        values = Texts::tr("%1, or %2", "kind of value, word").arg(values, text(spec.words));
    return values;
}

} // namespace cairn::gui

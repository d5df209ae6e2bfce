// SPDX-License-Identifier: MIT
#include "app/gui/models/option_model.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Title
{
    std::string_view option;
    const char *text; // English
};

constexpr std::array kTitles{
    Title{"exclude-files-attributes",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Skip files with these attributes")},
    Title{"ignore-filenames",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Skip folders that hold a file called")},
    Title{"exclude-empty-folders",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Skip empty folders")},
    Title{"symlink-policy", QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Symbolic links")},
    Title{"hardlink-policy",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Files with several names")},
    Title{"disable-backup-exclusion-xattr",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Save files that are marked “no backup”")},
    Title{"allow-missing-source",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Do not mind a missing folder")},
    Title{"abort-if-source-missing",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Make no version if a folder is missing")},
    Title{"prevent-empty-source",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Make no version if a folder is empty")},
    Title{"allow-empty-source",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Save that all files are gone")},
    Title{"skip-metadata",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Leave out rights, dates and attributes")},
    Title{"disable-filetime-check",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Read every file in each run")},
    Title{"check-filetime-only",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Tell changed files by their date alone")},
    Title{"disable-time-tolerance",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Take ages of versions to the second")},
    Title{"upload-unchanged-backups",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Make a version even if nothing changed")},
    Title{"allow-full-removal",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Allow removing the last version")},
    Title{"use-background-io-priority",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Let other programs go first at the disk")},
    Title{"disable-on-battery",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Wait while on battery")},
    Title{"throttle-upload",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Fastest sending, each second")},
    Title{"throttle-download",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Fastest fetching, each second")},
    Title{"throttle-disabled", QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Ignore these limits")},
    Title{"asynchronous-upload-limit",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Transfers at the same time")},
    Title{"concurrency-compressors",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Threads that compress")},
    Title{"concurrency-max-threads",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Threads in all")},
    Title{"zip-compression-level",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "How hard to compress")},
    Title{"compression-extension-file",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "List of kinds of files not to compress")},
    Title{"number-of-retries",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Tries after a failed transfer")},
    Title{"retry-delay", QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Wait before trying again")},
    Title{"retry-with-exponential-backoff",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Wait longer after each failure")},
    Title{"disable-autocreate-folder",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Do not make a missing destination folder")},
    Title{"no-backend-verification",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Do not check the destination in runs")},
    Title{"backup-test-samples",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Samples to read back after a run")},
    Title{"backup-test-percentage",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Share to read back after a run, percent")},
    Title{"backup-test-period",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Read everything back within")},
    Title{"full-remote-verification",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "How thorough these checks are")},
    Title{"prove-volumes",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Check new data before it is sent")},
    Title{"no-auto-compact",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Do not reclaim space by itself")},
    Title{"auto-compact-interval",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Reclaim space at most every")},
    Title{"threshold",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Reclaim space when unused, percent")},
    Title{"small-file-size",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Stored files count as small up to")},
    Title{"small-file-max-count",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Merge small stored files above")},
    Title{"auto-vacuum",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Tidy the list of versions after a run")},
    Title{"auto-vacuum-interval",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Tidy it at most every")},
    Title{"dblock-size", QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Size of stored files")},
    Title{"blocksize",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Size of the pieces files are cut into")},
    Title{"block-hash-algorithm",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Checksum of these pieces")},
    Title{"file-hash-algorithm",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Checksum of whole files")},
    Title{"prefix",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Names of stored files begin with")},
    Title{"index-file-policy",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Help for a rebuild at the destination")},
    Title{
        "allow-mixed-encryption",
        QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Use stored files that are locked otherwise")},
    Title{"tempdir", QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Folder for temporary files")},
    Title{"log-file", QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "Write a log to this file")},
    Title{"log-file-log-level",
          QT_TRANSLATE_NOOP("cairn::gui::OptionTitle", "How much goes into that log")},
};

} // namespace

QString optionTitle(const OptionSpec &spec)
{
    const auto found = std::ranges::find(kTitles, spec.name, &Title::option);
    return found == kTitles.end()
               ? QString::fromLatin1(spec.name.data(), qsizetype(spec.name.size()))
               : QCoreApplication::translate("cairn::gui::OptionTitle", found->text);
}

std::vector<std::string_view> optionsWithTitle()
{
    std::vector<std::string_view> names;
    for (const Title &title : kTitles)
        names.push_back(title.option);
    return names;
}

QStringList optionChoices(const OptionSpec &spec)
{
    if (spec.type == OptionType::Boolean)
        return {u"true"_s, u"false"_s};
    if (spec.type != OptionType::Word)
        return {};
    return QString::fromLatin1(spec.words.data(), qsizetype(spec.words.size())).split(u' ');
}

QString choiceText(const OptionSpec &spec, const QString &value)
{
    if (spec.type != OptionType::Boolean)
        return value;
    const bool isOff = value.compare(u"false"_s, Qt::CaseInsensitive) == 0 || value == u"0"_s ||
                       value.compare(u"no"_s, Qt::CaseInsensitive) == 0 ||
                       value.compare(u"off"_s, Qt::CaseInsensitive) == 0;
    return isOff ? QCoreApplication::translate("cairn::gui::OptionTitle", "off")
                 : QCoreApplication::translate("cairn::gui::OptionTitle", "on");
}

} // namespace cairn::gui

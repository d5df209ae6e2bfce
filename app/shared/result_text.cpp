// SPDX-License-Identifier: MIT
#include "app/shared/result_text.h"

#include "app/shared/units.h"
#include "core/base/text.h"

#include <QDateTime>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString files(std::int64_t count)
{
    return countText(count, u"file"_s, u"files"_s);
}

QString volumes(std::int64_t count)
{
    return countText(count, u"volume"_s, u"volumes"_s);
}

QString tookText(const RunOutcome &outcome)
{
    return durationText(outcome.endNs - outcome.beginNs);
}

// "12 files (3.10 MiB), 1 folder, 2 links"; empty if there is nothing.
QString entries(std::int64_t fileCount, std::int64_t bytes, std::int64_t folders,
                std::int64_t links)
{
    QStringList parts;
    if (fileCount > 0)
        parts +=
            bytes >= 0 ? files(fileCount) % u" ("_s % formatSize(bytes) % u')' : files(fileCount);
    if (folders > 0)
        parts += countText(folders, u"folder"_s, u"folders"_s);
    if (links > 0)
        parts += countText(links, u"link"_s, u"links"_s);
    return parts.join(u", "_s);
}

void addLine(QStringList &lines, const QString &label, const QString &text)
{
    if (!text.isEmpty())
        lines += u"  "_s % label.leftJustified(11) % text;
}

QString headline(const BackupResult &result, const QString &took)
{
    const QString looked =
        files(result.examinedFiles) % u" ("_s % formatSize(result.examinedBytes) % u") examined"_s;
    if (result.dryRun)
        return u"Dry run: %1 in %2. Nothing was changed."_s.arg(looked, took);
    if (result.partial)
        return result.versionMade
                   ? u"Backup stopped after %1: %2. A partial version was stored; the next backup "
                     u"goes on from there."_s.arg(took, looked)
                   : u"Backup stopped after %1: %2. No version was made."_s.arg(took, looked);
    if (!result.versionMade)
        return u"Backup finished in %1: %2, nothing has changed. No version was needed."_s.arg(
            took, looked);
    return u"Backup finished in %1: %2."_s.arg(took, looked);
}

void addCompact(QStringList &lines, const CompactResult &result)
{
    if (result.deletedFiles == 0 && result.uploadedFiles == 0)
        return;
    if (result.uploadedFiles == 0)
        return addLine(lines, u"reclaimed"_s,
                       u"%1 (%2) that nothing needed"_s.arg(volumes(result.deletedFiles),
                                                            formatSize(result.deletedBytes)));
    addLine(lines, u"reclaimed"_s,
            u"%1 (%2) replaced by %3 (%4)"_s.arg(
                volumes(result.deletedFiles), formatSize(result.deletedBytes),
                volumes(result.uploadedFiles), formatSize(result.uploadedBytes)));
}

void addDeleted(QStringList &lines, const DeleteResult &result)
{
    for (const DeletedVersion &version : result.deleted)
        addLine(lines, result.dryRun ? u"would drop"_s : u"dropped"_s,
                u"version %1 of %2"_s.arg(version.index).arg(formatLocalTime(version.time)));
    if (result.keptLastVersion)
        addLine(lines, u"kept"_s,
                u"the last version, although it was to go; --allow-full-removal drops it too"_s);
    if (result.compacted)
        addCompact(lines, *result.compacted);
}

QString rebuiltText(const RebuildResult &result, const QString &took)
{
    QString text =
        u"Local database rebuilt in %1: %2, from %3 lists, %4 indexes and %5 data volumes."_s
            .arg(took, countText(result.versions, u"version"_s, u"versions"_s))
            .arg(result.dlistsRead)
            .arg(result.dindexesRead)
            .arg(result.dblocksRead);
    return text;
}

} // namespace

QStringList resultText(const Outcome<BackupResult> &outcome)
{
    if (!outcome.value)
        return {};
    const BackupResult &result = *outcome.value;
    QStringList lines{headline(result, tookText(outcome))};
    addLine(
        lines, u"added"_s,
        entries(result.addedFiles, result.addedBytes, result.addedFolders, result.addedSymlinks));
    addLine(lines, u"changed"_s,
            entries(result.modifiedFiles, result.modifiedBytes, result.modifiedFolders,
                    result.modifiedSymlinks));
    addLine(lines, u"deleted"_s,
            entries(result.deletedFiles, -1, result.deletedFolders, result.deletedSymlinks));
    if (outcome.traffic.filesUploaded > 0)
        addLine(lines, u"stored"_s,
                u"%1 of new data, %2 uploaded in %3"_s.arg(
                    formatSize(result.newBlockBytes), formatSize(outcome.traffic.bytesUploaded),
                    volumes(outcome.traffic.filesUploaded)));
    if (result.versionMade)
        addLine(lines, u"version"_s, formatLocalTime(result.versionTime));
    if (result.filesWithError > 0)
        addLine(lines, u"unreadable"_s,
                countText(result.filesWithError, u"path"_s, u"paths"_s) %
                    u"; what the backup had of them before is kept"_s);
    if (result.tooLargeFiles > 0)
        addLine(lines, u"too large"_s, files(result.tooLargeFiles));
    if (result.specialFiles > 0)
        addLine(lines, u"left out"_s,
                countText(result.specialFiles, u"socket, pipe or device"_s,
                          u"sockets, pipes and devices"_s));
    if (result.deleted)
        addDeleted(lines, *result.deleted);
    if (result.compacted)
        addCompact(lines, *result.compacted);
    if (result.tested && !result.tested->tested.empty())
        addLine(lines, u"checked"_s,
                volumes(static_cast<std::int64_t>(result.tested->tested.size())) %
                    (result.tested->findings.empty() ? u", all good"_s : u", damage found"_s));
    return lines;
}

QStringList resultText(const Outcome<RestoreResult> &outcome)
{
    if (!outcome.value)
        return {};
    const RestoreResult &result = *outcome.value;
    const QString what = result.dryRun ? u"Dry run: would restore"_s : u"Restored"_s;
    const QString where =
        result.target.empty() ? u"to where they came from"_s : u"to "_s % result.target.display();
    QString first =
        u"%1 %2 (%3) %4 in %5."_s.arg(what, files(result.restoredFiles),
                                      formatSize(result.restoredBytes), where, tookText(outcome));
    if (outcome.interrupted)
        first += u" The restore was stopped before its end."_s;
    QStringList lines{first};
    if (result.versionTime != 0)
        addLine(lines, u"version"_s, formatLocalTime(result.versionTime));
    addLine(lines, u"also"_s, entries(0, 0, result.restoredFolders, result.restoredSymlinks));
    if (result.unmodifiedFiles > 0)
        addLine(lines, u"unchanged"_s, files(result.unmodifiedFiles) % u" were as in the backup"_s);
    if (result.patchedFiles > 0)
        addLine(lines, u"reused"_s, u"parts of "_s % files(result.patchedFiles));
    if (result.localBytes > 0)
        addLine(lines, u"not fetched"_s,
                formatSize(result.localBytes) % u", found in local files"_s);
    if (result.keptFiles > 0)
        addLine(lines, u"left alone"_s, files(result.keptFiles) % u" that existed"_s);
    if (result.brokenFiles == 0)
        return lines;
    lines += u"%1 could not be restored whole:"_s.arg(files(result.brokenFiles));
    for (const BrokenRestore &broken : result.broken)
        lines += u"  "_s % displayText(broken.path) % u": "_s % broken.reason;
    if (const auto shown = static_cast<std::int64_t>(result.broken.size());
        result.brokenFiles > shown)
        lines += u"  … and %1 more"_s.arg(numberText(result.brokenFiles - shown));
    return lines;
}

namespace {

QString trustText(const TrustSummary &trust)
{
    if (trust.volumes == 0)
        return {};
    if (trust.neverRead == trust.volumes)
        return u"None of the %1 at the destination has been read back before."_s.arg(
            volumes(trust.volumes));
    const QString since =
        QDateTime::fromSecsSinceEpoch(trust.longestUnread, Qt::UTC).date().toString(Qt::ISODate);
    if (trust.neverRead == 0)
        return u"All %1 at the destination have been read back and found good since %2."_s.arg(
            volumes(trust.volumes), since);
    return u"Of %1 at the destination %2 have been read back and found good since %3; %4 not yet."_s
        .arg(volumes(trust.volumes), numberText(trust.volumes - trust.neverRead), since,
             numberText(trust.neverRead));
}

} // namespace

QStringList resultText(const Outcome<TestResult> &outcome)
{
    if (!outcome.value)
        return {};
    const TestResult &result = *outcome.value;
    const auto count = static_cast<std::int64_t>(result.tested.size());
    if (count == 0 && result.findings.empty())
        return {u"There was nothing to examine."_s};
    const QString checked = u"%1 (%2) examined in %3"_s.arg(
        volumes(count), formatSize(result.testedBytes), tookText(outcome));
    if (result.findings.empty())
        return {checked % u": all good."_s, trustText(result.trust)};
    return {u"%1: %2 found. Run 'repair' to see what can be healed."_s.arg(
        checked,
        countText(static_cast<std::int64_t>(result.findings.size()), u"fault"_s, u"faults"_s))};
}

QStringList resultText(const Outcome<RepairOutcomeValue> &outcome)
{
    if (!outcome.value)
        return {};
    QStringList lines;
    if (const auto &rebuilt = outcome.value->rebuilt) {
        lines += rebuiltText(*rebuilt, tookText(outcome));
        for (const std::string &name : rebuilt->unusable)
            addLine(lines, u"unreadable"_s, displayText(name));
        if (rebuilt->blocksMissing > 0)
            addLine(lines, u"missing"_s,
                    countText(rebuilt->blocksMissing, u"block"_s, u"blocks"_s) %
                        u" that versions need; 'repair' looks for them and names the files"_s);
    }
    if (const auto &repaired = outcome.value->repaired) {
        lines += u"%1 finished in %2."_s.arg(
            repaired->dryRun ? u"Dry run of the repair"_s : u"Repair"_s, tookText(outcome));
        addLine(lines, u"made again"_s,
                u"%1 and %2"_s.arg(countText(repaired->indexesMade, u"index"_s, u"indexes"_s),
                                   countText(repaired->listsMade, u"list"_s, u"lists"_s)));
        if (repaired->blocksRecovered > 0)
            addLine(lines, u"recovered"_s,
                    countText(repaired->blocksRecovered, u"block"_s, u"blocks"_s));
        if (repaired->brokenFiles > 0) // each is an error of the report
            lines +=
                u"%1 of versions cannot be restored whole."_s.arg(files(repaired->brokenFiles));
    }
    return lines;
}

QStringList resultText(const Outcome<DeleteResult> &outcome)
{
    if (!outcome.value)
        return {};
    const DeleteResult &result = *outcome.value;
    QStringList lines;
    const auto count = static_cast<std::int64_t>(result.deleted.size());
    if (count == 0)
        lines += u"No version had to go."_s;
    else
        lines += u"%1 %2 in %3."_s.arg(countText(count, u"version"_s, u"versions"_s),
                                       result.dryRun ? u"would be dropped"_s : u"dropped"_s,
                                       tookText(outcome));
    addDeleted(lines, result);
    return lines;
}

QStringList resultText(const Outcome<StoreCopyResult> &outcome)
{
    if (!outcome.value)
        return {};
    const StoreCopyResult &result = *outcome.value;
    QStringList lines{u"%1 (%2) %3 in %4."_s.arg(files(result.files), formatSize(result.bytes),
                                                 result.dryRun ? u"would be copied and compared"_s
                                                               : u"copied and compared"_s,
                                                 tookText(outcome))};
    if (result.presentFiles > 0)
        addLine(lines, u"there before"_s, files(result.presentFiles));
    return lines;
}

QStringList resultText(const Outcome<PurgeResult> &outcome)
{
    if (!outcome.value)
        return {};
    const PurgeResult &result = *outcome.value;
    if (result.versions.empty())
        return {u"There was nothing to take out of any version."_s};
    QStringList lines{u"%1 %2 in %3."_s.arg(
        countText(static_cast<std::int64_t>(result.versions.size()), u"version"_s, u"versions"_s),
        result.dryRun ? u"would be changed"_s : u"changed"_s, tookText(outcome))};
    for (const VersionLoss &loss : result.versions) {
        const QString label = loss.emptied ? u"dropped"_s : u"taken out"_s;
        QString what = entries(loss.files, loss.bytes, 0, 0);
        if (const std::int64_t others = loss.entries - loss.files; others > 0)
            what += (what.isEmpty() ? u""_s : u", "_s) %
                    countText(others, u"folder or link"_s, u"folders and links"_s);
        if (loss.metadata > 0)
            what += (what.isEmpty() ? u""_s : u", "_s) % u"metadata of "_s %
                    countText(loss.metadata, u"entry"_s, u"entries"_s);
        addLine(lines, label,
                u"version %1 of %2: %3"_s.arg(QString::number(loss.version.index),
                                              formatLocalTime(loss.version.row.time), what));
    }
    if (result.compacted)
        addCompact(lines, *result.compacted);
    return lines;
}

QStringList resultText(const Outcome<std::vector<BrokenVersion>> &outcome)
{
    if (!outcome.value)
        return {};
    if (outcome.value->empty())
        return {u"No file of any version is broken."_s};
    return {u"Files that cannot be restored whole, in %1. 'repair' heals what can be healed; "
            "'purge-broken-files' gives up the rest:"_s.arg(countText(
                static_cast<std::int64_t>(outcome.value->size()), u"version"_s, u"versions"_s))};
}

QStringList resultText(const Outcome<CompactResult> &outcome)
{
    if (!outcome.value)
        return {};
    const CompactResult &result = *outcome.value;
    if (result.deletedFiles == 0 && result.uploadedFiles == 0)
        return {u"There was nothing to reclaim."_s};
    return {u"%1 in %2: %3 (%4) replaced by %5 (%6)."_s.arg(
        result.dryRun ? u"Dry run of compact"_s : u"Compacted"_s, tookText(outcome),
        volumes(result.deletedFiles), formatSize(result.deletedBytes),
        volumes(result.uploadedFiles), formatSize(result.uploadedBytes))};
}

QStringList resultText(const Outcome<ComparisonResult> &outcome)
{
    if (!outcome.value)
        return {};
    const ComparisonResult &result = *outcome.value;
    QStringList lines{u"From version %1 (%2) to version %3 (%4):"_s.arg(
        QString::number(result.base.index), formatLocalTime(result.base.row.time),
        QString::number(result.compared.index), formatLocalTime(result.compared.row.time))};
    const QString labels[3] = {u"added"_s, u"deleted"_s, u"changed"_s};
    for (std::size_t kind = 0; kind < 3; ++kind) {
        const auto &counts = result.counts[kind];
        const QString text = entries(counts[static_cast<std::size_t>(EntryType::File)], -1,
                                     counts[static_cast<std::size_t>(EntryType::Folder)],
                                     counts[static_cast<std::size_t>(EntryType::Symlink)]);
        addLine(lines, labels[kind], text.isEmpty() ? u"nothing"_s : text);
    }
    addLine(lines, u"size"_s,
            formatSize(result.baseBytes) % u" to "_s % formatSize(result.comparedBytes));
    return lines;
}

QString versionLine(const VersionInfo &version)
{
    return u"%1\t: %2 (%3, %4%5)"_s.arg(
        QString::number(version.index), formatLocalTime(version.row.time),
        QString::number(version.row.files) % u" files"_s, // whatever the number, as Duplicati
        formatSize(version.row.bytes), version.row.complete ? QString() : u", partial"_s);
}

QString findingLine(const VolumeFinding &finding)
{
    return displayText(finding.volume) % u": "_s % QLatin1StringView(findingName(finding.kind)) %
           (finding.text.isEmpty() ? QString() : u": "_s % finding.text);
}

QString phaseText(Phase phase)
{
    switch (phase) {
    case Phase::Begin:
        return u"Starting"_s;
    case Phase::Checking:
        return u"Checking the destination"_s;
    case Phase::Files:
        return u"Files"_s;
    case Phase::Uploading:
        return u"Uploading"_s;
    case Phase::Copying:
        return u"Copying"_s;
    case Phase::Deleting:
        return u"Deleting"_s;
    case Phase::Compacting:
        return u"Compacting"_s;
    case Phase::Verifying:
        return u"Verifying"_s;
    case Phase::Rebuilding:
        return u"Reading lists"_s;
    case Phase::Complete:
        return u"Done"_s;
    }
    return {};
}

QString stopText(Operation operation)
{
    if (operation == Operation::Backup)
        return u"Stopping: volumes in flight are finished and a partial version is stored. "
               u"Press Ctrl+C again to end at once."_s;
    return u"Stopping: what is begun is finished. Press Ctrl+C again to end at once."_s;
}

} // namespace cairn

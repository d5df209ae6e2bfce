// SPDX-License-Identifier: MIT
#include "core/engine/result_json.h"

#include "core/base/text.h"
#include "core/engine/error_id.h"

#include <QDateTime>
#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kListed = 1000; // of each list; its true length stands beside it

QJsonValue number(std::int64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

// "2026-11-23T07:33:44.123Z"
QString isoTime(std::int64_t ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / 1'000'000, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString timeText(std::int64_t unixSeconds)
{
    return isoTime(unixSeconds * 1'000'000'000);
}

// "00:00:42.1234567", as .NET writes a time span.
QString spanText(std::int64_t ns)
{
    const std::int64_t seconds = ns / 1'000'000'000;
    const auto padded = [](std::int64_t value, int width) {
        return u"%1"_s.arg(value, width, 10, QChar(u'0'));
    };
    return padded(seconds / 3600, 2) % u':' % padded(seconds / 60 % 60, 2) % u':' %
           padded(seconds % 60, 2) % u'.' % padded(ns % 1'000'000'000 / 100, 7);
}

void addMessages(QJsonObject &object, const QString &name, Severity severity,
                 const RunOutcome &outcome, const QString &fatalText)
{
    QJsonArray list;
    qsizetype count = 0;
    const auto add = [&](const QString &id, const QString &text) {
        if (count++ < kListed)
            list.append(id.isEmpty() ? text : QString(id % u": "_s % text));
    };
    for (const ReportMessage &message : outcome.messages)
        if (message.severity == severity)
            add(message.id, message.text);
    if (severity == Severity::Error && outcome.fatal)
        add(errorId(*outcome.fatal), fatalText);
    object[name] = list;
    object[name % u"ActualLength"_s] = count;
}

template<typename List, typename Make>
void addList(QJsonObject &object, const QString &name, const List &list, std::int64_t count,
             const Make &make)
{
    QJsonArray array;
    for (const auto &item : list) {
        if (array.size() == kListed)
            break;
        array.append(make(item));
    }
    object[name] = array;
    object[name % u"ActualLength"_s] = number(count);
}

QJsonObject statisticsToJson(const RunOutcome &outcome)
{
    const TrafficCount &traffic = outcome.traffic;
    QJsonObject object{{u"RemoteCalls"_s, number(traffic.remoteCalls)},
                       {u"BytesUploaded"_s, number(traffic.bytesUploaded)},
                       {u"BytesDownloaded"_s, number(traffic.bytesDownloaded)},
                       {u"FilesUploaded"_s, number(traffic.filesUploaded)},
                       {u"FilesDownloaded"_s, number(traffic.filesDownloaded)},
                       {u"FilesDeleted"_s, number(traffic.filesDeleted)},
                       {u"RetryAttempts"_s, number(traffic.retryAttempts)}};
    if (!outcome.known)
        return object;
    object[u"KnownFileCount"_s] = number(outcome.known->files);
    object[u"KnownFileSize"_s] = number(outcome.known->bytes);
    object[u"KnownFilesets"_s] = number(outcome.known->versions);
    object[u"BackupListCount"_s] = number(outcome.known->versions);
    if (outcome.known->newestTime != 0)
        object[u"LastBackupDate"_s] = timeText(outcome.known->newestTime);
    if (!outcome.known->newestListHash.empty()) {
        object[u"LastBackupList"_s] = toQString(outcome.known->newestList);
        object[u"LastBackupListHash"_s] = toQString(outcome.known->newestListHash);
    }
    return object;
}

QJsonObject lossToJson(const VersionLoss &loss)
{
    return {{u"Version"_s, number(loss.version.index)},
            {u"Time"_s, timeText(loss.version.row.time)},
            {u"Entries"_s, number(loss.entries)},
            {u"Files"_s, number(loss.files)},
            {u"FileSizes"_s, number(loss.bytes)},
            {u"MetadataOnly"_s, number(loss.metadata)},
            {u"Emptied"_s, loss.emptied}};
}

} // namespace

const char *findingName(VolumeFinding::Kind kind)
{
    switch (kind) {
    case VolumeFinding::Missing:
        return "Missing";
    case VolumeFinding::Extra:
        return "Extra";
    case VolumeFinding::Modified:
        return "Modified";
    case VolumeFinding::Error:
        return "Error";
    }
    return "";
}

QString jsonPath(const std::string &path)
{
    return isValidUtf8(path) ? toQString(path) : displayText(path);
}

void addFields(QJsonObject &object, const QJsonObject &more)
{
    for (auto field = more.begin(); field != more.end(); ++field)
        object[field.key()] = field.value();
}

QJsonObject runToJson(const RunOutcome &outcome, const QString &fatalText)
{
    QJsonObject object{
        {u"MainOperation"_s, QLatin1StringView(operationName(outcome.operation))},
        {u"BeginTime"_s, isoTime(outcome.beginNs)},
        {u"EndTime"_s, isoTime(outcome.endNs)},
        {u"Duration"_s, spanText(outcome.endNs - outcome.beginNs)},
        {u"Version"_s, QStringLiteral(CAIRN_VERSION)},
        {u"Interrupted"_s, outcome.interrupted},
        {u"ParsedResult"_s, QLatin1StringView(parsedResultName(outcome.judgement.result))},
        {u"ExitCode"_s, outcome.judgement.exitCode},
        {u"BackendStatistics"_s, statisticsToJson(outcome)},
    };
    if (outcome.fatal)
        object[u"ErrorID"_s] = errorId(*outcome.fatal);
    addMessages(object, u"Errors"_s, Severity::Error, outcome, fatalText);
    addMessages(object, u"Warnings"_s, Severity::Warning, outcome, fatalText);
    addMessages(object, u"Messages"_s, Severity::Information, outcome, fatalText);
    return object;
}

QJsonObject toJson(const BackupResult &result)
{
    QJsonObject object{
        {u"ExaminedFiles"_s, number(result.examinedFiles)},
        {u"SizeOfExaminedFiles"_s, number(result.examinedBytes)},
        {u"OpenedFiles"_s, number(result.openedFiles)},
        {u"SizeOfOpenedFiles"_s, number(result.openedBytes)},
        {u"AddedFiles"_s, number(result.addedFiles)},
        {u"SizeOfAddedFiles"_s, number(result.addedBytes)},
        {u"ModifiedFiles"_s, number(result.modifiedFiles)},
        {u"SizeOfModifiedFiles"_s, number(result.modifiedBytes)},
        {u"DeletedFiles"_s, number(result.deletedFiles)},
        {u"AddedFolders"_s, number(result.addedFolders)},
        {u"ModifiedFolders"_s, number(result.modifiedFolders)},
        {u"DeletedFolders"_s, number(result.deletedFolders)},
        {u"AddedSymlinks"_s, number(result.addedSymlinks)},
        {u"ModifiedSymlinks"_s, number(result.modifiedSymlinks)},
        {u"DeletedSymlinks"_s, number(result.deletedSymlinks)},
        {u"TimestampChangedFiles"_s, number(result.timestampChangedFiles)},
        {u"ExcludedEntries"_s, number(result.excludedEntries)},
        {u"SpecialFiles"_s, number(result.specialFiles)},
        {u"NotProcessedFiles"_s, number(result.notProcessedFiles)},
        {u"TooLargeFiles"_s, number(result.tooLargeFiles)},
        {u"FilesWithError"_s, number(result.filesWithError)},
        {u"NewBlockBytes"_s, number(result.newBlockBytes)},
        {u"PartialBackup"_s, result.partial},
        {u"Dryrun"_s, result.dryRun},
        {u"VersionMade"_s, result.versionMade},
        {u"FirstBackup"_s, result.firstBackup},
    };
    if (result.versionMade)
        object[u"VersionTime"_s] = timeText(result.versionTime);
    addList(object, u"UnreadableFiles"_s, result.unreadable, result.filesWithError,
            [](const CarriedRow &row) {
                return QJsonObject{{u"Path"_s, jsonPath(row.path)}, {u"Reason"_s, row.reason}};
            });
    if (result.deleted)
        object[u"DeleteResults"_s] = toJson(*result.deleted);
    if (result.compacted)
        object[u"CompactResults"_s] = toJson(*result.compacted);
    if (result.tested)
        object[u"TestResults"_s] = toJson(*result.tested);
    return object;
}

QJsonObject toJson(const RestoreResult &result)
{
    QJsonObject object{
        {u"VersionTime"_s, timeText(result.versionTime)},
        {u"RestoredFiles"_s, number(result.restoredFiles)},
        {u"SizeOfRestoredFiles"_s, number(result.restoredBytes)},
        {u"RestoredFolders"_s, number(result.restoredFolders)},
        {u"RestoredSymlinks"_s, number(result.restoredSymlinks)},
        {u"PatchedFiles"_s, number(result.patchedFiles)},
        {u"SizeOfLocalBlocks"_s, number(result.localBytes)},
        {u"UnmodifiedFiles"_s, number(result.unmodifiedFiles)},
        {u"KeptFiles"_s, number(result.keptFiles)},
        {u"RestorePath"_s, jsonPath(result.target.bytes())},
        {u"Dryrun"_s, result.dryRun},
    };
    addList(
        object, u"BrokenLocalFiles"_s, result.broken, result.brokenFiles,
        [](const BrokenRestore &broken) {
            return QJsonObject{{u"Path"_s, jsonPath(broken.path)}, {u"Reason"_s, broken.reason}};
        });
    return object;
}

QJsonObject toJson(const TestResult &result)
{
    QJsonObject verifications;
    for (const std::string &name : result.tested)
        verifications[jsonPath(name)] = QJsonArray();
    for (const VolumeFinding &finding : result.findings) {
        const QString name = jsonPath(finding.volume);
        QJsonArray list = verifications[name].toArray();
        list.append(QJsonObject{{u"Kind"_s, QLatin1StringView(findingName(finding.kind))},
                                {u"Text"_s, finding.text}});
        verifications[name] = list;
    }
    return {{u"Verifications"_s, verifications},
            {u"VerificationsActualLength"_s, verifications.size()},
            {u"TestedSize"_s, number(result.testedBytes)},
            {u"VolumesUsable"_s, number(result.trust.volumes)},
            {u"VolumesNeverRead"_s, number(result.trust.neverRead)},
            {u"LongestUnread"_s,
             result.trust.longestUnread == 0
                 ? QJsonValue()
                 : QJsonValue(QDateTime::fromSecsSinceEpoch(result.trust.longestUnread, Qt::UTC)
                                  .toString(Qt::ISODate))}};
}

QJsonObject toJson(const RepairOutcomeValue &result)
{
    QJsonObject object;
    if (const auto &rebuilt = result.rebuilt) {
        QJsonObject nested{{u"Versions"_s, number(rebuilt->versions)},
                           {u"ListsRead"_s, number(rebuilt->dlistsRead)},
                           {u"IndexesRead"_s, number(rebuilt->dindexesRead)},
                           {u"DataVolumesRead"_s, number(rebuilt->dblocksRead)},
                           {u"MissingBlocks"_s, number(rebuilt->blocksMissing)}};
        addList(nested, u"UnusableVolumes"_s, rebuilt->unusable,
                static_cast<std::int64_t>(rebuilt->unusable.size()), jsonPath);
        object[u"RecreateDatabaseResults"_s] = nested;
    }
    if (const auto &repaired = result.repaired) {
        object[u"IndexesMade"_s] = number(repaired->indexesMade);
        object[u"ListsMade"_s] = number(repaired->listsMade);
        object[u"BlocksRecovered"_s] = number(repaired->blocksRecovered);
        object[u"Dryrun"_s] = repaired->dryRun;
        addList(object, u"BrokenFiles"_s, repaired->broken, repaired->brokenFiles,
                [](const BrokenFile &broken) {
                    return QJsonObject{{u"Path"_s, jsonPath(broken.path)},
                                       {u"VersionTime"_s, timeText(broken.versionTime)}};
                });
    }
    return object;
}

QJsonObject toJson(const DeleteResult &result)
{
    QJsonObject object{{u"KeptLastVersion"_s, result.keptLastVersion},
                       {u"Dryrun"_s, result.dryRun}};
    addList(object, u"DeletedSets"_s, result.deleted,
            static_cast<std::int64_t>(result.deleted.size()), [](const DeletedVersion &version) {
                return QJsonObject{{u"Version"_s, number(version.index)},
                                   {u"Time"_s, timeText(version.time)}};
            });
    if (result.compacted)
        object[u"CompactResults"_s] = toJson(*result.compacted);
    return object;
}

QJsonObject toJson(const StoreCopyResult &result)
{
    return {{u"CopiedFileCount"_s, number(result.files - result.presentFiles)},
            {u"PresentFileCount"_s, number(result.presentFiles)},
            {u"ComparedFileSize"_s, number(result.bytes)},
            {u"Dryrun"_s, result.dryRun}};
}

QJsonObject toJson(const CompactResult &result)
{
    return {{u"DeletedFileCount"_s, number(result.deletedFiles)},
            {u"DeletedFileSize"_s, number(result.deletedBytes)},
            {u"DownloadedFileCount"_s, number(result.downloadedFiles)},
            {u"DownloadedFileSize"_s, number(result.downloadedBytes)},
            {u"UploadedFileCount"_s, number(result.uploadedFiles)},
            {u"UploadedFileSize"_s, number(result.uploadedBytes)},
            {u"Dryrun"_s, result.dryRun}};
}

QJsonObject toJson(const PurgeResult &result)
{
    QJsonObject object{{u"Dryrun"_s, result.dryRun}};
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    for (const VersionLoss &loss : result.versions) {
        files += loss.entries;
        bytes += loss.bytes;
    }
    object[u"RemovedFileCount"_s] = number(files);
    object[u"RemovedFileSize"_s] = number(bytes);
    addList(object, u"Versions"_s, result.versions,
            static_cast<std::int64_t>(result.versions.size()), lossToJson);
    if (result.compacted)
        object[u"CompactResults"_s] = toJson(*result.compacted);
    return object;
}

QJsonObject toJson(const std::vector<BrokenVersion> &broken)
{
    QJsonObject object;
    addList(object, u"BrokenSets"_s, broken, static_cast<std::int64_t>(broken.size()),
            [](const BrokenVersion &version) {
                QJsonObject set = lossToJson(version.loss);
                addList(set, u"BrokenFiles"_s, version.entries,
                        version.loss.entries + version.loss.metadata, [](const BrokenEntry &entry) {
                            return QJsonObject{{u"Path"_s, jsonPath(entry.path)},
                                               {u"Size"_s, number(entry.size)},
                                               {u"MetadataOnly"_s, entry.metadataOnly}};
                        });
                return set;
            });
    return object;
}

QJsonObject toJson(const ComparisonResult &result)
{
    QJsonObject object{{u"BaseVersion"_s, number(result.base.index)},
                       {u"BaseTime"_s, timeText(result.base.row.time)},
                       {u"CompareVersion"_s, number(result.compared.index)},
                       {u"CompareTime"_s, timeText(result.compared.row.time)},
                       {u"PreviousSize"_s, number(result.baseBytes)},
                       {u"CurrentSize"_s, number(result.comparedBytes)},
                       {u"AddedSize"_s, number(result.addedBytes)},
                       {u"DeletedSize"_s, number(result.deletedBytes)}};
    const QString kinds[3] = {u"Added"_s, u"Deleted"_s, u"Modified"_s};
    const QString types[3] = {u"Files"_s, u"Folders"_s, u"Symlinks"_s};
    for (std::size_t kind = 0; kind < 3; ++kind)
        for (std::size_t type = 0; type < 3; ++type)
            object[kinds[kind] % types[type]] = number(result.counts[kind][type]);
    return object;
}

QJsonObject toJson(const VersionInfo &version)
{
    return {{u"Version"_s, number(version.index)},
            {u"Time"_s, timeText(version.row.time)},
            {u"FileCount"_s, number(version.row.files)},
            {u"FileSizes"_s, number(version.row.bytes)},
            {u"IsFullBackup"_s, version.row.complete}};
}

QJsonObject toJson(const CatalogEntry &entry)
{
    QJsonArray sizes;
    for (const std::int64_t size : entry.sizes)
        sizes.append(size < 0 ? QJsonValue() : number(size));
    const char *const types[] = {"File", "Folder", "Symlink"};
    return {{u"Path"_s, jsonPath(entry.path)},
            {u"Type"_s, QLatin1StringView(types[static_cast<std::size_t>(entry.type)])},
            {u"Sizes"_s, sizes}};
}

} // namespace cairn

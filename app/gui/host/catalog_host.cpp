// SPDX-License-Identifier: MIT
#include "app/gui/host/catalog_host.h"

#include "app/gui/host/selection.h"
#include "app/shared/error_table.h"
#include "core/engine/job_place.h"
#include "core/engine/job_plan.h"
#include "core/engine/keep_preview.h"

#include <QDateTime>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kLargest = 20;

} // namespace

CatalogHost::CatalogHost(FileLayer &files, Random &random, QObject *parent)
    : QObject(parent)
    , m_files(files)
    , m_random(random)
{
}

Result<Catalog *> CatalogHost::catalogOf(const JobConfig &job)
{
    std::unique_ptr<Catalog> &open = m_open[job.id];
    if (!open) {
        CAIRN_LET(path, databaseOf(m_files, m_random, job));
        CAIRN_LET(catalog, Catalog::open(path));
        open = std::move(catalog);
    }
    return open.get();
}

void CatalogHost::forget(const QString &job)
{
    m_open.erase(job.toStdString());
}

void CatalogHost::versions(RequestId id, const JobConfig &job)
{
    CatalogVersions answer;
    const Result<> asked = [&]() -> Result<> {
        CAIRN_LET(catalog, catalogOf(job));
        CAIRN_LET(versions, catalog->versions());
        answer.versions = std::move(versions);
        if (answer.versions.empty())
            return {};
        answer.isPartial = catalog->isPartial().value_or(false);
        CAIRN_LET(root, catalog->commonRoot(answer.versions.front().id));
        answer.commonRoot = std::move(root);
        CAIRN_LET(changes, catalog->changes());
        answer.changes = std::move(changes);
        return {};
    }();
    if (!asked && asked.error().code != ErrorCode::NotFound)
        answer.failure = windowText(asked.error());
    Q_EMIT versionsReady(id, answer);
}

void CatalogHost::folders(RequestId id, const JobConfig &job, VersionId version,
                          const std::string &parent, bool withDeleted)
{
    CatalogFolders answer;
    answer.parent = parent;
    if (const auto catalog = catalogOf(job))
        answer.folders = (*catalog)->folders(version, parent, withDeleted).value_or(answer.folders);
    Q_EMIT foldersReady(id, answer);
}

void CatalogHost::page(RequestId id, const JobConfig &job, const FolderView &view, qint64 offset,
                       qint64 limit)
{
    CatalogRows answer;
    answer.offset = offset;
    const Result<> asked = [&]() -> Result<> {
        CAIRN_LET(catalog, catalogOf(job));
        CAIRN_LET(rows, catalog->filePage(view, offset, limit));
        answer.rows = std::move(rows);
        const std::optional<std::int64_t> known = catalog->knownCount(view);
        const qint64 end = offset + std::ssize(answer.rows);
        answer.count = known.value_or(end);
        answer.isCounted = known || std::ssize(answer.rows) < limit;
        return {};
    }();
    if (!asked)
        answer.failure = windowText(asked.error());
    Q_EMIT pageReady(id, answer);
}

void CatalogHost::count(RequestId id, const JobConfig &job, const FolderView &view)
{
    qint64 rows = -1;
    if (const auto catalog = catalogOf(job))
        rows = (*catalog)->fileCount(view).value_or(rows);
    Q_EMIT counted(id, rows);
}

void CatalogHost::findRow(RequestId id, const JobConfig &job, const FolderView &view,
                          const QString &text, qint64 from)
{
    std::optional<std::int64_t> row;
    if (const auto catalog = catalogOf(job))
        row = (*catalog)->indexOfPrefix(view, text, from).value_or(row);
    Q_EMIT rowFound(id, row.value_or(-1));
}

void CatalogHost::largestNew(RequestId id, const JobConfig &job, qint64 versionTime)
{
    LargestFiles answer;
    std::ignore = [&]() -> Result<> { // a version that was thinned out has none
        CAIRN_LET(catalog, catalogOf(job));
        CAIRN_LET(versions, catalog->versions());
        const auto version = std::ranges::find(versions, versionTime, &CatalogVersion::time);
        if (version == versions.end())
            return {};
        CAIRN_LET(files, catalog->largestNew(version->id, kLargest));
        answer.files = std::move(files);
        return {};
    }();
    Q_EMIT largestReady(id, answer);
}

void CatalogHost::history(RequestId id, const JobConfig &job, const std::string &path)
{
    CatalogHistory answer;
    answer.path = path;
    if (const auto catalog = catalogOf(job))
        answer.states = (*catalog)->history(path).value_or(answer.states);
    Q_EMIT historyReady(id, answer);
}

Result<> CatalogHost::forEachPart(const JobConfig &job, const std::vector<RestorePart> &parts,
                                  const PartAct &act)
{
    CAIRN_LET(catalog, catalogOf(job));
    CAIRN_LET(versions, catalog->versions());
    for (const RestorePart &part : parts) {
        const auto version = std::ranges::find(versions, part.versionTime, &CatalogVersion::time);
        if (version != versions.end())
            CAIRN_TRY(act(*catalog, version->id, selectionOf(part)));
    }
    return {};
}

Result<SelectionSum> CatalogHost::sumOf(const JobConfig &job, const std::vector<RestorePart> &parts)
{
    SelectionSum sum;
    CAIRN_TRY(forEachPart(
        job, parts,
        [&sum](Catalog &catalog, VersionId version, const PathSelection &selection) -> Result<> {
            CAIRN_LET(one, catalog.sumOf(version, selection));
            sum.files += one.files;
            sum.bytes += one.bytes;
            sum.missing += one.missing;
            return {};
        }));
    return sum;
}

void CatalogHost::sum(RequestId id, const JobConfig &job, const std::vector<RestorePart> &parts)
{
    if (m_sum != id)
        return;
    SelectionSum sum = sumOf(job, parts).value_or(SelectionSum{});
    Q_EMIT sumReady(id, sum);
    if (sum.files == 0 || m_sum != id)
        return;
    if (const auto fetched = fetchBytesOf(job, parts)) {
        sum.fetchBytes = *fetched;
        Q_EMIT sumReady(id, sum);
    }
}

Result<qint64> CatalogHost::fetchBytesOf(const JobConfig &job,
                                         const std::vector<RestorePart> &parts)
{
    qint64 bytes = 0;
    CAIRN_TRY(forEachPart(
        job, parts,
        [&bytes](Catalog &catalog, VersionId version, const PathSelection &selection) -> Result<> {
            CAIRN_LET(one, catalog.fetchBytes(version, selection));
            bytes += one;
            return {};
        }));
    return bytes;
}

std::int64_t CatalogHost::searchOne(const JobConfig &job, const SearchOrder &order,
                                    std::int64_t after, SearchAnswer &answer)
{
    std::int64_t next = kSearchedAll;
    SearchRequest request;
    request.query = parseSearchQuery(order.text);
    request.scope = order.scope;
    // Another backup need not have a version of this number.
    if (order.scope != SearchScope::Versions)
        request.version = order.version;
    request.folder = order.folder;
    request.after = after;
    const Result<> asked = [&]() -> Result<> {
        CAIRN_LET(catalog, catalogOf(job));
        CAIRN_LET(page, catalog->search(request));
        for (SearchRow &row : page.rows)
            answer.hits.push_back({job.id, std::move(row)});
        if (page.next != 0)
            next = page.next;
        answer.isPrefixOnly = answer.isPrefixOnly || page.isPrefixOnly;
        if (page.isIndexBehind) {
            answer.isIncomplete = true;
            Q_EMIT namesMissing(job);
        }
        return {};
    }();
    if (asked)
        return next;
    if (asked.error().id == u"NameIndexMissing"_s) {
        answer.isIncomplete = true;
        Q_EMIT namesMissing(job);
    } else if (asked.error().code != ErrorCode::NotFound && answer.failure.isEmpty()) {
        // NotFound: there is no version yet.
        answer.failure = windowText(asked.error());
    }
    return next;
}

void CatalogHost::search(RequestId id, const std::vector<JobConfig> &jobs, const SearchOrder &order)
{
    SearchAnswer answer;
    answer.next.assign(jobs.size(), kSearchedAll);
    for (std::size_t at = 0; at < jobs.size(); ++at) {
        const std::int64_t after = at < order.after.size() ? order.after[at] : 0;
        if (after == kSearchedAll)
            continue;
        const bool hasFailed = !answer.failure.isEmpty();
        answer.next[at] = searchOne(jobs[at], order, after, answer);
        if (jobs.size() > 1 && !hasFailed && !answer.failure.isEmpty())
            answer.failure = jobs[at].name % u": "_s % answer.failure;
    }
    if (std::ranges::count(answer.next, kSearchedAll) == std::ssize(jobs))
        answer.next.clear();
    Q_EMIT found(id, answer);
}

void CatalogHost::freed(RequestId id, const JobConfig &job, const std::vector<qint64> &moments)
{
    if (m_preview != id)
        return;
    const auto freed = [&]() -> Result<FreedSpace> {
        CAIRN_LET(catalog, catalogOf(job));
        CAIRN_LET(versions, catalog->versions());
        std::vector<VersionId> going;
        for (const CatalogVersion &version : versions) {
            if (std::ranges::find(moments, version.time) != moments.end())
                going.push_back(version.id);
        }
        return catalog->freedBy(going);
    }();
    Q_EMIT freedReady(id, freed ? freed->storedBytes : -1);
}

void CatalogHost::keepPreview(RequestId id, const JobConfig &job)
{
    KeepAnswer answer;
    std::vector<VersionId> going;
    const Result<> asked = [&]() -> Result<> {
        CAIRN_LET(options, toOptionSet(job));
        CAIRN_LET(request, requestFrom(options));
        CAIRN_LET(catalog, catalogOf(job));
        CAIRN_LET(versions, catalog->versions());
        const auto preview = retentionPreview(versions, request.options.retention,
                                              QDateTime::currentSecsSinceEpoch());
        answer.keptLast = preview.keptLastVersion;
        for (const auto &gone : preview.going)
            going.push_back(gone.id);
        for (const CatalogVersion &version : versions)
            answer.versions.push_back(
                {version.time, std::ranges::find(going, version.id) != going.end()});
        std::ranges::reverse(answer.versions);
        return {};
    }();
    if (!asked && asked.error().code != ErrorCode::NotFound)
        answer.failure = windowText(asked.error());
    if (going.empty())
        answer.freedBytes = 0;
    Q_EMIT keepPreviewReady(id, answer);
    if (going.empty() || m_preview != id)
        return;
    if (const auto catalog = catalogOf(job)) {
        if (const auto freed = (*catalog)->freedBy(going)) {
            answer.freedBytes = freed->storedBytes;
            Q_EMIT keepPreviewReady(id, answer);
        }
    }
}

} // namespace cairn::gui

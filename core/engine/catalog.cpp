// SPDX-License-Identifier: MIT
#include "core/engine/catalog.h"

#include "core/engine/catalog_context.h"
#include "core/engine/catalog_listing.h"
#include "core/engine/catalog_search.h"
#include "core/sqlite/read_snapshot.h"

#include <algorithm>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kListings = 4; // kept: the folder that is shown, and what was before

struct FileIdentity
{
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const FileIdentity &) const = default;
};

FileIdentity identityOf(const FilePath &path)
{
    struct stat info
    {
    };
    if (::stat(path.c_str(), &info) != 0)
        return {};
    return {info.st_dev, info.st_ino};
}

} // namespace

struct Catalog::State
{
    FilePath path;
    FileIdentity identity;
    std::unique_ptr<JobDatabase> job;
    std::int64_t dataVersion = -1;
    char separator = '/';
    VisibleVersions versions;
    std::vector<VersionChanges> changes;                         // known, newest first
    std::vector<std::pair<FolderView, CatalogListing>> listings; // the last one used at the end

    [[nodiscard]] CatalogContext context() const { return {*job, versions, separator}; }
    void setVersions(VisibleVersions now);
    Result<const CatalogListing *> listing(const FolderView &view);
    [[nodiscard]] const CatalogListing *findListing(const FolderView &view);
};

// What is known of a version holds while it and the one before it are what they were.
void Catalog::State::setVersions(VisibleVersions now)
{
    listings.clear();
    std::vector<VersionChanges> kept;
    for (const VersionChanges &known : changes) {
        const auto was = versions.find(known.id);
        const auto is = now.find(known.id);
        if (!was || !is || (*was == 0) != (*is == 0))
            continue;
        const auto pairOf = [](const VisibleVersions &all, std::size_t at) {
            const auto rows = all.rows().subspan(at == 0 ? 0 : at - 1, at == 0 ? 1 : 2);
            return VisibleVersions(std::vector<VersionRow>(rows.begin(), rows.end()));
        };
        if (pairOf(versions, *was).isSame(pairOf(now, *is)))
            kept.push_back(known);
    }
    changes = std::move(kept);
    versions = std::move(now);
}

const CatalogListing *Catalog::State::findListing(const FolderView &view)
{
    const auto found =
        std::ranges::find(listings, view, &std::pair<FolderView, CatalogListing>::first);
    if (found == listings.end())
        return nullptr;
    std::rotate(found, found + 1, listings.end());
    return &listings.back().second;
}

Result<const CatalogListing *> Catalog::State::listing(const FolderView &view)
{
    if (const CatalogListing *known = findListing(view))
        return known;
    CAIRN_LET(made, CatalogListing::read(context(), view));
    if (listings.size() == kListings)
        listings.erase(listings.begin());
    listings.emplace_back(view, std::move(made));
    return &listings.back().second;
}

// One answer: the versions as they are now, and everything read at that moment.
struct Catalog::Query
{
    static Result<Query> begin(Catalog &catalog)
    {
        State &state = *catalog.m_state;
        if (!state.job || identityOf(state.path) != state.identity)
            CAIRN_TRY(catalog.refresh());
        CAIRN_LET(snapshot, ReadSnapshot::begin(state.job->database()));
        // Also takes the snapshot: the first read does.
        CAIRN_LET(dataVersion, state.job->database().number("PRAGMA data_version"));
        if (dataVersion != state.dataVersion) {
            CAIRN_LET(settings, state.job->settings());
            state.separator = settings ? settings->separator : '/';
            CAIRN_LET(rows, state.job->versions.visible());
            std::reverse(rows.begin(), rows.end());
            VisibleVersions now(std::move(rows));
            if (!now.isSame(state.versions))
                state.setVersions(std::move(now));
            state.dataVersion = dataVersion;
        }
        return Query{std::move(snapshot), state.context()};
    }
    ReadSnapshot snapshot;
    CatalogContext context;
};

Catalog::Catalog()
    : m_state(std::make_unique<State>())
{
}

Catalog::~Catalog() = default;

Result<std::unique_ptr<Catalog>> Catalog::open(const FilePath &database)
{
    std::unique_ptr<Catalog> catalog(new Catalog);
    catalog->m_state->path = database;
    CAIRN_TRY(catalog->refresh());
    return catalog;
}

// A rebuild puts another file in the database's place.
Result<> Catalog::refresh()
{
    State &state = *m_state;
    state.job.reset();
    state.identity = identityOf(state.path);
    CAIRN_LET(job, JobDatabase::open(state.path, Database::Mode::ReadOnly));
    state.job = std::move(job);
    state.dataVersion = -1;
    state.setVersions({});
    return {};
}

Result<std::vector<CatalogVersion>> Catalog::versions()
{
    CAIRN_LET(query, Query::begin(*this));
    std::vector<CatalogVersion> versions;
    const VisibleVersions &known = query.context.versions;
    for (std::size_t i = known.size(); i-- > 0;) {
        const VersionRow &row = known.at(i);
        versions.push_back({row.id, static_cast<std::int64_t>(known.size() - 1 - i), row.time,
                            !row.complete, row.files, row.bytes});
    }
    return versions;
}

Result<StoredFiles> Catalog::stored()
{
    CAIRN_LET(query, Query::begin(*this));
    Database &database = query.context.job.database();
    // 2, 3: Confirmed, Verified.
    CAIRN_LET(files, database.number("SELECT count(*) FROM volume WHERE state IN (2, 3)"));
    CAIRN_LET(bytes, database.number("SELECT coalesce(sum(size), 0) FROM volume "
                                     "WHERE state IN (2, 3) AND size > 0"));
    return StoredFiles{files, bytes};
}

Result<bool> Catalog::isPartial()
{
    const Result<Query> query = Query::begin(*this);
    if (!query)
        return fail(query.error());
    CAIRN_LET(settings, m_state->job->settings());
    return settings && settings->partial;
}

Result<std::vector<VersionChanges>> Catalog::changes()
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_LET(changes, changesOf(query.context, m_state->changes));
    m_state->changes = changes;
    return std::move(changes);
}

Result<std::vector<NewFile>> Catalog::largestNew(VersionId version, std::int64_t limit)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, version));
    return largestNewOf(query.context, version, limit);
}

Result<std::vector<std::string>> Catalog::roots(VersionId version)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, version));
    return rootsOf(query.context, version);
}

Result<std::string> Catalog::commonRoot(VersionId version)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, version));
    return commonRootOf(query.context, version);
}

Result<std::vector<CatalogFolder>> Catalog::folders(VersionId version, std::string_view parent,
                                                    bool withDeleted)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, version));
    return foldersOf(query.context, version, parent, withDeleted);
}

Result<std::int64_t> Catalog::fileCount(const FolderView &view)
{
    const Result<Query> query = Query::begin(*this);
    if (!query)
        return fail(query.error());
    CAIRN_LET(listing, m_state->listing(view));
    return listing->count();
}

std::optional<std::int64_t> Catalog::knownCount(const FolderView &view) const
{
    const CatalogListing *known = m_state->findListing(view);
    return known ? std::optional(known->count()) : std::nullopt;
}

Result<std::vector<CatalogRow>> Catalog::filePage(const FolderView &view, std::int64_t offset,
                                                  std::int64_t limit)
{
    constexpr std::int64_t kFirst = 4096; // rows that are had quicker than all are
    CAIRN_LET(query, Query::begin(*this));
    if (!m_state->findListing(view) && CatalogListing::startsQuickly(view) && offset >= 0 &&
        limit >= 0 && limit <= kFirst && offset <= kFirst) {
        CAIRN_LET(first, CatalogListing::read(query.context, view, offset + limit));
        return first.rows(query.context, offset, limit);
    }
    CAIRN_LET(listing, m_state->listing(view));
    return listing->rows(query.context, offset, limit);
}

Result<std::optional<std::int64_t>> Catalog::indexOfPrefix(const FolderView &view,
                                                           const QString &text, std::int64_t from)
{
    const Result<Query> query = Query::begin(*this);
    if (!query)
        return fail(query.error());
    CAIRN_LET(listing, m_state->listing(view));
    return listing->indexOfPrefix(text, from);
}

Result<std::optional<CatalogRow>> Catalog::find(VersionId version, std::string_view path)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, version));
    CAIRN_LET(key, keyOf(query.context, path));
    if (!key)
        return std::optional<CatalogRow>();
    CAIRN_LET(states, statesOf(query.context, key->folder, key->name));
    if (states.empty())
        return std::optional<CatalogRow>();
    const std::string_view above = path.substr(0, path.size() - key->name.size());
    CAIRN_LET(row, makeRow(query.context, above, key->name, states, version));
    return std::optional(std::move(row));
}

Result<std::vector<PathState>> Catalog::history(std::string_view path)
{
    CAIRN_LET(query, Query::begin(*this));
    return historyOf(query.context, path);
}

Result<SelectionSum> Catalog::sumOf(VersionId version, const PathSelection &selection)
{
    CAIRN_LET(query, Query::begin(*this));
    if (version == kEveryVersion)
        return fail(ErrorCode::InvalidArgument,
                    u"A selection is summed up for one version at a time."_s);
    CAIRN_TRY(checkVersion(query.context, version));
    return cairn::sumOf(query.context, version, selection);
}

Result<std::int64_t> Catalog::fetchBytes(VersionId version, const PathSelection &selection)
{
    const Result<Query> query = Query::begin(*this);
    if (!query)
        return fail(query.error());
    CAIRN_TRY(checkVersion(query->context, version));
    return fetchBytesOf(query->context, version, selection);
}

Result<std::optional<ContentMark>> Catalog::markOf(VersionId version, std::string_view path)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, version));
    return cairn::markOf(query.context, version, path);
}

Result<std::vector<std::string>> Catalog::othersLike(VersionId version, std::string_view path,
                                                     std::int64_t limit)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, version));
    return cairn::othersLike(query.context, version, path, limit);
}

Result<FreedSpace> Catalog::freedBy(const std::vector<VersionId> &going)
{
    CAIRN_LET(query, Query::begin(*this));
    for (const VersionId version : going)
        CAIRN_TRY(checkVersion(query.context, version));
    return cairn::freedBy(query.context, going);
}

Result<SearchPage> Catalog::search(const SearchRequest &request)
{
    CAIRN_LET(query, Query::begin(*this));
    CAIRN_TRY(checkVersion(query.context, request.version));
    if (request.query.isEmpty() || request.limit <= 0)
        return SearchPage();
    CatalogSearch search(query.context, request);
    if (CatalogSearch::usesIndex(request.query)) {
        // Opened each time: an update may put another file in its place.
        CAIRN_LET(index, NameIndex::open(*m_state->job));
        return search.byIndex(*index);
    }
    FolderView view;
    view.version = request.scope == SearchScope::Versions ? kEveryVersion : request.version;
    view.folder = request.folder;
    CAIRN_LET(listing, m_state->listing(view));
    return search.byPrefix(listing->names());
}

} // namespace cairn

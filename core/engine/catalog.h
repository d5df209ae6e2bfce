// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"
#include "core/base/result.h"
#include "core/engine/catalog_values.h"
#include "core/engine/search.h"

#include <memory>
#include <string_view>

namespace cairn {

// Answers what people browse: from the local database of one backup, on a connection of its own
// that reads and nothing else. It never waits for a run, and each answer is of one moment. One
// thread at a time.
class Catalog final
{
public:
    // NotFound if there is no database yet.
    static Result<std::unique_ptr<Catalog>> open(const FilePath &database);
    ~Catalog();
    Catalog(const Catalog &) = delete;
    Catalog &operator=(const Catalog &) = delete;

    Result<std::vector<CatalogVersion>> versions(); // newest first
    Result<StoredFiles> stored();                   // at the destination
    Result<bool> isPartial();                       // versions are missing that are stored
    // The same versions in the same order. The first call looks at all that ever changed, a later
    // one only at the versions that are new.
    Result<std::vector<VersionChanges>> changes();

    // Files that the version before had not, or had otherwise; the largest first. One pass over all
    // that is known of files.
    Result<std::vector<NewFile>> largestNew(VersionId version, std::int64_t limit);

    // The topmost folders and files of a version: its sources, as far as they were there.
    Result<std::vector<std::string>> roots(VersionId version);
    // The deepest folder that holds them all; empty if there is none.
    Result<std::string> commonRoot(VersionId version);
    // withDeleted: also those that other versions alone have.
    Result<std::vector<CatalogFolder>> folders(VersionId version, std::string_view parent,
                                               bool withDeleted = false);

    Result<std::int64_t> fileCount(const FolderView &view);
    // Of a view whose rows have all been read already.
    [[nodiscard]] std::optional<std::int64_t> knownCount(const FolderView &view) const;
    // Costs what it returns for the first rows by name; others need one pass over the folder, which
    // is kept for as long as the same view is asked for.
    Result<std::vector<CatalogRow>> filePage(const FolderView &view, std::int64_t offset,
                                             std::int64_t limit);
    // The first row at or after `from`, and then from the top, whose name begins so; upper and
    // lower case and marks are the same.
    Result<std::optional<std::int64_t>> indexOfPrefix(const FolderView &view, const QString &text,
                                                      std::int64_t from = 0);

    // Of one path, also of one that the version does not have; nothing if no version has it.
    Result<std::optional<CatalogRow>> find(VersionId version, std::string_view path);
    // Newest first; one item for each run of versions with the same content.
    Result<std::vector<PathState>> history(std::string_view path);
    Result<SelectionSum> sumOf(VersionId version, const PathSelection &selection);
    // What a restore of it fetches from the destination, as files there are read whole; of a large
    // selection by what all of its content takes there. Slower than the sum.
    Result<std::int64_t> fetchBytes(VersionId version, const PathSelection &selection);
    // Of a file, as find() shows it; nothing if it is none.
    Result<std::optional<ContentMark>> markOf(VersionId version, std::string_view path);
    // Other paths where the newest version has the same content, and this one had not: where a file
    // that is gone may have been moved to. One pass over all that is known of files.
    Result<std::vector<std::string>> othersLike(VersionId version, std::string_view path,
                                                std::int64_t limit);

    // What only these versions hold. One pass over everything; ask for it apart.
    Result<FreedSpace> freedBy(const std::vector<VersionId> &going);

    // NotFound (id NameIndexMissing) until updateNameIndex() has made the index of this database.
    Result<SearchPage> search(const SearchRequest &request);

private:
    Catalog();
    struct State;
    struct Query;
    Result<> refresh();
    std::unique_ptr<State> m_state;
};

} // namespace cairn

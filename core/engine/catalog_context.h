// SPDX-License-Identifier: MIT
// What the parts of the catalog share; for its own files alone.
#pragma once

#include "core/db/job_database.h"
#include "core/engine/catalog_values.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cairn {

// The versions that people see, oldest first. Intervals of entries may begin and end at versions
// that are gone, being made or being deleted; here they are cut to those that count.
class VisibleVersions final
{
public:
    VisibleVersions() = default;
    explicit VisibleVersions(std::vector<VersionRow> oldestFirst)
        : m_rows(std::move(oldestFirst))
    {
    }
    struct Range
    {
        std::size_t first = 0;
        std::size_t last = 0;
    };
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] const VersionRow &at(std::size_t index) const { return m_rows[index]; }
    [[nodiscard]] std::span<const VersionRow> rows() const { return m_rows; }
    [[nodiscard]] std::int64_t newestId() const { return m_rows.empty() ? 0 : m_rows.back().id; }
    [[nodiscard]] std::optional<std::size_t> find(VersionId id) const;
    [[nodiscard]] CatalogMoment moment(std::size_t index) const
    {
        return {m_rows[index].id, m_rows[index].time};
    }
    // Of the versions from one id to another, both included.
    [[nodiscard]] std::optional<Range> within(std::int64_t first, std::int64_t last) const;
    // Whether what was read from these versions still holds for those.
    [[nodiscard]] bool isSame(const VisibleVersions &other) const;

private:
    std::vector<VersionRow> m_rows;
};

struct CatalogContext
{
    JobDatabase &job;
    const VisibleVersions &versions;
    char separator = '/';
};

// A state that some visible version has.
struct VisibleState
{
    VisibleVersions::Range range;
    EntryType type = EntryType::File;
    std::int64_t size = 0;
    std::int64_t mtime = 0;
    StreamRef content = 0;
    StreamRef meta = 0;

    [[nodiscard]] bool isIn(std::size_t version) const
    {
        return range.first <= version && version <= range.last;
    }
};

struct PathKey
{
    std::int64_t folder = 0;
    std::string name; // a folder's with its separator
};

// Whether a row whose first two columns are a first and a last version is of a visible one. Resets.
Result<bool> anyIsVisible(const CatalogContext &context, Statement &rows);
// Fails for a version that is not there.
Result<> checkVersion(const CatalogContext &context, VersionId version);

// Oldest first.
Result<std::vector<VisibleState>> statesOf(const CatalogContext &context, std::int64_t folder,
                                           std::string_view name);
// The one that a list of `version` shows: the version's own, else the newest before it, else the
// newest. Of every version: the newest. There is at least one.
[[nodiscard]] const VisibleState &
shownState(const CatalogContext &context, std::span<const VisibleState> states, VersionId version);
Result<CatalogRow> makeRow(const CatalogContext &context, std::string_view folderPath,
                           std::string_view name, std::span<const VisibleState> states,
                           VersionId version);
// For a folder that is only known because something below it is saved.
[[nodiscard]] CatalogRow makeBareRow(const CatalogContext &context, std::string_view folderPath,
                                     std::string_view name);
// Folder and name of a path; nothing if its folder is not known.
Result<std::optional<PathKey>> keyOf(const CatalogContext &context, std::string_view path);
// Two states have the same content. A link's is in its metadata.
Result<bool> isSameContent(const CatalogContext &context, const VisibleState &a,
                           const VisibleState &b);

// Sub-folders that no version has an entry of, but that hold something in the version: those above
// the sources.
struct BareFolder
{
    std::int64_t id = 0;
    std::string name;
};
Result<std::vector<BareFolder>> bareFolders(const CatalogContext &context, std::int64_t folder,
                                            VersionId version);

// The parts of the catalog's answers (catalog.h).
Result<std::vector<VersionChanges>> changesOf(const CatalogContext &context,
                                              const std::vector<VersionChanges> &known);
Result<std::vector<std::string>> rootsOf(const CatalogContext &context, VersionId version);
Result<std::string> commonRootOf(const CatalogContext &context, VersionId version);
Result<std::vector<CatalogFolder>> foldersOf(const CatalogContext &context, VersionId version,
                                             std::string_view parent, bool withDeleted);
Result<std::vector<PathState>> historyOf(const CatalogContext &context, std::string_view path);
Result<std::optional<ContentMark>> markOf(const CatalogContext &context, VersionId version,
                                          std::string_view path);
Result<std::vector<std::string>> othersLike(const CatalogContext &context, VersionId version,
                                            std::string_view path, std::int64_t limit);
Result<SelectionSum> sumOf(const CatalogContext &context, VersionId version,
                           const PathSelection &selection);

Result<std::int64_t> fetchBytesOf(const CatalogContext &context, VersionId version,
                                  const PathSelection &selection);

Result<std::vector<NewFile>> largestNewOf(const CatalogContext &context, VersionId version,
                                          std::int64_t limit);

Result<FreedSpace> freedBy(const CatalogContext &context, const std::vector<VersionId> &going);

} // namespace cairn

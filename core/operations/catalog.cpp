// SPDX-License-Identifier: MIT
#include "core/operations/catalog.h"

#include "core/operations/catalog_walk.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

VersionRange rangeOf(const std::vector<VersionInfo> &versions)
{
    VersionRange range{versions.front().row.id, versions.front().row.id};
    for (const VersionInfo &version : versions) {
        range.first = std::min(range.first, version.row.id);
        range.last = std::max(range.last, version.row.id);
    }
    return range;
}

const EntryRow *stateIn(std::span<const EntryState> states, std::int64_t version)
{
    for (const EntryState &state : states)
        if (state.isIn(version))
            return &state.row;
    return nullptr;
}

bool isSame(const EntryRow &a, const EntryRow &b)
{
    return a.first == b.first || (a.content == b.content && a.meta == b.meta && a.size == b.size);
}

} // namespace

Result<> listEntries(JobDatabase &job, const std::vector<VersionInfo> &versions,
                     const WantedPaths &wanted,
                     const std::function<Result<>(const CatalogEntry &)> &visit)
{
    if (versions.empty())
        return {};
    CAIRN_LET(matcher, PathMatcher::compile(wanted));
    CatalogEntry entry;
    return walkEntries(
        job, rangeOf(versions), matcher,
        [&](const std::string &path, std::span<const EntryState> states) -> Result<> {
            const EntryRow *newest = nullptr;
            std::int64_t newestVersion = -1;
            entry.sizes.clear();
            for (const VersionInfo &version : versions) {
                const EntryRow *row = stateIn(states, version.row.id);
                entry.sizes.push_back(row ? row->size : -1);
                if (row && version.row.id > newestVersion) {
                    newest = row;
                    newestVersion = version.row.id;
                }
            }
            if (!newest) // it came and went between the versions asked for
                return {};
            entry.path = path;
            entry.type = newest->type;
            entry.mtime = newest->mtime;
            return visit(entry);
        });
}

Result<std::vector<EntryRow>> listFolder(JobDatabase &job, const VersionInfo &version,
                                         std::string_view folder, std::string_view after,
                                         std::int64_t limit)
{
    CAIRN_LET(settings, job.settings());
    CAIRN_LET(id, job.entries.findFolderByPath(folder, settings ? settings->separator : '/'));
    if (id == 0 && !folder.empty())
        return std::vector<EntryRow>();
    return job.entries.page(id, version.row.id, after, limit);
}

Result<ComparisonResult>
compareVersions(JobDatabase &job, const VersionInfo &base, const VersionInfo &compared,
                const WantedPaths &wanted,
                const std::function<Result<>(const VersionChange &)> &visit)
{
    CAIRN_LET(matcher, PathMatcher::compile(wanted));
    ComparisonResult result;
    result.base = base;
    result.compared = compared;
    VersionChange change;
    const auto note = [&](VersionChange::Kind kind, const EntryRow &row,
                          const std::string &path) -> Result<> {
        ++result.counts[kind][static_cast<std::size_t>(row.type)];
        if (!visit)
            return {};
        change.kind = kind;
        change.type = row.type;
        change.path = path;
        return visit(change);
    };
    CAIRN_TRY(walkEntries(
        job, rangeOf({base, compared}), matcher,
        [&](const std::string &path, std::span<const EntryState> states) -> Result<> {
            const EntryRow *before = stateIn(states, base.row.id);
            const EntryRow *after = stateIn(states, compared.row.id);
            result.baseBytes += before ? before->size : 0;
            result.comparedBytes += after ? after->size : 0;
            if (before && after && before->type == after->type)
                return isSame(*before, *after) ? Result<>()
                                               : note(VersionChange::Modified, *after, path);
            if (before) {
                result.deletedBytes += before->size;
                CAIRN_TRY(note(VersionChange::Deleted, *before, path));
            }
            if (after) {
                result.addedBytes += after->size;
                CAIRN_TRY(note(VersionChange::Added, *after, path));
            }
            return {};
        }));
    return result;
}

} // namespace cairn

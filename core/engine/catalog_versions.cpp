// SPDX-License-Identifier: MIT
// How many files changed from version to version, and how much a selection holds.
#include "core/engine/catalog_context.h"

#include <algorithm>
#include <map>

namespace cairn {

namespace {

struct Ended
{
    std::int64_t changed = 0;
    std::int64_t deleted = 0;
};

// Files whose state the version before had and this one has not: closed states alone say it, and
// those are found by an index. What began follows from the counts of files, so that nothing needs a
// look at the files that stayed.
Result<Ended> endedBetween(const CatalogContext &context, std::int64_t before, std::int64_t version)
{
    CAIRN_LET(s,
              context.job.database().use(
                  "SELECT count(*), total(EXISTS(SELECT 1 FROM entry n WHERE n.folder = e.folder "
                  "AND n.name = e.name AND n.first <= ?2 AND n.last >= ?2 AND n.type = 0)) "
                  "FROM entry e WHERE e.last >= ?1 AND e.last < ?2 AND "
                  "e.last < 9223372036854775807 AND e.first <= ?1 AND e.type = 0"));
    s->bind(1, before).bind(2, version);
    CAIRN_TRY(s->step());
    Ended ended;
    ended.changed = s->integer(1);
    ended.deleted = s->integer(0) - ended.changed;
    s->reset();
    return ended;
}

Result<SelectionSum> sumBelow(const CatalogContext &context, VersionId version, std::int64_t folder)
{
    CAIRN_LET(s, context.job.database().use(
                     "WITH RECURSIVE below(id) AS (VALUES(?1) UNION ALL SELECT f.id FROM folder f "
                     "JOIN below ON f.parent = below.id) "
                     "SELECT count(*), ifnull(sum(e.size), 0) FROM below CROSS JOIN entry e "
                     "ON e.folder = below.id WHERE e.type = 0 AND e.first <= ?2 AND e.last >= ?2"));
    s->bind(1, folder).bind(2, version);
    CAIRN_TRY(s->step());
    const SelectionSum sum{s->integer(0), s->integer(1), 0};
    s->reset();
    return sum;
}

// What one tick stands for by itself; nothing if the version has nothing there.
Result<std::optional<SelectionSum>> sumOfTick(const CatalogContext &context, VersionId version,
                                              const std::string &path)
{
    using Found = std::optional<SelectionSum>;
    if (path.empty() || path.ends_with(context.separator)) {
        CAIRN_LET(folder, context.job.entries.findFolderByPath(path, context.separator));
        if (folder == 0 && !path.empty())
            return Found();
        CAIRN_LET(sum, sumBelow(context, version, folder));
        if (sum.files > 0)
            return Found(sum);
    }
    CAIRN_LET(key, keyOf(context, path));
    if (!key)
        return Found();
    CAIRN_LET(row, context.job.entries.find(key->folder, key->name, version));
    if (!row)
        return Found();
    return Found({row->type == EntryType::File ? 1 : 0, row->size, 0});
}

// The state that a path would have without a tick of its own.
bool inherited(const std::map<std::string, bool> &ticks, const std::string &path, char separator)
{
    for (std::size_t end = path.size(); end > 0;) {
        --end; // behind the last separator before this path's own end
        while (end > 0 && path[end - 1] != separator)
            --end;
        if (const auto above = ticks.find(path.substr(0, end)); above != ticks.end())
            return above->second;
    }
    return false;
}

} // namespace

Result<std::vector<VersionChanges>> changesOf(const CatalogContext &context,
                                              const std::vector<VersionChanges> &known)
{
    std::vector<VersionChanges> changes;
    for (std::size_t i = context.versions.size(); i-- > 0;) {
        const VersionRow &version = context.versions.at(i);
        const auto done = std::ranges::find(known, version.id, &VersionChanges::id);
        if (done != known.end()) {
            changes.push_back(*done);
            continue;
        }
        VersionChanges &made = changes.emplace_back();
        made.id = version.id;
        made.added = version.files;
        if (i == 0)
            continue;
        const VersionRow &before = context.versions.at(i - 1);
        CAIRN_LET(ended, endedBetween(context, before.id, version.id));
        made.changed = ended.changed;
        made.deleted = ended.deleted;
        made.added = std::max<std::int64_t>(0, version.files - before.files + ended.deleted);
    }
    return changes;
}

Result<SelectionSum> sumOf(const CatalogContext &context, VersionId version,
                           const PathSelection &selection)
{
    std::map<std::string, bool> ticks;
    for (const PathTick &tick : selection)
        ticks[tick.path] = tick.isSelected;
    SelectionSum total;
    for (const auto &[path, isSelected] : ticks) {
        if (isSelected == inherited(ticks, path, context.separator))
            continue; // says nothing new
        CAIRN_LET(part, sumOfTick(context, version, path));
        if (!part) {
            total.missing += isSelected ? 1 : 0;
            continue;
        }
        const std::int64_t sign = isSelected ? 1 : -1;
        total.files += sign * part->files;
        total.bytes += sign * part->bytes;
    }
    return total;
}

Result<std::vector<NewFile>> largestNewOf(const CatalogContext &context, VersionId version,
                                          std::int64_t limit)
{
    // What has other metadata alone has a state of its own too, but brought nothing.
    CAIRN_LET(s, context.job.database().use(
                     "SELECT e.folder, e.name, e.size FROM entry e WHERE e.first = ?1 "
                     "AND e.type = 0 AND e.size > 0 AND NOT EXISTS (SELECT 1 FROM entry b "
                     "WHERE b.folder = e.folder AND b.name = e.name AND b.last < ?1 "
                     "AND b.content = e.content) ORDER BY e.size DESC, e.name LIMIT ?2"));
    s->bind(1, version).bind(2, limit);
    CAIRN_LET(found, s->all([](const Statement &row) {
        return std::pair(row.integer(0), NewFile{std::string(row.bytes(1)), row.integer(2)});
    }));
    std::vector<NewFile> files;
    for (const auto &[folder, file] : found) {
        CAIRN_LET(path, context.job.entries.folderPath(folder));
        files.push_back({path + file.path, file.size});
    }
    return files;
}

} // namespace cairn

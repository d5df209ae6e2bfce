// SPDX-License-Identifier: MIT
// Folders, sources, and the past of one path.
#include "core/engine/catalog_context.h"

#include "core/base/file_path.h"

#include <algorithm>

namespace cairn {

namespace {

// What lies right below a folder that is above the sources.
struct Below
{
    std::vector<std::string> entries; // names of entries in the version
    std::vector<BareFolder> bare;
};

Result<Below> lookBelow(const CatalogContext &context, std::int64_t folder, VersionId version)
{
    Below below;
    CAIRN_LET(s, context.job.database().use(
                     "SELECT name, first, last FROM entry WHERE folder = ?1 AND "
                     "(?2 = 0 OR (first <= ?2 AND last >= ?2)) ORDER BY name, first"));
    s->bind(1, folder).bind(2, version);
    while (true) {
        CAIRN_LET(found, s->step());
        if (!found)
            break;
        if (context.versions.within(s->integer(1), s->integer(2)) &&
            (below.entries.empty() || below.entries.back() != s->bytes(0)))
            below.entries.emplace_back(s->bytes(0));
    }
    s->reset();
    CAIRN_LET(bare, bareFolders(context, folder, version));
    below.bare = std::move(bare);
    return below;
}

Result<bool> hasFoldersIn(const CatalogContext &context, std::int64_t folder, VersionId version)
{
    CAIRN_LET(
        s, context.job.database().use(
               "SELECT e.first, e.last FROM folder d CROSS JOIN entry e ON e.folder = d.parent AND "
               "e.name = d.name WHERE d.parent = ?1 AND "
               "(?2 = 0 OR (e.first <= ?2 AND e.last >= ?2))"));
    s->bind(1, folder).bind(2, version);
    CAIRN_LET(isFound, anyIsVisible(context, *s));
    if (isFound)
        return true;
    CAIRN_LET(bare, bareFolders(context, folder, version));
    return !bare.empty();
}

Result<PathState> makeState(const CatalogContext &context, const VisibleState &state)
{
    PathState made;
    made.type = state.type == EntryType::Folder    ? CatalogType::Folder
                : state.type == EntryType::Symlink ? CatalogType::Link
                                                   : CatalogType::File;
    made.first = context.versions.moment(state.range.first);
    made.size = state.type == EntryType::File ? state.size : -1;
    const StreamRef identity = state.type == EntryType::Symlink ? state.meta : state.content;
    if (identity != 0) {
        CAIRN_LET(summary, context.job.streams.summary(identity));
        made.hash = summary.hash;
    }
    return made;
}

} // namespace

Result<std::vector<std::string>> rootsOf(const CatalogContext &context, VersionId version)
{
    std::vector<std::string> roots;
    std::vector<std::pair<std::int64_t, std::string>> pending{{0, std::string()}};
    while (!pending.empty()) {
        const auto [folder, path] = std::move(pending.back());
        pending.pop_back();
        CAIRN_LET(below, lookBelow(context, folder, version));
        for (const std::string &name : below.entries)
            roots.push_back(path + name);
        for (const BareFolder &bare : below.bare)
            pending.emplace_back(bare.id, path + bare.name);
    }
    std::sort(roots.begin(), roots.end());
    return roots;
}

Result<std::string> commonRootOf(const CatalogContext &context, VersionId version)
{
    std::int64_t folder = 0;
    std::string path;
    while (true) {
        CAIRN_LET(below, lookBelow(context, folder, version));
        if (below.entries.size() + below.bare.size() != 1)
            return path;
        if (below.bare.empty()) { // the one source
            const std::string &name = below.entries.front();
            return name.ends_with(context.separator) ? path + name : path;
        }
        folder = below.bare.front().id;
        path += below.bare.front().name;
    }
}

Result<std::vector<CatalogFolder>> foldersOf(const CatalogContext &context, VersionId version,
                                             std::string_view parent, bool withDeleted)
{
    std::vector<CatalogFolder> folders;
    const VersionId looked = withDeleted ? kEveryVersion : version; // where to look for more
    CAIRN_LET(id, context.job.entries.findFolderByPath(parent, context.separator));
    if (id == 0 && !parent.empty())
        return folders;
    CAIRN_LET(bare, bareFolders(context, id, looked));
    std::vector<std::pair<std::int64_t, CatalogRow>> rows;
    for (const BareFolder &folder : bare)
        rows.emplace_back(folder.id, makeBareRow(context, parent, folder.name));
    CAIRN_LET(children, context.job.entries.subFolders(id));
    for (const auto &[child, name] : children) {
        CAIRN_LET(states, statesOf(context, id, name));
        if (states.empty())
            continue;
        CAIRN_LET(row, makeRow(context, parent, name, states, version));
        if (row.isInVersion || withDeleted)
            rows.emplace_back(child, std::move(row));
    }
    for (auto &[child, row] : rows) {
        CAIRN_LET(hasFolders, hasFoldersIn(context, child, looked));
        folders.push_back({std::move(row.name), std::move(row.path), row.display, hasFolders,
                           !row.deletedAfter.has_value()});
    }
    std::ranges::sort(folders, {}, &CatalogFolder::name);
    return folders;
}

Result<std::vector<PathState>> historyOf(const CatalogContext &context, std::string_view path)
{
    std::vector<PathState> history;
    CAIRN_LET(key, keyOf(context, path));
    if (!key)
        return history;
    CAIRN_LET(states, statesOf(context, key->folder, key->name));
    for (std::size_t i = 0; i < states.size(); ++i) {
        const VisibleState &state = states[i];
        const bool isNext = i > 0 && states[i - 1].range.last + 1 == state.range.first;
        bool isSame = false;
        if (isNext) {
            CAIRN_LET(same, isSameContent(context, states[i - 1], state));
            isSame = same;
        }
        if (!isSame) {
            CAIRN_LET(made, makeState(context, state));
            history.push_back(std::move(made));
        }
        PathState &item = history.back();
        item.last = context.versions.moment(state.range.last);
        item.versions += static_cast<std::int64_t>(state.range.last - state.range.first + 1);
        item.mtime = state.mtime;
        item.isInNewest = state.range.last + 1 == context.versions.size();
        item.isDeletedAfter =
            !item.isInNewest &&
            (i + 1 == states.size() || states[i + 1].range.first != state.range.last + 1);
    }
    std::reverse(history.begin(), history.end());
    return history;
}

namespace {

// The state of a path that a list of the version shows; nothing if no version has it.
Result<std::optional<VisibleState>> shownFile(const CatalogContext &context, VersionId version,
                                              std::string_view path)
{
    CAIRN_LET(key, keyOf(context, path));
    if (!key)
        return std::optional<VisibleState>();
    CAIRN_LET(states, statesOf(context, key->folder, key->name));
    if (states.empty())
        return std::optional<VisibleState>();
    const VisibleState &shown = shownState(context, states, version);
    return shown.type == EntryType::File ? std::optional(shown) : std::nullopt;
}

} // namespace

Result<std::optional<ContentMark>> markOf(const CatalogContext &context, VersionId version,
                                          std::string_view path)
{
    CAIRN_LET(file, shownFile(context, version, path));
    CAIRN_LET(settings, context.job.settings());
    if (!file || !settings)
        return std::optional<ContentMark>();
    ContentMark mark{file->size, settings->fileHash, {}};
    if (file->content == 0) {
        mark.hash = hashOf(mark.algorithm, {});
    } else if (file->content < 0) {
        CAIRN_LET(stream, context.job.streams.summary(file->content));
        mark.hash = stream.hash;
    } else { // the block is all of it
        CAIRN_LET(block, context.job.blocks.get(file->content));
        if (!block)
            return std::optional<ContentMark>();
        mark.algorithm = settings->blockHash;
        mark.hash = block->hash;
    }
    return std::optional(std::move(mark));
}

Result<std::vector<std::string>> othersLike(const CatalogContext &context, VersionId version,
                                            std::string_view path, std::int64_t limit)
{
    CAIRN_LET(file, shownFile(context, version, path));
    std::vector<std::string> others;
    if (!file || file->content == 0) // empty files are all alike
        return others;
    struct Found
    {
        std::int64_t folder;
        std::string name;
    };
    const std::int64_t newest = context.versions.newestId();
    CAIRN_LET(s, context.job.database().use(
                     "SELECT folder, name FROM entry e WHERE content = ?1 AND type = 0 AND "
                     "first > ?2 AND first <= ?3 AND last >= ?3 AND NOT EXISTS (SELECT 1 FROM "
                     "entry o WHERE o.folder = e.folder AND o.name = e.name AND "
                     "o.content = ?1 AND o.first <= ?2 AND o.last >= ?2) LIMIT ?4"));
    s->bind(1, file->content).bind(2, version).bind(3, newest).bind(4, limit);
    CAIRN_LET(found, s->all([](const Statement &row) {
        return Found{row.integer(0), std::string(row.bytes(1))};
    }));
    for (const Found &one : found) {
        CAIRN_LET(folder, context.job.entries.folderPath(one.folder));
        if (std::string other = folder + one.name; other != path)
            others.push_back(std::move(other));
    }
    return others;
}

} // namespace cairn

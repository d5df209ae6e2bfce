// SPDX-License-Identifier: MIT
#include "core/operations/restore_mapping.h"

#include "core/operations/catalog_walk.h"
#include "core/source/long_path.h"

#include <algorithm>
#include <fcntl.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

std::uint32_t commonAncestor(const RestoreList &list, std::uint32_t a, std::uint32_t b)
{
    while (a != b) {
        if (list.folders[a].depth >= list.folders[b].depth)
            a = list.folders[a].parent;
        else
            b = list.folders[b].parent;
    }
    return a;
}

// The largest folder that holds all entries; a folder counts as lying in itself.
std::uint32_t commonFolder(const RestoreList &list)
{
    std::uint32_t common = list.items.front().folder;
    for (const RestoreItem &item : list.items)
        common = commonAncestor(list, common, item.folder);
    return common;
}

Result<bool> holdsSomething(JobDatabase &job, std::int64_t folder, std::int64_t version)
{
    std::vector<std::int64_t> pending{folder};
    while (!pending.empty()) {
        const std::int64_t id = pending.back();
        pending.pop_back();
        CAIRN_LET(rows, job.entries.page(id, version, {}, 1));
        if (!rows.empty())
            return true;
        CAIRN_LET(children, job.entries.subFolders(id));
        for (const auto &child : children)
            pending.push_back(child.first);
    }
    return false;
}

// Whether the version has entries outside this folder, those above it included.
Result<bool> hasOthers(JobDatabase &job, const RestoreList &list, std::int64_t version,
                       std::uint32_t folder)
{
    std::vector<std::uint32_t> chain;
    for (std::uint32_t at = folder; at != 0; at = list.folders[at].parent)
        chain.push_back(at);
    std::int64_t id = 0;
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
        const std::string &name = list.folders[*at].name;
        CAIRN_LET(rows, job.entries.page(id, version, {}, 2)); // one may be the folder itself
        for (const EntryRow &row : rows)
            if (row.name != name || *at != folder)
                return true;
        CAIRN_LET(children, job.entries.subFolders(id));
        for (const auto &[child, childName] : children) {
            if (childName == name)
                continue;
            CAIRN_LET(found, holdsSomething(job, child, version));
            if (found)
                return true;
        }
        CAIRN_LET(next, job.entries.findFolder(id, name));
        id = next;
    }
    return false;
}

// What a folder of the source is called at the target: empty for one that stays where its parent
// is, nothing for one that has no safe name.
std::optional<std::string> componentOf(const RestoreList &list, std::uint32_t folder)
{
    const RestoreFolder &row = list.folders[folder];
    std::string name = row.name;
    if (name.empty() || name.back() != list.separator)
        return std::nullopt;
    name.pop_back();
    if (list.separator == '/') {
        if (row.parent == 0)
            return name.empty() ? std::optional(name) : std::nullopt;
    } else {
        const bool isShare = row.parent == 0 || (list.folders[row.parent].parent == 0 &&
                                                 list.folders[row.parent].name == row.name);
        if (name.empty())
            return isShare ? std::optional(name) : std::nullopt;
        if (row.parent == 0) { // the drive's letter becomes a folder
            if (name.size() != 2 || name.back() != ':')
                return std::nullopt;
            name.pop_back();
        }
    }
    return isSafeComponent(name) ? std::optional(name) : std::nullopt;
}

// The original place: the part of it that is there is taken as it is found, links included; it is
// the user's own. What is missing is made below it.
Result<RestoreMapping> originalPlace(const RestoreList &list, RestoreMapping mapping)
{
    if (list.separator != '/')
        return fail(ErrorCode::InvalidArgument, "InvalidRestoreDestination",
                    u"This backup was made on Windows: its files have no original place on this "
                    "computer. Give a folder with --restore-path."_s);
    std::vector<std::string> names;
    for (std::uint32_t at = mapping.base; at != 0; at = list.folders[at].parent) {
        const std::optional<std::string> name = componentOf(list, at);
        if (!name)
            return fail(ErrorCode::InvalidArgument, "RestorePathTraversal",
                        u"%1 is not a place where anything could be restored to."_s.arg(
                            displayText(list.pathOf(mapping.base))));
        if (!name->empty())
            names.push_back(*name);
    }
    std::reverse(names.begin(), names.end());
    std::string path = "/";
    while (!names.empty()) {
        const std::string next = (FilePath(path) / names.front()).bytes();
        const UniqueFd folder(openLongPath(next, O_PATH | O_DIRECTORY));
        if (!folder.isOpen())
            break;
        path = next;
        names.erase(names.begin());
    }
    mapping.root = FilePath(std::move(path));
    mapping.below = std::move(names);
    return mapping;
}

} // namespace

Result<RestoreMapping> mapToTarget(JobDatabase &job, std::int64_t version, const RestoreList &list,
                                   const FilePath &target, bool keepFullPaths)
{
    RestoreMapping mapping;
    mapping.base = commonFolder(list);
    if (target.empty())
        return originalPlace(list, std::move(mapping));
    mapping.root = target;
    const RestoreItem &first = list.items.front();
    const bool isSelected =
        first.type == EntryType::Folder && first.folder == mapping.base; // sorted: it comes first
    if (keepFullPaths) {
        mapping.base = 0;
    } else if (isSelected) {
        CAIRN_LET(others, hasOthers(job, list, version, mapping.base));
        if (others)
            mapping.base = list.folders[mapping.base].parent;
    }
    return mapping;
}

std::vector<MappedList> splitByMap(RestoreList list, std::vector<PathMapping> map)
{
    std::ranges::stable_sort(map, std::ranges::greater(),
                             [](const PathMapping &mapping) { return mapping.from.size(); });
    std::vector<MappedList> parts;
    for (const PathMapping &mapping : map) {
        if (!mapping.from.ends_with(list.separator))
            continue;
        std::uint32_t folder = 0;
        for (std::uint32_t at = 1; at < list.folders.size() && folder == 0; ++at)
            if (list.folders[at].name.size() <= mapping.from.size() &&
                list.pathOf(at) == mapping.from)
                folder = at;
        if (folder == 0)
            continue;
        std::vector<bool> isBelow(list.folders.size()); // parents come first
        for (std::uint32_t at = folder; at < list.folders.size(); ++at)
            isBelow[at] = at == folder || isBelow[list.folders[at].parent];
        const auto ours = [&](const RestoreItem &item) { return isBelow[item.folder]; };
        if (std::ranges::none_of(list.items, ours))
            continue;
        MappedList &part = parts.emplace_back(MappedList{list, folder, mapping.to});
        std::erase_if(part.list.items, std::not_fn(ours));
        std::erase_if(list.items, ours);
    }
    if (!list.items.empty() || parts.empty())
        parts.push_back({std::move(list), std::nullopt, {}});
    return parts;
}

Result<> placeItems(RestoreList &list, const RestoreMapping &mapping, RestoreTarget &target,
                    const std::function<void(const RestoreItem &, const Error &)> &refuse)
{
    RestoreTarget::Folder base = RestoreTarget::kRoot;
    for (const std::string &name : mapping.below) {
        CAIRN_LET(next, target.folder(base, name));
        base = next;
    }
    std::vector<RestoreTarget::Folder> places(list.folders.size(), kNone);
    places[mapping.base] = base;
    for (std::uint32_t at = 1; at < list.folders.size(); ++at) { // parents come first
        const RestoreTarget::Folder above = places[list.folders[at].parent];
        if (at == mapping.base || above == kNone)
            continue;
        const std::optional<std::string> name = componentOf(list, at);
        if (name && name->empty()) {
            places[at] = above;
        } else if (name) {
            CAIRN_LET(place, target.folder(above, *name));
            places[at] = place;
        }
    }
    for (RestoreItem &item : list.items) {
        item.place = places[item.folder];
        const bool isFolder = item.type == EntryType::Folder;
        if (item.place != kNone &&
            (isFolder || (isSafeComponent(list.nameOf(item)) && (item.folder != 0))))
            continue;
        item.verdict = RestoreVerdict::Nothing;
        refuse(item, Error{ErrorCode::InvalidArgument,
                           u"its path leads out of the place it is to be restored to"_s,
                           u"RestorePathTraversal"_s, QString()});
    }
    return {};
}

} // namespace cairn

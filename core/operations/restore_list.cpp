// SPDX-License-Identifier: MIT
#include "core/operations/restore_list.h"

#include "core/operations/catalog_walk.h"

#include <unordered_map>

namespace cairn {

namespace {

// Numbers the folders as the walk meets them.
class FolderNumbers final
{
public:
    explicit FolderNumbers(RestoreList &list)
        : m_list(list)
    {
    }

    // `id` is the database's; entries of one folder come in rows, seldom split.
    std::uint32_t number(std::int64_t id, std::string_view path)
    {
        if (const auto known = m_byId.find(id); known != m_byId.end())
            return known->second;
        std::uint32_t at = 0;
        while (!path.empty()) {
            const std::size_t end = path.find(m_list.separator);
            const std::string_view name =
                end == std::string_view::npos ? path : path.substr(0, end + 1);
            path.remove_prefix(name.size());
            at = child(at, name);
        }
        m_byId.emplace(id, at);
        return at;
    }

    std::uint32_t child(std::uint32_t parent, std::string_view name)
    {
        std::string key(reinterpret_cast<const char *>(&parent), sizeof parent);
        key += name;
        const auto [at, isNew] = m_children.try_emplace(
            std::move(key), static_cast<std::uint32_t>(m_list.folders.size()));
        if (isNew)
            m_list.folders.push_back({parent, m_list.folders[parent].depth + 1, std::string(name)});
        return at->second;
    }

private:
    RestoreList &m_list;
    std::unordered_map<std::int64_t, std::uint32_t> m_byId;
    std::unordered_map<std::string, std::uint32_t> m_children;
};

} // namespace

std::string RestoreList::pathOf(std::uint32_t folder) const
{
    std::vector<std::uint32_t> chain;
    for (; folder != 0; folder = folders[folder].parent)
        chain.push_back(folder);
    std::string path;
    for (auto at = chain.rbegin(); at != chain.rend(); ++at)
        path += folders[*at].name;
    return path;
}

std::string RestoreList::pathOf(const RestoreItem &item) const
{
    std::string path = pathOf(item.folder);
    if (item.type != EntryType::Folder)
        path += nameOf(item);
    return path;
}

Result<RestoreList> listForRestore(JobDatabase &job, char separator, std::int64_t version,
                                   const PathMatcher &matcher, const SourceOptions &options)
{
    RestoreList list;
    list.separator = separator;
    FolderNumbers numbers(list);
    CAIRN_TRY(
        walkEntries(job, {version, version}, matcher,
                    [&](const std::string &path, std::span<const EntryState> states) -> Result<> {
                        const EntryRow &row = states.back().row;
                        if (row.type == EntryType::File && options.skipFilesLargerThan &&
                            row.size > *options.skipFilesLargerThan)
                            return {};
                        RestoreItem item;
                        std::string_view name = row.name;
                        item.folder = numbers.number(row.folder, std::string_view(path).substr(
                                                                     0, path.size() - name.size()));
                        if (row.type == EntryType::Folder)
                            item.folder = numbers.child(item.folder, name);
                        if (name.ends_with(separator))
                            name.remove_suffix(1);
                        item.nameAt = list.names.size();
                        item.nameSize = static_cast<std::uint32_t>(name.size());
                        list.names += name;
                        item.type = row.type;
                        item.size = row.size;
                        item.mtime = row.mtime;
                        item.content = row.content;
                        item.meta = row.meta;
                        list.items.push_back(item);
                        return {};
                    }));
    return list;
}

} // namespace cairn

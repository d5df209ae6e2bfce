// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/catalog_context.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cairn {

// The names of one view in their order: folders, then the rest. 24 bytes an entry and its name.
class CatalogListing final
{
public:
    // The whole view, or at least its first `atLeast` rows, if that is by name and so needs no
    // more.
    static Result<CatalogListing> read(const CatalogContext &context, const FolderView &view,
                                       std::optional<std::int64_t> atLeast = std::nullopt);
    // Whether the first rows can be read without the others.
    [[nodiscard]] static bool startsQuickly(const FolderView &view)
    {
        return view.sort == CatalogSort::Name && !view.descending;
    }

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_items.size()); }
    Result<std::vector<CatalogRow>> rows(const CatalogContext &context, std::int64_t offset,
                                         std::int64_t limit) const;
    [[nodiscard]] std::vector<std::string> names() const; // those that have entries, raw
    [[nodiscard]] std::optional<std::int64_t> indexOfPrefix(const QString &text,
                                                            std::int64_t from) const;

private:
    struct Item
    {
        std::uint64_t at = 0; // in m_names
        std::int64_t key = 0; // size or time
        std::uint32_t size = 0;
        bool isFolder = false;
        bool isBare = false;
    };
    struct Name
    {
        std::string_view name;
        std::int64_t size = 0;
        std::int64_t mtime = 0;
    };
    CatalogListing(const CatalogContext &context, const FolderView &view)
        : m_view(view)
        , m_separator(context.separator)
    {
    }
    Result<> readFolders(const CatalogContext &context);
    Result<> readFiles(const CatalogContext &context, std::int64_t most);
    Result<> readNames(const CatalogContext &context, Statement &statement, bool isFolder,
                       std::int64_t most);
    void add(const Name &name, bool isFolder, bool isBare);
    void sort();
    [[nodiscard]] std::string_view nameOf(const Item &item) const
    {
        return std::string_view(m_names).substr(item.at, item.size);
    }

    FolderView m_view;
    char m_separator;
    std::int64_t m_folder = 0; // the database's number
    std::string m_names;
    std::vector<Item> m_items;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/engine/catalog_listing.h"

#include "core/base/folded_text.h"

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool beginsWith(std::string_view name, std::string_view folded)
{
    if (!isAscii(name))
        return foldedText(name).starts_with(folded);
    return name.size() >= folded.size() &&
           std::equal(folded.begin(), folded.end(), name.begin(), [](char wanted, char c) {
               return wanted == (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
           });
}

} // namespace

Result<CatalogListing> CatalogListing::read(const CatalogContext &context, const FolderView &view,
                                            std::optional<std::int64_t> atLeast)
{
    CatalogListing listing(context, view);
    CAIRN_TRY(checkVersion(context, view.version));
    CAIRN_LET(folder, context.job.entries.findFolderByPath(view.folder, context.separator));
    if (folder == 0 && !view.folder.empty())
        return listing;
    listing.m_folder = folder;
    CAIRN_TRY(listing.readFolders(context));
    CAIRN_TRY(
        listing.readFiles(context, atLeast.value_or(std::numeric_limits<std::int64_t>::max())));
    listing.sort();
    return listing;
}

Result<> CatalogListing::readFolders(const CatalogContext &context)
{
    CAIRN_LET(bare, bareFolders(context, m_folder, m_view.version));
    for (const BareFolder &folder : bare)
        add({folder.name, 0, 0}, true, true);
    const std::size_t others = m_items.size();
    // By the table of folders: those among a million files are found at once.
    CAIRN_LET(s, context.job.database().use(
                     "SELECT e.name, e.size, e.mtime, e.first, e.last FROM folder d "
                     "CROSS JOIN entry e ON e.folder = d.parent AND e.name = d.name "
                     "WHERE d.parent = ?1 AND e.type = 1 ORDER BY d.name, e.first"));
    s->bind(1, m_folder);
    CAIRN_TRY(readNames(context, *s, true, std::numeric_limits<std::int64_t>::max()));
    if (others > 0)
        std::ranges::sort(m_items,
                          [this](const Item &a, const Item &b) { return nameOf(a) < nameOf(b); });
    return {};
}

Result<> CatalogListing::readFiles(const CatalogContext &context, std::int64_t most)
{
    CAIRN_LET(s,
              context.job.database().use("SELECT name, size, mtime, first, last FROM entry "
                                         "WHERE folder = ?1 AND type <> 1 ORDER BY name, first"));
    s->bind(1, m_folder);
    return readNames(context, *s, false, most);
}

// Rows come by name, then by age; each name is taken once, as the view shows it.
Result<> CatalogListing::readNames(const CatalogContext &context, Statement &statement,
                                   bool isFolder, std::int64_t most)
{
    const auto wanted = context.versions.find(m_view.version);
    const bool takesAll = m_view.showDeleted || !wanted;
    std::string name;
    Name shown;
    bool isShown = false;
    bool isBefore = false; // what is shown is the wanted version's, or older
    const auto finish = [&] {
        shown.name = name;
        if (isShown)
            add(shown, isFolder, false);
        isShown = isBefore = false;
    };
    while (count() < most) {
        CAIRN_LET(found, statement.step());
        if (!found)
            break;
        if (statement.bytes(0) != name) {
            finish();
            name = statement.bytes(0);
        }
        const auto range = context.versions.within(statement.integer(3), statement.integer(4));
        if (!range)
            continue;
        const bool isOlder = !wanted || range->first <= *wanted;
        if (!takesAll && !(isOlder && range->last >= *wanted))
            continue;
        if (isShown && isBefore && !isOlder)
            continue;
        shown.size = statement.integer(1);
        shown.mtime = statement.integer(2);
        isShown = true;
        isBefore = isOlder;
    }
    if (count() < most)
        finish();
    statement.reset();
    return {};
}

void CatalogListing::add(const Name &name, bool isFolder, bool isBare)
{
    Item item;
    item.at = m_names.size();
    item.size = static_cast<std::uint32_t>(name.name.size());
    item.isFolder = isFolder;
    item.isBare = isBare;
    if (m_view.sort == CatalogSort::Size && !isFolder)
        item.key = name.size;
    else if (m_view.sort == CatalogSort::Modified)
        item.key = name.mtime;
    m_names += name.name;
    m_items.push_back(item);
}

// They are by name already.
void CatalogListing::sort()
{
    const auto files = std::ranges::find_if_not(m_items, &Item::isFolder);
    const auto order = [this](auto begin, auto end) {
        if (m_view.sort != CatalogSort::Name)
            std::stable_sort(begin, end, [this](const Item &a, const Item &b) {
                return m_view.descending ? a.key > b.key : a.key < b.key;
            });
        else if (m_view.descending)
            std::reverse(begin, end);
    };
    order(m_items.begin(), files);
    order(files, m_items.end());
}

Result<std::vector<CatalogRow>> CatalogListing::rows(const CatalogContext &context,
                                                     std::int64_t offset, std::int64_t limit) const
{
    std::vector<CatalogRow> rows;
    const std::int64_t begin = std::clamp<std::int64_t>(offset, 0, count());
    const std::int64_t end = begin + std::clamp<std::int64_t>(limit, 0, count() - begin);
    rows.reserve(static_cast<std::size_t>(end - begin));
    for (std::int64_t at = begin; at < end; ++at) {
        const Item &item = m_items[static_cast<std::size_t>(at)];
        const std::string_view name = nameOf(item);
        if (item.isBare) {
            rows.push_back(makeBareRow(context, m_view.folder, name));
            continue;
        }
        CAIRN_LET(states, statesOf(context, m_folder, name));
        // A listing is dropped when the versions change, so this is an entry that a purge is at.
        if (states.empty()) {
            rows.push_back(makeBareRow(context, m_view.folder, name));
            continue;
        }
        CAIRN_LET(row, makeRow(context, m_view.folder, name, states, m_view.version));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> CatalogListing::names() const
{
    std::vector<std::string> names;
    names.reserve(m_items.size());
    for (const Item &item : m_items)
        if (!item.isBare)
            names.emplace_back(nameOf(item));
    return names;
}

std::optional<std::int64_t> CatalogListing::indexOfPrefix(const QString &text,
                                                          std::int64_t from) const
{
    const std::string folded = foldedText(text.toStdString());
    if (folded.empty())
        return std::nullopt;
    for (std::int64_t i = 0; i < count(); ++i) {
        const std::int64_t at = (std::clamp<std::int64_t>(from, 0, count()) + i) % count();
        if (beginsWith(nameOf(m_items[static_cast<std::size_t>(at)]), folded))
            return at;
    }
    return std::nullopt;
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/engine/catalog_context.h"

#include "core/base/file_path.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

CatalogType typeOf(EntryType type)
{
    switch (type) {
    case EntryType::Folder:
        return CatalogType::Folder;
    case EntryType::Symlink:
        return CatalogType::Link;
    case EntryType::File:
        break;
    }
    return CatalogType::File;
}

std::string_view withoutSeparator(std::string_view name, char separator)
{
    // The root of all is called by its separator.
    if (name.size() > 1 && name.back() == separator)
        name.remove_suffix(1);
    return name;
}

Result<std::int64_t> distinctContents(const CatalogContext &context,
                                      std::span<const VisibleState> states)
{
    std::vector<const VisibleState *> distinct;
    for (const VisibleState &state : states) {
        bool isKnown = state.type == EntryType::Folder;
        for (const VisibleState *other : distinct) {
            if (isKnown)
                break;
            CAIRN_LET(same, isSameContent(context, *other, state));
            isKnown = same;
        }
        if (!isKnown)
            distinct.push_back(&state);
    }
    return static_cast<std::int64_t>(distinct.size());
}

// Whether the version has anything below. Only for folders above the sources, which are few.
Result<bool> holdsSomething(const CatalogContext &context, std::int64_t folder, VersionId version)
{
    Database &database = context.job.database();
    std::vector<std::int64_t> pending{folder};
    while (!pending.empty()) {
        const std::int64_t id = pending.back();
        pending.pop_back();
        CAIRN_LET(s, database.use("SELECT first, last FROM entry WHERE folder = ?1 AND "
                                  "(?2 = 0 OR (first <= ?2 AND last >= ?2))"));
        s->bind(1, id).bind(2, version);
        CAIRN_LET(isFound, anyIsVisible(context, *s));
        if (isFound)
            return true;
        CAIRN_LET(children, context.job.entries.subFolders(id));
        for (const auto &child : children)
            pending.push_back(child.first);
    }
    return false;
}

} // namespace

Result<bool> anyIsVisible(const CatalogContext &context, Statement &rows)
{
    bool isFound = false;
    while (!isFound) {
        CAIRN_LET(row, rows.step());
        if (!row)
            break;
        isFound = context.versions.within(rows.integer(0), rows.integer(1)).has_value();
    }
    rows.reset();
    return isFound;
}

std::optional<std::size_t> VisibleVersions::find(VersionId id) const
{
    const auto at = std::ranges::lower_bound(m_rows, id, {}, &VersionRow::id);
    if (at == m_rows.end() || at->id != id)
        return std::nullopt;
    return static_cast<std::size_t>(at - m_rows.begin());
}

std::optional<VisibleVersions::Range> VisibleVersions::within(std::int64_t first,
                                                              std::int64_t last) const
{
    const auto begin = std::ranges::lower_bound(m_rows, first, {}, &VersionRow::id);
    const auto end = std::ranges::upper_bound(m_rows, last, {}, &VersionRow::id);
    if (begin >= end)
        return std::nullopt;
    return Range{static_cast<std::size_t>(begin - m_rows.begin()),
                 static_cast<std::size_t>(end - m_rows.begin()) - 1};
}

bool VisibleVersions::isSame(const VisibleVersions &other) const
{
    // What is taken out of a version later gives it another list (R31).
    const auto isSameRow = [](const VersionRow &a, const VersionRow &b) {
        return a.id == b.id && a.time == b.time && a.dlist == b.dlist && a.entries == b.entries &&
               a.bytes == b.bytes;
    };
    return std::ranges::equal(m_rows, other.m_rows, isSameRow);
}

Result<> checkVersion(const CatalogContext &context, VersionId version)
{
    if (version == kEveryVersion || context.versions.find(version))
        return {};
    return fail(ErrorCode::NotFound, "NoFilesetFoundForTimeOrVersion",
                u"There is no such version any more."_s);
}

Result<std::vector<VisibleState>> statesOf(const CatalogContext &context, std::int64_t folder,
                                           std::string_view name)
{
    CAIRN_LET(s, context.job.database().use(
                     "SELECT first, last, type, size, mtime, content, meta FROM entry "
                     "WHERE folder = ?1 AND name = ?2 ORDER BY first"));
    s->bind(1, folder).bindBytes(2, name);
    std::vector<VisibleState> states;
    while (true) {
        CAIRN_LET(found, s->step());
        if (!found)
            break;
        const auto range = context.versions.within(s->integer(0), s->integer(1));
        if (range)
            states.push_back({*range, static_cast<EntryType>(s->integer(2)), s->integer(3),
                              s->integer(4), s->integer(5), s->integer(6)});
    }
    s->reset();
    return states;
}

const VisibleState &shownState(const CatalogContext &context, std::span<const VisibleState> states,
                               VersionId version)
{
    const auto wanted = context.versions.find(version);
    if (!wanted)
        return states.back();
    const auto after = std::ranges::upper_bound(
        states, *wanted, {}, [](const VisibleState &state) { return state.range.first; });
    return after == states.begin() ? states.back() : *(after - 1);
}

Result<CatalogRow> makeRow(const CatalogContext &context, std::string_view folderPath,
                           std::string_view name, std::span<const VisibleState> states,
                           VersionId version)
{
    CatalogRow row = makeBareRow(context, folderPath, name);
    const VisibleState &shown = shownState(context, states, version);
    const auto wanted = context.versions.find(version);
    row.type = typeOf(shown.type);
    row.size = shown.type == EntryType::File ? shown.size : -1;
    row.mtime = shown.mtime;
    row.isInVersion = !wanted || shown.isIn(*wanted);
    row.seen = context.versions.moment(shown.range.last);
    if (states.back().range.last + 1 != context.versions.size())
        row.deletedAfter = context.versions.moment(states.back().range.last);
    CAIRN_LET(contents, distinctContents(context, states));
    row.contents = contents;
    return row;
}

CatalogRow makeBareRow(const CatalogContext &context, std::string_view folderPath,
                       std::string_view name)
{
    CatalogRow row;
    row.path.reserve(folderPath.size() + name.size());
    row.path.append(folderPath).append(name);
    row.name = withoutSeparator(name, context.separator);
    row.display = displayText(row.name);
    row.type = CatalogType::Folder;
    return row;
}

Result<std::optional<PathKey>> keyOf(const CatalogContext &context, std::string_view path)
{
    if (path.empty())
        return std::optional<PathKey>();
    std::string_view above = path.substr(0, path.size() - 1); // its own separator does not count
    const std::size_t at = above.rfind(context.separator);
    above = at == std::string_view::npos ? std::string_view() : above.substr(0, at + 1);
    CAIRN_LET(folder, context.job.entries.findFolderByPath(above, context.separator));
    if (folder == 0 && !above.empty())
        return std::optional<PathKey>();
    return std::optional(PathKey{folder, std::string(path.substr(above.size()))});
}

Result<bool> isSameContent(const CatalogContext &context, const VisibleState &a,
                           const VisibleState &b)
{
    if (a.type != b.type)
        return false;
    if (a.type != EntryType::File)
        return a.meta == b.meta;
    if (a.content == b.content)
        return true;
    // The same content may have been read anew into a stream of its own.
    if (a.size != b.size || a.content >= 0 || b.content >= 0)
        return false;
    CAIRN_LET(one, context.job.streams.summary(a.content));
    CAIRN_LET(other, context.job.streams.summary(b.content));
    return one.hash == other.hash;
}

Result<std::vector<BareFolder>> bareFolders(const CatalogContext &context, std::int64_t folder,
                                            VersionId version)
{
    CAIRN_LET(s, context.job.database().use(
                     "SELECT d.id, d.name FROM folder d WHERE d.parent = ?1 AND NOT EXISTS "
                     "(SELECT 1 FROM entry e WHERE e.folder = d.parent AND e.name = d.name) "
                     "ORDER BY d.name"));
    s->bind(1, folder);
    CAIRN_LET(found, s->all([](const Statement &row) {
        return BareFolder{row.integer(0), std::string(row.bytes(1))};
    }));
    std::vector<BareFolder> holding;
    for (BareFolder &bare : found) {
        CAIRN_LET(holds, holdsSomething(context, bare.id, version));
        if (holds)
            holding.push_back(std::move(bare));
    }
    return holding;
}

} // namespace cairn

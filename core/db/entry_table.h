// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/stream_table.h"
#include "core/sqlite/database.h"

#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// What EntryTable::rowOf() reads, for queries that others put together.
#define CAIRN_ENTRY_COLUMNS "folder, name, first, type, size, mtime, ctime, inode, content, meta"
constexpr int kEntryColumns = 10;

enum class EntryType : std::uint8_t { File = 0, Folder = 1, Symlink = 2 };

// An entry as one version has it; the path is `folder`'s path + `name`.
struct EntryRow
{
    std::int64_t folder = 0;
    std::string name; // last part of the path; a folder's ends with its separator
    std::int64_t first = 0;
    EntryType type = EntryType::File;
    std::int64_t size = 0;  // bytes of content; 0 for folders and links
    std::int64_t mtime = 0; // ns since 1970; whole seconds where only a dlist told
    std::int64_t ctime = 0; // ns; 0 unknown
    std::int64_t inode = 0; // 0 unknown
    StreamRef content = 0;
    StreamRef meta = 0;
};

inline constexpr std::int64_t kStillSo = std::numeric_limits<std::int64_t>::max();

// Paths and their intervals of versions (core/db/README.md).
class EntryTable final
{
public:
    explicit EntryTable(Database &database)
        : m_db(database)
    {
    }

    // A folder's id by its parent's id and its name with separator; 0 if unknown.
    Result<std::int64_t> findFolder(std::int64_t parent, std::string_view name);
    Result<std::int64_t> ensureFolder(std::int64_t parent, std::string_view name);
    // Under an id that the caller gave out; the folder must be new.
    Result<> insertFolder(std::int64_t id, std::int64_t parent, std::string_view name);
    Result<std::int64_t> maxFolderId();
    // By full path; `separator` is the source system's. The empty path is 0, the parent of all
    // roots.
    Result<std::int64_t> findFolderByPath(std::string_view path, char separator);
    Result<std::int64_t> ensureFolderByPath(std::string_view path, char separator);
    Result<std::string> folderPath(std::int64_t id);

    // The entries of one folder in a version (its ordinal), sorted by name: the first `limit` whose
    // names are behind `after`.
    Result<std::vector<EntryRow>> page(std::int64_t folder, std::int64_t version,
                                       std::string_view after, std::int64_t limit);
    // All of them, page by page. The visitor may change what it is given.
    Result<> visitFolder(std::int64_t folder, std::int64_t version,
                         const std::function<Result<>(const EntryRow &)> &visit);
    // Those whose names end with '/'.
    Result<std::vector<EntryRow>> markedOf(std::int64_t folder, std::int64_t version);
    Result<std::optional<EntryRow>> find(std::int64_t folder, std::string_view name,
                                         std::int64_t version);
    // Sub-folders that are known, with or without an entry.
    Result<std::vector<std::pair<std::int64_t, std::string>>> subFolders(std::int64_t folder);
    // Everything of a version, folder by folder from the roots down; `path` is the full path.
    Result<> walk(std::int64_t version,
                  const std::function<Result<>(const std::string &path, const EntryRow &)> &visit);

    // Begins a new state of a path at version row.first; the state before must be closed already.
    Result<> open(const EntryRow &row);
    // The same unless row.first has begun a state of this path already: false then.
    Result<bool> tryOpen(const EntryRow &row);
    // How many of them began a state; costs less than one after another.
    Result<std::int64_t> tryOpenAll(std::span<const EntryRow> rows);
    // The state that is current ends before `version`; a state begun by `version` itself vanishes.
    Result<> close(std::int64_t folder, std::string_view name, std::int64_t version);
    // Takes back the state of a path that `version` began: the one that `previous`, the version
    // before, had is current again.
    Result<> takeBack(std::int64_t folder, std::string_view name, std::int64_t previous,
                      std::int64_t version);
    // Refreshes what change detection needs without beginning a new state.
    Result<> refresh(const EntryRow &row);

    // The states that exist for `version` alone go (versions before `previous` and from `next` on
    // stay). next = kStillSo: `version` is the newest, what it closed is current again.
    Result<> dropVersion(std::int64_t previous, std::int64_t version, std::int64_t next);

    // A version among those that have entries, by ordinals.
    struct Place
    {
        std::int64_t previous = 0; // 0: it is the oldest
        std::int64_t version = 0;
        std::int64_t next = kStillSo; // kStillSo: it is the newest
    };
    // Takes a path out of one version; those beside it keep its state.
    Result<> cut(std::int64_t folder, std::string_view name, const Place &at);
    // Gives a path another state in one version, where it has one. States that have become the same
    // in this version and the one before are put together.
    Result<> change(const EntryRow &row, const Place &at);

    // Each distinct content and meta reference of all versions; with repeats.
    Result<>
    forEachReference(const std::function<Result<>(StreamRef content, StreamRef meta)> &visit);

    // Of a query that begins with CAIRN_ENTRY_COLUMNS.
    [[nodiscard]] static EntryRow rowOf(const Statement &s);

private:
    static void bindOpened(Statement &s, const EntryRow &row, int at);
    Result<bool> extend(const EntryRow &row, const Place &at);
    Result<> dropState(std::int64_t folder, std::string_view name, std::int64_t first);
    Result<std::int64_t> byPath(std::string_view path, char separator, bool create);
    Result<>
    walkFolder(std::int64_t version, std::int64_t folder, std::string &path,
               const std::function<Result<>(const std::string &, const EntryRow &)> &visit);
    Database &m_db;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/operations/restore_target.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cairn {

// Where a restore keeps what it replaces, and where it writes that down.
struct UndoPlace
{
    FilePath store;  // undoStoreFor(): on the file system of the target
    FilePath record; // a new file; its folder is there
};

// `.cairn-undo-<user id>`: in the home folder if `target` is on its file system, else in the
// topmost folder of the target's that this user may write to. NotFound if there is none. Makes
// nothing.
Result<FilePath> undoStoreFor(const FilePath &target);
enum class Privacy : std::uint8_t { ReadByNone, WrittenByNone }; // of the others
// Opens a folder that is this user's alone, whoever else may write beside it; a link is refused.
Result<UniqueFd> openPrivateFolder(FileLayer &files, const FilePath &folder, bool create,
                                   Privacy privacy = Privacy::ReadByNone);

// Makes one restore undoable: what it replaces is moved into the undo store, and that and all that
// it makes is on record. Thread-safe.
//
// The record is lines of words, paths percent-encoded:
//   cairn-undo 1 <id> <unix s> <store>   the first line
//   T <root>                             paths from here on are below this folder
//   K <n> <path>                         what has this path is moved to `<id>-<n>` in the store
//   N <dev> <ino> <size> <mtime ns> <path>  made, and how it looked then; mtime 0 for links
//   D <path>                             a folder that was made
class RestoreUndoLog final
{
public:
    static Result<std::unique_ptr<RestoreUndoLog>> create(FileLayer &files, Random &random,
                                                          std::int64_t now, const UndoPlace &place);
    using Name = std::pair<RestoreTarget::Folder, std::string>;
    // On disk when it returns: these are going to be replaced.
    Result<> announce(const RestoreTarget &target, const std::vector<Name> &names);
    struct Kept
    {
        std::int64_t number = 0;
        bool isInPlace = false; // it still has its name too
    };
    // Puts what has this name into the store. By a second name, so that its place is never empty
    // whenever the program ends, or by moving it where the file system has no second names.
    // Nothing if nothing has the name.
    Result<std::optional<Kept>> keep(RestoreTarget &target, RestoreTarget::Folder folder,
                                     const std::string &name);
    // It was not replaced after all.
    Result<> giveBack(RestoreTarget &target, RestoreTarget::Folder folder, const std::string &name,
                      const Kept &kept);
    // What cannot be written down cannot be undone; the restore goes on.
    void noteMade(RestoreTarget &target, RestoreTarget::Folder folder, const std::string &name);
    void noteFolder(const RestoreTarget &target, RestoreTarget::Folder folder);
    [[nodiscard]] bool isComplete() const { return m_isComplete; }

private:
    RestoreUndoLog(std::string id, UniqueFd store, File record)
        : m_id(std::move(id))
        , m_store(std::move(store))
        , m_record(std::move(record))
    {
    }
    Result<> write(const RestoreTarget &target, const std::string &line);
    Result<std::int64_t> announceOne(const RestoreTarget &target, const std::string &path);

    std::mutex m_mutex;
    std::string m_id;
    UniqueFd m_store;
    File m_record;
    std::string m_root;                              // of the last T line
    std::map<std::string, std::int64_t> m_announced; // full path
    std::int64_t m_next = 1;
    bool m_isComplete = true;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/source/unique_fd.h"

#include <sys/stat.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cairn {

// The only way to anything below a restore target (R19): folders are entered from an open handle of
// the target, one component at a time, and a link is never followed, whoever put it there and
// whenever. Paths may have any length. The target itself is resolved once and kept open.
// Thread-safe.
class RestoreTarget final
{
public:
    using Folder = std::uint32_t; // 0 is the target itself
    using Handle = std::shared_ptr<const UniqueFd>;
    static constexpr Folder kRoot = 0;

    // Touches nothing; `root` may be missing.
    RestoreTarget(FileLayer &files, FilePath root);
    RestoreTarget(const RestoreTarget &) = delete;
    RestoreTarget &operator=(const RestoreTarget &) = delete;

    // Gives a folder a number, without looking at the disk. Fails for a name that is no single
    // component (RestorePathTraversal).
    Result<Folder> folder(Folder parent, std::string_view name);
    // Whether it is there. Something else in its place is an error.
    Result<bool> exists(Folder folder);
    // Makes it (0700) and what is missing above it.
    Result<> make(Folder folder);
    // Not there before this run, as far as anyone has looked: nothing in it needs a look.
    [[nodiscard]] bool isFresh(Folder folder) const;
    // Something in it was made, renamed or removed by this run: its time is not what it was.
    [[nodiscard]] bool isChanged(Folder folder) const;
    // Whether folder() has given the number of a folder of this name.
    [[nodiscard]] bool isKnown(Folder parent, std::string_view name) const;
    // For metadata; fails if it is not there.
    Result<File> openFolder(Folder folder);
    Result<Handle> handle(Folder folder);

    // What has this name; nothing if there is nothing.
    Result<std::optional<struct stat>> look(Folder folder, std::string_view name);
    Result<File> openExisting(Folder folder, std::string_view name); // a regular file, to read
    Result<std::string> readLink(Folder folder, std::string_view name);

    // Makes the folder if need be. 0600, exclusive.
    Result<File> createFile(Folder folder, std::string_view name);
    // A file that createFile() made; Changed if another has taken its name.
    Result<File> reopen(Folder folder, std::string_view name, const struct stat &made);
    Result<> makeLink(Folder folder, std::string_view name, const std::string &target);
    Result<> moveNew(Folder folder, std::string_view from, std::string_view to); // AlreadyExists
    Result<> moveOver(Folder folder, std::string_view from, std::string_view to);
    // Into or out of another open folder on the same file system; `name` must be free there.
    Result<> moveOut(Folder folder, std::string_view name, int to, const std::string &toName);
    // A second name there, where the file system has such.
    Result<> linkOut(Folder folder, std::string_view name, int to, const std::string &toName);
    Result<> moveIn(int from, const std::string &fromName, Folder folder, std::string_view name);
    Result<> removeFolder(Folder parent, std::string_view name); // an empty one
    Result<> remove(Folder folder, std::string_view name);       // nothing there is success
    // Removes what a restore that was killed left in a folder: files of ours, of this user, that
    // nobody has touched for a while.
    Result<> sweep(Folder folder, std::int64_t now);
    Result<> sync(); // everything written so far is on disk when it returns

    Result<std::uint64_t> freeSpace();
    [[nodiscard]] FilePath path(Folder folder, std::string_view name = {}) const;
    [[nodiscard]] const FilePath &root() const { return m_root; }

private:
    static constexpr std::size_t kHandles = 256; // kept open
    struct Node
    {
        Folder parent = kRoot;
        std::string name;
        Handle handle; // null: not open
        bool missing = false;
        bool fresh = false;
        bool changed = false;
        bool used = false; // since the cache last looked
    };
    Result<Handle> enter(Folder folder, bool create);
    Result<Handle> openNode(Folder folder, const Handle &parent, bool create);
    void keep(Folder folder, const Handle &handle);
    void noteChange(Folder folder);
    [[nodiscard]] static std::string keyOf(Folder parent, std::string_view name);
    Result<int> openAt(Folder folder, std::string_view name, FileOp op, int flags,
                       FilePath &fullPath);

    FileLayer &m_files;
    FilePath m_root;
    mutable std::recursive_mutex m_mutex; // path() is asked for under it
    std::deque<Node> m_nodes;
    std::unordered_map<std::string, Folder> m_numbers; // parent's number and name
    std::deque<Folder> m_open;
};

// `.cairn~<32 hex digits>.tmp`, as every temporary file of ours in foreign folders is called.
[[nodiscard]] bool isTemporaryName(std::string_view name);
// A name that stays inside its folder: not empty, ".", "..", no '/', no NUL.
[[nodiscard]] bool isSafeComponent(std::string_view name);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/dlist.h"
#include "core/operations/path_trail.h"
#include "core/operations/rebuild_context.h"
#include "core/operations/rebuild_streams.h"
#include "core/pipeline/volume_opener.h"

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>

namespace cairn {

// Q2: applies versions, oldest first, as intervals (core/db/entry_table.h).
class VersionReader final
{
public:
    VersionReader(RebuildContext &context, StreamResolver &streams);

    // All or nothing: a list that turns out to be damaged leaves no trace.
    Result<> apply(const RemoteVolume &dlist, const OpenVolume &opened);
    // Instead, of the last list that an earlier run has applied: the next is compared with it.
    // Stale: it does not agree with the version.
    Result<> remind(const VersionRow &version, const OpenVolume &opened);

private:
    // How a path stands to the version before.
    enum class Change : std::uint8_t { New, Changed, Same, Repeated };

    Result<> readOnce(const RemoteVolume &dlist, const OpenVolume &opened);
    Result<> readInto(const OpenVolume &opened);
    struct Located
    {
        std::int64_t folder;
        std::string_view name; // in the entry
        PathNote note;
    };
    Result<> forEachEntry(const OpenVolume &opened,
                          const std::function<Result<>(const DlistEntry &)> &visit);
    Result<> addEntry(const DlistEntry &entry);
    // Nothing: it cannot be used, which was said.
    Result<std::optional<Located>> locate(const DlistEntry &entry);
    Result<> noteEntry(const DlistEntry &entry, const PathNote &note);
    Result<Change> changeOf(const DlistEntry &entry, const PathNote &note, std::string_view name);
    Result<bool> isSame(const EntryRow &row, const DlistEntry &entry);
    Result<bool> openEntry(const DlistEntry &entry, std::int64_t folder, std::string_view name);
    Result<> writeNew();
    Result<> closeMissed();
    Result<> closeIn(std::int64_t folder, std::span<const PathNote::Place> names);
    Result<std::int64_t> folderOf(std::string_view path);
    Result<> forgetUncommitted();
    [[nodiscard]] std::uint64_t fingerprint(std::string_view bytes);
    [[nodiscard]] std::uint64_t factsOf(const DlistEntry &entry);
    void skip(const DlistEntry &entry, const QString &why);

    RebuildContext &m_context;
    StreamResolver &m_streams;
    PathTrail m_trail;
    std::vector<PathNote::Place> m_astray; // found by the database, not by the trail
    // A path stands twice in the list: seen late, so the list is read again with all its paths in
    // memory.
    bool m_hasRepeats = false;
    bool m_isFirstVersion = true;
    bool m_isSecondReading = false;
    bool m_isReminder = false;
    std::set<PathNote::Place> m_seen; // in the second reading
    Hasher m_hasher{HashAlgorithm::Sha256};
    Digest m_nothing;                                        // the hash of an empty file
    std::unordered_map<std::string, std::int64_t> m_folders; // by path, some of them
    std::string m_lastFolder;
    std::int64_t m_lastFolderId = 0;
    std::string m_factsBytes;
    std::vector<EntryRow> m_new; // of a first version, not in the database yet
    VersionRow m_version;        // being read
    bool m_knowsSeparator = false;
};

} // namespace cairn

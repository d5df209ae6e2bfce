// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/dlist.h"
#include "core/operations/rebuild_context.h"
#include "core/operations/rebuild_streams.h"
#include "core/pipeline/volume_opener.h"

#include <array>
#include <string_view>
#include <unordered_map>

namespace cairn {

// The current state of every path seen so far, as fingerprints: an entry that did not change since
// the version before costs no access to the database. 27 to 36 bytes a path: many small tables, of
// which only one is there twice while it grows.
class PathStates final
{
public:
    struct Slot
    {
        std::uint32_t folder = 0;
        std::uint32_t seen = 0;  // the last version that has the path; 0: free
        std::uint64_t name = 0;  // fingerprint of the name
        std::uint64_t facts = 0; // of what the version says about it; 0: not known
    };
    // A new slot has seen == 0; the caller sets it at once.
    Slot &at(std::int64_t folder, std::uint64_t name);
    void clear();
    template<typename Visit>
    void forEach(Visit visit) const
    {
        for (const Shard &shard : m_shards)
            for (const Slot &slot : shard.slots)
                if (slot.seen != 0)
                    visit(slot);
    }

private:
    struct Shard
    {
        std::vector<Slot> slots;
        std::size_t used = 0;
        Slot &place(std::uint32_t folder, std::uint64_t name);
        void grow();
    };
    static constexpr std::size_t kShards = 64;
    std::array<Shard, kShards> m_shards;
};

// Q2: applies versions, oldest first, as intervals (core/db/entry_table.h).
class VersionReader final
{
public:
    VersionReader(RebuildContext &context, StreamResolver &streams);

    // All or nothing: a list that turns out to be damaged leaves no trace.
    Result<> apply(const RemoteVolume &dlist, const OpenVolume &opened);

private:
    Result<> readInto(VersionRow &version, const OpenVolume &opened);
    Result<> addEntry(DlistEntry &entry);
    Result<> openEntry(const DlistEntry &entry, std::int64_t folder, std::string_view name);
    Result<> closeUnseen();
    Result<> closeUnseenIn(std::int64_t folder);
    Result<std::int64_t> folderOf(std::string_view path);
    Result<> recoverStates();
    [[nodiscard]] std::uint64_t fingerprint(std::string_view bytes);
    [[nodiscard]] std::uint64_t factsOf(const DlistEntry &entry);
    void skip(const DlistEntry &entry, const QString &why);

    RebuildContext &m_context;
    StreamResolver &m_streams;
    PathStates m_states;
    Hasher m_hasher{HashAlgorithm::Sha256};
    std::unordered_map<std::string, std::int64_t> m_folders; // by path, some of them
    std::string m_lastFolder;
    std::int64_t m_lastFolderId = 0;
    std::string m_factsBytes;
    VersionRow m_version; // being read
    bool m_knowsSeparator = false;
};

} // namespace cairn

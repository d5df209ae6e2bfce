// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/base/volume_kind.h"
#include "core/db/volume_state.h"
#include "core/sqlite/database.h"

#include <optional>
#include <string>
#include <vector>

namespace cairn {

struct VolumeRow
{
    std::int64_t id = 0; // 0: not stored yet
    std::string name;
    VolumeKind kind = VolumeKind::Dblock;
    VolumeState state = VolumeState::Planned;
    std::int64_t size = -1; // bytes as stored remotely; -1 unknown
    Digest hash;            // file hash over the stored bytes; empty unknown
    std::int64_t created = 0;
    std::string tempName;          // what a local destination may hold while the put runs
    std::int64_t contentBytes = 0; // uncompressed bytes of its blocks
    std::int64_t checkTime = 0;    // when its content was last seen good, unix s; 0 never
    std::int64_t checkCount = 0;
};

// The journal of remote files. Writing calls belong into a Transaction.
class VolumeTable final
{
public:
    explicit VolumeTable(Database &database)
        : m_db(database)
    {
    }
    Result<std::int64_t> add(const VolumeRow &row);
    Result<std::optional<VolumeRow>> find(const std::string &name);
    Result<std::optional<VolumeRow>> get(std::int64_t id);
    Result<std::vector<VolumeRow>> all(); // by id
    Result<std::vector<VolumeRow>> inState(VolumeState state);

    // Refuses a transition that volume_state.h does not allow.
    Result<> setState(std::int64_t id, VolumeState state);
    Result<> setSizeAndHash(std::int64_t id, std::int64_t size, const Digest &hash);
    // The name gave out (R31): the row goes on as `newName`. The old name stays behind as
    // Abandoned, to be deleted when it shows up; but not one that turned out to be another's.
    enum class OldName : std::uint8_t { Abandon, Forget };
    Result<> rename(std::int64_t id, const std::string &newName, const std::string &newTempName,
                    OldName oldName = OldName::Abandon);
    Result<> noteCheck(std::int64_t id, std::int64_t time);
    Result<> erase(std::int64_t id); // only rows that never had a remote effect

    Result<> link(std::int64_t dindex, std::int64_t dblock);
    Result<std::vector<std::int64_t>> indexesOf(std::int64_t dblock);
    Result<std::vector<std::int64_t>> dblocksOf(std::int64_t dindex);

private:
    Result<std::vector<std::int64_t>> ids(const char *sql, std::int64_t id);
    Database &m_db;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/sqlite/database.h"

#include <optional>
#include <string>
#include <vector>

namespace cairn {

enum class VersionState : std::uint8_t { Unfinished = 0, Visible = 1, Deleting = 2 };

struct VersionRow
{
    std::int64_t id = 0;   // ordinal: grows with time
    std::int64_t time = 0; // unix s; unique: the dlist's stamp
    VersionState state = VersionState::Unfinished;
    bool complete = true;   // false: a partial version (IsFullBackup false)
    std::int64_t dlist = 0; // volume id; 0 none yet
    std::int64_t files = 0;
    std::int64_t entries = 0; // files, folders and links
    std::int64_t bytes = 0;   // content of its files
};

struct CarriedRow
{
    std::string path;
    QString reason;
};

class VersionTable final
{
public:
    explicit VersionTable(Database &database)
        : m_db(database)
    {
    }
    Result<std::int64_t> add(const VersionRow &row); // ordinal max + 1; row.id is ignored
    Result<> update(const VersionRow &row);
    Result<> erase(std::int64_t id);
    // Whether a version has this volume as its list.
    Result<bool> hasList(std::int64_t volume);
    // No version has this volume as its list any more.
    Result<> forgetList(std::int64_t volume);
    Result<std::vector<VersionRow>> visible(); // newest first: index = the number people use
    Result<std::vector<VersionRow>> inState(VersionState state);
    Result<std::optional<VersionRow>> get(std::int64_t id);

    Result<> addCarried(std::int64_t version, std::string_view path, const QString &reason);
    Result<std::vector<CarriedRow>> carried(std::int64_t version);

private:
    Database &m_db;
};

} // namespace cairn

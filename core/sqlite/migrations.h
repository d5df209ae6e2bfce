// SPDX-License-Identifier: MIT
#pragma once

#include "core/sqlite/database.h"

#include <span>

namespace cairn {

// Whose file it is, and how its tables came to be: step n leads from schema n to n + 1. A step that
// was released never changes again.
struct Schema
{
    std::int64_t applicationId = 0; // tells our file from any other database
    std::span<const char *const> steps;

    [[nodiscard]] std::int64_t newest() const { return static_cast<std::int64_t>(steps.size()); }
};

enum class SchemaState {
    Current,
    Older, // or empty
    Newer, // made by a newer program
    Foreign,
};

// Looks only.
Result<SchemaState> schemaState(Database &database, const Schema &schema);

// Does the steps that are missing, all or none. Refuses what is newer or foreign, untouched. Two
// programs that start at once do them once.
Result<> migrate(Database &database, const Schema &schema);

} // namespace cairn

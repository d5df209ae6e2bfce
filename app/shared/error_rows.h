// SPDX-License-Identifier: MIT
// The texts of error_table.h; for it alone.
#pragma once

#include "app/shared/error_table.h"

namespace cairn {

inline constexpr char kErrorContext[] = "cairn"; // of the translations

// In the place of a name that is not known.
extern const char *const kThisBackup;
extern const char *const kItsDrive;
extern const char *const kAChosenFolder;

// Source texts. %1 is the backup, %2 its drive, %3 the name of the first path; %n only in
// countedTitle.
struct ErrorRow
{
    std::string_view code;
    const char *title;
    const char *countedTitle; // with the number; nullptr: the same
    const char *meaning;
    const char *remedy;
    const char *commandRemedy; // may name options; nullptr: the failure's own message says it
    std::vector<Remedy> actions;
    bool isVague = false; // what was said says more than the title
};
[[nodiscard]] std::span<const ErrorRow> errorRows();

} // namespace cairn

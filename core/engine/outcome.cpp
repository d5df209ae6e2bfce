// SPDX-License-Identifier: MIT
#include "core/engine/outcome.h"

namespace cairn {

const char *operationName(Operation operation)
{
    switch (operation) {
    case Operation::Backup:
        return "Backup";
    case Operation::Restore:
        return "Restore";
    case Operation::List:
    case Operation::ListFilesets:
        return "List";
    case Operation::Compare:
        return "ListChanges";
    case Operation::Test:
        return "Test";
    case Operation::Repair:
    case Operation::Recreate:
        return "Repair";
    case Operation::Delete:
        return "Delete";
    case Operation::Discard:
        return "Discard";
    case Operation::Copy:
        return "Copy";
    case Operation::Compact:
        return "Compact";
    case Operation::Purge:
        return "PurgeFiles";
    case Operation::PurgeBroken:
        return "PurgeBrokenFiles";
    case Operation::ListBroken:
        return "ListBrokenFiles";
    case Operation::TestFilters:
        return "TestFilters";
    }
    return "";
}

const char *parsedResultName(ParsedResult result)
{
    switch (result) {
    case ParsedResult::Success:
        return "Success";
    case ParsedResult::Warning:
        return "Warning";
    case ParsedResult::Error:
        return "Error";
    case ParsedResult::Fatal:
        return "Fatal";
    }
    return "";
}

Judgement judge(const RunFacts &facts)
{
    if (facts.failed && !facts.held)
        return {ParsedResult::Fatal, exitCode::Failed};
    const bool errors = facts.errors > 0 || facts.faults;
    const bool isBackup = facts.operation == Operation::Backup;
    // What a stop left undone is no success, but it was asked for.
    const bool warnings = facts.warnings > 0 || facts.partial || (facts.stopped && !isBackup);
    const ParsedResult result = errors     ? ParsedResult::Error
                                : warnings ? ParsedResult::Warning
                                           : ParsedResult::Success;
    if (isBackup && facts.partial)
        return {result, exitCode::Partial};
    if (errors)
        return {result, exitCode::Errors};
    if (facts.held)
        return {result, warnings   ? exitCode::Warnings
                        : isBackup ? exitCode::NothingNew
                                   : exitCode::Success};
    if (facts.operation == Operation::Test && facts.nothingNew)
        return {ParsedResult::Fatal, exitCode::Failed};
    if (warnings)
        return {result, exitCode::Warnings};
    if (isBackup && facts.nothingNew)
        return {result, exitCode::NothingNew};
    return {result, exitCode::Success};
}

} // namespace cairn

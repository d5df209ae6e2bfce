// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/storage/backend_registry.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

// A step of the test of a destination, in the order they are made.
enum class DestinationCheck : std::uint8_t { Find, Write, Read, Remove, Space, Unused };

struct DestinationStep
{
    enum class State : std::uint8_t { Running, Passed, Failed };
    DestinationCheck check = DestinationCheck::Find;
    State state = State::Running;
    std::optional<Error> error; // Failed; a missing folder has the id kFolderMissingId
};

// A backup that lies at a destination: what its names there tell.
struct StoredBackup
{
    std::string prefix;
    std::int64_t files = 0;         // of its own there
    std::int64_t versions = 0;      // lists
    std::int64_t newestVersion = 0; // unix s
    std::int64_t oldestVersion = 0;
    bool encrypted = false;
    bool operator==(const StoredBackup &) const = default;
};

struct DestinationReport
{
    bool usable = false; // every step passed
    std::optional<std::uint64_t> freeBytes;
    std::int64_t bytesPerSecond = 0; // written, by a few MiB; 0: not measured
    // That have versions there, the one with the newest first.
    std::vector<StoredBackup> backups;
};

enum class DestinationUse : std::uint8_t {
    Read,  // a backup that is there: nothing is written
    Write, // the folder must be there
    Create // or is made
};

// Tries whether backups can be stored at a destination: finds the folder (or makes it), writes a
// file of random bytes, reads it back, compares, removes it. What others have there stays as it is.
// A backup that is there already fails the last step (DEST_FOREIGN). Blocks.
[[nodiscard]] DestinationReport
testDestination(FileLayer &files, Clock &clock, Random &random, const BackendRegistry &backends,
                const DestinationUrl &url, DestinationUse use, const CancelToken &cancel,
                const std::function<void(const DestinationStep &)> &tell);

} // namespace cairn

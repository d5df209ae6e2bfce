// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/engine.h"

namespace cairn {

struct PlaceWorld
{
    FileLayer &files;
    Random &random;
    Engine &engine;
};

// Whether the place that is new to a backup may be its own: it holds nothing, or what opens with
// the passphrase and has the versions that are known here of `before`. Then the local database is
// made of it. AlreadyExists (DEST_FOREIGN) if it belongs to another backup. Of a backup that was
// imported and has not run here nothing is known yet (take_over.h, `isTakenOver`): what opens with
// its passphrase is its own, and its first run makes the local database.
[[nodiscard]] Result<> settleAtNewPlace(const PlaceWorld &world, const JobRequest &request,
                                        const JobConfig &before, CancelToken &cancel,
                                        Progress &progress, bool isTakenOver);

} // namespace cairn

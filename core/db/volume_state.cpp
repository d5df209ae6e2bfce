// SPDX-License-Identifier: MIT
#include "core/db/volume_state.h"

namespace cairn {

bool isLegalTransition(VolumeState from, VolumeState to)
{
    using enum VolumeState;
    if (from == to)
        return true;
    switch (from) {
    case Planned:
        return to == Uploading || to == Abandoned;
    case Uploading:
        return to == Confirmed || to == Abandoned;
    case Confirmed:
    case Verified:
        return to == Confirmed || to == Verified || to == Damaged || to == Missing ||
               to == Deleting;
    case Damaged:
        return to == Confirmed || to == Verified || to == Deleting || to == Missing;
    case Missing: // may turn up again, or be given up
        return to == Confirmed || to == Damaged || to == Deleted;
    case Abandoned:
        return to == Deleted;
    case Deleting:
        return to == Deleted;
    case Deleted:
        return false;
    }
    return false;
}

const char *stateName(VolumeState state)
{
    constexpr const char *kNames[] = {"Planned", "Uploading", "Confirmed", "Verified", "Damaged",
                                      "Missing", "Abandoned", "Deleting",  "Deleted"};
    return kNames[static_cast<unsigned>(state)];
}

} // namespace cairn

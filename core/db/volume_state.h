// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace cairn {

// The life of a remote file as this job knows it (reliability.md §3). Stored as numbers.
enum class VolumeState : std::uint8_t {
    Planned = 0,   // being filled in temp
    Uploading = 1, // sealed and proven; the put may have begun
    Confirmed = 2, // seen at the destination with the right size (R15)
    Verified = 3,  // its content hash was seen good
    Damaged = 4,   // proven wrong
    Missing = 5,   // proven absent (R2)
    Abandoned = 6, // uncertain or superseded: never used, deleted when seen
    Deleting = 7,  // nothing needs it; the delete may have begun
    Deleted = 8,   // gone; the name is never used again
};

// The one place that says which change of state is allowed.
[[nodiscard]] bool isLegalTransition(VolumeState from, VolumeState to);
// Whether blocks in it count as stored (R7).
[[nodiscard]] inline bool isUsable(VolumeState state)
{
    return state == VolumeState::Confirmed || state == VolumeState::Verified;
}
[[nodiscard]] const char *stateName(VolumeState state);

} // namespace cairn

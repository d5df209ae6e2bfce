// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace cairn {

// How far work stands back for the other programs of the computer.
struct WorkPriority
{
    bool idleDisk = false; // the disk serves it when nobody else wants anything
    int niceness = 0;      // 0 … 19, the least; a process that is nicer already stays so

    [[nodiscard]] bool isLowered() const { return idleDisk || niceness > 0; }
};

// Does the work and returns when it is done. Lowered, it has a thread of its own: threads and
// programs started by it inherit the priority, the caller's thread keeps its own. (It could not
// have its niceness back without rights.) Where the system refuses, the work is done as it would be
// otherwise.
void doAtPriority(const WorkPriority &priority, const std::function<void()> &work);

} // namespace cairn

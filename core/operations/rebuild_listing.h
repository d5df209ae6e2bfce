// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/rebuild_context.h"

namespace cairn {

// Q1: lists the destination and takes the volumes of the one prefix that is asked for, or that is
// there. Several prefixes, no version at all, and a wish for a version that is not there are errors
// that name what was found.
Result<> listVolumes(RebuildContext &context, Backend &backend);
// Their rows, in an empty database.
Result<> addRows(RebuildContext &context);

// Leaves only the versions of the selection in context.dlists.
Result<> selectLists(RebuildContext &context, const VersionSelection &selection);

} // namespace cairn

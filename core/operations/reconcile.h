// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"
#include "core/storage/remote_listing.h"

#include <string>
#include <vector>

namespace cairn {

enum class ReconcileMode {
    Clean,   // backup, delete, compact: leftovers of this job are deleted too (R3)
    AddOnly, // repair, test: the same table without its deletes (R5)
    Look     // dry run: nothing is written, neither here nor there
};

struct Reconciliation
{
    RemoteListing listing;
    std::vector<std::string> missing; // volumes that are proven absent now
    std::vector<std::string> damaged; // of wrong size
    std::vector<std::string>
        unknown;              // dlists, dindexes and dblocks of our prefix that the database lacks
    std::int64_t foreign = 0; // everything else in the folder
    bool interruptedRun = false; // leftovers of a run that did not end were settled
};

// The start table of reliability.md §3, run before every changing operation: compares the journal
// with what the destination shows and settles what an earlier run left undecided. Idempotent; may
// be killed anywhere. Stale (R4) and listings too poor to act upon (R2) are errors, as is a list of
// unknown dlists. In mode AddOnly a poor listing is accepted once every name is proven absent by
// itself.
Result<Reconciliation> reconcile(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings, Backend &backend, ReconcileMode mode);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/block_packer.h"

namespace cairn {

// Reads a sealed dblock back from disk whole: decrypts, unpacks and hashes each entry, and compares
// with what its rows will say (R9). A difference is an error of this machine, so nothing is put.
Result<> proveVolume(const RunEnvironment &environment, JobDatabase &job,
                     const JobSettings &settings, const FilledVolume &filled);

// Hash, cipher and compression against known answers, before the first write of a run (R9).
Result<> selfTest(const RunEnvironment &environment);

} // namespace cairn

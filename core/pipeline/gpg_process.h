// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/run_environment.h"

namespace cairn {

// Volumes encrypted by the gpg program (storage-format.md §10.2), symmetrically or to a public key
// as the gpg options of the job say. The program starts from an absolute path with an argument
// array, the passphrase goes through a pipe, the output counts only after exit 0 and a good
// integrity status (reliability.md §6). `into` is an empty file of ours that is overwritten.
Result<> gpgEncrypt(const RunEnvironment &environment, const FilePath &plain, const FilePath &into);
// WrongPassphrase, MissingPassphrase or Corrupt tell what was wrong.
Result<> gpgDecrypt(const RunEnvironment &environment, const FilePath &encrypted,
                    const FilePath &into);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/config/job_import.h"
#include "core/storage/backend_registry.h"

namespace cairn {

// What reading an import needs of the world. The references outlive the calls.
struct ImportWorld
{
    FileLayer &files;
    Clock &clock;
    Random &random;
    const BackendRegistry &backends;
    ImportPlaces places = ImportPlaces::fromSystem();
};

// The jobs in a file: an export of any form, encrypted or not, or Duplicati's settings database,
// which is read from a copy, so that Duplicati may run. `password`: of an encrypted export, or the
// key of encrypted settings; else empty. ImportEncrypted and ImportPassword (InvalidArgument) ask
// for another one. Each job is judged by what this program can do.
[[nodiscard]] Result<std::vector<ImportedJob>> importFrom(ImportWorld &world, const FilePath &file,
                                                          const Secret &password);

// Settings databases of Duplicati where they usually lie and can be seen.
[[nodiscard]] std::vector<FilePath> findDuplicatiSettings(FileLayer &files);

} // namespace cairn

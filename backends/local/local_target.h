// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/storage/destination_url.h"

namespace cairn {

// The folder that a "file" URL and its options mean: of the URL's path and `alternate-target-paths`
// the first that exists and holds the file `alternate-destination-marker`, if one is named; with a
// marker nowhere it is an error, without one and none existing it is the URL's path.
[[nodiscard]] Result<FilePath> chooseLocalTarget(FileLayer &files, const DestinationUrl &url,
                                                 const BackendOptions &options);

} // namespace cairn

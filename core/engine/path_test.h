// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/filter_test.h"

namespace cairn {

struct PathVerdict
{
    bool belowSource = false; // of one of the sources; if not, nothing else is said
    bool exists = false;      // if not, the rules alone were asked
    bool saved = false;
    std::string decided; // raw: the path itself, or the folder above it that is left out
    int rule = -1;       // which of the filters decides, as they were given; -1: none does
    std::optional<SkipReason> skip;
    QString problem; // it cannot be read
};

// What a backup would do with one path: the walker looks at the folders above it, one by one, and
// at nothing else.
Result<PathVerdict> testPath(FileLayer &files, const std::vector<FilePath> &sources,
                             const SourceOptions &options, const FilePath &path,
                             const CancelToken &cancel);

} // namespace cairn

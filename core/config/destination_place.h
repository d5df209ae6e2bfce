// SPDX-License-Identifier: MIT
// Where backups go, beside one another and beside what they save.
#pragma once

#include "core/config/job_config.h"

namespace cairn {

// The folder of this computer that a destination is: a path, or a file:// URL. None: it is
// elsewhere. Without slashes at its end and
// steps back in it.
[[nodiscard]] std::optional<FilePath> localFolderOf(const std::string &destination);

// How a destination in a local folder lies to what is saved there. Links are not followed.
enum class PlaceToSources : std::uint8_t {
    Apart,
    Inside, // of a source: left out of the backup, which may be meant
    Same,   // as a source
    Around  // a source: what a backup would save is left out with the destination
};
// The worst of them; Same and Around cannot be.
[[nodiscard]] PlaceToSources placeToSources(const FilePath &destination,
                                            const std::vector<FilePath> &sources);

// How the names of its files at the destination begin.
[[nodiscard]] std::string prefixOf(const JobConfig &job);
// Whether two jobs go to the very same place, under the same prefix.
[[nodiscard]] bool isSamePlace(const JobConfig &one, const JobConfig &other);
// The other job that goes to the place of this one; null if none does. Two at one place would
// delete each other's versions.
[[nodiscard]] const JobConfig *otherAtPlace(const std::vector<JobConfig> &jobs,
                                            const JobConfig &job);
// What is said of it.
[[nodiscard]] QString placeTakenText(const JobConfig &other);

} // namespace cairn

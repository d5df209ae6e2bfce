// SPDX-License-Identifier: MIT
// Options of a command line as the settings of a job.
#pragma once

#include "core/config/job_config.h"

#include <QStringList>

namespace cairn::cli {

// What is said of a job with `jobs add` and `jobs edit`: each option given changes its part, the
// others stay. --include and --exclude take the place of all rules there were.
[[nodiscard]] Result<> applyOptions(const OptionSet &options, JobConfig &job, QDate today,
                                    std::int64_t now);

// A destination as typed: paths become absolute, secrets in a URL go among `secrets`.
[[nodiscard]] std::string destinationFrom(const std::string &word,
                                          std::map<std::string, Secret> &secrets);

} // namespace cairn::cli

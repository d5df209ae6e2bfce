// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/config/job_options.h"

#include <memory>

namespace cairn {

// While it lives, what the program logs goes into a file too: one line each, appended, in a file
// that its owner alone can read. Several may live at a time; two of the same path write each line
// once, at the level of the first. Any thread.
class LogFile final
{
public:
    // Fails if the file cannot be written.
    [[nodiscard]] static Result<std::unique_ptr<LogFile>> open(const FilePath &path,
                                                               LogLevel level);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

private:
    LogFile() = default;
};

} // namespace cairn

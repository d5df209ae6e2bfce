// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/unique_fd.h"

#include <string>
#include <string_view>

namespace cairn {

// Makes a path of any length usable for the system's ...at() calls: what is too long for one call
// is entered piece by piece. Trailing '/' are dropped, so that the last name is the object itself.
class LongPath final
{
public:
    explicit LongPath(std::string_view path);

    [[nodiscard]] int error() const { return m_error; } // errno of a piece that cannot be entered
    [[nodiscard]] int folder() const;                   // AT_FDCWD if the path was short
    [[nodiscard]] const char *name() const { return m_name.c_str(); }
    // The same as one string, for calls without an ...at() form.
    [[nodiscard]] std::string single() const;

private:
    UniqueFd m_folder;
    std::string m_name;
    int m_error = 0;
};

// open() for a path of any length; close-on-exec, repeated after EINTR. -1 and errno on failure.
[[nodiscard]] int openLongPath(std::string_view path, int flags);
// openat() likewise. Does without O_NOATIME where only the owner may ask for it.
[[nodiscard]] int openQuietly(int folder, const char *name, int flags);

} // namespace cairn

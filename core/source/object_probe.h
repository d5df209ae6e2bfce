// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/source_stat.h"

#include <string_view>
#include <vector>

namespace cairn {

enum class XattrFinding : std::uint8_t { None, Some, ExclusionMark };

// Looks at objects for the walker: system calls only, no decisions. Failures are errno values, 0
// for none.
class ObjectProbe final
{
public:
    // Flags as for statx(): AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH.
    [[nodiscard]] static int stat(int folder, const char *name, int flags, SourceStat &out);
    // Whether an object has extended attributes, and among them one of those that say "do not back
    // up" (engine.md §3.2). What cannot be listed counts as some.
    [[nodiscard]] XattrFinding xattrs(std::string_view path, bool follow);
    [[nodiscard]] XattrFinding xattrs(int fd);

private:
    [[nodiscard]] XattrFinding judged(long size) const;

    std::vector<char> m_list;
};

// Names of extended attributes of an object, each with its NUL, as the system lists them: into
// `out`. Returns their size, or minus errno.
[[nodiscard]] long listXattrs(std::string_view path, bool follow, std::vector<char> &out);

} // namespace cairn

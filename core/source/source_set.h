// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/base/result.h"
#include "core/config/job_options.h"
#include "core/source/source_stat.h"

#include <span>
#include <string_view>
#include <vector>

namespace cairn {

struct SourceRoot
{
    FilePath path; // absolute; a folder's ends with '/'
    SourceStat stat;
    [[nodiscard]] bool isFolder() const { return stat.type == SourceType::Folder; }
};

// A root that is not there, or that may not be looked at. What the last version had at and below it
// is carried over (R30).
struct AbsentRoot
{
    FilePath path; // absolute; ends with '/' if it was given so
    Error error;   // NotFound with the id SourceIsMissing, or another one with SourceUnauthorized
};

// The sources of a job: absolute, each once, in byte order (R11).
class SourceSet final
{
public:
    // Relative paths are taken from `base`. A link to a folder stands for the folder, under the
    // link's name. Fails with NoSources when no source is there; with SourceIsMissing under
    // abort-if-source-missing; with SourceIsEmpty under prevent-empty-source.
    [[nodiscard]] static Result<SourceSet> resolve(FileLayer &files,
                                                   std::span<const FilePath> sources,
                                                   const SourceOptions &options,
                                                   const FilePath &base);

    // None lies within another.
    [[nodiscard]] const std::vector<SourceRoot> &roots() const { return m_roots; }
    // Roots within another root: walked with it, but no filter keeps them out.
    [[nodiscard]] const std::vector<SourceRoot> &nested() const { return m_nested; }
    // To be reported unless allow-missing-source; carried over either way.
    [[nodiscard]] const std::vector<AbsentRoot> &absent() const { return m_absent; }

    [[nodiscard]] bool isNestedRoot(std::string_view path) const;
    [[nodiscard]] bool hasNestedRootBelow(std::string_view folder) const;

private:
    std::vector<SourceRoot> m_roots;
    std::vector<SourceRoot> m_nested;
    std::vector<AbsentRoot> m_absent;
};

// Absolute, without empty and "." parts and without ".."; a trailing '/' stays.
[[nodiscard]] Result<FilePath> absolutePath(const FilePath &path, const FilePath &base);

} // namespace cairn

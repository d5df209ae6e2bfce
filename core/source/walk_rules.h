// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/folder_scan.h"
#include "core/source/source_walker.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace cairn {

struct Skip
{
    SkipReason reason = SkipReason::Filtered;
    FilterDecision decision;
};

// What of the things met belongs into the version: the options and filters of a walk as questions.
// Remembers the hard links seen; everything else is constant.
class WalkRules final
{
public:
    WalkRules(const Filter &filter, const WalkOptions &options);

    // Folders' paths end with '/'. Own files are kept out whatever else holds.
    [[nodiscard]] bool isOwn(std::string_view path) const;
    [[nodiscard]] std::optional<Skip> byPath(std::string_view path) const;
    // For a folder that byPath() leaves out: there may be something below it all the same.
    [[nodiscard]] bool isWorthEntering(std::string_view folder) const;
    [[nodiscard]] std::optional<SkipReason> byFile(std::string_view name, const SourceStat &stat,
                                                   bool linkToFolder) const;
    [[nodiscard]] bool excludesAttributesOf(std::string_view name, const SourceStat &stat,
                                            bool linkToFolder) const;
    [[nodiscard]] bool hasIgnoreFile(const FolderScan &scan) const;
    // Call once a file was accepted: the next path of the same object is refused if only the first
    // counts.
    void accepted(const SourceStat &stat);

    [[nodiscard]] const SourceOptions &source() const { return m_options.source; }
    [[nodiscard]] bool oneFileSystem() const { return m_options.oneFileSystem; }

private:
    const Filter &m_filter;
    const WalkOptions &m_options;
    std::set<std::string, std::less<>> m_own;
    std::set<std::pair<std::uint64_t, std::uint64_t>> m_seen; // device, inode
};

} // namespace cairn

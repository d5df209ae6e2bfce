// SPDX-License-Identifier: MIT
#include "core/source/walk_rules.h"

#include "core/source/metadata_posix.h"

#include <algorithm>

namespace cairn {

namespace {

// What restores have replaced, wherever that is: a folder `.cairn-undo-<user id>`.
bool isUndoStore(std::string_view path)
{
    if (!path.ends_with('/'))
        return false;
    path.remove_suffix(1);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    constexpr std::string_view kStart = ".cairn-undo-";
    return name.size() > kStart.size() && name.starts_with(kStart) &&
           name.substr(kStart.size()).find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

WalkRules::WalkRules(const Filter &filter, const WalkOptions &options)
    : m_filter(filter)
    , m_options(options)
{
    for (const FilePath &path : options.ownPaths)
        m_own.insert(path.bytes());
}

bool WalkRules::isOwn(std::string_view path) const
{
    return isUndoStore(path) || (!m_own.empty() && m_own.contains(path));
}

std::optional<Skip> WalkRules::byPath(std::string_view path) const
{
    if (m_filter.empty())
        return std::nullopt;
    const FilterDecision decision = m_filter.decide(path);
    if (decision.verdict == FilterVerdict::Include)
        return std::nullopt;
    if (decision.verdict == FilterVerdict::Unknown && !m_filter.hasOnlyIncludes())
        return std::nullopt;
    return Skip{SkipReason::Filtered, decision};
}

bool WalkRules::isWorthEntering(std::string_view folder) const
{
    return m_filter.mayContain(folder);
}

std::optional<SkipReason> WalkRules::byFile(std::string_view name, const SourceStat &stat,
                                            bool linkToFolder) const
{
    const SourceOptions &options = m_options.source;
    if (stat.type == SourceType::File && stat.links > 1) {
        if (options.hardlinkPolicy == HardlinkPolicy::None)
            return SkipReason::HardLink;
        if (options.hardlinkPolicy == HardlinkPolicy::First &&
            m_seen.contains({stat.device, stat.inode}))
            return SkipReason::HardLink;
    }
    if (excludesAttributesOf(name, stat, linkToFolder))
        return SkipReason::Attribute;
    if (stat.type == SourceType::File && options.skipFilesLargerThan &&
        *options.skipFilesLargerThan > 0 &&
        stat.size > static_cast<std::uint64_t>(*options.skipFilesLargerThan))
        return SkipReason::TooLarge;
    return std::nullopt;
}

bool WalkRules::excludesAttributesOf(std::string_view name, const SourceStat &stat,
                                     bool linkToFolder) const
{
    const std::uint32_t excluded = m_options.source.excludedAttributes;
    return excluded != 0 && (dotnetAttributes(name, stat, linkToFolder) & excluded) != 0;
}

bool WalkRules::hasIgnoreFile(const FolderScan &scan) const
{
    return std::ranges::any_of(m_options.source.ignoreFilenames,
                               [&scan](const std::string &name) { return scan.contains(name); });
}

void WalkRules::accepted(const SourceStat &stat)
{
    if (m_options.source.hardlinkPolicy == HardlinkPolicy::First && stat.type == SourceType::File &&
        stat.links > 1)
        m_seen.emplace(stat.device, stat.inode);
}

} // namespace cairn

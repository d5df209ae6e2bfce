// SPDX-License-Identifier: MIT
#include "core/engine/filter_test.h"

#include "core/source/filter.h"
#include "core/source/source_set.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString ruleText(const Filter &filter, FilterDecision decision)
{
    if (decision.rule < 0)
        return filter.hasOnlyIncludes() ? u"no filter matches"_s : u"no filter excludes it"_s;
    const FilterEntry &rule = filter.rules()[static_cast<std::size_t>(decision.rule)];
    return (rule.include ? u"--include="_s : u"--exclude="_s) % displayText(rule.expression);
}

QString reasonText(SkipReason reason)
{
    switch (reason) {
    case SkipReason::Filtered:
        return u"filter"_s;
    case SkipReason::Attribute:
        return u"--exclude-files-attributes"_s;
    case SkipReason::ExclusionMark:
        return u"marked as not to be backed up"_s;
    case SkipReason::IgnoreFile:
        return u"--ignore-filenames"_s;
    case SkipReason::TooLarge:
        return u"--skip-files-larger-than"_s;
    case SkipReason::LinkIgnored:
        return u"--symlink-policy"_s;
    case SkipReason::HardLink:
        return u"--hardlink-policy"_s;
    case SkipReason::EmptyFolder:
        return u"--exclude-empty-folders"_s;
    case SkipReason::OtherFileSystem:
        return u"on another file system"_s;
    case SkipReason::OwnFile:
        return u"a file of Cairn's own"_s;
    case SkipReason::Loop:
        return u"a folder within itself"_s;
    case SkipReason::Special:
        return u"a socket, pipe or device"_s;
    case SkipReason::Vanished:
        return u"gone meanwhile"_s;
    }
    return {};
}

class Visitor final : public WalkSink
{
public:
    Visitor(const Filter &filter, const std::function<void(const FilterTestEntry &)> &visit)
        : m_filter(filter)
        , m_visit(visit)
    {
    }

    Result<> folder(FolderListing &&listing) override
    {
        if (listing.recorded && !listing.isContinued) {
            const FilterDecision decision =
                listing.isRoot ? FilterDecision() : m_filter.decide(listing.path);
            m_visit({listing.path,
                     true,
                     listing.isRoot ? u"a source"_s : ruleText(m_filter, decision),
                     -1,
                     decision.rule,
                     {}});
        }
        for (const SourceEntry &entry : listing.entries) {
            std::string path = listing.path;
            path.append(entry.name);
            if (entry.linkToFolder)
                path += '/';
            const FilterDecision decision = m_filter.decide(path);
            const bool isFile = entry.stat.type == SourceType::File;
            m_visit({std::move(path),
                     true,
                     ruleText(m_filter, decision),
                     isFile ? static_cast<std::int64_t>(entry.stat.size) : -1,
                     decision.rule,
                     {}});
        }
        for (const UnreadableName &name : listing.unreadable)
            m_visit({listing.path + std::string(name.name), false, name.error.message, -1, -1, {}});
        if (listing.problem)
            m_visit({listing.path, false, listing.problem->message, -1, -1, {}});
        return {};
    }

    void skipped(std::string_view folder, std::string_view name, SkipReason reason,
                 FilterDecision decision) override
    {
        std::string path(folder);
        path.append(name);
        const bool isRule = reason == SkipReason::Filtered;
        m_visit({std::move(path), false, isRule ? ruleText(m_filter, decision) : reasonText(reason),
                 -1, isRule ? decision.rule : -1, reason});
    }

private:
    const Filter &m_filter;
    const std::function<void(const FilterTestEntry &)> &m_visit;
};

} // namespace

Result<WalkCounts> testFilters(FileLayer &files, const std::vector<FilePath> &sources,
                               const SourceOptions &options, const CancelToken &cancel,
                               const std::function<void(const FilterTestEntry &)> &visit)
{
    CAIRN_LET(filter, Filter::compile(options.filters));
    CAIRN_LET(set, SourceSet::resolve(files, sources, options, FilePath("/")));
    for (const AbsentRoot &root : set.absent())
        visit({root.path.bytes(), false, root.error.message, -1, -1, {}});
    WalkOptions walk;
    walk.source = options;
    Visitor visitor(filter, visit);
    return SourceWalker(files, filter, walk, cancel).walk(set, visitor);
}

} // namespace cairn

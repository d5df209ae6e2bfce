// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/source_walker.h"
#include "tests/support/scratch_folder.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace cairn::test {

// Writes down what a walk tells, one line for each thing, in order.
class WalkRecorder final : public WalkSink
{
public:
    explicit WalkRecorder(const FilePath &base)
        : m_base(base.bytes())
    {
    }

    Result<> folder(FolderListing &&listing) override
    {
        const std::string path = relative(listing.path);
        if (onFolder)
            onFolder(listing);
        if (listing.recorded && !listing.isContinued)
            lines.push_back(path);
        if (listing.incomplete && !listing.isContinued)
            lines.push_back("! " + path);
        for (const SourceEntry &entry : listing.entries) {
            std::string line = path + std::string(entry.name);
            if (entry.stat.type == SourceType::Link)
                line += entry.linkToFolder ? " ->/" : " ->";
            lines.push_back(line);
        }
        for (const UnreadableName &name : listing.unreadable)
            lines.push_back("? " + path + std::string(name.name));
        return failure ? Result<>(fail(ErrorCode::Io, QStringLiteral("sink"))) : Result<>();
    }
    void skipped(std::string_view folder, std::string_view name, SkipReason reason,
                 FilterDecision) override
    {
        skips[relative(std::string(folder)) + std::string(name)] = reason;
    }

    std::vector<std::string> lines;
    std::map<std::string, SkipReason> skips;
    std::function<void(const FolderListing &)> onFolder;
    bool failure = false;

private:
    [[nodiscard]] std::string relative(const std::string &path) const
    {
        return path.starts_with(m_base) ? '~' + path.substr(m_base.size()) : path;
    }
    std::string m_base;
};

// A walk with everything that it needs.
struct WalkSetup
{
    explicit WalkSetup(const FilePath &root)
        : sources{root}
        , recorder(root)
    {
    }

    Result<WalkCounts> run(FileLayer &files)
    {
        auto filter = Filter::compile(filters, FilterEnvironment{{}, "/tmp", true});
        if (!filter)
            return fail(filter.error());
        auto set = SourceSet::resolve(files, sources, options.source, FilePath("/"));
        if (!set)
            return fail(set.error());
        return SourceWalker(files, *filter, options, cancel).walk(*set, recorder);
    }
    Result<WalkCounts> run()
    {
        FileLayer files;
        return run(files);
    }

    std::vector<FilePath> sources;
    std::vector<FilterEntry> filters;
    WalkOptions options;
    CancelToken cancel;
    WalkRecorder recorder;
};

using Lines = std::vector<std::string>;

} // namespace cairn::test

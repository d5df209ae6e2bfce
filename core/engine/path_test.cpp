// SPDX-License-Identifier: MIT
#include "core/engine/path_test.h"

#include "core/source/filter.h"
#include "core/source/source_set.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Looks at one folder and ends the walk: what becomes of one name in it.
class OneFolder final : public WalkSink
{
public:
    OneFolder(std::string folder, std::string name, PathVerdict &verdict)
        : m_folder(std::move(folder))
        , m_name(std::move(name))
        , m_verdict(verdict)
    {
    }
    [[nodiscard]] bool isRefused() const { return m_isRefused; }
    [[nodiscard]] bool wasSeen() const { return m_wasSeen; }

    Result<> folder(FolderListing &&listing) override
    {
        for (const UnreadableName &name : listing.unreadable)
            if (name.name == m_name) {
                m_isRefused = true;
                m_verdict.problem = name.error.message;
            }
        if (listing.problem)
            m_verdict.problem = listing.problem->message;
        m_wasSeen = true;
        return fail(ErrorCode::Cancelled, u"Nothing else is of interest."_s);
    }
    void skipped(std::string_view folder, std::string_view name, SkipReason reason,
                 FilterDecision decision) override
    {
        if (folder != m_folder ||
            name.substr(0, name.size() - (name.ends_with('/') ? 1 : 0)) != m_name)
            return;
        m_isRefused = true;
        m_verdict.skip = reason;
        m_verdict.rule = reason == SkipReason::Filtered ? decision.rule : -1;
    }

private:
    const std::string m_folder; // ends with '/'
    const std::string m_name;
    PathVerdict &m_verdict;
    bool m_isRefused = false;
    bool m_wasSeen = false;
};

std::string asFolder(const std::string &path)
{
    return path.ends_with('/') ? path : path + '/';
}

// The deepest source at or above the path; empty: none.
std::string sourceOf(const std::vector<FilePath> &sources, const std::string &path)
{
    std::string deepest;
    for (const FilePath &source : sources) {
        const std::string folder = asFolder(source.bytes());
        if (asFolder(path).starts_with(folder) && folder.size() > deepest.size())
            deepest = folder;
    }
    return deepest;
}

class PathTest final
{
public:
    PathTest(FileLayer &files, const Filter &filter, const SourceOptions &options,
             const CancelToken &cancel)
        : m_files(files)
        , m_filter(filter)
        , m_cancel(cancel)
    {
        m_walk.source = options;
        m_walk.source.preventEmptySource = false;
    }

    // False: what is below is left out with it. `folder` ends with '/'.
    Result<bool> step(const std::string &folder, const std::string &name, bool isFolder,
                      PathVerdict &verdict)
    {
        const std::string path = folder + name + (isFolder ? "/" : "");
        verdict.decided = path;
        verdict.saved = false;
        OneFolder look(folder, name, verdict);
        const std::vector<FilePath> roots{FilePath(folder)};
        const auto set = SourceSet::resolve(m_files, roots, m_walk.source, FilePath("/"));
        if (set) {
            const auto walked = SourceWalker(m_files, m_filter, m_walk, m_cancel).walk(*set, look);
            if (!walked && !look.wasSeen())
                return fail(walked.error());
        }
        if (look.isRefused())
            return false;
        if (isFolder && isMarked(path)) {
            verdict.skip = SkipReason::IgnoreFile;
            return false;
        }
        verdict.rule = m_filter.decide(path).rule;
        verdict.saved = m_filter.accepts(path);
        if (!verdict.saved)
            verdict.skip = SkipReason::Filtered;
        else
            verdict.skip.reset();
        return verdict.saved || m_filter.mayContain(path);
    }

private:
    // The walker refuses such a folder when it opens it.
    [[nodiscard]] bool isMarked(const std::string &folder) const
    {
        return std::ranges::any_of(m_walk.source.ignoreFilenames, [&](const std::string &name) {
            return m_files.exists(FilePath(folder + name));
        });
    }

    FileLayer &m_files;
    const Filter &m_filter;
    const CancelToken &m_cancel;
    WalkOptions m_walk;
};

} // namespace

Result<PathVerdict> testPath(FileLayer &files, const std::vector<FilePath> &sources,
                             const SourceOptions &options, const FilePath &path,
                             const CancelToken &cancel)
{
    CAIRN_LET(filter, Filter::compile(options.filters));
    std::string whole = path.bytes();
    while (whole.size() > 1 && whole.ends_with('/'))
        whole.pop_back();
    PathVerdict verdict;
    std::string folder = sourceOf(sources, whole);
    if (folder.empty())
        return verdict;
    verdict.belowSource = true;
    verdict.exists = files.exists(FilePath(whole));
    verdict.saved = true;
    verdict.decided = whole;
    PathTest test(files, filter, options, cancel);
    while (folder.size() <= whole.size()) {
        const std::size_t end = std::min(whole.find('/', folder.size()), whole.size());
        const std::string name = whole.substr(folder.size(), end - folder.size());
        const bool isLast = end == whole.size();
        // A path that is not there is taken for a file.
        const bool isFolder = !isLast || files.exists(FilePath(whole + "/."));
        CAIRN_LET(goesOn, test.step(folder, name, isFolder, verdict));
        if (isLast || !goesOn)
            break;
        folder += name + '/';
    }
    return verdict;
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/operations/catalog_walk.h"

#include <vector>

namespace cairn {

namespace {

// The folder being read and those above it: a stack of its own, since hostile lists may nest
// deeper than a thread's stack reaches.
struct OpenFolder
{
    std::vector<EntryState> states;                               // by name, then by version
    std::vector<std::pair<std::int64_t, std::string>> subFolders; // by name
    std::size_t nextState = 0;
    std::size_t nextSubFolder = 0;
    std::size_t pathLength = 0;
    PathMatcher::Exclusion exclusion = PathMatcher::kNotExcluded;
};

Result<std::vector<EntryState>> statesOf(JobDatabase &job, std::int64_t folder,
                                         const VersionRange &range)
{
    const auto guard = job.database().lock();
    CAIRN_LET(s, job.database().use(
                     "SELECT name, first, last, type, size, mtime, ctime, inode, content, meta "
                     "FROM entry WHERE folder = ?1 AND first <= ?3 AND last >= ?2 "
                     "ORDER BY name, first"));
    s->bind(1, folder).bind(2, range.first).bind(3, range.last);
    std::vector<EntryState> states;
    while (true) {
        CAIRN_LET(found, s->step());
        if (!found)
            break;
        EntryState &state = states.emplace_back();
        state.row.folder = folder;
        state.row.name = s->bytes(0);
        state.row.first = s->integer(1);
        state.last = s->integer(2);
        state.row.type = static_cast<EntryType>(s->integer(3));
        state.row.size = s->integer(4);
        state.row.mtime = s->integer(5);
        state.row.ctime = s->integer(6);
        state.row.inode = s->integer(7);
        state.row.content = s->integer(8);
        state.row.meta = s->integer(9);
    }
    s->reset();
    return states;
}

class Walk final
{
public:
    using Visit = std::function<Result<>(const std::string &, std::span<const EntryState>)>;
    Walk(JobDatabase &job, const VersionRange &range, const PathMatcher &matcher,
         const Visit &visit)
        : m_job(job)
        , m_range(range)
        , m_matcher(matcher)
        , m_visit(visit)
    {
    }

    Result<> run()
    {
        CAIRN_TRY(enter(0, PathMatcher::kNotExcluded));
        while (!m_stack.empty()) {
            OpenFolder &top = m_stack.back();
            m_path.resize(top.pathLength);
            const bool hasState = top.nextState < top.states.size();
            if (hasState && isNext(top)) {
                CAIRN_TRY(visitName(top));
            } else if (top.nextSubFolder < top.subFolders.size()) {
                const auto &[id, name] = top.subFolders[top.nextSubFolder++];
                m_path += name;
                const PathMatcher::Exclusion own = m_matcher.exclusionOf(m_path, top.exclusion);
                if (m_matcher.mayContain(m_path, own))
                    CAIRN_TRY(enter(id, own));
            } else {
                m_stack.pop_back();
            }
        }
        return {};
    }

private:
    // Names of folders end with their separator, so that byte order of names is byte order of
    // paths. A folder's own entry comes before what is in it.
    static bool isNext(const OpenFolder &top)
    {
        return top.nextSubFolder >= top.subFolders.size() ||
               top.states[top.nextState].row.name <= top.subFolders[top.nextSubFolder].second;
    }

    Result<> enter(std::int64_t folder, PathMatcher::Exclusion exclusion)
    {
        OpenFolder open;
        open.exclusion = exclusion;
        open.pathLength = m_path.size();
        CAIRN_LET(states, statesOf(m_job, folder, m_range));
        CAIRN_LET(subFolders, m_job.entries.subFolders(folder));
        open.states = std::move(states);
        open.subFolders = std::move(subFolders);
        m_stack.push_back(std::move(open));
        return {};
    }

    Result<> visitName(OpenFolder &top)
    {
        const std::size_t from = top.nextState;
        const std::string &name = top.states[from].row.name;
        while (top.nextState < top.states.size() && top.states[top.nextState].row.name == name)
            ++top.nextState;
        m_path += name;
        if (!m_matcher.matches(m_path, top.exclusion))
            return {};
        return m_visit(m_path, std::span(top.states).subspan(from, top.nextState - from));
    }

    JobDatabase &m_job;
    const VersionRange &m_range;
    const PathMatcher &m_matcher;
    const Visit &m_visit;
    std::vector<OpenFolder> m_stack;
    std::string m_path;
};

} // namespace

Result<> walkEntries(
    JobDatabase &job, const VersionRange &range, const PathMatcher &matcher,
    const std::function<Result<>(const std::string &path, std::span<const EntryState>)> &visit)
{
    return Walk(job, range, matcher, visit).run();
}

} // namespace cairn

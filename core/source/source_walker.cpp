// SPDX-License-Identifier: MIT
#include "core/source/source_walker.h"

#include "core/source/tree_walk.h"

#include <numeric>

namespace cairn {

std::uint64_t WalkCounts::allSkipped() const
{
    return std::accumulate(std::begin(skipped), std::end(skipped), std::uint64_t{0});
}

void WalkSink::skipped(std::string_view, std::string_view, SkipReason, FilterDecision) {}

SourceWalker::SourceWalker(FileLayer &files, const Filter &filter, const WalkOptions &options,
                           const CancelToken &cancel)
    : m_files(files)
    , m_filter(filter)
    , m_options(options)
    , m_cancel(cancel)
{
}

Result<WalkCounts> SourceWalker::walk(const SourceSet &sources, WalkSink &sink)
{
    return TreeWalk(m_files, m_filter, m_options, m_cancel, sources, sink).run();
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "app/gui/models/path_ticks.h"

#include <algorithm>
#include <utility>

namespace cairn::gui {

namespace {

char separatorOf(const std::string &path)
{
    return path.starts_with('/') ? '/' : '\\';
}

// A folder that is ticked as it is in a version has only what that version has.
bool appliesTo(const PathTicks::Tick &tick, const CatalogRow &row)
{
    return row.isInVersion || (tick.time != 0 && tick.time == row.seen.time);
}

} // namespace

const PathTicks::Tick *PathTicks::inherited(const CatalogRow &row) const
{
    const char separator = separatorOf(row.path);
    for (std::size_t end = row.path.size(); end > 0;) {
        --end; // behind the last separator before this path's own end
        while (end > 0 && row.path[end - 1] != separator)
            --end;
        const auto above = m_ticks.find(row.path.substr(0, end));
        if (above != m_ticks.end() && appliesTo(above->second, row))
            return &above->second;
    }
    return nullptr;
}

Qt::CheckState PathTicks::stateOf(const CatalogRow &row) const
{
    const auto own = m_ticks.find(row.path);
    const Tick *above = own == m_ticks.end() ? inherited(row) : &own->second;
    const bool isSelected = above && above->isSelected;
    if (row.isFolder())
        for (auto below = m_ticks.upper_bound(row.path);
             below != m_ticks.end() && below->first.starts_with(row.path); ++below)
            if (below->second.isSelected != isSelected)
                return Qt::PartiallyChecked;
    return isSelected ? Qt::Checked : Qt::Unchecked;
}

template<typename Condition>
void PathTicks::eraseBelow(const std::string &folder, const Condition &condition)
{
    auto below = m_ticks.upper_bound(folder);
    while (below != m_ticks.end() && below->first.starts_with(folder))
        below = condition(below->second) ? m_ticks.erase(below) : std::next(below);
}

void PathTicks::set(const CatalogRow &row, bool isSelected)
{
    m_ticks.erase(row.path);
    if (row.isFolder())
        eraseBelow(row.path, [](const Tick &) { return true; });
    const Tick *above = inherited(row);
    if (isSelected == (above && above->isSelected))
        return;
    const qint64 ownTime = row.isInVersion ? 0 : row.seen.time;
    m_ticks[row.path] = {isSelected, isSelected ? ownTime : above->time};
}

void PathTicks::remove(const std::string &path)
{
    const auto found = m_ticks.find(path);
    if (found == m_ticks.end())
        return;
    const Tick gone = found->second;
    m_ticks.erase(found);
    // What was left out of it is out anyway; what was ticked apart stays.
    if (gone.isSelected && path.ends_with(separatorOf(path)))
        eraseBelow(
            path, [&gone](const Tick &tick) { return !tick.isSelected && tick.time == gone.time; });
}

std::vector<RestorePart> PathTicks::parts(qint64 shownTime) const
{
    std::map<qint64, RestorePart> byVersion;
    for (const auto &[path, tick] : m_ticks) {
        RestorePart &part = byVersion[tick.time != 0 ? tick.time : shownTime];
        (tick.isSelected ? part.paths : part.without).push_back(path);
    }
    std::vector<RestorePart> parts;
    for (auto &[time, part] : byVersion) {
        part.versionTime = time;
        if (!part.paths.empty()) // else that would be everything
            parts.push_back(std::move(part));
    }
    return parts;
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <map>

namespace cairn::gui {

// What is ticked in the folders of a backup, kept as the few paths that somebody ticked or
// unticked: the deepest one at or above a path decides, and a folder of a million files is one of
// them.
class PathTicks final
{
public:
    struct Tick
    {
        bool isSelected = true; // else left out of what is ticked above
        qint64 time = 0;        // version that it is to come from, unix s; 0: the one shown
        bool operator==(const Tick &) const = default;
    };

    [[nodiscard]] Qt::CheckState stateOf(const CatalogRow &row) const;
    void set(const CatalogRow &row, bool isSelected); // and all below it
    // Takes one of all() back: what was ticked is not any more, what was left out is again.
    void remove(const std::string &path);
    void clear() { m_ticks.clear(); }

    [[nodiscard]] bool isEmpty() const { return m_ticks.empty(); }
    [[nodiscard]] const std::map<std::string, Tick> &all() const { return m_ticks; }
    // To be restored, by version.
    [[nodiscard]] std::vector<RestorePart> parts(qint64 shownTime) const;

private:
    // What the folders above say about a row; nullptr: nothing.
    [[nodiscard]] const Tick *inherited(const CatalogRow &row) const;
    template<typename Condition>
    void eraseBelow(const std::string &folder, const Condition &condition);

    std::map<std::string, Tick> m_ticks;
};

} // namespace cairn::gui

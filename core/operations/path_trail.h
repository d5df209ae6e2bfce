// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/run_environment.h"

#include <compare>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

namespace cairn {

// A path as fingerprints, and what a version says about it.
struct PathNote
{
    struct Place
    {
        std::uint64_t name = 0;
        std::uint32_t folder = 0;
        auto operator<=>(const Place &) const = default;
    };
    Place place;
    std::uint64_t facts = 0;
};

// What a version says about every path, in its order, so that the next one is compared with it by
// reading along: versions of one backup list their paths in nearly the same order. Notes lie in a
// temporary file, 24 bytes each; memory is that of a window, and 16 bytes for each path that is out
// of its order or gone. One thread.
class PathTrail final
{
public:
    explicit PathTrail(const RunEnvironment &environment)
        : m_environment(environment)
    {
    }

    // Before each version. What the one before has noted and not kept is dropped.
    Result<> begin();
    // What the version before says about the path, if it stands next there or was passed over a
    // short while ago. Each is found once.
    Result<std::optional<std::uint64_t>> findNear(const PathNote::Place &place);
    // The same for a path that the version before is known to have, further ahead. May find
    // nothing: it is too far, or was found already.
    Result<std::optional<std::uint64_t>> findAhead(const PathNote::Place &place);
    // What this version says, for the next.
    Result<> note(const PathNote &note);
    // Paths of the version before that were not found, sorted. Ends the reading.
    Result<std::vector<PathNote::Place>> missed();
    // What was noted since begin() becomes the version before.
    Result<> keep();

private:
    struct Hash
    {
        std::size_t operator()(const PathNote::Place &place) const
        {
            return static_cast<std::size_t>(place.name ^ place.folder * 0x9e3779b97f4a7c15U);
        }
    };
    struct Track
    {
        TempFile file;
        std::uint64_t written = 0; // bytes in the file
        Buffer tail;               // not yet in it
    };
    Result<bool> fill(); // false: nothing is left to read
    Result<> passOver(const PathNote &note);
    [[nodiscard]] std::optional<std::uint64_t> takePassed(const PathNote::Place &place);

    const RunEnvironment &m_environment;
    Track m_before;
    Track m_now;
    Buffer m_read; // of m_before
    std::size_t m_readAt = 0;
    std::uint64_t m_offset = 0; // in the file, of what follows m_read
    std::unordered_map<PathNote::Place, std::uint64_t, Hash> m_passed;
    std::deque<PathNote::Place> m_order; // of m_passed, and of what was taken from it since
    std::vector<PathNote::Place> m_missed;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <deque>
#include <optional>

namespace cairn::gui {

// How long a run still takes, from what it has done so far. What it shows may fall at any time, but
// rises only after ten seconds that all said so: a figure that jumps is believed by nobody.
class TimeLeft final
{
public:
    struct Estimate
    {
        qint64 bytesPerSecond = 0;
        qint64 low = -1; // seconds; -1: not known yet
        qint64 high = -1;
    };
    // Times grow. total: none: it is not known yet. sent: to the destination; while nothing has
    // arrived there a run reads ahead, faster than it can go on.
    Estimate add(qint64 nowMs, qint64 bytesDone, std::optional<qint64> total, qint64 sent);

private:
    struct Sample
    {
        qint64 time = 0; // ms
        qint64 bytes = 0;
    };
    [[nodiscard]] qint64 shown(qint64 nowMs, qint64 wanted);

    std::optional<Sample> m_first;
    std::deque<Sample> m_recent;
    qint64 m_shown = -1; // seconds
    qint64 m_shownAt = 0;
    std::optional<qint64> m_risesSince;
};

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/engine.h"

#include <QString>

#include <cstdint>
#include <deque>

namespace cairn::cli {

// Makes one line of a run's counters, as often as it is asked: phase, files, bytes, speed over the
// last seconds, remaining time, current path. Not thread-safe.
class ProgressLine final
{
public:
    // `columns` of the terminal: the line is never longer, so that it can be overwritten.
    [[nodiscard]] QString text(const Progress &progress, std::int64_t nowNs, int columns);

private:
    struct Sample
    {
        std::int64_t timeNs = 0;
        std::int64_t bytes = 0;
    };
    [[nodiscard]] std::int64_t speed(std::int64_t bytes, std::int64_t nowNs); // bytes a second

    std::deque<Sample> m_samples;
    Phase m_phase = Phase::Begin;
};

// The middle left out: "/home/…/report.odt".
[[nodiscard]] QString shortened(const QString &text, int columns);

} // namespace cairn::cli

// SPDX-License-Identifier: MIT
#include "app/gui/host/time_left.h"

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr qint64 kWindowMs = 30'000;
constexpr qint64 kFirstMs = 5'000;   // until then nothing is said
constexpr qint64 kUnsentMs = 15'000; // or until then, if nothing was sent
constexpr qint64 kEvidenceMs = 10'000;

} // namespace

TimeLeft::Estimate TimeLeft::add(qint64 nowMs, qint64 bytesDone, std::optional<qint64> total,
                                 qint64 sent)
{
    if (!m_first)
        m_first = Sample{nowMs, bytesDone};
    m_recent.push_back({nowMs, bytesDone});
    while (m_recent.size() > 2 && nowMs - m_recent.front().time > kWindowMs)
        m_recent.pop_front();
    Estimate estimate;
    const qint64 whole = nowMs - m_first->time;
    const qint64 span = nowMs - m_recent.front().time;
    if (whole < kFirstMs || span <= 0)
        return estimate;
    estimate.bytesPerSecond = (bytesDone - m_recent.front().bytes) * 1000 / span;
    if (sent == 0 && whole < kUnsentMs)
        return estimate;
    if (!total || estimate.bytesPerSecond <= 0) {
        m_shown = -1; // it stands still: who knows for how long
        return estimate;
    }
    const qint64 left = std::max<qint64>(0, *total - bytesDone);
    const qint64 ofAll = std::max<qint64>(1, (bytesDone - m_first->bytes) * 1000 / whole);
    const qint64 now = left / estimate.bytesPerSecond;
    const qint64 before = left / ofAll;
    estimate.low = shown(nowMs, std::min(now, before));
    // Where both agree the difference is noise.
    const qint64 spread = std::max(now, before) - std::min(now, before);
    estimate.high = estimate.low + (2 * spread > std::max(now, before) ? spread : 0);
    return estimate;
}

qint64 TimeLeft::shown(qint64 nowMs, qint64 wanted)
{
    const qint64 passed = m_shown - (nowMs - m_shownAt) / 1000;
    if (m_shown < 0 || wanted <= passed) {
        m_risesSince.reset();
    } else {
        if (!m_risesSince)
            m_risesSince = nowMs;
        if (nowMs - *m_risesSince < kEvidenceMs)
            return std::max<qint64>(0, passed);
        m_risesSince.reset();
    }
    m_shown = wanted;
    m_shownAt = nowMs;
    return m_shown;
}

} // namespace cairn::gui

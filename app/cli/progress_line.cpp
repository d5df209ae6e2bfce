// SPDX-License-Identifier: MIT
#include "app/cli/progress_line.h"

#include "app/shared/result_text.h"
#include "app/shared/units.h"
#include "core/base/text.h"

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kWindow = 5 * kSecond; // of the speed
constexpr int kLeastPath = 16;

// The bytes that tell how fast the present phase goes.
std::int64_t movedBytes(const Progress &progress, Phase phase)
{
    switch (phase) {
    case Phase::Uploading:
        return progress.bytesUploaded;
    case Phase::Compacting:
    case Phase::Verifying:
    case Phase::Rebuilding:
        return progress.bytesDownloaded;
    default:
        return progress.bytesSettled();
    }
}

QString amountText(const Progress &progress, Phase phase)
{
    if (phase != Phase::Files && phase != Phase::Copying) {
        const std::int64_t moved = movedBytes(progress, phase);
        return moved > 0 ? formatSize(moved) : QString();
    }
    const std::int64_t total = progress.bytesTotal;
    QString text = countText(progress.filesDone, u"file"_s, u"files"_s) % u"  "_s %
                   formatSize(progress.bytesSettled());
    if (progress.totalKnown && total > 0)
        text += u" of "_s % formatSize(total);
    return text;
}

} // namespace

QString shortened(const QString &text, int columns)
{
    if (text.size() <= columns)
        return text;
    if (columns < 3)
        return {};
    const qsizetype tail = (columns - 1) * 2 / 3;
    return text.left(columns - 1 - tail) % u'…' % text.right(tail);
}

std::int64_t ProgressLine::speed(std::int64_t bytes, std::int64_t nowNs)
{
    m_samples.push_back({nowNs, bytes});
    while (m_samples.size() > 2 && nowNs - m_samples.front().timeNs > kWindow)
        m_samples.pop_front();
    const std::int64_t span = nowNs - m_samples.front().timeNs;
    if (span < kSecond / 2)
        return 0;
    const double moved = static_cast<double>(bytes - m_samples.front().bytes);
    return std::max<std::int64_t>(
        0, static_cast<std::int64_t>(moved * 1e9 / static_cast<double>(span)));
}

QString ProgressLine::text(const Progress &progress, std::int64_t nowNs, int columns)
{
    const Phase phase = progress.phase;
    if (phase != m_phase) {
        m_samples.clear();
        m_phase = phase;
    }
    QStringList parts{phaseText(phase)};
    if (const QString amount = amountText(progress, phase); !amount.isEmpty())
        parts += amount;
    const std::int64_t perSecond = speed(movedBytes(progress, phase), nowNs);
    if (perSecond > 0) {
        parts += formatSize(perSecond) % u"/s"_s;
        const std::int64_t left = progress.bytesTotal - progress.bytesSettled();
        if (phase == Phase::Files && progress.totalKnown && left > perSecond)
            parts += clockText(left / perSecond) % u" left"_s;
    }
    QString line = parts.join(u"  "_s);
    const int room = columns - 1 - static_cast<int>(line.size()) - 2;
    // Elsewhere it would be the one of a phase before.
    const bool hasPath = phase == Phase::Begin || phase == Phase::Files;
    const QString path = hasPath ? displayText(progress.current()) : QString();
    if (room >= kLeastPath && !path.isEmpty())
        line += u"  "_s % shortened(path, room);
    return line.left(std::max(0, columns - 1));
}

} // namespace cairn::cli

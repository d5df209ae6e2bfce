// SPDX-License-Identifier: MIT
#include "core/pipeline/run_report.h"

#include "core/base/log.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

void RunReport::add(Severity severity, const QString &id, const QString &text, std::string path)
{
    switch (severity) {
    case Severity::Information:
        qCInfo(lcOperation).noquote() << id << text;
        break;
    case Severity::Warning:
        qCWarning(lcOperation).noquote() << id << text;
        break;
    case Severity::Error:
        qCCritical(lcOperation).noquote() << id << text;
        break;
    }
    std::scoped_lock lock(m_mutex);
    std::int64_t &count = m_counts[static_cast<std::size_t>(severity)];
    if (count++ < static_cast<std::int64_t>(kKept))
        m_messages.push_back({severity, id, text, std::move(path)});
}

void RunReport::takeOver(const std::vector<ReportMessage> &messages)
{
    const std::scoped_lock lock(m_mutex);
    for (const ReportMessage &message : messages)
        if (m_counts[static_cast<std::size_t>(message.severity)]++ <
            static_cast<std::int64_t>(kKept))
            m_messages.push_back(message);
}

std::vector<ReportMessage> RunReport::messages() const
{
    std::scoped_lock lock(m_mutex);
    std::vector<ReportMessage> all = m_messages;
    for (const Severity severity : {Severity::Information, Severity::Warning, Severity::Error}) {
        const std::int64_t more =
            m_counts[static_cast<std::size_t>(severity)] - static_cast<std::int64_t>(kKept);
        if (more > 0)
            all.push_back(
                {severity, u"MoreMessages"_s, u"… and %1 more like these."_s.arg(more), {}});
    }
    return all;
}

std::vector<ReportMessage> RunReport::since(std::size_t first) const
{
    std::scoped_lock lock(m_mutex);
    const auto from = static_cast<std::ptrdiff_t>(std::min(first, m_messages.size()));
    return {m_messages.begin() + from, m_messages.end()};
}

std::int64_t RunReport::count(Severity severity) const
{
    std::scoped_lock lock(m_mutex);
    return m_counts[static_cast<std::size_t>(severity)];
}

} // namespace cairn

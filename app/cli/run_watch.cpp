// SPDX-License-Identifier: MIT
#include "app/cli/run_watch.h"

#include "app/shared/result_text.h"

#include <chrono>

namespace cairn::cli {

using namespace Qt::StringLiterals;

RunWatch::RunWatch(Console &console, const Progress &progress, CancelToken &cancel,
                   Operation operation)
    : m_console(console)
    , m_progress(progress)
    , m_operation(operation)
    , m_signals(cancel)
    , m_thread([this] { watch(); })
{
}

RunWatch::~RunWatch()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
    }
    m_wake.notify_one();
    m_thread.join();
    m_console.setLiveLine({});
}

void RunWatch::tellStops(int &told)
{
    const int requests = StopSignals::requests();
    if (requests == told)
        return;
    told = requests;
    m_console.warn(requests == 1 ? stopText(m_operation)
                                 : u"Ending at once. The next run puts in order what is left."_s);
}

void RunWatch::watch()
{
    int told = StopSignals::requests();
    std::unique_lock lock(m_mutex);
    while (!m_over) {
        m_wake.wait_for(lock, std::chrono::milliseconds(200), [this] { return m_over; });
        tellStops(told);
        if (m_over || !m_console.hasLiveLine())
            continue;
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const auto nowNs = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
        m_console.setLiveLine(m_line.text(m_progress, nowNs, m_console.columns()));
    }
}

} // namespace cairn::cli

// SPDX-License-Identifier: MIT
#include "core/engine/job_watch.h"

#include "core/base/log.h"
#include "core/engine/run_notes.h"

namespace cairn {

using namespace std::chrono_literals;

namespace {

constexpr auto kPoll = 200ms; // a request is answered within 250 ms
constexpr auto kWrite = 1'000ms;

} // namespace

RunState stateOf(const Progress &progress, const CancelToken &cancel)
{
    RunState state;
    state.result = cancel.stopRequested()    ? RunResult::Stopping
                   : cancel.pauseRequested() ? RunResult::Paused
                                             : RunResult::Running;
    state.phase = phaseName(progress.phase);
    state.filesDone = progress.filesDone;
    state.filesTotal = progress.filesTotal;
    state.bytesDone = progress.bytesSettled();
    state.bytesTotal = progress.bytesTotal;
    state.totalKnown = progress.totalKnown;
    state.bytesSent = progress.bytesUploaded;
    state.path = progress.current();
    return state;
}

JobWatch::JobWatch(SettingsDatabase &settings, std::string job, std::int64_t run, Clock &clock,
                   CancelToken &cancel, StopManner &manner, const Progress &progress)
    : m_runs(settings)
    , m_requests(settings)
    , m_job(std::move(job))
    , m_run(run)
    , m_clock(clock)
    , m_cancel(cancel)
    , m_manner(manner)
    , m_progress(progress)
    , m_thread([this] { watch(); })
{
}

JobWatch::~JobWatch()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void JobWatch::doRequests()
{
    const auto requests = m_requests.open(m_job);
    if (!requests)
        return; // the next look may do better
    for (const Request &request : *requests) {
        switch (request.verb) {
        case RequestVerb::Run:
        case RequestVerb::Test:
        case RequestVerb::Repair:
        case RequestVerb::Recreate:
        case RequestVerb::Delete:
        case RequestVerb::RunEmpty:
            continue; // for the next run: the host's business
        case RequestVerb::Pause:
            m_cancel.pause();
            break;
        case RequestVerb::Resume:
            m_cancel.resume();
            break;
        case RequestVerb::StopAfterFile:
            m_manner.finishFiles(m_cancel);
            break;
        case RequestVerb::StopNow:
            m_manner.stopNow(m_cancel);
            break;
        }
        if (const auto answered = m_requests.answer(request.id, m_clock.nowSeconds()); !answered)
            qCWarning(lcOperation)
                << "a request was done and not answered:" << answered.error().message;
    }
}

void JobWatch::writeState(std::chrono::steady_clock::time_point now)
{
    RunState state = stateOf(m_progress, m_cancel);
    const bool turned = state.phase != m_written.phase || state.result != m_written.result;
    if (state == m_written || (!turned && now - m_writtenAt < kWrite))
        return;
    m_writtenAt = now;
    // One that cannot be written is old in a second.
    if (m_runs.update(m_run, state))
        m_written = std::move(state);
}

void JobWatch::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_over) {
        lock.unlock();
        doRequests();
        writeState(std::chrono::steady_clock::now());
        lock.lock();
        m_wake.wait_for(lock, kPoll, [this] { return m_over; });
    }
}

} // namespace cairn

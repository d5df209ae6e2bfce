// SPDX-License-Identifier: MIT
#include "tests/support/fault_plan.h"

#include <algorithm>
#include <array>

namespace cairn::test {

namespace {

struct KindInfo
{
    FaultKind kind;
    const char *name;
    std::vector<BackendCall> calls; // empty: any
};

const std::vector<KindInfo> &kindTable()
{
    using enum BackendCall;
    static const std::vector<KindInfo> table{
        {FaultKind::None, "none", {}},
        {FaultKind::ErrorBefore, "error before", {}},
        {FaultKind::ErrorAfter, "error after", {}},
        {FaultKind::ShortWrite, "short write", {Put, Overwrite}},
        {FaultKind::ShortWriteError, "short write and error", {Put, Overwrite}},
        {FaultKind::FlipIn, "flip in", {Put, Overwrite}},
        {FaultKind::FlipAtRest, "flip at rest", {Put, Overwrite, Get}},
        {FaultKind::FlipOut, "flip out", {Get}},
        {FaultKind::ShortRead, "short read", {Get}},
        {FaultKind::NotStored, "not stored", {Put, Overwrite}},
        {FaultKind::AppearsLater, "appears later", {Put}},
        {FaultKind::ListedLater, "listed later", {Put}},
        {FaultKind::ListedTwice, "listed twice", {List}},
        {FaultKind::LostPage, "lost page", {List}},
        {FaultKind::EmptyList, "empty list", {List}},
        {FaultKind::StaleList, "stale list", {List}},
        {FaultKind::RefusedDelete, "refused delete", {Remove}},
        {FaultKind::DeleteDoesNothing, "delete does nothing", {Remove}},
        {FaultKind::Delay, "delay", {}},
        {FaultKind::Stall, "stall", {}},
        {FaultKind::Full, "full", {Put, Overwrite}},
    };
    return table;
}

const KindInfo &infoOf(FaultKind kind)
{
    return *std::ranges::find(kindTable(), kind, &KindInfo::kind);
}

} // namespace

const char *nameOf(BackendCall call)
{
    constexpr std::array<const char *, 7> kNames{"list", "put",    "overwrite",   "get",
                                                 "stat", "remove", "createFolder"};
    return kNames[static_cast<std::size_t>(call)];
}

const char *nameOf(FaultKind kind)
{
    return infoOf(kind).name;
}

bool suits(FaultKind kind, BackendCall call)
{
    const std::vector<BackendCall> &calls = infoOf(kind).calls;
    return calls.empty() || std::ranges::find(calls, call) != calls.end();
}

void FaultPlan::failCall(std::uint64_t n, ErrorCode code)
{
    at(n, Fault{FaultKind::ErrorBefore, code});
}

void FaultPlan::at(std::uint64_t n, Fault fault)
{
    std::scoped_lock lock(m_mutex);
    m_state.atIndex[m_state.trace.size() + n] = fault;
}

void FaultPlan::at(BackendCall call, std::uint64_t n, Fault fault)
{
    std::scoped_lock lock(m_mutex);
    m_state.atCall[{call, m_state.counts[call] + n}] = fault;
}

void FaultPlan::failFrom(std::uint64_t n, ErrorCode code)
{
    std::scoped_lock lock(m_mutex);
    m_state.from = {m_state.trace.size() + n, code};
}

void FaultPlan::seed(std::uint64_t seed, double rate, std::vector<FaultKind> kinds)
{
    std::scoped_lock lock(m_mutex);
    m_random = std::make_unique<SeededRandom>(seed);
    m_state.rate = rate;
    m_state.kinds = std::move(kinds);
    if (!m_state.kinds.empty())
        return;
    for (const KindInfo &info : kindTable()) {
        if (info.kind != FaultKind::None)
            m_state.kinds.push_back(info.kind);
    }
}

void FaultPlan::replay(const std::vector<TraceEntry> &trace)
{
    clear();
    std::scoped_lock lock(m_mutex);
    for (const TraceEntry &entry : trace) {
        if (entry.fault.kind != FaultKind::None)
            m_state.atIndex[entry.index] = entry.fault;
    }
}

void FaultPlan::clear()
{
    std::scoped_lock lock(m_mutex);
    m_state = State();
}

bool FaultPlan::hasFailed() const
{
    std::scoped_lock lock(m_mutex);
    return m_state.failed;
}

std::uint64_t FaultPlan::calls() const
{
    std::scoped_lock lock(m_mutex);
    return m_state.trace.size();
}

std::uint64_t FaultPlan::calls(BackendCall call) const
{
    std::scoped_lock lock(m_mutex);
    const auto found = m_state.counts.find(call);
    return found == m_state.counts.end() ? 0 : found->second;
}

std::vector<TraceEntry> FaultPlan::trace() const
{
    std::scoped_lock lock(m_mutex);
    return m_state.trace;
}

std::string FaultPlan::traceText() const
{
    std::string text;
    for (const TraceEntry &entry : trace()) {
        text += std::to_string(entry.index) + " " + nameOf(entry.call) + " " + entry.name;
        if (entry.fault.kind != FaultKind::None)
            text += std::string(" [") + nameOf(entry.fault.kind) + "]";
        text += entry.succeeded ? "\n" : " failed\n";
    }
    return text;
}

Fault FaultPlan::next(BackendCall call, const std::string &name, std::uint64_t &index)
{
    std::scoped_lock lock(m_mutex);
    index = m_state.trace.size();
    Fault fault = choose(call, index);
    if (!suits(fault.kind, call))
        fault = Fault{FaultKind::None};
    ++m_state.counts[call];
    m_state.trace.push_back({index, call, name, fault, false});
    m_state.failed = m_state.failed || fault.kind != FaultKind::None;
    return fault;
}

Fault FaultPlan::choose(BackendCall call, std::uint64_t index)
{
    if (const auto found = m_state.atIndex.find(index); found != m_state.atIndex.end())
        return found->second;
    if (const auto found = m_state.atCall.find({call, m_state.counts[call]});
        found != m_state.atCall.end())
        return found->second;
    if (m_state.from && index >= m_state.from->first)
        return Fault{FaultKind::ErrorBefore, m_state.from->second};
    return chooseBySeed(call);
}

Fault FaultPlan::chooseBySeed(BackendCall call)
{
    if (m_state.rate <= 0 || !m_random->chance(m_state.rate))
        return Fault{FaultKind::None};
    std::vector<FaultKind> fitting;
    std::ranges::copy_if(m_state.kinds, std::back_inserter(fitting),
                         [call](FaultKind kind) { return suits(kind, call); });
    if (fitting.empty())
        return Fault{FaultKind::None};
    constexpr std::array<ErrorCode, 4> kCodes{ErrorCode::Transient, ErrorCode::Throttled,
                                              ErrorCode::Io, ErrorCode::Auth};
    Fault fault;
    fault.kind = fitting[static_cast<std::size_t>(m_random->below(fitting.size()))];
    fault.code = kCodes[static_cast<std::size_t>(m_random->below(kCodes.size()))];
    fault.later = 1 + static_cast<int>(m_random->below(4));
    return fault;
}

void FaultPlan::finished(std::uint64_t index, bool succeeded)
{
    std::scoped_lock lock(m_mutex);
    if (index < m_state.trace.size()) // a clear() may have come between
        m_state.trace[static_cast<std::size_t>(index)].succeeded = succeeded;
}

std::uint64_t FaultPlan::below(std::uint64_t limit)
{
    std::scoped_lock lock(m_mutex);
    return m_random->below(limit);
}

} // namespace cairn::test

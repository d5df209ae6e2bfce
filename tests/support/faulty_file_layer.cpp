// SPDX-License-Identifier: MIT
#include "tests/support/faulty_file_layer.h"

#include <cerrno>

namespace cairn::test {

using namespace Qt::StringLiterals;

Result<> FaultyFileLayer::before(FileOp op, const FilePath &path, std::uint64_t bytes)
{
    std::function<void(const FilePath &)> callback;
    std::optional<ErrorCode> failure;
    {
        std::scoped_lock lock(m_mutex);
        if (const auto found = m_state.onBefore.find(op); found != m_state.onBefore.end())
            callback = found->second;
        if (path.bytes().find(m_state.watched) != std::string::npos)
            failure = verdict(op, bytes);
    }
    if (callback)
        callback(path);
    if (!failure)
        return {};
    if (*failure == ErrorCode::NoSpace)
        return fail(errnoError(ENOSPC, u"writing "_s % path.display()));
    return fail(*failure, u"a planned failure at "_s % path.display());
}

void FaultyFileLayer::after(FileOp op, const FilePath &path)
{
    std::function<void(const FilePath &)> callback;
    {
        std::scoped_lock lock(m_mutex);
        if (const auto found = m_state.onAfter.find(op); found != m_state.onAfter.end())
            callback = found->second;
    }
    if (callback)
        callback(path);
}

std::optional<ErrorCode> FaultyFileLayer::verdict(FileOp op, std::uint64_t bytes)
{
    const std::uint64_t index = m_state.count++;
    const std::uint64_t indexOfKind = m_state.counts[op]++;
    std::optional<ErrorCode> failure;
    if (m_state.failure && m_state.failure->call == index)
        failure = m_state.failure->code;
    if (const auto planned = m_state.failureOf.find(op);
        planned != m_state.failureOf.end() && planned->second.call == indexOfKind)
        failure = planned->second.code;
    if (op == FileOp::Write && !failure) {
        if (m_state.room && *m_state.room < bytes)
            failure = ErrorCode::NoSpace;
        else if (m_state.room)
            *m_state.room -= bytes;
        if (!failure)
            m_state.written += bytes;
    }
    m_state.failed = m_state.failed || failure.has_value();
    return failure;
}

void FaultyFileLayer::failCall(std::uint64_t n, ErrorCode code)
{
    std::scoped_lock lock(m_mutex);
    m_state.failure = Failure{m_state.count + n, code};
}

void FaultyFileLayer::failCall(FileOp op, std::uint64_t n, ErrorCode code)
{
    std::scoped_lock lock(m_mutex);
    m_state.failureOf[op] = Failure{m_state.counts[op] + n, code};
}

void FaultyFileLayer::watchOnly(std::string pathPart)
{
    std::scoped_lock lock(m_mutex);
    m_state.watched = std::move(pathPart);
}

void FaultyFileLayer::fillDiskAfter(std::optional<std::uint64_t> bytes)
{
    std::scoped_lock lock(m_mutex);
    m_state.room = bytes;
}

void FaultyFileLayer::onBefore(FileOp op, std::function<void(const FilePath &)> callback)
{
    std::scoped_lock lock(m_mutex);
    m_state.onBefore[op] = std::move(callback);
}

void FaultyFileLayer::onAfter(FileOp op, std::function<void(const FilePath &)> callback)
{
    std::scoped_lock lock(m_mutex);
    m_state.onAfter[op] = std::move(callback);
}

bool FaultyFileLayer::hasFailed() const
{
    std::scoped_lock lock(m_mutex);
    return m_state.failed;
}

std::uint64_t FaultyFileLayer::calls() const
{
    std::scoped_lock lock(m_mutex);
    return m_state.count;
}

std::uint64_t FaultyFileLayer::calls(FileOp op) const
{
    std::scoped_lock lock(m_mutex);
    const auto found = m_state.counts.find(op);
    return found == m_state.counts.end() ? 0 : found->second;
}

std::uint64_t FaultyFileLayer::bytesWritten() const
{
    std::scoped_lock lock(m_mutex);
    return m_state.written;
}

void FaultyFileLayer::reset()
{
    std::scoped_lock lock(m_mutex);
    m_state = State();
}

} // namespace cairn::test

// SPDX-License-Identifier: MIT
#include "core/operations/restore_commit.h"

#include "core/base/killpoint.h"
#include "core/operations/restore_undo_log.h"

namespace cairn {

using namespace Qt::StringLiterals;

RestoreCommitter::RestoreCommitter(RestoreRun &run)
    : m_run(run)
{
}

RestoreCommitter::~RestoreCommitter()
{
    abort();
}

void RestoreCommitter::start()
{
    m_thread = std::thread([this] { work(); });
}

void RestoreCommitter::push(std::uint32_t item)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] {
        return m_aborted || m_failure ||
               (m_waiting.size() < 4 * kBatchFiles && m_waitingBytes < 4 * kBatchBytes);
    });
    m_waiting.push_back(item);
    m_waitingBytes += m_run.list.items[item].size;
    if (m_waiting.size() >= kBatchFiles || m_waitingBytes >= kBatchBytes)
        m_changed.notify_all();
}

Result<> RestoreCommitter::finish()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
    if (m_failure)
        return fail(*m_failure);
    return {};
}

void RestoreCommitter::abort()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_aborted = true;
        m_changed.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
}

void RestoreCommitter::work()
{
    while (true) {
        std::vector<std::uint32_t> batch;
        {
            std::unique_lock lock(m_mutex);
            // On a slow link no file waits long for its name.
            m_changed.wait_for(lock, kLongestWait, [&] {
                return m_closed || m_aborted || m_waiting.size() >= kBatchFiles ||
                       m_waitingBytes >= kBatchBytes;
            });
            if (m_waiting.empty() && !m_closed && !m_aborted)
                continue;
            if (m_aborted || m_waiting.empty())
                return;
            batch.swap(m_waiting);
            m_waitingBytes = 0;
            m_changed.notify_all();
        }
        Result<> committed = commit(batch);
        if (!committed) {
            const std::scoped_lock lock(m_mutex);
            m_failure = std::move(committed).error();
            m_waiting.insert(m_waiting.end(), batch.begin(), batch.end());
            m_changed.notify_all();
            return;
        }
    }
}

Result<> RestoreCommitter::commit(const std::vector<std::uint32_t> &batch)
{
    CAIRN_TRY(m_run.target->sync());
    CAIRN_TRY(announce(batch));
    KILLPOINT("X4");
    for (const std::uint32_t item : batch) {
        Result<> named = giveName(item);
        if (named) {
            countRestored(item);
            continue;
        }
        const RestoreItem &row = m_run.list.items[item];
        std::ignore = m_run.target->remove(row.place, m_run.tempName(item)); // may be gone
        m_run.addBroken(item, named.error());
    }
    return {};
}

// What will be moved into the undo store is on record first, so that it can be found after a crash.
Result<> RestoreCommitter::announce(const std::vector<std::uint32_t> &batch)
{
    if (!m_run.undo)
        return {};
    std::vector<std::pair<RestoreTarget::Folder, std::string>> replaced;
    for (const std::uint32_t item : batch)
        if (m_run.list.items[item].verdict == RestoreVerdict::Replace)
            replaced.emplace_back(m_run.list.items[item].place, m_run.finalName(item));
    return m_run.undo->announce(*m_run.target, replaced);
}

Result<> RestoreCommitter::giveName(std::uint32_t item)
{
    const RestoreItem &row = m_run.list.items[item];
    const std::string temp = m_run.tempName(item);
    const std::string name = m_run.finalName(item);
    if (row.verdict == RestoreVerdict::Replace)
        return m_run.moveOver(item, temp, name);
    Result<> moved = m_run.moveNew(item, temp, name);
    if (moved || moved.error().code != ErrorCode::AlreadyExists)
        return moved;
    // Someone was quicker than this run.
    switch (m_run.options().existing) {
    case ExistingFile::Replace:
        return m_run.moveOver(item, temp, name);
    case ExistingFile::OnlyMissing:
        return fail(ErrorCode::AlreadyExists, u"another program has made it meanwhile"_s);
    case ExistingFile::KeepBoth:
        break;
    }
    return giveFreeName(item);
}

Result<> RestoreCommitter::giveFreeName(std::uint32_t item)
{
    const RestoreItem &row = m_run.list.items[item];
    const std::string temp = m_run.tempName(item);
    for (int attempt = 0; attempt < kDatedNames; ++attempt) {
        Result<> moved =
            m_run.moveNew(item, temp, m_run.nameBeside(m_run.list.nameOf(row), attempt));
        if (moved || moved.error().code != ErrorCode::AlreadyExists)
            return moved;
    }
    return fail(ErrorCode::AlreadyExists, u"all names that it could get are taken"_s);
}

void RestoreCommitter::countRestored(std::uint32_t item)
{
    const RestoreItem &row = m_run.list.items[item];
    ++m_run.environment.progress.filesDone;
    const bool patched = m_run.reused.contains(item);
    m_run.count([&](RestoreResult &result) {
        ++result.restoredFiles;
        result.restoredBytes += row.size;
        result.patchedFiles += patched ? 1 : 0;
    });
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/operations/restore_local.h"

#include "core/format/stream_shape.h"
#include "core/source/source_reader.h"

#include <algorithm>
#include <span>
#include <thread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned kThreads = 4;
constexpr std::int64_t kRows = 4096; // block rows held at a time

class LocalBlocks final
{
public:
    LocalBlocks(RestoreRun &run, RestoreFiles &files)
        : m_run(run)
        , m_files(files)
        , m_reader(run.environment.files)
    {
    }

    // `needs` of content, sorted by item. What is not to be had goes to `left`.
    Result<> take(std::span<const BlockNeed> needs, std::vector<BlockNeed> &left)
    {
        m_needs = needs;
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, kThreads); ++i)
            threads.emplace_back([this] { work(); });
        for (std::thread &thread : threads)
            thread.join();
        left.insert(left.end(), m_left.begin(), m_left.end());
        if (m_failure)
            return fail(*m_failure);
        return {};
    }

private:
    // The needs of the next item; none when all are given out, or after a failure.
    std::span<const BlockNeed> next()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_failure)
            return {};
        const std::size_t from = m_next;
        while (m_next < m_needs.size() && m_needs[m_next].item == m_needs[from].item)
            ++m_next;
        return m_needs.subspan(from, m_next - from);
    }

    void work()
    {
        Hasher hasher(m_run.settings.blockHash);
        std::vector<BlockNeed> left;
        Result<> taken;
        while (taken) {
            const std::span<const BlockNeed> needs = next();
            if (needs.empty())
                break;
            taken = takeFile(needs, hasher, left);
        }
        const std::scoped_lock lock(m_mutex);
        m_left.insert(m_left.end(), left.begin(), left.end());
        if (!taken && !m_failure)
            m_failure = std::move(taken).error();
    }

    Result<> takeFile(std::span<const BlockNeed> needs, Hasher &hasher,
                      std::vector<BlockNeed> &left)
    {
        const RestoreItem &row = m_run.list.items[needs.front().item];
        const bool isStopped = m_run.environment.cancel.stopRequested();
        const Result<SourceFile> file =
            isStopped ? Result<SourceFile>(fail(ErrorCode::Cancelled, QString()))
                      : m_reader.open(FilePath(m_run.list.pathOf(row)));
        if (!file) { // not there, not readable, something else by now: all of it is fetched
            left.insert(left.end(), needs.begin(), needs.end());
            return {};
        }
        for (const BlockNeed &need : needs) {
            const std::int64_t count = need.isRepeat ? 1 : need.count;
            for (std::int64_t at = 0; at < count; at += kRows)
                CAIRN_TRY(takeBlocks(*file, need, at, std::min(kRows, count - at), hasher, left));
        }
        return {};
    }

    // `count` blocks of a need from its `from`-th on.
    Result<> takeBlocks(const SourceFile &file, const BlockNeed &need, std::int64_t from,
                        std::int64_t count, Hasher &hasher, std::vector<BlockNeed> &left)
    {
        CAIRN_LET(rows, m_run.job.blocks.inRange(need.block + from, need.block + from + count - 1));
        Buffer content;
        auto row = rows.begin();
        for (std::int64_t at = from; at < from + count; ++at) {
            CAIRN_TRY(m_run.environment.cancel.checkAbort());
            BlockNeed one = need;
            one.block = need.block + at;
            one.index = need.index + at;
            one.count = need.isRepeat ? need.count : 1;
            while (row != rows.end() && row->id < one.block)
                ++row;
            const bool isKnown = row != rows.end() && row->id == one.block;
            if (isKnown && readBlock(file, *row, one.index, hasher, content)) {
                CAIRN_TRY(m_files.deliver(one, one.index, one.count, content, false));
                m_run.count([&](RestoreResult &result) {
                    result.localBytes += one.count * static_cast<std::int64_t>(content.size());
                });
            } else {
                addLeft(left, one);
            }
        }
        return {};
    }

    bool readBlock(const SourceFile &file, const BlockRow &row, std::int64_t index, Hasher &hasher,
                   Buffer &content) const
    {
        const auto offset = static_cast<std::uint64_t>(index * m_run.settings.blocksize);
        if (row.size <= 0 || row.size > m_run.settings.blocksize || offset >= file.size())
            return false;
        content.resize(static_cast<std::size_t>(row.size));
        const Result<std::size_t> got = file.readAt(offset, content.span());
        return got && *got == content.size() && hasher.hash(content) == row.hash;
    }

    // Keeps blocks in a row together.
    static void addLeft(std::vector<BlockNeed> &left, const BlockNeed &one)
    {
        if (!left.empty() && !one.isRepeat) {
            BlockNeed &last = left.back();
            if (!last.isRepeat && last.item == one.item && last.volume == one.volume &&
                last.block + last.count == one.block && last.index + last.count == one.index) {
                ++last.count;
                return;
            }
        }
        left.push_back(one);
    }

    RestoreRun &m_run;
    RestoreFiles &m_files;
    SourceReader m_reader;
    std::span<const BlockNeed> m_needs;
    std::mutex m_mutex;
    std::size_t m_next = 0;
    std::vector<BlockNeed> m_left;
    std::optional<Error> m_failure;
};

} // namespace

Result<> takeLocalBlocks(RestoreRun &run, RestoreFiles &files, std::vector<BlockNeed> &needs)
{
    // Files of another system have no place here; at the original place what is there was looked
    // at already.
    if (run.list.separator != '/' || run.targetRoot.empty())
        return {};
    const auto content = std::partition(needs.begin(), needs.end(),
                                        [](const BlockNeed &need) { return need.isMeta; });
    std::sort(content, needs.end(), [](const BlockNeed &a, const BlockNeed &b) {
        return std::pair(a.item, a.index) < std::pair(b.item, b.index);
    });
    std::vector<BlockNeed> left(needs.begin(), content);
    CAIRN_TRY(LocalBlocks(run, files).take(std::span<const BlockNeed>(content, needs.end()), left));
    sortForFetching(left);
    needs = std::move(left);
    return {};
}

} // namespace cairn

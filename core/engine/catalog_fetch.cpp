// SPDX-License-Identifier: MIT
// How much a restore of a selection fetches.
#include "core/engine/catalog_context.h"

#include <map>
#include <set>

namespace cairn {

namespace {

// A larger selection takes its share of what all content takes at the destination: the share of
// files there that are read for little of them is small then.
constexpr std::int64_t kMostFiles = 20'000;
constexpr std::int64_t kMostBytes = std::int64_t{20} << 30;
constexpr std::size_t kMostFolders = 50'000;

using Ticks = std::map<std::string, bool>;

// Finds the files at the destination that hold what is ticked.
class FetchSum final
{
public:
    FetchSum(const CatalogContext &context, VersionId version, Ticks ticks)
        : m_context(context)
        , m_version(version)
        , m_ticks(std::move(ticks))
    {
    }
    // Nothing if there is too much to look at.
    Result<std::optional<std::int64_t>> run()
    {
        for (const auto &[path, isSelected] : m_ticks) {
            if (!isSelected)
                continue;
            CAIRN_LET(isDone, addTick(path));
            if (!isDone)
                return std::optional<std::int64_t>();
        }
        CAIRN_LET(bytes, volumeBytes());
        return std::optional(bytes);
    }

private:
    Result<bool> addTick(const std::string &path)
    {
        if (path.empty() || path.ends_with(m_context.separator)) {
            CAIRN_LET(folder, m_context.job.entries.findFolderByPath(path, m_context.separator));
            if (folder != 0 || path.empty())
                return addBelow(folder, path);
        }
        CAIRN_LET(key, keyOf(m_context, path));
        if (!key)
            return true;
        CAIRN_LET(row, m_context.job.entries.find(key->folder, key->name, m_version));
        if (row)
            CAIRN_TRY(addRefs(row->content, row->meta));
        return true;
    }
    // What has a tick of its own is left to that.
    Result<bool> addBelow(std::int64_t folder, const std::string &path)
    {
        std::vector<std::pair<std::int64_t, std::string>> pending{{folder, path}};
        while (!pending.empty()) {
            const auto [id, at] = std::move(pending.back());
            pending.pop_back();
            if (++m_folders > kMostFolders)
                return false;
            CAIRN_TRY(addFiles(id, at));
            CAIRN_LET(children, m_context.job.entries.subFolders(id));
            for (auto &[child, name] : children)
                if (!m_ticks.contains(at + name))
                    pending.emplace_back(child, at + name);
        }
        return true;
    }
    Result<> addFiles(std::int64_t folder, const std::string &path)
    {
        CAIRN_LET(s, m_context.job.database().use(
                         "SELECT name, content, meta FROM entry WHERE folder = ?1 AND "
                         "first <= ?2 AND last >= ?2"));
        s->bind(1, folder).bind(2, m_version);
        CAIRN_LET(rows, s->all([](const Statement &row) {
            return std::tuple(std::string(row.bytes(0)), row.integer(1), row.integer(2));
        }));
        for (const auto &[name, content, meta] : rows)
            if (!m_ticks.contains(path + name))
                CAIRN_TRY(addRefs(content, meta));
        return {};
    }
    Result<> addRefs(StreamRef content, StreamRef meta)
    {
        CAIRN_TRY(addRef(content));
        return addRef(meta);
    }
    Result<> addRef(StreamRef ref)
    {
        if (ref > 0)
            return addBlocks(ref, 1);
        if (ref == 0)
            return {};
        CAIRN_LET(s, m_context.job.database().use("SELECT blocks FROM stream WHERE id = ?1"));
        s->bind(1, -ref);
        CAIRN_LET(isFound, s->step());
        Result<BlockList> list = isFound ? BlockList::unpack(s->blob(0)) : BlockList();
        s->reset();
        if (!list)
            return fail(std::move(list).error());
        Result<> done;
        list->forEachRange([&](std::int64_t first, std::int64_t count) {
            if (done)
                done = addBlocks(first, count);
        });
        return done;
    }
    Result<> addBlocks(std::int64_t first, std::int64_t count)
    {
        CAIRN_LET(s, m_context.job.database().use(
                         "SELECT DISTINCT volume FROM block WHERE id >= ?1 AND id < ?1 + ?2 "
                         "AND volume IS NOT NULL"));
        s->bind(1, first).bind(2, count);
        CAIRN_LET(volumes, s->integers());
        m_volumes.insert(volumes.begin(), volumes.end());
        return {};
    }
    Result<std::int64_t> volumeBytes()
    {
        std::int64_t bytes = 0;
        CAIRN_LET(s, m_context.job.database().use("SELECT max(size, 0) FROM volume WHERE id = ?1"));
        for (const std::int64_t volume : m_volumes) {
            s->bind(1, volume);
            CAIRN_LET(isFound, s->step());
            bytes += isFound ? s->integer(0) : 0;
            s->reset();
        }
        return bytes;
    }

    const CatalogContext &m_context;
    VersionId m_version;
    Ticks m_ticks;
    std::set<std::int64_t> m_volumes;
    std::size_t m_folders = 0; // looked at
};

Result<std::int64_t> shareOf(const CatalogContext &context, std::int64_t bytes)
{
    // 0: content; 2, 3: Confirmed, Verified.
    CAIRN_LET(s, context.job.database().use(
                     "SELECT ifnull(sum(size), 0), ifnull(sum(content_bytes), 0) FROM volume "
                     "WHERE kind = 0 AND state IN (2, 3) AND size > 0"));
    CAIRN_TRY(s->step());
    const std::int64_t stored = s->integer(0);
    const auto content = static_cast<double>(s->integer(1));
    s->reset();
    if (content <= 0)
        return bytes;
    const double share = static_cast<double>(bytes) / content;
    return share >= 1 ? stored : static_cast<std::int64_t>(share * static_cast<double>(stored));
}

} // namespace

Result<std::int64_t> fetchBytesOf(const CatalogContext &context, VersionId version,
                                  const PathSelection &selection)
{
    CAIRN_LET(sum, sumOf(context, version, selection));
    if (sum.files <= kMostFiles && sum.bytes <= kMostBytes) {
        Ticks ticks;
        for (const PathTick &tick : selection)
            ticks[tick.path] = tick.isSelected;
        CAIRN_LET(counted, FetchSum(context, version, std::move(ticks)).run());
        if (counted)
            return *counted;
    }
    return shareOf(context, sum.bytes);
}

} // namespace cairn

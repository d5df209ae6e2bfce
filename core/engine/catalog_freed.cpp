// SPDX-License-Identifier: MIT
// What deleting versions would free.
#include "core/engine/catalog_context.h"

#include <algorithm>

namespace cairn {

namespace {

using Bits = std::vector<bool>;

void set(Bits &bits, std::int64_t at)
{
    if (at <= 0)
        return;
    if (static_cast<std::size_t>(at) >= bits.size())
        bits.resize(static_cast<std::size_t>(at) + bits.size() / 2 + 64);
    bits[static_cast<std::size_t>(at)] = true;
}

bool isSet(const Bits &bits, std::int64_t at)
{
    return at > 0 && static_cast<std::size_t>(at) < bits.size() &&
           bits[static_cast<std::size_t>(at)];
}

// Content by what needs it: blocks by id, streams by theirs.
struct Needs
{
    Bits blocks;
    Bits streams;

    void add(StreamRef ref)
    {
        if (ref > 0)
            set(blocks, ref);
        else
            set(streams, -ref);
    }
};

// Versions that stay, in any state: what is being made or deleted needs its blocks too.
Result<std::vector<std::int64_t>> stayingIds(JobDatabase &job, const std::vector<VersionId> &going)
{
    CAIRN_LET(s, job.database().use("SELECT id FROM version ORDER BY id"));
    CAIRN_LET(ids, s->integers());
    std::erase_if(ids,
                  [&](std::int64_t id) { return std::ranges::find(going, id) != going.end(); });
    return std::move(ids);
}

Result<> readNeeds(JobDatabase &job, const std::vector<std::int64_t> &staying, Needs &kept,
                   Needs &dropped)
{
    CAIRN_LET(s, job.database().use("SELECT first, last, content, meta FROM entry"));
    while (true) {
        CAIRN_LET(found, s->step());
        if (!found)
            break;
        const auto next = std::ranges::lower_bound(staying, s->integer(0));
        Needs &needs = next != staying.end() && *next <= s->integer(1) ? kept : dropped;
        needs.add(s->integer(2));
        needs.add(s->integer(3));
    }
    s->reset();
    return {};
}

// Adds the blocks of the streams to those that are needed as such.
Result<> expand(JobDatabase &job, Needs &kept, Needs &dropped)
{
    CAIRN_LET(s, job.database().use("SELECT id, blocks, lists FROM stream"));
    while (true) {
        CAIRN_LET(found, s->step());
        if (!found)
            break;
        const bool isKept = isSet(kept.streams, s->integer(0));
        if (!isKept && !isSet(dropped.streams, s->integer(0)))
            continue;
        Bits &bits = isKept ? kept.blocks : dropped.blocks;
        for (const int column : {1, 2}) {
            CAIRN_LET(list, BlockList::unpack(s->blob(column)));
            list.forEachRange([&](std::int64_t first, std::int64_t count) {
                for (std::int64_t id = first; id < first + count; ++id)
                    set(bits, id);
            });
        }
    }
    s->reset();
    return {};
}

} // namespace

Result<FreedSpace> freedBy(const CatalogContext &context, const std::vector<VersionId> &going)
{
    JobDatabase &job = context.job;
    CAIRN_LET(staying, stayingIds(job, going));
    Needs kept;
    Needs dropped;
    CAIRN_TRY(readNeeds(job, staying, kept, dropped));
    CAIRN_TRY(expand(job, kept, dropped));
    CAIRN_LET(s, job.database().use("SELECT b.size, v.size, v.content_bytes FROM block b "
                                    "LEFT JOIN volume v ON v.id = b.volume WHERE b.id = ?1"));
    FreedSpace freed;
    double stored = 0;
    for (std::size_t id = 1; id < dropped.blocks.size(); ++id) {
        if (!dropped.blocks[id] || isSet(kept.blocks, static_cast<std::int64_t>(id)))
            continue;
        s->bind(1, static_cast<std::int64_t>(id));
        CAIRN_LET(found, s->step());
        if (found) {
            ++freed.blocks;
            freed.contentBytes += s->integer(0);
            if (s->integer(1) > 0 && s->integer(2) > 0)
                stored += static_cast<double>(s->integer(0)) * static_cast<double>(s->integer(1)) /
                          static_cast<double>(s->integer(2));
        }
        s->reset();
    }
    freed.storedBytes = static_cast<std::int64_t>(stored);
    return freed;
}

} // namespace cairn

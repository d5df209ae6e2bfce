// SPDX-License-Identifier: MIT
#include "core/operations/confirmed_content.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// 2 and 3: Confirmed, Verified.
#define CAIRN_UNPLACED(REF)                                                                        \
    REF " > 0 AND NOT EXISTS(SELECT 1 FROM block b JOIN volume v ON v.id = b.volume "              \
        "WHERE b.id = " REF " AND v.state IN (2, 3))"

Result<bool> areConfirmed(JobDatabase &job, const BlockList &list)
{
    const auto guard = job.database().lock();
    CAIRN_LET(s, job.database().use("SELECT count(*) FROM block b JOIN volume v ON v.id = b.volume "
                                    "WHERE b.id BETWEEN ?1 AND ?2 AND v.state IN (2, 3)"));
    Result<bool> all = true;
    list.forEachRange([&](std::int64_t first, std::int64_t count) {
        const std::int64_t begin = std::max<std::int64_t>(first, 1); // 0: nothing tells about it
        const std::int64_t wanted = first + count - begin;
        if (!all || !*all || wanted <= 0)
            return;
        s->bind(1, begin).bind(2, first + count - 1);
        const Result<bool> counted = s->step();
        all = counted ? Result<bool>(s->integer(0) == wanted) : counted;
        s->reset();
    });
    return all;
}

Result<bool> isConfirmed(JobDatabase &job, StreamRef ref)
{
    if (ref >= 0) // the query has seen to those of one block
        return true;
    CAIRN_LET(stream, job.streams.get(-ref));
    if (!stream)
        return false;
    CAIRN_LET(blocks, areConfirmed(job, stream->blocks));
    return blocks ? areConfirmed(job, stream->lists) : Result<bool>(false);
}

// The statement's rows and the look-ups between them.
Result<> collect(JobDatabase &job, Statement &s, std::vector<EntryRow> &found)
{
    while (true) {
        CAIRN_LET(more, s.step());
        if (!more)
            return {};
        EntryRow row = EntryTable::rowOf(s);
        bool confirmed = s.integer(kEntryColumns) == 0;
        for (const StreamRef ref : {row.content, row.meta}) {
            if (!confirmed)
                break;
            CAIRN_LET(placed, isConfirmed(job, ref));
            confirmed = placed;
        }
        if (!confirmed)
            found.push_back(std::move(row));
    }
}

} // namespace

Result<std::vector<EntryRow>> findUnconfirmed(JobDatabase &job, std::int64_t version)
{
    const auto guard = job.database().lock();
    CAIRN_LET(
        s,
        job.database().use(
            "SELECT " CAIRN_ENTRY_COLUMNS ", "
            "(" CAIRN_UNPLACED("content") ") OR (" CAIRN_UNPLACED(
                "meta") ") AS unplaced "
                        "FROM entry WHERE first = ?1 AND (content < 0 OR meta < 0 OR unplaced)"));
    s->bind(1, version);
    std::vector<EntryRow> found;
    const Result<> collected = collect(job, *s, found);
    s->reset();
    CAIRN_TRY(collected);
    return found;
}

Result<> checkConfirmed(JobDatabase &job, std::int64_t version)
{
    CAIRN_LET(pending, job.database().number(
                           "SELECT count(*) FROM volume WHERE state < 2")); // Planned, Uploading
    CAIRN_LET(unconfirmed, findUnconfirmed(job, version));
    if (pending == 0 && unconfirmed.empty())
        return {};
    return fail(
        ErrorCode::Internal,
        u"The new version needs data that is not proven to be at the destination (%1 volumes, %2 "
        "entries). It was not written; earlier versions are not affected."_s.arg(pending)
            .arg(unconfirmed.size()));
}

} // namespace cairn

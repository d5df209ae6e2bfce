// SPDX-License-Identifier: MIT
#include "core/pipeline/envelope_builder.h"

#include "core/format/envelope.h"

#include <algorithm>

namespace cairn {

namespace {

EnvelopeVolume volumeOf(const Statement &s, int column)
{
    return {std::string(s.text(column)), s.integer(column + 1), Digest(s.blob(column + 2))};
}

// In the queries: states 2 and 3 are Confirmed and Verified, kind 0 is a dblock, version state 1 is
// Visible.
Result<std::optional<EnvelopeVolume>> listBefore(JobDatabase &job, std::int64_t version)
{
    CAIRN_LET(s, job.database().use("SELECT v.name, v.size, v.hash FROM version p "
                                    "JOIN volume v ON v.id = p.dlist WHERE p.id < ? "
                                    "AND p.state = 1 AND v.state IN (2, 3) AND v.size >= 0 "
                                    "ORDER BY p.id DESC LIMIT 1"));
    s->bind(1, version);
    CAIRN_LET(found, s->all([](const Statement &row) { return volumeOf(row, 0); }));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

// Ends with the first that is needed: in most volumes that is the first of all.
Result<bool> holdsNeeded(JobDatabase &job, std::int64_t volume, const BlockMarks &needed)
{
    CAIRN_LET(s, job.database().use("SELECT id FROM block WHERE volume = ?"));
    s->bind(1, volume);
    bool found = false;
    while (!found) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        found = needed.contains(s->integer(0));
    }
    s->reset();
    return found;
}

class VolumeLister final
{
public:
    VolumeLister(JobDatabase &job, const BlockMarks &needed, EnvelopeWriter &writer)
        : m_job(job)
        , m_needed(needed)
        , m_writer(writer)
    {
    }

    Result<> run()
    {
        CAIRN_LET(s, m_job.database().use("SELECT id, name, size, hash FROM volume WHERE kind = 0 "
                                          "AND state IN (2, 3) AND size >= 0 ORDER BY id"));
        const Result<> listed = walk(*s);
        s->reset();
        return listed;
    }

private:
    Result<> walk(Statement &s)
    {
        while (true) {
            CAIRN_LET(row, s.step());
            if (!row)
                return {};
            CAIRN_LET(isNeeded, holdsNeeded(m_job, s.integer(0), m_needed));
            if (!isNeeded)
                continue;
            CAIRN_TRY(m_writer.add(volumeOf(s, 1)));
            CAIRN_TRY(addIndexes(s.integer(0)));
        }
    }

    // One dindex may describe several dblocks (storage-format.md §5.1).
    Result<> addIndexes(std::int64_t dblock)
    {
        CAIRN_LET(s, m_job.database().use("SELECT v.id, v.name, v.size, v.hash FROM index_link l "
                                          "JOIN volume v ON v.id = l.dindex WHERE l.dblock = ? "
                                          "AND v.state IN (2, 3) AND v.size >= 0 ORDER BY v.id"));
        s->bind(1, dblock);
        CAIRN_LET(rows, s->all([](const Statement &row) {
            return std::pair(row.integer(0), volumeOf(row, 1));
        }));
        for (const auto &[id, volume] : rows) {
            const auto at = static_cast<std::size_t>(id);
            if (at >= m_listed.size())
                m_listed.resize(at + 1 + at / 2);
            if (!m_listed[at])
                CAIRN_TRY(m_writer.add(volume));
            m_listed[at] = true;
        }
        return {};
    }

    JobDatabase &m_job;
    const BlockMarks &m_needed;
    EnvelopeWriter &m_writer;
    std::vector<bool> m_listed; // dindexes, by id
};

} // namespace

void BlockMarks::add(std::int64_t first, std::int64_t count)
{
    const auto size = static_cast<std::int64_t>(m_bits.size());
    const std::int64_t begin = std::clamp<std::int64_t>(first, 0, size);
    const std::int64_t end = begin + std::clamp<std::int64_t>(count, 0, size - begin);
    std::fill(m_bits.begin() + begin, m_bits.begin() + end, true);
}

void BlockMarks::add(const BlockList &list)
{
    list.forEachRange([this](std::int64_t first, std::int64_t count) { add(first, count); });
}

Result<> writeEnvelope(JobDatabase &job, const std::string &name, std::int64_t version,
                       const BlockMarks &needed, ByteSink &out)
{
    const auto guard = job.database().lock();
    CAIRN_LET(previous, listBefore(job, version));
    EnvelopeWriter writer(out);
    CAIRN_TRY(writer.begin(name, previous));
    CAIRN_TRY(VolumeLister(job, needed, writer).run());
    return writer.end();
}

} // namespace cairn

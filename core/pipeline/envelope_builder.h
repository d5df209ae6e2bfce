// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/db/job_database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cairn {

// The blocks that a list needs, by id: one bit each. Ids that no block has are left out.
class BlockMarks final
{
public:
    explicit BlockMarks(std::int64_t largestId)
        : m_bits(static_cast<std::size_t>(largestId) + 1)
    {
    }
    void add(std::int64_t first, std::int64_t count = 1);
    void add(const BlockList &list);
    [[nodiscard]] bool contains(std::int64_t id) const
    {
        return id > 0 && static_cast<std::size_t>(id) < m_bits.size() &&
               m_bits[static_cast<std::size_t>(id)];
    }

private:
    std::vector<bool> m_bits;
};

// S2: the envelope of the list `name` of this version. Names the list of the version before it, the
// dblocks that hold the needed blocks and the dindexes that describe those: all that are there by
// their rows. Hashes that the database does not know are left out.
Result<> writeEnvelope(JobDatabase &job, const std::string &name, std::int64_t version,
                       const BlockMarks &needed, ByteSink &out);

} // namespace cairn

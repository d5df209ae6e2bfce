// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bounded_queue.h"
#include "core/format/dlist.h"
#include "core/format/zip_reader.h"

#include <optional>
#include <thread>
#include <vector>

namespace cairn {

// Expands and parses the list of a version in a thread of its own, while what came before goes into
// the database.
class ListParser final
{
public:
    struct Item
    {
        DlistEntry entry;
        std::optional<QString> damage; // why the entry cannot be used
    };
    using Batch = std::vector<Item>;

    // The archive outlives the parser; `entry` is its list.
    ListParser(const VolumeArchive &archive, std::size_t entry, DlistReader::Options options);
    ~ListParser(); // drops what was not taken
    ListParser(const ListParser &) = delete;
    ListParser &operator=(const ListParser &) = delete;

    // In the order of the list; empty after the last, and where the list is found to be damaged.
    std::optional<Batch> next() { return m_parsed.pop(); }
    // After the last batch: whether the list was read to its end.
    Result<> finish();

private:
    // Entries and the hashes of their blocklists.
    static constexpr std::size_t kBatch = 256;
    static constexpr std::size_t kAhead = 2048;

    Result<> parse();
    Result<> hand(DlistEntry &&entry, std::optional<QString> damage);
    Result<> handBatch();

    const VolumeArchive &m_archive;
    std::size_t m_entry;
    DlistReader::Options m_options;
    Batch m_batch;
    std::size_t m_weight = 0; // of the batch
    Result<> m_outcome;
    BoundedQueue<Batch> m_parsed{kAhead};
    std::thread m_thread; // last: uses the rest
};

} // namespace cairn

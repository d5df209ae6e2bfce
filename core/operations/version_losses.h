// SPDX-License-Identifier: MIT
// What versions lose by damage or by a purge.
#pragma once

#include "core/operations/catalog.h"

#include <functional>
#include <string>
#include <vector>

namespace cairn {

// What a version loses, or has lost.
struct VersionLoss
{
    VersionInfo version;       // as it was before
    std::int64_t entries = 0;  // files, folders and links that go, or cannot be restored
    std::int64_t files = 0;    // those among them that are files
    std::int64_t bytes = 0;    // of these files
    std::int64_t metadata = 0; // entries that stay and whose rights, times and attributes alone go
    bool emptied = false;      // nothing would be left of it: the version itself goes
};

using IsLost = std::function<bool(const EntryRow &)>; // findLostContent()

enum class Fate : std::uint8_t { Keep, LoseMetadata, Go };

// A link is its metadata: that is where its target stands (storage-format.md §7).
[[nodiscard]] Fate fateOf(const IsLost &isLost, EntryRow row);

// What each of some versions loses.
class Losses final
{
public:
    explicit Losses(std::vector<VersionInfo> versions)
    {
        m_all.resize(versions.size());
        for (std::size_t i = 0; i < versions.size(); ++i)
            m_all[i].version = std::move(versions[i]);
    }

    // A state of a path, in versions `first` to `last`; visit(loss) for each that has it.
    template<typename Visit>
    void add(const EntryRow &row, std::int64_t first, std::int64_t last, Fate fate,
             const Visit &visit)
    {
        for (VersionLoss &loss : m_all) {
            if (loss.version.row.id < first || loss.version.row.id > last || fate == Fate::Keep)
                continue;
            visit(static_cast<std::size_t>(&loss - m_all.data()));
            if (fate == Fate::LoseMetadata) {
                ++loss.metadata;
                continue;
            }
            ++loss.entries;
            if (row.type == EntryType::File) {
                ++loss.files;
                loss.bytes += row.size;
            }
        }
    }
    void add(const EntryRow &row, std::int64_t first, std::int64_t last, Fate fate)
    {
        add(row, first, last, fate, [](std::size_t) {});
    }

    // Those that lose anything, newest first.
    std::vector<VersionLoss> take()
    {
        std::erase_if(
            m_all, [](const VersionLoss &loss) { return loss.entries == 0 && loss.metadata == 0; });
        for (VersionLoss &loss : m_all)
            loss.emptied = loss.entries >= loss.version.row.entries;
        return std::move(m_all);
    }
    [[nodiscard]] const std::vector<VersionLoss> &all() const { return m_all; }

private:
    std::vector<VersionLoss> m_all; // newest first
};

// What all versions lose if everything that needs a lost block goes.
Result<Losses> lossesByDamage(JobDatabase &job, const IsLost &isLost);

struct BrokenEntry
{
    std::string path; // raw bytes
    std::int64_t size = 0;
    bool metadataOnly = false;
};

struct BrokenVersion
{
    VersionLoss loss;
    std::vector<BrokenEntry> entries; // the first 1000
};

// What purgeBroken() would take away if nothing could be healed, newest version first. Changes
// nothing.
Result<std::vector<BrokenVersion>> listBroken(JobDatabase &job);

} // namespace cairn

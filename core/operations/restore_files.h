// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_commit.h"
#include "core/operations/restore_metadata.h"
#include "core/operations/restore_plan.h"

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <unordered_map>

namespace cairn {

// Another hash that has bytes to take on: beside the hash of a file that costs little.
struct SideHash
{
    Hasher *hasher = nullptr;
    ByteView bytes;
    bool isTaken = false; // it has them
};

// Puts blocks together to files, in whatever order they come. Each file grows under a temporary
// name in its folder; when all of it is there, the whole is hashed, gets its metadata and goes to
// the committer (R18). Any thread may deliver.
class RestoreFiles final
{
public:
    // All outlive it.
    RestoreFiles(RestoreRun &run, RestorePlan &plan, RestoreCommitter &committer,
                 const MetadataWriter &metadata);
    ~RestoreFiles();
    RestoreFiles(const RestoreFiles &) = delete;
    RestoreFiles &operator=(const RestoreFiles &) = delete;

    // Items that wait for nothing: empty files, and those that are all there already.
    Result<> finishReady();
    // A proven block, `count` times from `index` on. Fails only with what ends the whole restore.
    Result<> deliver(const BlockNeed &need, std::int64_t index, std::int64_t count,
                     ByteView content, bool escapes, SideHash *side = nullptr);
    // A block that is nowhere to be had.
    Result<> lose(const BlockNeed &need, std::int64_t index, std::int64_t count,
                  const QString &reason);
    // Something of it is here already: a stop lets it be finished.
    [[nodiscard]] bool isBegun(std::uint32_t item);
    // No use fetching anything more for it.
    [[nodiscard]] bool isGivenUp(std::uint32_t item);
    // After the last delivery: what is still incomplete is removed, or kept as `.partial`.
    void settle();

    // Metadata of folders and links, for the end.
    [[nodiscard]] const std::unordered_map<std::uint32_t, RawMetadata> &kept() const
    {
        return m_kept;
    }

private:
    struct Assembly;
    using Assemblies = std::unordered_map<std::uint32_t, std::unique_ptr<Assembly>>;
    struct Stripe
    {
        std::mutex mutex;
        Assemblies assemblies;
    };
    static constexpr std::size_t kStripes = 64;
    static constexpr int kOpenFiles = 256; // unfinished files that are kept open

    [[nodiscard]] Stripe &stripeOf(std::uint32_t item) { return m_stripes[item % kStripes]; }
    Assembly &assemblyOf(Stripe &stripe, std::uint32_t item);
    // What `count` blocks of a need bring goes to its item, which is finished if it was the last.
    template<typename Take>
    Result<> take(const BlockNeed &need, std::int64_t count, Take take);
    // Brings the hash of a file forward over blocks that are written already, if it lies far behind
    // or the caller brought the block before `deliveredTo`. Finishes the file if it became
    // complete.
    Result<> catchUp(std::uint32_t item, std::int64_t deliveredTo);
    Result<> hashRange(Assembly &assembly, std::int64_t from, std::int64_t end,
                       Buffer &piece) const; // bytes
    void loseMeta(std::uint32_t item, Assembly &assembly, const QString &reason);
    void loseContent(std::uint32_t item, Assembly &assembly, std::int64_t index, std::int64_t count,
                     const QString &reason);
    Result<> begin(std::uint32_t item, Assembly &assembly);
    Result<> reuse(std::uint32_t item, Assembly &assembly);
    Result<> open(std::uint32_t item, Assembly &assembly);
    void closeEarly(Assembly &assembly);
    Result<> write(std::uint32_t item, Assembly &assembly, std::int64_t index, std::int64_t count,
                   ByteView content, SideHash *side);
    void takeMeta(std::uint32_t item, Assembly &assembly, std::int64_t index, ByteView content);
    Result<> finish(std::uint32_t item, std::unique_ptr<Assembly> assembly);
    Result<> finishFile(std::uint32_t item, Assembly &assembly);
    Result<> namePartial(std::uint32_t item);
    Result<> checkHash(std::uint32_t item, Assembly &assembly);
    // The failure of one file, or of all if it is of that kind.
    Result<> giveUp(std::uint32_t item, Assembly &assembly, const Error &error);
    void discard(std::uint32_t item, Assembly &assembly);
    [[nodiscard]] QString reasonOf(const Assembly &assembly) const;

    RestoreRun &m_run;
    RestorePlan &m_plan;
    RestoreCommitter &m_committer;
    const MetadataWriter &m_metadata;
    std::array<Stripe, kStripes> m_stripes;
    std::atomic<int> m_open{0};
    std::atomic<unsigned> m_shown{0};
    std::atomic<std::int64_t> m_heldMeta{0}; // bytes
    std::mutex m_keptMutex;
    std::unordered_map<std::uint32_t, RawMetadata> m_kept;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "tests/bench/scale.h"

#include "core/pipeline/entry_journal.h"

#include <algorithm>
#include <cstring>
#include <random>

namespace cairn::bench {

namespace {

constexpr std::int64_t kBegin = 1'600'000'000;
constexpr std::int64_t kBlocksAVolume = 2000;

class Blocks final
{
public:
    Blocks(JobDatabase &job, std::int64_t lastBlock)
        : m_job(job)
        , m_id(lastBlock)
    {
    }

    Result<std::int64_t> add()
    {
        if (m_left == 0) {
            VolumeRow volume;
            volume.name = "made-" + std::to_string(m_id) + ".dblock.zip.aes";
            volume.state = VolumeState::Confirmed;
            volume.size = 50 << 20;
            volume.contentBytes = kBlocksAVolume * kSize;
            CAIRN_LET(id, m_job.volumes.add(volume));
            m_volume = id;
            m_left = kBlocksAVolume;
        }
        --m_left;
        Buffer hash(32);
        for (std::size_t at = 0; at < 32; at += 8) {
            const std::uint64_t word = m_random();
            std::memcpy(hash.data() + at, &word, 8);
        }
        CAIRN_TRY(m_job.blocks.insert({++m_id, Digest(hash), kSize, m_volume}));
        return m_id;
    }
    // Blocks in a row for a file.
    Result<BlockList> add(std::int64_t count)
    {
        BlockList list;
        for (std::int64_t i = 0; i < count; ++i) {
            CAIRN_LET(id, add());
            list.append(id);
        }
        return list;
    }

private:
    static constexpr std::int64_t kSize = 200;
    JobDatabase &m_job;
    std::mt19937_64 m_random;
    std::int64_t m_id;
    std::int64_t m_volume = 0;
    std::int64_t m_left = 0;
};

struct Place
{
    std::int64_t folder;
    std::string name;
};

// Where the files of the newest version are, every `step`-th.
Result<std::vector<Place>> placesOf(JobDatabase &job, std::int64_t step)
{
    std::vector<Place> places;
    CAIRN_LET(s, job.database().use("SELECT folder, name FROM entry WHERE type = 0 AND "
                                    "last = 9223372036854775807 ORDER BY folder, name"));
    for (std::int64_t i = 0;; ++i) {
        CAIRN_LET(more, s->step());
        if (!more)
            break;
        if (i % step == 0)
            places.push_back({s->integer(0), std::string(s->bytes(1))});
    }
    s->reset();
    return places;
}

Result<> addVersion(JobDatabase &job, Blocks &blocks, const std::vector<Place> &places,
                    const VersionRow &before)
{
    VersionRow version = before;
    version.time = before.time + 3600;
    version.dlist = 0;
    version.state = VersionState::Visible;
    CAIRN_LET(transaction, Transaction::begin(job.database(), Transaction::Durability::Relaxed));
    CAIRN_LET(id, job.versions.add(version));
    version.id = id;
    CAIRN_TRY(job.versions.update(version));
    for (const Place &place : places) {
        CAIRN_LET(row, job.entries.find(place.folder, place.name, before.id));
        if (!row)
            return fail(ErrorCode::Internal, QStringLiteral("A path is not there."));
        EntryRow next = *row;
        next.first = version.id;
        next.mtime += 1'000'000'000;
        next.ctime = next.mtime;
        CAIRN_LET(content, blocks.add());
        next.content = content;
        CAIRN_LET(meta, blocks.add());
        next.meta = meta;
        CAIRN_TRY(job.entries.close(place.folder, place.name, version.id));
        CAIRN_TRY(job.entries.open(next));
    }
    return transaction.commit();
}

} // namespace

Result<> addVersions(JobDatabase &job, std::int64_t versions, std::int64_t files,
                     std::int64_t changed)
{
    // Other files in each version: the places are taken turn by turn.
    constexpr std::int64_t kSpread = 97;
    CAIRN_LET(lastBlock, job.blocks.maxId());
    Blocks blocks(job, lastBlock);
    CAIRN_LET(all, placesOf(job, std::max<std::int64_t>(1, files / (changed * kSpread))));
    CAIRN_LET(known, job.versions.visible());
    std::size_t next = 0;
    for (auto made = static_cast<std::int64_t>(known.size()); made < versions; ++made) {
        std::vector<Place> places;
        for (std::int64_t i = 0; i < changed; ++i, next += kSpread)
            places.push_back(all[next % all.size()]);
        std::ranges::sort(places, {}, [](const Place &p) { return std::pair(p.folder, p.name); });
        const auto twice = std::ranges::unique(
            places, {}, [](const Place &p) { return std::pair(p.folder, p.name); });
        places.erase(twice.begin(), twice.end());
        CAIRN_LET(before, job.versions.visible());
        CAIRN_TRY(addVersion(job, blocks, places, before.front()));
    }
    return job.finish();
}

Result<> makeBlocks(JobDatabase &job, std::int64_t blocks)
{
    constexpr std::int64_t kLarge = 1000;
    constexpr std::int64_t kBatch = 100'000;
    Blocks made(job, 0);
    VersionRow version;
    version.time = kBegin;
    version.state = VersionState::Visible;
    CAIRN_LET(id, job.versions.add(version));
    version.id = id;
    CAIRN_TRY(job.versions.update(version));
    CAIRN_LET(folder, job.entries.ensureFolderByPath("/made/", '/'));
    for (std::int64_t done = 0; done < blocks;) {
        CAIRN_LET(transaction,
                  Transaction::begin(job.database(), Transaction::Durability::Relaxed));
        for (const std::int64_t end = std::min(blocks, done + kBatch); done < end;) {
            const std::int64_t count = done / kLarge % 10 == 0 ? 1 : std::min(kLarge, end - done);
            EntryRow row;
            row.folder = folder;
            char name[40];
            std::snprintf(name, sizeof name, "file-%012lld", static_cast<long long>(done));
            row.name = name;
            row.first = version.id;
            row.size = count * 200;
            CAIRN_LET(list, made.add(count));
            if (count == 1) {
                row.content = done + 1;
            } else {
                StreamRow stream;
                stream.size = row.size;
                stream.hash = hashOf(HashAlgorithm::Sha256, asBytes(row.name));
                stream.blocks = std::move(list);
                CAIRN_LET(added, job.streams.add(stream));
                row.content = -added;
            }
            CAIRN_TRY(job.entries.open(row));
            done += count;
        }
        CAIRN_TRY(transaction.commit());
    }
    return job.finish();
}

} // namespace cairn::bench

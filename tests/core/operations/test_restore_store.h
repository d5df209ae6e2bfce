// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore.h"
#include "core/pipeline/block_packer.h"
#include "core/pipeline/run_environment.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/test_tree.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace cairn::test {

// An entry of a version that is built by hand; the path is as a source system would give it.
struct SourceEntry
{
    std::string path; // folders end with the separator
    EntryType type = EntryType::File;
    std::string content;       // of a link: its target
    std::int64_t holeSize = 0; // a file of so many zeros instead
    unsigned mode = 0644;
    std::int64_t mtime = TestTree::kSomeTimeNs;
};

// A backup made by hand with real volumes in a folder, to be restored from. Failures while it is
// built are fatal.
class RestoreStore final
{
public:
    explicit RestoreStore(std::int64_t blocksize = 1024, char separator = '/',
                          std::string encryption = "");

    // A new version that holds exactly these. Volumes end when they are full, at least one a call.
    void addVersion(const std::vector<SourceEntry> &entries);
    void addVersion(const TestTree &tree, const std::string &root);
    [[nodiscard]] Result<RestoreResult> restore(std::vector<std::string> filters = {});

    [[nodiscard]] RunEnvironment environment();
    [[nodiscard]] JobDatabase &job() { return *m_job; }
    [[nodiscard]] FilePath target() const { return m_scratch.path() / "target"; }
    [[nodiscard]] const FilePath &folder() const { return m_scratch.path(); }
    [[nodiscard]] std::string noise(std::size_t size) { return random.bytes(size); }
    // Of the block that this content is.
    [[nodiscard]] VolumeRow volumeOf(std::string_view blockContent);
    void damage(const VolumeRow &volume, std::int64_t offset);
    void erase(const VolumeRow &volume);
    // A second copy of this volume's blocks, in a volume of their own.
    void copyBlocks(const VolumeRow &volume);
    [[nodiscard]] std::size_t fetched(); // volumes, since the last call
    // Names below a folder, with what is below them.
    [[nodiscard]] static std::vector<std::string> namesBelow(const FilePath &folder);

    JobSettings settings;
    JobOptions options;
    std::vector<FilterEntry> rules; // of the restore
    FaultyFileLayer files;
    FakeClock clock;
    SeededRandom random;
    CancelToken cancel;
    Progress progress;
    RunReport report;
    std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>();

private:
    StreamRef store(BlockPacker &packer, const SourceEntry &entry);
    StreamRef storeHole(BlockPacker &packer, std::int64_t size);
    std::int64_t storeBlock(BlockPacker &packer, std::string_view content);

    ScratchFolder m_scratch;
    std::unique_ptr<JobDatabase> m_job;
    std::unordered_map<Digest, std::int64_t> m_known;
    std::vector<std::pair<std::int64_t, std::string>> m_current; // folder and name
    std::size_t m_seen = 0;
};

} // namespace cairn::test

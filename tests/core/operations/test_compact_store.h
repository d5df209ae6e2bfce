// SPDX-License-Identifier: MIT
#pragma once

#include "backends/local/local_backend.h"
#include "core/format/codec.h"
#include "core/pipeline/block_packer.h"
#include "core/pipeline/run_environment.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace cairn::test {

// A backup made by hand in a folder, small enough to look into: files as text, in one folder of the
// source. Failures while it is built are fatal.
class TestStore final
{
public:
    using Files = std::map<std::string, std::string>; // name -> content

    explicit TestStore(std::string encryption = "aes");
    // One that another process has made.
    struct Attach
    {
        FilePath folder;
    };
    explicit TestStore(const Attach &to);

    // A new version that holds exactly these files; one or more dblocks of its new blocks.
    void addVersion(const Files &files, bool complete = true);
    // Deletes all versions but the newest.
    void dropOlderVersions();
    // The files of a visible version, every block fetched and hash-checked. 0 is the newest.
    [[nodiscard]] Files read(std::size_t index);
    [[nodiscard]] std::size_t versions();
    // Bytes that do not compress, so that volumes have the size one expects.
    [[nodiscard]] std::string noise(std::size_t size) { return random.bytes(size); }

    [[nodiscard]] RunEnvironment environment();
    [[nodiscard]] RunEnvironment cutOff(); // the destination does not open: Transient
    [[nodiscard]] JobDatabase &job() { return *m_job; }
    void reopen(); // as a new process would
    [[nodiscard]] const FilePath &folder() const { return m_folder; }
    [[nodiscard]] std::vector<std::string> remoteNames();
    [[nodiscard]] std::vector<VolumeRow> rows(VolumeKind kind, VolumeState state);
    [[nodiscard]] std::vector<VolumeRow> usable(VolumeKind kind);
    // The names given to a backend call, in order.
    [[nodiscard]] std::vector<std::string> traced(BackendCall call);
    void flipByte(const std::string &name, std::int64_t offset); // negative: from the end
    void erase(const std::string &name);
    [[nodiscard]] bool reported(Severity severity, const QString &id);

    JobSettings settings;
    JobOptions options;
    std::chrono::seconds betweenVersions = std::chrono::hours(24);
    FakeClock clock;
    SeededRandom random;
    CancelToken cancel;
    Progress progress;
    std::unique_ptr<RunReport> report = std::make_unique<RunReport>();
    std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>();

private:
    void setOptions();
    StreamRef store(BlockPacker &packer, const std::string &content);
    std::int64_t storeBlock(BlockPacker &packer, std::string_view content, bool isList);
    void putList(VersionRow version);

    FileLayer m_files;
    ScratchFolder m_scratch;
    FilePath m_folder;
    std::unique_ptr<JobDatabase> m_job;
    std::unordered_map<Digest, std::int64_t> m_known;
    Files m_current;
    Deflater m_deflater;
};

// Set where a process is one that killed() has started: the folder of its store.
inline constexpr char kStoreOfKilled[] = "CAIRN_TEST_STORE";
// Starts this very program again on the store, to be killed at that step; whether it was.
[[nodiscard]] bool killed(const TestStore &store, const QString &step);

} // namespace cairn::test

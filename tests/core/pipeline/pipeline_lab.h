// SPDX-License-Identifier: MIT
#pragma once

#include "backends/memory/memory_backend.h"
#include "core/pipeline/block_packer.h"
#include "core/pipeline/volume_opener.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace cairn::test {

// What the parts of a run are given, around a destination in memory whose faults are planned.
// Blocks are of 1 KiB. Failures of the lab itself are fatal.
class PipelineLab final
{
public:
    explicit PipelineLab(std::string encryption = "");

    [[nodiscard]] RunEnvironment environment();
    // With the plan's faults; `beforePut` sees each name first.
    [[nodiscard]] std::unique_ptr<Backend> backend();
    [[nodiscard]] JobDatabase &job() { return *m_job; }
    [[nodiscard]] FilePath folder() const { return m_scratch.path(); }
    [[nodiscard]] std::size_t tempFiles(); // that have a name

    [[nodiscard]] std::string noise(std::size_t size) { return random.bytes(size); }

    // A block as a stage hands it on; ids count up from 1.
    [[nodiscard]] PackedBlock block(std::string_view content);
    // A sealed volume with these blocks and nothing else.
    [[nodiscard]] FilledVolume filled(const std::vector<std::string> &contents);
    // Names and contents of a sealed volume's entries.
    [[nodiscard]] std::map<std::string, std::string> entriesOf(const SealedVolume &volume);
    [[nodiscard]] std::map<std::string, std::string> entriesOf(const OpenVolume &volume);
    // Opens what lies at the destination.
    [[nodiscard]] Result<OpenVolume> open(const std::string &name);
    [[nodiscard]] std::vector<VolumeRow> rows(VolumeState state);

    JobSettings settings;
    JobOptions options;
    FaultyFileLayer files;
    FakeClock clock;
    SeededRandom random;
    CancelToken cancel;
    Progress progress;
    RunReport report;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>();
    std::function<void(const std::string &name)> beforePut;

private:
    ScratchFolder m_scratch;
    std::unique_ptr<JobDatabase> m_job;
    std::int64_t m_nextBlock = 1;
};

// Ends the program with the reason; for what a test takes for granted.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}
inline void need(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
}

} // namespace cairn::test

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/fault_point.h"
#include "core/engine/engine.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_plan.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/test_tree.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace cairn::test {

// One step of a run that can fail by itself: what kind it is, which, and the how manieth.
struct Step
{
    enum class Kind { Prepare, Step, Execute, KillPoint, File, Destination };
    Kind kind = Kind::Step;
    std::string what; // SQL, name of the kill point, number of the FileOp or BackendCall
    int nth = 0;      // from 0

    [[nodiscard]] std::string text() const;
    friend auto operator<=>(const Step &, const Step &) = default;
};

// How an operation ended.
struct Ending
{
    int exitCode = 0;
    QString text; // for people, of a failed test
};

// A backup of a few small files with its source, destination and database in a scratch folder,
// brought back to a state that was kept as often as one likes. Failures while it prepares are
// fatal.
class FailingLab final
{
public:
    // `seed`: of the files, of how they change, and of the names at the destination.
    explicit FailingLab(std::uint64_t seed);
    ~FailingLab();

    // What is at the destination, in the database and at the target from now on comes back.
    void keepState();
    void bringBack();

    // Runs it and notes every step that it takes.
    std::vector<Step> stepsOf(const std::function<Ending()> &act);
    // Runs it with this step failing; `met` tells whether it came so far.
    Ending runFailing(const std::function<Ending()> &act, const Step &step, bool &met);
    // Runs it until it comes to this kill point; from there on nothing works: what is left is as
    // after a crash.
    void crashAt(const char *killPoint, const std::function<Ending()> &act);

    Ending backup(std::int64_t keep = 0);
    Ending deleteVersions(std::vector<std::int64_t> versions);
    Ending compact();
    Ending repair();
    Ending recreate();
    Ending purge(const std::string &name);
    Ending purgeBroken();
    Ending test();
    Ending restore(ExistingFile existing); // the newest, to the target
    Ending restoreTo(const FilePath &target, ExistingFile existing, std::int64_t version);
    std::optional<std::vector<std::int64_t>>
    versions(); // their times, newest first; none: a failure
    // No fault of the destination from now on, and nothing late from before.
    void behave();

    // Some files of the source.
    void change();
    void addLarge();   // a file of many blocks that ends with a hole
    void seedTarget(); // with files of the source that were changed there
    // Names at the destination with this in them, in order.
    [[nodiscard]] std::vector<std::string> remoteNames(std::string_view part) const;
    [[nodiscard]] FilePath path(std::string_view name) const { return m_scratch / name; }

    // What is wrong with the versions that were saved whole and are still there: each is restored
    // and compared. Empty if nothing.
    QString complaints();
    // Likewise of the target, which must hold what the source does, whatever else there is.
    QString targetComplaints() const;

    JobRequest job;
    TestTree tree;                          // the source as it is
    std::map<std::int64_t, TestTree> saved; // versions that were saved whole, by their time
    std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>(); // of the destination

private:
    template<typename Value, typename Act>
    Ending run(const Act &act, Outcome<Value> *outcome = nullptr);

    std::map<std::int64_t, TestTree> m_savedKept;
    ScratchFolder m_scratch;
    FaultyFileLayer m_files;
    FakeClock m_clock;
    SeededRandom m_random;
    BackendRegistry m_registry;
    std::shared_ptr<FaultMemory> m_memory = std::make_shared<FaultMemory>();
};

} // namespace cairn::test

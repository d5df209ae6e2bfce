// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "tests/support/seeded_random.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace cairn::test {

enum class BackendCall : std::uint8_t { List, Put, Overwrite, Get, Stat, Remove, CreateFolder };

// What goes wrong in one call (reliability.md §8.1). "before" and "after" mean the call's effect.
enum class FaultKind : std::uint8_t {
    None,
    ErrorBefore,     // fails, nothing happened
    ErrorAfter,      // fails, although it happened ("error although stored")
    ShortWrite,      // put: half is stored, success is reported
    ShortWriteError, // put: half is stored, and an error reported
    FlipIn,          // put: one bit differs on the way in
    FlipAtRest,    // the stored object changes a bit before it is read; for put: after it is stored
    FlipOut,       // get: one bit differs on the way out
    ShortRead,     // get: half arrives, success is reported
    NotStored,     // put: success, although nothing is stored
    AppearsLater,  // put: an error now; the object is there some calls later
    ListedLater,   // put: stored, but some listings and stats do not show it
    ListedTwice,   // list: one name twice
    LostPage,      // list: the second half is missing
    EmptyList,     // list: nothing is shown
    StaleList,     // list: what the listing before showed
    RefusedDelete, // remove: AccessDenied
    DeleteDoesNothing, // remove: success, although it is still there
    Delay,             // 2 s of the clock, then the call
    Stall,             // waits for a stop, 30 s of the clock at most, then Transient
    Full               // put: NoSpace
};

struct Fault
{
    FaultKind kind = FaultKind::ErrorBefore;
    ErrorCode code = ErrorCode::Transient; // of those that report an error
    int later = 3;                         // calls until a late effect shows
};

// One call as it went.
struct TraceEntry
{
    std::uint64_t index = 0; // over all backends of the plan
    BackendCall call = BackendCall::List;
    std::string name;
    Fault fault;
    bool succeeded = false;
};

// Decides what goes wrong in the calls of all FaultyBackends that share it, and writes down what
// happened. Thread-safe. Calls are numbered from 0, over all kinds or over one.
class FaultPlan final
{
public:
    // The n-th call from now on.
    void failCall(std::uint64_t n, ErrorCode code = ErrorCode::Transient);
    void at(std::uint64_t n, Fault fault);
    void at(BackendCall call, std::uint64_t n, Fault fault);
    // Every call from the n-th on: a destination that is gone.
    void failFrom(std::uint64_t n, ErrorCode code = ErrorCode::Transient);
    // Each call goes wrong with this probability, in a way that suits its kind.
    void seed(std::uint64_t seed, double rate, std::vector<FaultKind> kinds = {});
    // The faults of a trace again, call by call.
    void replay(const std::vector<TraceEntry> &trace);
    void clear(); // no fault from now on; trace and counts start again

    [[nodiscard]] bool hasFailed() const; // a fault was dealt since the last clear()
    [[nodiscard]] std::uint64_t calls() const;
    [[nodiscard]] std::uint64_t calls(BackendCall call) const;
    [[nodiscard]] std::vector<TraceEntry> trace() const;
    [[nodiscard]] std::string traceText() const;

    // For FaultyBackend: the fault of this call; `index` receives its number.
    [[nodiscard]] Fault next(BackendCall call, const std::string &name, std::uint64_t &index);
    void finished(std::uint64_t index, bool succeeded);
    [[nodiscard]] std::uint64_t below(std::uint64_t limit); // for the place of a flipped bit

private:
    struct State
    {
        std::map<std::uint64_t, Fault> atIndex;
        std::map<std::pair<BackendCall, std::uint64_t>, Fault> atCall;
        std::optional<std::pair<std::uint64_t, ErrorCode>> from;
        double rate = 0;
        std::vector<FaultKind> kinds;
        std::map<BackendCall, std::uint64_t> counts;
        std::vector<TraceEntry> trace;
        bool failed = false;
    };
    [[nodiscard]] Fault choose(BackendCall call, std::uint64_t index);
    [[nodiscard]] Fault chooseBySeed(BackendCall call);

    mutable std::mutex m_mutex;
    State m_state;
    std::unique_ptr<SeededRandom> m_random = std::make_unique<SeededRandom>(1);
};

[[nodiscard]] const char *nameOf(BackendCall call);
[[nodiscard]] const char *nameOf(FaultKind kind);
// Which kinds make sense for a call.
[[nodiscard]] bool suits(FaultKind kind, BackendCall call);

} // namespace cairn::test

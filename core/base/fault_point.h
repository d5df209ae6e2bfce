// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

// In test builds a test may let one step of a run fail in its own process: a use of the local
// database, a kill point (reliability.md §8.3, §8.4). In a release nobody is asked.
namespace cairn {

enum class FaultPoint { Prepare, Step, Execute, KillPoint };

#ifdef CAIRN_TEST_HOOKS
// Whether this step is to fail: a statement by its SQL, a kill point by its name. Called from any
// thread.
using FaultJudge = std::function<bool(FaultPoint point, std::string_view what)>;
// For all steps from now on; an empty one lets all pass. Not while another thread is at work.
void setFaultJudge(FaultJudge judge);
[[nodiscard]] bool isToFail(FaultPoint point, std::string_view what);
#else
[[nodiscard]] inline bool isToFail(FaultPoint, std::string_view)
{
    return false;
}
#endif

} // namespace cairn

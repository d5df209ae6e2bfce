// SPDX-License-Identifier: MIT
#include "core/base/fault_point.h"

#ifdef CAIRN_TEST_HOOKS

#include "core/base/window_thread.h"

#include <utility>

namespace cairn {

namespace {

FaultJudge &judgeInUse()
{
    static FaultJudge judge;
    return judge;
}

} // namespace

void setFaultJudge(FaultJudge judge)
{
    judgeInUse() = std::move(judge);
}

bool isToFail(FaultPoint point, std::string_view what)
{
    expectNoWindow("a use of a database");
    const FaultJudge &judge = judgeInUse();
    return judge && judge(point, what);
}

} // namespace cairn

#endif

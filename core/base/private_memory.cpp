// SPDX-License-Identifier: MIT
#include "core/base/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace cairn {

PrivateMemory::PrivateMemory()
{
    const rlimit none = {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    // A core that goes to a program (systemd-coredump) knows no such limit, but this.
    ::prctl(PR_SET_DUMPABLE, 0);
}

PrivateMemory::~PrivateMemory()
{
#ifdef CAIRN_TEST_HOOKS
    // The search for leaks at the end of a run examines the process from a second one.
    ::prctl(PR_SET_DUMPABLE, 1);
#endif
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/base/window_thread.h"

#ifdef CAIRN_TEST_HOOKS

#include <QtGlobal>

namespace cairn {

namespace {
thread_local bool isWindowThread = false;
}

WindowThread::WindowThread()
{
    isWindowThread = true;
}

WindowThread::~WindowThread()
{
    isWindowThread = false;
}

void expectNoWindow(const char *work)
{
    if (isWindowThread)
        qFatal("The thread of the window does what may wait: %s", work);
}

} // namespace cairn

#endif

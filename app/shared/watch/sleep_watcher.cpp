// SPDX-License-Identifier: MIT
#include "app/shared/watch/sleep_watcher.h"

namespace cairn::watch {

SleepGuard::SleepGuard(SleepWatcher &watcher, bool keepAwake)
    : m_watcher(&watcher)
{
    watcher.setHolds(true, keepAwake);
}

SleepGuard::~SleepGuard()
{
    if (m_watcher)
        m_watcher->setHolds(false, false);
}

void SleepGuard::setKeepAwake(bool keepAwake)
{
    if (m_watcher)
        m_watcher->setHolds(true, keepAwake);
}

} // namespace cairn::watch

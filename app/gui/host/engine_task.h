// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/engine_host.h"

namespace cairn::gui {

// What goes on in a thread of its own.
struct EngineHost::Task
{
    ~Task()
    {
        cancel.requestAbort();
        if (thread.joinable())
            thread.join();
    }
    std::string job;
    CancelToken cancel;
    Progress progress;
    std::thread thread;
};

} // namespace cairn::gui

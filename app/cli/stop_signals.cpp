// SPDX-License-Identifier: MIT
#include "app/cli/stop_signals.h"

#include "core/engine/outcome.h"

#include <csignal>

#include <unistd.h>

namespace cairn::cli {

namespace {

// A signal handler can be reached by nothing but a global.
std::atomic<CancelToken *> theToken{nullptr};
std::atomic<int> theRequests{0};
static_assert(std::atomic<CancelToken *>::is_always_lock_free);

void onInterrupt(int)
{
    CancelToken *token = theToken.load();
    if (!token)
        return;
    switch (++theRequests) {
    case 1:
        token->requestStop();
        break;
    case 2:
        token->requestAbort();
        break;
    default:
        ::_exit(exitCode::Failed);
    }
}

void onTerminate(int)
{
    if (CancelToken *token = theToken.load(); token && !token->stopRequested()) {
        ++theRequests;
        token->requestStop();
    }
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(CancelToken &cancel)
{
    theToken = &cancel;
    handle(SIGINT, onInterrupt);
    handle(SIGTERM, onTerminate);
    handle(SIGHUP, onTerminate);
}

StopSignals::~StopSignals()
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        handle(signal, SIG_DFL);
    theToken = nullptr;
}

int StopSignals::requests()
{
    return theRequests;
}

} // namespace cairn::cli

// SPDX-License-Identifier: MIT
#include "app/gui/end_signals.h"

#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cairn::gui {

namespace {

constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};

// A signal handler can be reached by nothing but a global.
std::atomic<int> theWriter{-1};
static_assert(std::atomic<int>::is_always_lock_free);

void onSignal(int)
{
    const int kept = errno;
    const char one = 1;
    // Full: one that is there already says the same.
    [[maybe_unused]] const ssize_t written = ::write(theWriter.load(), &one, 1);
    errno = kept;
}

} // namespace

EndSignals::EndSignals(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, m_ends.data()) != 0)
        return; // then they end the program as they do any other
    theWriter = m_ends[0];
    m_notifier = std::make_unique<QSocketNotifier>(m_ends[1], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char read[16];
        if (::read(m_ends[1], read, sizeof read) > 0)
            Q_EMIT endWanted();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    ::sigemptyset(&action.sa_mask);
    for (const int signal : kSignals)
        ::sigaction(signal, &action, nullptr);
}

EndSignals::~EndSignals()
{
    for (const int signal : kSignals)
        ::signal(signal, SIG_DFL);
    theWriter = -1;
    m_notifier.reset();
    for (const int end : m_ends)
        if (end >= 0)
            ::close(end);
}

} // namespace cairn::gui

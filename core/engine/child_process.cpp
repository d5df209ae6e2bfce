// SPDX-License-Identifier: MIT
#include "core/engine/child_process.h"

#include "core/base/text.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

extern char **environ; // NOLINT(readability-identifier-naming): POSIX

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kKeptOutput = 1 << 20;
constexpr std::size_t kKeptErrors = 64 << 10;
constexpr int kLookMs = 50; // how soon an end, a stop or the deadline is seen

// A pipe that is read here.
class Listener final
{
public:
    explicit Listener(std::size_t kept)
        : m_kept(kept)
    {
    }
    ~Listener()
    {
        closeWriter();
        closeReader();
    }
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    Result<> open()
    {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0)
            return fail(errnoError(errno, u"making a pipe to a script"_s));
        ::fcntl(m_ends[0], F_SETFL, O_NONBLOCK);
        return {};
    }
    [[nodiscard]] int reader() const { return m_ends[0]; }
    [[nodiscard]] int writer() const { return m_ends[1]; }
    void closeWriter() { close(m_ends[1]); }
    void closeReader() { close(m_ends[0]); }
    // All there is now. What goes beyond the limit is dropped: the program must not wait for us.
    void read()
    {
        char buffer[8192];
        while (m_ends[0] >= 0) {
            const ssize_t count = ::read(m_ends[0], buffer, sizeof buffer);
            if (count < 0)
                return;
            if (count == 0)
                return closeReader();
            const auto got = static_cast<std::size_t>(count);
            m_text.append(buffer, std::min(got, m_kept - std::min(m_kept, m_text.size())));
        }
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    static void close(int &fd)
    {
        if (fd >= 0)
            ::close(std::exchange(fd, -1));
    }
    std::size_t m_kept;
    std::array<int, 2> m_ends{-1, -1};
    std::string m_text;
};

std::vector<char *> pointersTo(const std::vector<std::string> &texts)
{
    std::vector<char *> pointers;
    for (const std::string &text : texts)
        pointers.push_back(const_cast<char *>(text.c_str())); // POSIX does not change them
    pointers.push_back(nullptr);
    return pointers;
}

// In a group of its own: a Ctrl+C in the terminal is for this program to judge.
Result<pid_t> spawn(const ProcessOrder &order, int output, int errors)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    sigset_t ignored; // by this program, maybe
    sigemptyset(&ignored);
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP})
        sigaddset(&ignored, number);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &ignored);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    const auto words = pointersTo(order.words);
    const auto environment = pointersTo(order.environment);
    pid_t process = -1;
    const int failure =
        ::posix_spawnp(&process, words[0], &actions, &attributes, words.data(), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0)
        return fail(errnoError(failure, u"starting "_s % toQString(order.words.front())));
    return process;
}

// Nobody waits for the program any more, but it must not stay in the table of processes.
void reapLater(pid_t process)
{
    std::thread([process] { ::waitpid(process, nullptr, 0); }).detach();
}

int exitCodeOf(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

std::vector<std::string> ownEnvironment()
{
    std::vector<std::string> list;
    for (char **entry = environ; entry && *entry; ++entry)
        list.emplace_back(*entry);
    return list;
}

Result<ProcessEnd> runProcess(const ProcessOrder &order, const CancelToken &cancel, Clock &clock)
{
    Listener output(kKeptOutput);
    Listener errors(kKeptErrors);
    CAIRN_TRY(output.open());
    CAIRN_TRY(errors.open());
    CAIRN_LET(process, spawn(order, output.writer(), errors.writer()));
    output.closeWriter();
    errors.closeWriter();
    const std::int64_t deadline =
        clock.monotonicNs() + std::chrono::nanoseconds(order.timeout).count();
    ProcessEnd end;
    int status = 0;
    // Its end counts, not that of the pipes: what it left in the background may hold them open.
    while (::waitpid(process, &status, WNOHANG) == 0) {
        std::array<pollfd, 2> pipes{pollfd{output.reader(), POLLIN, 0},
                                    pollfd{errors.reader(), POLLIN, 0}};
        ::poll(pipes.data(), pipes.size(), kLookMs);
        output.read();
        errors.read();
        if (order.endsWithRun && cancel.stopRequested() && !end.stopped) {
            end.stopped = true;
            ::kill(-process, SIGTERM);
        }
        if (order.timeout.count() > 0 && clock.monotonicNs() >= deadline) {
            end.timedOut = true;
            reapLater(process);
            break;
        }
    }
    output.read();
    errors.read();
    end.exitCode = end.timedOut ? 0 : exitCodeOf(status);
    end.output = output.take();
    end.errors = errors.take();
    return end;
}

} // namespace cairn

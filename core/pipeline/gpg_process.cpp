// SPDX-License-Identifier: MIT
#include "core/pipeline/gpg_process.h"

#include "core/base/quoted_words.h"
#include "core/base/text.h"
#include "core/format/limits.h"
#include "core/pipeline/gpg_status.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>
#include <vector>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Where the program finds its pipes. Ours are kept above these numbers, so that handing one over
// never overwrites another.
constexpr int kStatusFd = 3;
constexpr int kPassphraseFd = 4;
constexpr int kFirstFreeFd = 10;
// What a pipe takes without a reader: the passphrase is written before the program starts.
constexpr std::size_t kLongestPassphrase = 4000;
constexpr std::size_t kKeptOutput = 64 << 10;               // of messages and of status lines
constexpr std::int64_t kShortestDeadline = 300'000'000'000; // ns
constexpr std::int64_t kNsPerByte = 1000;                   // 1 MB/s, far below any machine

class Descriptor final
{
public:
    explicit Descriptor(int fd = -1)
        : m_fd(fd)
    {
    }
    ~Descriptor() { reset(); }
    Descriptor(Descriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    [[nodiscard]] int get() const { return m_fd; }
    void reset()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }

private:
    int m_fd;
};

struct Pipe
{
    Descriptor read;
    Descriptor write;
};

Result<Pipe> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return fail(errnoError(errno, u"making a pipe to gpg"_s));
    const Descriptor low[2] = {Descriptor(ends[0]), Descriptor(ends[1])};
    Pipe pipe{Descriptor(::fcntl(ends[0], F_DUPFD_CLOEXEC, kFirstFreeFd)),
              Descriptor(::fcntl(ends[1], F_DUPFD_CLOEXEC, kFirstFreeFd))};
    if (pipe.read.get() < 0 || pipe.write.get() < 0)
        return fail(errnoError(errno, u"making a pipe to gpg"_s));
    return pipe;
}

std::string environmentValue(const char *name)
{
    // Nobody in this program changes the environment once threads run.
    const char *value = ::getenv(name); // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::string() : std::string(value);
}

Result<std::string> findProgram(const FilePath &given)
{
    if (!given.empty()) {
        if (given.bytes().front() == '/' && ::access(given.c_str(), X_OK) == 0)
            return given.bytes();
        return fail(ErrorCode::InvalidArgument, "GpgNotFound",
                    u"There is no program %1 (--gpg-program-path, an absolute path)."_s.arg(
                        given.display()));
    }
    std::string path = environmentValue("PATH");
    if (path.empty())
        path = "/usr/local/bin:/usr/bin:/bin";
    for (const char *name : {"gpg2", "gpg"}) {
        for (std::size_t at = 0; at <= path.size();) {
            const std::size_t end = std::min(path.find(':', at), path.size());
            const std::string candidate = path.substr(at, end - at) + "/" + name;
            // Relative folders in PATH are not for starting programs from.
            if (candidate.front() == '/' && candidate != std::string("/") + name &&
                ::access(candidate.c_str(), X_OK) == 0)
                return candidate;
            at = end + 1;
        }
    }
    return fail(ErrorCode::Unsupported, "GpgNotFound",
                u"the gpg program was not found. Install GnuPG (Debian: apt install gnupg) or "
                "name it with --gpg-program-path."_s);
}

// A key ring of its own for people who have none: symmetric encryption then needs no home and
// starts no agent. Removed with its object.
class KeyRing final
{
public:
    static Result<KeyRing> choose(const RunEnvironment &environment)
    {
        KeyRing ring;
        ring.m_path = environmentValue("GNUPGHOME");
        if (!ring.m_path.empty())
            return ring;
        const std::string home = environmentValue("HOME");
        if (!home.empty() && ::access((home + "/.gnupg").c_str(), F_OK) == 0)
            return ring;
        const FilePath folder =
            environment.tempFolder / ("gpg-" + environment.random.hexId().substr(0, 8));
        CAIRN_TRY(environment.files.makeDirectories(folder));
        ring.m_path = folder.bytes();
        ring.m_isOwn = true;
        return ring;
    }
    KeyRing(KeyRing &&other) noexcept
        : m_path(std::move(other.m_path))
        , m_isOwn(std::exchange(other.m_isOwn, false))
    {
    }
    KeyRing &operator=(KeyRing &&) = delete;
    ~KeyRing()
    {
        std::error_code ignored; // what stays is swept with the temporary folder
        if (m_isOwn)
            std::filesystem::remove_all(m_path, ignored);
    }
    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] bool isOwn() const { return m_isOwn; }

private:
    KeyRing() = default;
    std::string m_path; // empty: gpg's default
    bool m_isOwn = false;
};

struct Outcome
{
    bool exitedWell = false;
    std::string status;   // status lines
    std::string messages; // for people
    [[nodiscard]] bool says(std::string_view keyword) const { return gpgSays(status, keyword); }
    [[nodiscard]] QString reason() const
    {
        const QString text = toQString(messages).trimmed();
        return text.isEmpty() ? u"no reason given"_s : text.section(u'\n', -3);
    }
};

void drain(Descriptor &from, std::string &into)
{
    char piece[4096];
    while (from.get() >= 0) {
        const ssize_t got = ::read(from.get(), piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            from.reset();
            return;
        }
        const std::size_t room = kKeptOutput - std::min(kKeptOutput, into.size());
        into.append(piece, std::min(static_cast<std::size_t>(got), room));
    }
}

// Kills and reaps the program unless it has ended by itself.
class Child final
{
public:
    explicit Child(pid_t pid)
        : m_pid(pid)
    {
    }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;
    ~Child()
    {
        if (m_pid < 0)
            return;
        ::kill(m_pid, SIGKILL);
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    // Nothing: still running.
    std::optional<bool> exitedWell()
    {
        int state = 0;
        if (::waitpid(m_pid, &state, WNOHANG) == 0)
            return std::nullopt;
        m_pid = -1;
        return WIFEXITED(state) && WEXITSTATUS(state) == 0;
    }

private:
    pid_t m_pid;
};

class Spawn final
{
public:
    Spawn() { ::posix_spawn_file_actions_init(&m_actions); }
    ~Spawn() { ::posix_spawn_file_actions_destroy(&m_actions); }
    Spawn(const Spawn &) = delete;
    Spawn &operator=(const Spawn &) = delete;
    void give(int fd, int as) { ::posix_spawn_file_actions_adddup2(&m_actions, fd, as); }
    Result<pid_t> start(const std::string &program, const std::vector<std::string> &arguments,
                        const std::vector<std::string> &environment)
    {
        std::vector<char *> argv = pointers(arguments);
        std::vector<char *> envp = pointers(environment);
        pid_t pid = -1;
        const int error =
            ::posix_spawn(&pid, program.c_str(), &m_actions, nullptr, argv.data(), envp.data());
        if (error != 0)
            return fail(errnoError(error, u"starting %1"_s.arg(displayText(program))));
        return pid;
    }

private:
    static std::vector<char *> pointers(const std::vector<std::string> &texts)
    {
        std::vector<char *> out;
        for (const std::string &text : texts)
            out.push_back(const_cast<char *>(text.c_str())); // posix_spawn does not write there
        out.push_back(nullptr);
        return out;
    }
    posix_spawn_file_actions_t m_actions;
};

Result<Outcome> waitForEnd(const RunEnvironment &environment, pid_t pid, Pipe &status,
                           Pipe &messages, std::int64_t deadline)
{
    Child child(pid);
    Outcome outcome;
    while (true) {
        const std::optional<bool> ended = child.exitedWell();
        drain(status.read, outcome.status);
        drain(messages.read, outcome.messages);
        if (ended) {
            outcome.exitedWell = *ended;
            return outcome;
        }
        CAIRN_TRY(environment.cancel.checkAbort());
        if (environment.clock.monotonicNs() > deadline)
            return fail(ErrorCode::Io, "GpgTimeout", u"gpg did not finish in time"_s);
        pollfd waited[2] = {{status.read.get(), POLLIN, 0}, {messages.read.get(), POLLIN, 0}};
        // Closed pipes come before the exit; do not spin until it is there.
        const bool open = status.read.get() >= 0 || messages.read.get() >= 0;
        ::poll(waited, open ? 2 : 0, open ? 100 : 2);
    }
}

std::vector<std::string> fixedEnvironment(const KeyRing &ring)
{
    std::vector<std::string> out = {"LC_ALL=C.UTF-8"};
    for (const char *name : {"PATH", "HOME"})
        out.push_back(std::string(name) + "=" + environmentValue(name));
    if (!ring.path().empty())
        out.push_back("GNUPGHOME=" + ring.path());
    return out;
}

struct Call
{
    std::vector<std::string> arguments; // what is particular to it
    bool needsPassphrase = false;
};

Result<Outcome> runGpg(const RunEnvironment &environment, const Call &call, const FilePath &from,
                       const FilePath &into)
{
    const Secret &passphrase = environment.options.storage.passphrase;
    if (call.needsPassphrase && passphrase.empty())
        return fail(ErrorCode::MissingPassphrase, "MissingPassphrase",
                    u"the backup is encrypted and no passphrase was given. Nothing was "
                    "changed."_s);
    const std::string &text = passphrase.reveal();
    if (text.size() > kLongestPassphrase || text.find_first_of("\n\r") != std::string::npos)
        return fail(
            ErrorCode::InvalidArgument, "GpgPassphrase",
            u"gpg takes a passphrase of one line only, up to %1 bytes."_s.arg(kLongestPassphrase));
    CAIRN_LET(program, findProgram(environment.options.gpg.program));
    CAIRN_LET(ring, KeyRing::choose(environment));
    CAIRN_LET(input, environment.files.open(from, OpenMode::Read));
    CAIRN_LET(inputSize, input.size());
    CAIRN_LET(output, environment.files.open(into, OpenMode::ReadWrite));
    CAIRN_TRY(output.truncate(0));
    CAIRN_LET(status, makePipe());
    CAIRN_LET(messages, makePipe());
    CAIRN_LET(secret, makePipe());

    std::vector<std::string> arguments = {
        program, "--batch", "--no-tty", "--yes", "--quiet", "--no-symkey-cache", "--status-fd",
        std::to_string(kStatusFd),
        // its packets are compressed, and unfold before anything in them can be checked
        "--max-output", std::to_string(limits::kUnfoldedArchive)};
    if (ring.isOwn()) // without an agent nobody can tell gpg the count; it is gpg's largest
        arguments.insert(arguments.end(), {"--no-autostart", "--s2k-count", "65011712"});
    if (!passphrase.empty()) // without one the user's agent is asked
        arguments.insert(arguments.end(), {"--pinentry-mode", "loopback", "--passphrase-fd",
                                           std::to_string(kPassphraseFd)});
    arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());

    Spawn spawn;
    // Copies above the numbers that are given away.
    const Descriptor in(::fcntl(input.fd(), F_DUPFD_CLOEXEC, kFirstFreeFd));
    const Descriptor out(::fcntl(output.fd(), F_DUPFD_CLOEXEC, kFirstFreeFd));
    spawn.give(in.get(), STDIN_FILENO);
    spawn.give(out.get(), STDOUT_FILENO);
    spawn.give(messages.write.get(), STDERR_FILENO);
    spawn.give(status.write.get(), kStatusFd);
    spawn.give(secret.read.get(), kPassphraseFd);
    for (const Pipe *pipe : {&status, &messages}) // these we poll; the program's ends block
        std::ignore = ::fcntl(pipe->read.get(), F_SETFL, O_NONBLOCK);
    std::string line = text + "\n";
    const bool written =
        ::write(secret.write.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size());
    Secret::wipe(line);
    secret.write.reset();
    if (!written)
        return fail(errnoError(errno, u"handing the passphrase to gpg"_s));
    const std::int64_t deadline = environment.clock.monotonicNs() + kShortestDeadline +
                                  static_cast<std::int64_t>(inputSize) * kNsPerByte;
    CAIRN_LET(pid, spawn.start(program, arguments, fixedEnvironment(ring)));
    status.write.reset();
    messages.write.reset();
    secret.read.reset();
    return waitForEnd(environment, pid, status, messages, deadline);
}

} // namespace

Result<> gpgEncrypt(const RunEnvironment &environment, const FilePath &plain, const FilePath &into)
{
    const GpgOptions &options = environment.options.gpg;
    Call call;
    if (options.armor)
        call.arguments.emplace_back("--armor");
    for (std::string &word : quotedWords(options.encryptionSwitches))
        call.arguments.push_back(std::move(word));
    for (std::string &word : quotedWords(options.encryptionCommand)) {
        call.needsPassphrase = call.needsPassphrase || word == "--symmetric" || word == "-c";
        call.arguments.push_back(std::move(word));
    }
    CAIRN_LET(outcome, runGpg(environment, call, plain, into));
    if (outcome.exitedWell && outcome.says("END_ENCRYPTION"))
        return {};
    return fail(ErrorCode::Io, "GpgFailed", u"gpg could not encrypt: %1"_s.arg(outcome.reason()));
}

Result<> gpgDecrypt(const RunEnvironment &environment, const FilePath &encrypted,
                    const FilePath &into)
{
    const GpgOptions &options = environment.options.gpg;
    Call call;
    for (std::string &word : quotedWords(options.decryptionSwitches))
        call.arguments.push_back(std::move(word));
    for (std::string &word : quotedWords(options.decryptionCommand))
        call.arguments.push_back(std::move(word));
    CAIRN_LET(outcome, runGpg(environment, call, encrypted, into));
    // GOODMDC says that nobody changed the content: exit 0 alone does not.
    if (outcome.exitedWell && outcome.says("DECRYPTION_OKAY") && outcome.says("GOODMDC"))
        return {};
    if (outcome.says("NEED_PASSPHRASE") && environment.options.storage.passphrase.empty())
        return fail(ErrorCode::MissingPassphrase, "MissingPassphrase",
                    u"the backup is encrypted and no passphrase was given. Nothing was "
                    "changed."_s);
    // A wrong passphrase gives a session key that makes no sense, before any content came out.
    if (!outcome.says("PLAINTEXT") && !outcome.says("BADMDC") &&
        (outcome.says("ERROR symkey_decrypt") || outcome.says("BAD_PASSPHRASE") ||
         outcome.says("DECRYPTION_FAILED")))
        return fail(
            ErrorCode::WrongPassphrase, "WrongPassphrase",
            outcome.says("NO_SECKEY")
                ? u"no secret key that could decrypt it is here (gpg: %1)"_s.arg(outcome.reason())
                : u"the passphrase is wrong"_s);
    return fail(ErrorCode::Corrupt, "GpgDamaged",
                u"gpg could not decrypt it: %1"_s.arg(outcome.reason()));
}

} // namespace cairn

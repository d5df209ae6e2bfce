// SPDX-License-Identifier: MIT
#include "app/cli/passphrase.h"

#include <cerrno>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLongest = 64 << 10; // bytes

// The first line, without its end; read byte by byte, so that what follows stays for others.
Result<Secret> readLine(int fd, const QString &where)
{
    std::string line;
    char byte = 0;
    for (;;) {
        const ssize_t got = ::read(fd, &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(errnoError(errno, u"reading the passphrase from "_s % where));
        if (got == 0 || byte == '\n')
            break;
        if (line.size() == kLongest)
            return fail(ErrorCode::InvalidArgument,
                        u"The first line of %1 is too long for a passphrase."_s.arg(where));
        line.push_back(byte);
    }
    if (line.ends_with('\r'))
        line.pop_back();
    if (line.empty())
        return fail(ErrorCode::MissingPassphrase, "EmptyPassphrase",
                    u"The first line of %1 is empty, so there is no passphrase."_s.arg(where));
    return Secret(std::move(line));
}

Result<Secret> readFile(FileLayer &files, const FilePath &path)
{
    CAIRN_LET(file, files.open(path, OpenMode::Read));
    return readLine(file.fd(), path.display());
}

// Switches the echo off while it lives.
class SilentTerminal final
{
public:
    SilentTerminal()
    {
        m_active = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        if (!m_active)
            return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal()
    {
        if (m_active)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;

private:
    bool m_active = false;
    termios m_before = {};
};

// To the terminal itself: standard output and error may go elsewhere.
void prompt(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const int terminal = ::open("/dev/tty", O_WRONLY | O_CLOEXEC);
    std::ignore = ::write(terminal >= 0 ? terminal : STDERR_FILENO, bytes.constData(),
                          static_cast<std::size_t>(bytes.size()));
    if (terminal >= 0)
        ::close(terminal);
}

} // namespace

Result<bool> findPassphrase(FileLayer &files, OptionSet &options,
                            std::optional<std::string> fromEnvironment)
{
    const bool file = options.isSet("passphrase-file");
    const bool fd = options.isSet("passphrase-fd");
    const bool input = options.boolean("force-passphrase-from-stdin");
    if (options.isSet("passphrase") + file + fd + input > 1)
        return fail(ErrorCode::InvalidArgument, "OptionValidationError",
                    u"Only one of --passphrase, --passphrase-file, --passphrase-fd and "
                    u"--force-passphrase-from-stdin can be used."_s);
    const bool isOfEnvironment = !file && !fd && !input && !options.isSet("passphrase") &&
                                 fromEnvironment && !fromEnvironment->empty();
    Result<Secret> found = Secret();
    if (file)
        found = readFile(files, options.path("passphrase-file"));
    else if (fd)
        found = readLine(static_cast<int>(options.integer("passphrase-fd")), u"--passphrase-fd"_s);
    else if (input)
        found = readLine(STDIN_FILENO, u"standard input"_s);
    else if (isOfEnvironment)
        found = Secret(std::move(*fromEnvironment));
    if (!found)
        return fail(std::move(found).error());
    if (!found->empty())
        CAIRN_TRY(options.setSecret("passphrase", *found));
    return isOfEnvironment;
}

Result<Secret> askPassphrase(const QString &question, bool confirm)
{
    if (::isatty(STDIN_FILENO) != 1)
        return fail(ErrorCode::MissingPassphrase, "MissingPassphrase",
                    confirm ? u"A new backup is encrypted unless --no-encryption is given, and "
                              u"there is no passphrase for it. Nothing was changed."_s
                            : u"The backup is encrypted and no passphrase was given. Nothing was "
                              u"changed."_s);
    const SilentTerminal silent;
    prompt(question % u": "_s);
    auto first = readLine(STDIN_FILENO, u"the input"_s);
    prompt(u"\n"_s);
    if (!first || !confirm)
        return first;
    prompt(u"Once more: "_s);
    const auto second = readLine(STDIN_FILENO, u"the input"_s);
    prompt(u"\n"_s);
    if (!second || second->reveal() != first->reveal())
        return fail(ErrorCode::InvalidArgument, "PassphraseMismatch",
                    u"The two differ. Nothing was changed."_s);
    return first;
}

} // namespace cairn::cli

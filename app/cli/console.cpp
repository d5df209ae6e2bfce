// SPDX-License-Identifier: MIT
#include "app/cli/console.h"

#include "app/shared/error_table.h"
#include "app/shared/error_text.h"

#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

const char *colourOf(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return nullptr;
    case Tone::Good:
        return "\033[32m";
    case Tone::Warning:
        return "\033[33m";
    case Tone::Error:
        return "\033[31m";
    case Tone::Faint:
        return "\033[2m";
    }
    return nullptr;
}

} // namespace

Console::Console()
    : m_outputTerminal(::isatty(STDOUT_FILENO) == 1)
    , m_errorTerminal(::isatty(STDERR_FILENO) == 1 && qgetenv("TERM") != "dumb")
    , m_colours(qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb")
{
}

void Console::write(FILE *to, const QString &line, Tone tone)
{
    const std::scoped_lock lock(m_mutex);
    clearLiveLine();
    const bool terminal = to == stdout ? m_outputTerminal : m_errorTerminal;
    const char *colour = m_colours && terminal ? colourOf(tone) : nullptr;
    QByteArray bytes = line.toUtf8();
    if (colour)
        bytes = colour + bytes + "\033[0m";
    bytes += '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), to);
    if (terminal)
        std::fflush(to);
}

void Console::answer(const QString &line, Tone tone)
{
    if (!m_manner.json)
        write(stdout, line, tone);
}

void Console::tell(const QString &line, Tone tone)
{
    if (!m_manner.json && !m_manner.quiet)
        write(stdout, line, tone);
}

void Console::tell(const QStringList &lines)
{
    for (const QString &line : lines)
        tell(line);
}

void Console::detail(const QString &line)
{
    if (m_manner.verbose && !m_manner.json)
        write(stdout, line, Tone::Faint);
}

void Console::warn(const QString &line)
{
    if (!m_manner.quiet)
        write(stderr, line, Tone::Warning);
}

void Console::fail(const Error &error)
{
    write(stderr, u"ErrorID: "_s % errorId(error), Tone::Error);
    if (hasOwnTitle(error)) {
        const ErrorTexts texts = errorTexts(troubleOf(error), FrontEnd::CommandLine);
        write(stderr, texts.title % u". "_s % texts.meaning, Tone::Error);
    }
    write(stderr, errorText(error), Tone::Error);
    if (m_manner.verbose && !error.detail.isEmpty())
        write(stderr, error.detail, Tone::Faint);
}

void Console::failText(const QString &line)
{
    write(stderr, line, Tone::Error);
}

void Console::document(const QByteArray &json)
{
    const std::scoped_lock lock(m_mutex);
    clearLiveLine();
    std::fwrite(json.constData(), 1, static_cast<std::size_t>(json.size()), stdout);
}

void Console::setLiveLine(const QString &line)
{
    if (!hasLiveLine())
        return;
    const std::scoped_lock lock(m_mutex);
    if (line.isEmpty()) {
        clearLiveLine();
        return;
    }
    std::fflush(stdout);
    // Without wrapping: a name in wide letters is cut at the edge, not continued on a line of its
    // own that nothing would clear.
    const QByteArray bytes = "\r\033[K\033[?7l" + line.toUtf8() + "\033[?7h";
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
    m_liveShown = true;
}

void Console::clearLiveLine()
{
    if (!m_liveShown)
        return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    m_liveShown = false;
}

int Console::columns() const
{
    winsize size = {};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

void Console::flush()
{
    const std::scoped_lock lock(m_mutex);
    clearLiveLine();
    std::fflush(stdout);
    std::fflush(stderr);
}

} // namespace cairn::cli

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <mutex>

namespace cairn::cli {

enum class Tone { Plain, Good, Warning, Error, Faint };

// Standard output and error. Answers go to the first, what went wrong and the live line to the
// second; with --json only the document goes to the first. Colours and the live line on terminals
// alone. Thread-safe.
class Console final
{
public:
    struct Manner
    {
        bool quiet = false;
        bool verbose = false;
        bool json = false;
    };
    Console();

    void setManner(const Manner &manner) { m_manner = manner; }
    [[nodiscard]] const Manner &manner() const { return m_manner; }
    [[nodiscard]] bool hasLiveLine() const { return m_errorTerminal && !m_manner.quiet; }

    void answer(const QString &line, Tone tone = Tone::Plain); // what was asked for
    void tell(const QString &line, Tone tone = Tone::Plain);   // dropped by --quiet
    void tell(const QStringList &lines);
    void detail(const QString &line); // --verbose alone
    void warn(const QString &line);   // dropped by --quiet
    void fail(const Error &error);    // "ErrorID: …" and the message
    void failText(const QString &line);
    void document(const QByteArray &json);

    // Shows, replaces or, with an empty text, removes the live line.
    void setLiveLine(const QString &line);
    [[nodiscard]] int columns() const; // of the terminal
    void flush();

private:
    void write(FILE *to, const QString &line, Tone tone);
    void clearLiveLine();

    std::mutex m_mutex;
    Manner m_manner;
    bool m_outputTerminal;
    bool m_errorTerminal;
    bool m_colours;
    bool m_liveShown = false;
};

} // namespace cairn::cli

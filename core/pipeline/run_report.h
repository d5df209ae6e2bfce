// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace cairn {

enum class Severity { Information, Warning, Error };

struct ReportMessage
{
    Severity severity = Severity::Information;
    QString id; // stable, for scripts
    QString text;
    std::string path; // raw bytes of the file it is about, if any
};

// What happened in a run, told by all its threads (R28: the result is the worst event).
class RunReport final
{
public:
    void add(Severity severity, const QString &id, const QString &text, std::string path = {});
    void information(const QString &id, const QString &text)
    {
        add(Severity::Information, id, text);
    }
    void warning(const QString &id, const QString &text, std::string path = {})
    {
        add(Severity::Warning, id, text, std::move(path));
    }
    void error(const QString &id, const QString &text, std::string path = {})
    {
        add(Severity::Error, id, text, std::move(path));
    }

    // What another report of the same run holds already, and the log too.
    void takeOver(const std::vector<ReportMessage> &messages);

    [[nodiscard]] std::vector<ReportMessage>
    messages() const; // in order; long lists end with a count
    // Those that are kept, from the n-th on.
    [[nodiscard]] std::vector<ReportMessage> since(std::size_t first) const;
    [[nodiscard]] std::int64_t count(Severity severity) const;

    // BackendStatistics of engine.md §0.3.
    struct Traffic
    {
        std::atomic<std::int64_t> remoteCalls{0};
        std::atomic<std::int64_t> bytesUploaded{0};
        std::atomic<std::int64_t> bytesDownloaded{0};
        std::atomic<std::int64_t> filesUploaded{0};
        std::atomic<std::int64_t> filesDownloaded{0};
        std::atomic<std::int64_t> filesDeleted{0};
        std::atomic<std::int64_t> retryAttempts{0};
    };
    Traffic traffic;

private:
    static constexpr std::size_t kKept = 10'000; // of each severity; the rest is counted
    mutable std::mutex m_mutex;
    std::vector<ReportMessage> m_messages;
    std::int64_t m_counts[3] = {0, 0, 0};
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/background_task.h"
#include "core/engine/drive_mount.h"
#include "core/engine/job_runner.h"
#include "core/schedule/nag_policy.h"

#include <QTimeZone>

#include <functional>
#include <memory>
#include <span>

namespace cairn {

// How a job stands, by the history of runs alone.
[[nodiscard]] Result<NagFacts> nagFactsOf(SettingsDatabase &settings, const JobConfig &job,
                                          const DriveMounts &drives, std::int64_t now,
                                          const QTimeZone &zone);

// Mails of backups that saved nothing for so long that somebody has to know ("unprotected",
// core/schedule/nag_policy.h): once a day each, as soon as the mail arrives, to whom their reports
// go. Used on one thread; sends in another.
class LateMail final
{
public:
    struct World
    {
        Clock &clock;
        Engine &engine;
        SecretSource &secrets;
        const DriveMounts &drives;
        std::function<void(std::function<void()>)> post; // any thread: has it done on this one
    };
    explicit LateMail(World world)
        : m_world(std::move(world))
    {
    }

    // Sends what is due, one after the other. `settings` outlives this.
    void look(SettingsDatabase &settings, std::span<const JobConfig> jobs, const QTimeZone &zone);
    [[nodiscard]] bool isSending() const { return m_sending != nullptr; }

private:
    struct Letter
    {
        JobConfig job;
        QString text;
    };
    [[nodiscard]] std::optional<Letter> letterOf(SettingsDatabase &settings, const JobConfig &job,
                                                 std::int64_t now, const QTimeZone &zone) const;
    void send(SettingsDatabase &settings, std::vector<Letter> letters);
    Result<QString> sendOne(const Letter &letter, const CancelToken &cancel) const;

    World m_world;
    std::int64_t m_tryAgain = 0; // unix s
    std::unique_ptr<BackgroundTask> m_sending;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/notify/notifier.h"
#include "core/engine/run_host.h"
#include "core/schedule/notice_rules.h"

#include <QDBusConnection>
#include <QTimer>
#include <QTranslator>

namespace cairn::cli {

// Tells the person who is logged in what she should know of an agent's backups, by the rules of
// core/schedule, while no desktop program is there to do it. Without a desktop, or one that shows
// no notices, nothing is told and nothing is noted as told.
class AgentNotices final : public QObject
{
public:
    struct World
    {
        Clock &clock;
        const DriveMounts &drives;
        RunHost &runs;
    };
    AgentNotices(World world, const QDBusConnection &bus, QObject *parent = nullptr);

    void start();
    void look(); // also by itself, once a minute

private:
    static constexpr int kEveryMs = 60'000;
    [[nodiscard]] bool isMine() const;
    [[nodiscard]] NoticeFacts factsOf(const std::vector<JobConfig> &jobs);
    void tell(const Notice &notice, const std::vector<JobConfig> &jobs);
    void describe(const Notice &notice, const JobConfig &job, Notifier::Message &message);
    void answer(const QString &key, const QString &action);
    void speak(bool own);

    World m_world;
    QDBusConnection m_bus;
    Notifier m_notifier;
    QTimer m_timer;
    QTranslator m_words; // of the language that the desktop program was set to
    NoticeMemory m_memory;
    std::map<QString, std::string> m_jobs; // of what is shown, by key
    bool m_hasLooked = false;
};

} // namespace cairn::cli

// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/shared/notify/notifier.h"
#include "core/schedule/notice_rules.h"

#include <QTimer>

#include <chrono>
#include <functional>
#include <map>

namespace cairn::gui {

// Tells the person what she should know, by the rules of core/schedule, and does what she answers.
class Notices final : public QObject
{
    Q_OBJECT
public:
    // Waits a while before the first look: what is connected to the computer has to be found first.
    static constexpr std::chrono::seconds kFirstLook{30};
    struct Manner
    {
        std::chrono::milliseconds firstLook = kFirstLook;
        std::function<bool()> isInUse = [] { return true; };
        std::function<std::vector<NoticeCause>()> unwanted{}; // asked at each look
    };
    Notices(EngineProxy &engine, Notifier &notifier, Manner manner, QObject *parent = nullptr);

    void look(); // also by itself, once a minute and when something has changed

Q_SIGNALS:
    // To see what a notice is about; no job: all. token: see Notifier::answered().
    void showWanted(const std::string &job, const QString &token);

private:
    void answer(const QString &key, const QString &action, const QString &token);
    void mark(const std::string &key, const NoticeMark &mark);

    EngineProxy &m_engine;
    Notifier &m_notifier;
    Manner m_manner;
    std::optional<NoticeMemory> m_memory;  // none: not loaded yet
    std::map<QString, std::string> m_jobs; // of what is shown, by key
    QTimer m_minute;
    QTimer m_soon;
    bool m_isReady = false; // the first look may be taken
    bool m_hasLooked = false;
};

} // namespace cairn::gui

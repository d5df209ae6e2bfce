// SPDX-License-Identifier: MIT
#include "app/gui/notices.h"

#include "app/gui/notice_text.h"

#include <QDateTime>
#include <QTimeZone>

namespace cairn::gui {

using namespace std::chrono_literals;

namespace {

constexpr auto kEvery = 60s;
constexpr auto kSoon = 1s; // several things change at once, as a run ends

} // namespace

Notices::Notices(EngineProxy &engine, Notifier &notifier, Manner manner, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_notifier(notifier)
    , m_manner(std::move(manner))
    , m_minute(this)
    , m_soon(this)
{
    m_soon.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, &Notices::look);
    connect(&m_soon, &QTimer::timeout, this, &Notices::look);
    connect(&m_engine, &EngineProxy::stateChanged, this, [this] {
        if (!m_soon.isActive())
            m_soon.start(kSoon);
    });
    connect(&m_engine, &EngineProxy::noticesKnown, this, [this](const NoticeMemory &memory) {
        m_memory = memory;
        look();
    });
    connect(&m_notifier, &Notifier::answered, this, &Notices::answer);
    QTimer::singleShot(m_manner.firstLook, this, [this] {
        m_isReady = true;
        look();
    });
    m_minute.start(kEvery);
}

void Notices::look()
{
    const Snapshot &state = m_engine.state();
    if (!m_isReady || !m_memory || !state.isOpen)
        return;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    NoticeFacts facts = noticeFactsOf(state, *m_memory, now);
    facts.inUse = m_manner.isInUse();
    facts.atLogin = !std::exchange(m_hasLooked, true);
    if (m_manner.unwanted)
        facts.unwanted = m_manner.unwanted();
    const NoticeDecision decision = decideNotices(facts, *m_memory, QTimeZone::systemTimeZone());
    for (const std::string &key : decision.over)
        m_notifier.close(QString::fromStdString(key));
    for (const Notice &notice : decision.tell) {
        const Notifier::Message message = noticeText(notice, state, now);
        m_jobs[message.key] = notice.job;
        m_notifier.show(message);
        mark(notice.key, {now, 0});
    }
    if (decision.seen) {
        m_memory->lastSeen = *decision.seen;
        m_engine.noteSeen(*decision.seen);
    }
}

void Notices::mark(const std::string &key, const NoticeMark &mark)
{
    m_memory->marks[key] = mark;
    m_engine.noteNotice(key, mark);
}

void Notices::answer(const QString &key, const QString &action, const QString &token)
{
    const auto chosen = noticeActionFrom(action);
    const auto job = m_jobs.find(key);
    if (!chosen || job == m_jobs.end())
        return;
    m_notifier.close(key);
    switch (*chosen) {
    case NoticeAction::BackUpNow:
        return m_engine.runJob(job->second);
    case NoticeAction::Show:
        return Q_EMIT showWanted(job->second, token);
    case NoticeAction::RemindInAWeek: {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        return mark(key.toStdString(), {now, now + kSnoozeSeconds});
    }
    case NoticeAction::Later: // it was told for today
        break;
    }
}

} // namespace cairn::gui

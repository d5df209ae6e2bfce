// SPDX-License-Identifier: MIT
#include "app/cli/agent_notices.h"

#include "app/shared/error_table.h"
#include "app/shared/notify/desktop_name.h"
#include "core/config/job_store.h"
#include "core/engine/late_mail.h"

#include <QCoreApplication>
#include <QDBusConnectionInterface>
#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr auto kService = "org.freedesktop.Notifications"_L1;
const QString kBackUpNow = u"back-up-now"_s;
const QString kLater = u"later"_s;
const QString kInAWeek = u"remind-in-a-week"_s;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(cairn::cli::AgentNotices)
};

const JobConfig *jobOf(const std::vector<JobConfig> &jobs, const std::string &id)
{
    const auto found = std::ranges::find(jobs, id, &JobConfig::id);
    return found == jobs.end() ? nullptr : &*found;
}

// There is no window that could show anything.
void addActions(const Notice &notice, Notifier::Message &message)
{
    for (const NoticeAction action : notice.actions)
        switch (action) {
        case NoticeAction::BackUpNow:
            message.actions.emplace_back(kBackUpNow, Words::tr("Back up now"));
            break;
        case NoticeAction::Later:
            message.actions.emplace_back(kLater, Words::tr("Later"));
            break;
        case NoticeAction::RemindInAWeek:
            message.actions.emplace_back(kInAWeek, Words::tr("Remind me in a week"));
            break;
        case NoticeAction::Show:
            break;
        }
}

} // namespace

AgentNotices::AgentNotices(World world, const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_bus(bus)
    , m_notifier(bus, [](const Notifier::Message &) {})
    , m_timer(this)
{
    const QString chosen = QSettings(u"cairn"_s, u"cairn"_s).value(u"look/language"_s).toString();
    std::ignore = m_words.load(chosen.isEmpty() ? QLocale::system() : QLocale(chosen), u"cairn"_s,
                               u"_"_s, u":/translations"_s);
    connect(&m_timer, &QTimer::timeout, this, &AgentNotices::look);
    connect(&m_notifier, &Notifier::answered, this,
            [this](const QString &key, const QString &action) { answer(key, action); });
}

void AgentNotices::start()
{
    m_timer.start(kEveryMs);
}

// Notices alone are in the language of the desktop; the agent's own lines are English, as all of
// the command line.
void AgentNotices::speak(bool own)
{
    if (m_words.isEmpty())
        return;
    if (own)
        QCoreApplication::installTranslator(&m_words);
    else
        QCoreApplication::removeTranslator(&m_words);
}

bool AgentNotices::isMine() const
{
    const QDBusConnectionInterface *bus = m_bus.interface();
    return bus && m_world.runs.settings() && m_world.runs.isHost() &&
           bus->isServiceRegistered(kService).value() &&
           !bus->isServiceRegistered(QLatin1String(kDesktopName)).value();
}

NoticeFacts AgentNotices::factsOf(const std::vector<JobConfig> &jobs)
{
    NoticeFacts facts;
    facts.now = m_world.clock.nowSeconds();
    facts.atLogin = !std::exchange(m_hasLooked, true);
    const auto problems = ProblemStore(*m_world.runs.settings()).open();
    for (const JobConfig &config : jobs) {
        NoticeFacts::Job job;
        job.id = config.id;
        const bool isBusy = m_world.runs.isQueued(config.id) || m_world.runs.isAtWork(config.id);
        const auto nag = nagFactsOf(*m_world.runs.settings(), config, m_world.drives, facts.now,
                                    QTimeZone::systemTimeZone());
        if (nag && !isBusy)
            job.nag = nagLevel(*nag);
        if (problems)
            for (const Problem &problem : *problems)
                if (problem.job == config.id)
                    job.problems.push_back({problem.code, problem.seen});
        facts.jobs.push_back(std::move(job));
    }
    return facts;
}

void AgentNotices::look()
{
    if (!isMine())
        return;
    const auto jobs = JobStore(*m_world.runs.settings()).all();
    NoticeStore store(*m_world.runs.settings());
    auto memory = store.load();
    if (!jobs || !memory)
        return; // the next look may do better
    m_memory = std::move(*memory);
    const NoticeDecision decision =
        decideNotices(factsOf(*jobs), m_memory, QTimeZone::systemTimeZone());
    for (const std::string &key : decision.over)
        m_notifier.close(QString::fromStdString(key));
    speak(true);
    for (const Notice &notice : decision.tell)
        tell(notice, *jobs);
    speak(false);
    if (decision.seen)
        std::ignore = store.setLastSeen(*decision.seen);
}

void AgentNotices::tell(const Notice &notice, const std::vector<JobConfig> &jobs)
{
    const JobConfig *job = jobOf(jobs, notice.job);
    if (!job)
        return;
    Notifier::Message message;
    message.key = QString::fromStdString(notice.key);
    message.urgency = static_cast<Notifier::Urgency>(notice.urgency);
    describe(notice, *job, message);
    addActions(notice, message);
    m_jobs[message.key] = notice.job;
    m_notifier.show(message);
    std::ignore =
        NoticeStore(*m_world.runs.settings()).mark(notice.key, {m_world.clock.nowSeconds(), 0});
}

void AgentNotices::describe(const Notice &notice, const JobConfig &job, Notifier::Message &message)
{
    if (notice.cause == NoticeCause::Problem) {
        Trouble trouble;
        trouble.code = notice.code;
        trouble.backup = job.name;
        if (job.drive)
            trouble.drive = job.drive->label;
        const ErrorTexts texts = errorTexts(trouble, FrontEnd::Window);
        message.title = texts.title;
        message.body = Words::tr("Backup “%1”. %2 %3", "name, what it means, what to do")
                           .arg(job.name, texts.meaning, texts.remedy);
        return;
    }
    const std::int64_t now = m_world.clock.nowSeconds();
    const std::int64_t saved =
        RunStore(*m_world.runs.settings()).lastSaved(job.id, now).value_or(0);
    message.title = saved == 0 ? Words::tr("“%1” was never saved").arg(job.name)
                               : Words::tr("“%1” was not saved for %2 days", "more than one day")
                                     .arg(job.name, QString::number((now - saved) / kDay));
    message.body = notice.cause == NoticeCause::DriveReminder
                       ? Words::tr("Connect the drive “%1” to save what is new.")
                             .arg(job.drive ? job.drive->label : QString())
                   : saved == 0 ? Words::tr("Its files exist on this computer alone.")
                   : notice.unprotected
                       ? Words::tr("What is new since then exists on this computer alone.")
                       : Words::tr("What is new since then is not safe yet.");
}

void AgentNotices::answer(const QString &key, const QString &action)
{
    const auto job = m_jobs.find(key);
    if (job == m_jobs.end() || !m_world.runs.settings())
        return;
    m_notifier.close(key);
    if (action == kBackUpNow)
        return m_world.runs.ask(job->second, RequestVerb::Run);
    const std::int64_t now = m_world.clock.nowSeconds();
    if (action == kInAWeek)
        std::ignore = NoticeStore(*m_world.runs.settings())
                          .mark(key.toStdString(), {now, now + kSnoozeSeconds});
}

} // namespace cairn::cli

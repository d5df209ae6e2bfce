// SPDX-License-Identifier: MIT
#include "app/gui/notice_text.h"

#include "app/gui/lateness.h"
#include "app/gui/texts.h"

#include <algorithm>
#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct NoticeTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::NoticeTexts)
};

const JobView *jobOf(const Snapshot &state, const std::string &id)
{
    const auto found =
        std::ranges::find_if(state.jobs, [&id](const JobView &view) { return view.job.id == id; });
    return found == state.jobs.end() ? nullptr : &*found;
}

void describeProblem(const Notice &notice, const JobView &view, const Snapshot &state,
                     Notifier::Message &message)
{
    const auto problem = std::ranges::find(view.problems, notice.code, &Problem::code);
    if (problem == view.problems.end())
        return;
    const ErrorTexts texts = errorTexts(troubleOf(*problem, view), FrontEnd::Window);
    message.title = texts.title;
    QStringList parts{texts.meaning, texts.remedy};
    if (state.jobs.size() > 1 && !texts.title.contains(view.job.name))
        parts.prepend(NoticeTexts::tr("Backup “%1”.").arg(view.job.name));
    parts.removeAll(QString());
    message.body = parts.join(u' ');
}

void describe(const Notice &notice, const JobView &view, const Snapshot &state, qint64 now,
              Notifier::Message &message)
{
    switch (notice.cause) {
    case NoticeCause::FirstBackup:
        message.title = NoticeTexts::tr("“%1” is saved for the first time").arg(view.job.name);
        message.body = NoticeTexts::tr("%n file(s), %1. From now on only what changes is saved.",
                                       nullptr, int(std::min<qint64>(view.stored.files, INT_MAX)))
                           .arg(sizeText(view.stored.bytes));
        break;
    case NoticeCause::Problem:
        describeProblem(notice, view, state, message);
        break;
    case NoticeCause::Late:
        message.title = notSavedText(view, now);
        message.body =
            lastSuccessOf(view, now) == 0
                ? NoticeTexts::tr("Its files exist on this computer alone.")
            : notice.unprotected
                ? NoticeTexts::tr("What is new since then exists on this computer alone.")
                : NoticeTexts::tr("What is new since then is not safe yet.");
        if (const auto trouble = troubleOf(view))
            message.body += u' ' % shortErrorText(*trouble) % u'.';
        break;
    case NoticeCause::DriveReminder:
        message.title = NoticeTexts::tr("“%1” waits for the drive “%2”")
                            .arg(view.job.name, view.job.drive ? view.job.drive->label : QString());
        message.body =
            notSavedText(view, now) % NoticeTexts::tr(". Connect the drive to save what is new.");
        break;
    case NoticeCause::Digest:
        break;
    }
}

QString digestTitle(const Notice &notice)
{
    const QString text =
        notice.complete == notice.runs
            ? NoticeTexts::tr("While you were away: %n backup(s), all complete", nullptr,
                              notice.runs)
            : NoticeTexts::tr("While you were away: %n backup(s), %1 of them complete", nullptr,
                              notice.runs)
                  .arg(notice.complete);
    return text;
}

QString actionText(NoticeAction action)
{
    switch (action) {
    case NoticeAction::BackUpNow:
        return NoticeTexts::tr("Back up now");
    case NoticeAction::Later:
        return NoticeTexts::tr("Later");
    case NoticeAction::RemindInAWeek:
        return NoticeTexts::tr("Remind me in a week");
    case NoticeAction::Show:
        break;
    }
    return NoticeTexts::tr("Show");
}

constexpr std::array<const char *, 4> kActionNames{"back-up-now", "later", "show",
                                                   "remind-in-a-week"};

} // namespace

NoticeFacts noticeFactsOf(const Snapshot &state, const NoticeMemory &memory, qint64 now)
{
    NoticeFacts facts;
    facts.now = now;
    for (const JobView &view : state.jobs) {
        NoticeFacts::Job job;
        job.id = view.job.id;
        job.nag = lateness(view, now);
        for (const Problem &problem : view.problems)
            job.problems.push_back({problem.code, problem.seen});
        // Of a backup that was taken over the first version may have been made elsewhere.
        if (view.stored.versions == 1 && view.last && isSuccess(*view.last) &&
            view.last->summary.versionTime != 0)
            job.firstVersion = view.last->ended.value_or(0);
        facts.jobs.push_back(std::move(job));
    }
    for (const RunRecord &run : state.recent) {
        if (run.kind != RunKind::Backup || !run.ended || *run.ended <= memory.lastSeen ||
            run.state.result == RunResult::Missed)
            continue;
        ++facts.runs;
        facts.complete += isSuccess(run) ? 1 : 0;
    }
    return facts;
}

Notifier::Message noticeText(const Notice &notice, const Snapshot &state, qint64 now)
{
    Notifier::Message message;
    message.key = QString::fromStdString(notice.key);
    message.urgency = static_cast<Notifier::Urgency>(notice.urgency);
    for (const NoticeAction action : notice.actions)
        message.actions.emplace_back(noticeActionName(action), actionText(action));
    if (notice.cause == NoticeCause::Digest)
        message.title = digestTitle(notice);
    else if (const JobView *view = jobOf(state, notice.job))
        describe(notice, *view, state, now, message);
    return message;
}

QString noticeActionName(NoticeAction action)
{
    return QString::fromLatin1(kActionNames[static_cast<std::size_t>(action)]);
}

std::optional<NoticeAction> noticeActionFrom(const QString &name)
{
    for (std::size_t i = 0; i < kActionNames.size(); ++i)
        if (name == QLatin1StringView(kActionNames[i]))
            return static_cast<NoticeAction>(i);
    return std::nullopt;
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
// The answer of texts.h to "are my files safe?".
#include "app/gui/lateness.h"
#include "app/gui/schedule_text.h"
#include "app/gui/texts.h"
#include "app/shared/turn_text.h"

#include <QDateTime>

#include <algorithm>
#include <tuple>
#include <utility>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct VerdictTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::Verdict)
};

bool hasFailed(const JobView &view)
{
    return view.last && !view.current &&
           (view.last->state.result == RunResult::Failed ||
            view.last->state.result == RunResult::Interrupted);
}

// Of all copies, and whether it was checked: what another computer wrote was not checked here.
QString newestCopy(const Snapshot &state, qint64 now)
{
    qint64 newest = 0;
    bool isChecked = false;
    for (const JobView &view : state.jobs) {
        if (view.stored.newestWhole > newest)
            isChecked = view.lastSaved > 0;
        newest = std::max(newest, view.stored.newestWhole);
    }
    const QString age = agoText(now - newest);
    return newest == 0 ? QString()
           : isChecked ? VerdictTexts::tr("Newest copy %1, checked after writing.").arg(age)
                       : VerdictTexts::tr("Newest copy %1.").arg(age);
}

// The button of the banner does the first remedy if that is one click, else it shows them all.
void offer(Verdict &verdict, const ErrorTexts &texts)
{
    const Remedy first = texts.actions.empty() ? Remedy::ShowLog : texts.actions.front();
    verdict.action = first == Remedy::BackUpNow       ? Verdict::Action::BackUp
                     : first == Remedy::CloseSettings ? Verdict::Action::CloseSettings
                     : first == Remedy::TryAgain      ? Verdict::Action::TryAgain
                                                      : Verdict::Action::Show;
    verdict.actionText = first == Remedy::BackUpNow       ? VerdictTexts::tr("Back up now")
                         : first == Remedy::CloseSettings ? VerdictTexts::tr("Close them off")
                         : first == Remedy::TryAgain      ? VerdictTexts::tr("Try again")
                                                          : VerdictTexts::tr("Fix…");
}

Verdict troubled(const JobView &view, Tone tone, const QString &title, const QString &safe)
{
    const auto trouble = troubleOf(view);
    Trouble cut;
    cut.code = "RUN_INTERRUPTED";
    const ErrorTexts texts = errorTexts(trouble.value_or(cut), FrontEnd::Window);
    Verdict verdict;
    verdict.tone = tone;
    verdict.title = title;
    verdict.body = texts.title % u". "_s % texts.meaning;
    if (!safe.isEmpty())
        verdict.body += u' ' % safe;
    verdict.job = view.job.id;
    offer(verdict, texts);
    return verdict;
}

// What is late most, and of those what was saved the longest ago; nullptr: nothing.
const JobView *latest(const Snapshot &state, NagLevel least, qint64 now)
{
    const JobView *found = nullptr;
    for (const JobView &view : state.jobs) {
        const NagLevel level = shownLateness(view, now);
        if (level < least)
            continue;
        const auto weight = [now](const JobView &of) {
            return std::pair(shownLateness(of, now), -lastSuccessOf(of, now));
        };
        if (!found || weight(view) > weight(*found))
            found = &view;
    }
    return found;
}

// Why it was not saved; empty: nothing is known.
QString whyLate(const JobView &view, const QString &pause)
{
    const QString &name = view.job.name;
    if (view.isDriveAbsent && !view.canMountDrive)
        return view.job.schedule.runsByItself()
                   ? VerdictTexts::tr("“%2” starts by itself when “%1” is connected.")
                         .arg(view.job.drive->label, name)
                   : VerdictTexts::tr("Connect “%1” to save “%2”.")
                         .arg(view.job.drive->label, name);
    if (!pause.isEmpty())
        return VerdictTexts::tr("Backups are paused %1.").arg(pause);
    if (!view.job.schedule.runsByItself())
        return VerdictTexts::tr("It has no schedule: it runs when you start it.");
    return view.turn.due && view.turn.held != Held::No
               ? VerdictTexts::tr("It %1.", "“waits for its drive”").arg(heldText(view.turn.held))
               : QString();
}

Verdict tooLate(const JobView &view, const QString &pause, qint64 now)
{
    const bool isUnprotected = shownLateness(view, now) == NagLevel::Unprotected;
    Verdict verdict;
    verdict.tone = isUnprotected ? Tone::Fail : Tone::Warn;
    verdict.title = notSavedText(view, now);
    verdict.body =
        lastSuccessOf(view, now) == 0 ? VerdictTexts::tr("Its files exist on this computer alone.")
        : isUnprotected ? VerdictTexts::tr("What is new since then exists on this computer alone.")
                        : VerdictTexts::tr("What is new since then is not safe yet.");
    if (const QString why = whyLate(view, pause); !why.isEmpty())
        verdict.body += u' ' % why;
    verdict.job = view.job.id;
    if (view.isDriveAbsent && !view.canMountDrive)
        return verdict; // only the drive helps
    verdict.action = Verdict::Action::BackUp;
    verdict.actionText = VerdictTexts::tr("Back up now");
    return verdict;
}

// pause: until when all are paused; empty: they are not.
QString failureTitle(const JobView &view, const QString &pause)
{
    const QString &name = view.job.name;
    switch (view.last->kind) {
    case RunKind::Test:
        return pause.isEmpty()
                   ? VerdictTexts::tr("The check of %1 failed").arg(name)
                   : VerdictTexts::tr("The check of %1 failed, and backups are paused %2")
                         .arg(name, pause);
    case RunKind::Repair:
        return pause.isEmpty()
                   ? VerdictTexts::tr("The repair of %1 failed").arg(name)
                   : VerdictTexts::tr("The repair of %1 failed, and backups are paused %2")
                         .arg(name, pause);
    case RunKind::Delete:
        return pause.isEmpty()
                   ? VerdictTexts::tr("Versions of %1 could not be deleted").arg(name)
                   : VerdictTexts::tr("Versions of %1 could not be deleted, and backups are "
                                      "paused %2")
                         .arg(name, pause);
    case RunKind::Backup:
    case RunKind::Restore:
        break;
    }
    return pause.isEmpty()
               ? VerdictTexts::tr("%1 was not saved").arg(name)
               : VerdictTexts::tr("%1 was not saved, and backups are paused %2").arg(name, pause);
}

Verdict withoutSettings(const Snapshot &state)
{
    Verdict verdict;
    verdict.tone = Tone::Fail;
    verdict.title = VerdictTexts::tr("Your backups cannot be shown");
    verdict.body = state.failure;
    const ErrorTexts texts = errorTexts(state.failureCause, FrontEnd::Window);
    const auto offers = [&texts](Remedy remedy) {
        return std::ranges::find(texts.actions, remedy) != texts.actions.end();
    };
    if (offers(Remedy::CloseSettings) || offers(Remedy::TryAgain)) {
        verdict.title = texts.title;
        verdict.body = texts.meaning % u' ' % texts.remedy;
        offer(verdict, texts);
    }
    return verdict;
}

// They can be read: what is there is shown, and can be restored.
Verdict withoutSaving(const Snapshot &state, const QString &safe)
{
    const ErrorTexts texts = errorTexts(state.readOnlyCause, FrontEnd::Window);
    Verdict verdict;
    verdict.tone = Tone::Fail;
    verdict.title = texts.title;
    verdict.body = texts.meaning % u' ' % texts.remedy;
    if (!safe.isEmpty())
        verdict.body += u' ' % safe;
    offer(verdict, texts);
    return verdict;
}

// Where nothing is wrong.
Verdict waiting(const JobView &view, qint64 now)
{
    if (view.newDrive)
        return {Tone::Wait,
                VerdictTexts::tr("Is this a new drive for “%1”?").arg(view.job.name),
                VerdictTexts::tr("A drive called “%1” is connected, but it is not the one that the "
                                 "backup was made on. Nothing is written to it before you say so.")
                    .arg(view.newDrive->label),
                {},
                {},
                {}};
    const QString connectIt =
        view.job.schedule.runsByItself()
            ? VerdictTexts::tr("“%2” starts by itself when “%1” is connected.")
                  .arg(view.job.drive->label, view.job.name)
            : VerdictTexts::tr("Connect “%1” to save “%2”.")
                  .arg(view.job.drive->label, view.job.name);
    const QString line =
        view.stored.newestWhole == 0
            ? connectIt
            : VerdictTexts::tr("%1 Newest copy of it: %2.", "“Connect the drive …”, age")
                  .arg(connectIt, agoText(now - view.stored.newestWhole));
    return {Tone::Wait, VerdictTexts::tr("Waiting for a drive"), line, {}, {}, {}};
}

// What goes on, where that saves nothing; else nothing.
QString workTitle(const JobView &running)
{
    const QString &name = running.job.name;
    switch (running.current->kind) {
    case RunKind::Test:
        return VerdictTexts::tr("%1 is being checked").arg(name);
    case RunKind::Repair:
        return VerdictTexts::tr("%1 is being repaired").arg(name);
    case RunKind::Delete:
        return VerdictTexts::tr("Versions of %1 are being deleted").arg(name);
    case RunKind::Backup:
    case RunKind::Restore:
        break;
    }
    return {};
}

Verdict quiet(const Snapshot &state, qint64 now, const QString &safe)
{
    const JobView *running = runningJob(state);
    const QString work = running ? workTitle(*running) : QString();
    if (!work.isEmpty())
        return {Tone::Run, work, safe, {}, {}, {}};
    if (running) {
        const auto [tone, line] = stateText(*running, now);
        if (tone == Tone::Wait)
            return {tone, VerdictTexts::tr("“%1” is paused").arg(running->job.name), safe, {}, {},
                    {}};
        QString title = VerdictTexts::tr("Saving your files");
        if (state.pausedUntil)
            title = VerdictTexts::tr("Saving your files; other backups are paused %1")
                        .arg(pauseText(*state.pausedUntil, now));
        return {tone, title, running->job.name % u": "_s % line, {}, {}, {}};
    }
    const auto fresh = std::ranges::find_if(state.jobs, [](const JobView &view) {
        return view.stored.newestWhole == 0 && !view.isQueued &&
               (!view.isDriveAbsent || view.canMountDrive);
    });
    if (fresh != state.jobs.end())
        return {Tone::Wait,
                fresh->stored.newest == 0 ? VerdictTexts::tr("First backup not made yet")
                                          : VerdictTexts::tr("First backup not complete yet"),
                (fresh->stored.newest == 0
                     ? VerdictTexts::tr("“%1” is set up and waits for its first run.")
                     : VerdictTexts::tr("“%1” was stopped. Its next run goes on from there."))
                    .arg(fresh->job.name),
                Verdict::Action::BackUp,
                VerdictTexts::tr("Back up now"),
                fresh->job.id};
    const auto absent = std::ranges::find_if(state.jobs, [](const JobView &view) {
        return view.isDriveAbsent && !view.canMountDrive && !view.isQueued;
    });
    if (absent != state.jobs.end())
        return waiting(*absent, now);
    return {Tone::Ok, VerdictTexts::tr("Your files are safe"), safe, {}, {}, {}};
}

} // namespace

QString pauseText(qint64 until, qint64 now)
{
    constexpr qint64 kForever = 10ll * 365 * 86'400; // nobody names such a day
    return until - now > kForever ? VerdictTexts::tr("until you resume")
                                  : VerdictTexts::tr("until %1").arg(momentText(until, now));
}

QString resumeText(qint64 until, qint64 now)
{
    constexpr qint64 kLong = 48ll * 3600;
    const qint64 minutes = std::max<qint64>(1, (until - now + 59) / 60);
    if (until - now > kLong)
        return VerdictTexts::tr("Resume");
    return minutes < 90 ? VerdictTexts::tr("Resume (%n min left)", nullptr, int(minutes))
                        : VerdictTexts::tr("Resume (%n h left)", nullptr, int((minutes + 30) / 60));
}

Trouble troubleOf(const Problem &problem, const JobView &view)
{
    Trouble trouble;
    trouble.code = problem.code;
    trouble.details = problem.text;
    trouble.backup = view.job.name;
    if (view.job.drive)
        trouble.drive = view.job.drive->label;
    trouble.time = problem.seen;
    if (!problem.paths.empty()) { // else it counts messages
        trouble.count = problem.count;
        trouble.path = problem.paths.front();
    } else if (problem.code == "SOURCE_EMPTY") {
        trouble.count = view.stored.files;
        if (view.job.sources.size() == 1)
            trouble.path = view.job.sources.front().bytes();
    }
    return trouble;
}

std::optional<Trouble> troubleOf(const JobView &view)
{
    // What stopped a run was met last, but for its report; files that could not be read stop none.
    const auto weight = [](const Problem &problem) {
        return std::tuple(problem.code != "REPORT_FAILED", problem.seen,
                          problem.code != "FILES_UNREADABLE");
    };
    const auto worst = std::ranges::max_element(view.problems, {}, weight);
    if (worst == view.problems.end())
        return std::nullopt;
    return troubleOf(*worst, view);
}

Verdict verdictOf(const Snapshot &state, qint64 now)
{
    if (!state.failure.isEmpty())
        return withoutSettings(state);
    const QString safe = newestCopy(state, now);
    if (!state.readOnly.isEmpty())
        return withoutSaving(state, safe);
    const QString pause = state.pausedUntil ? pauseText(*state.pausedUntil, now) : QString();
    const auto failed = std::ranges::find_if(state.jobs, hasFailed);
    if (failed != state.jobs.end()) {
        const bool isLong = pause.isEmpty() && failed->last->kind == RunKind::Backup &&
                            isLate(shownLateness(*failed, now));
        return troubled(*failed, Tone::Fail,
                        isLong ? notSavedText(*failed, now) : failureTitle(*failed, pause), {});
    }
    if (const JobView *view = latest(state, NagLevel::Unprotected, now))
        return tooLate(*view, pause, now);
    const auto warned = std::ranges::find_if(
        state.jobs, [](const JobView &view) { return !view.problems.empty() && !view.current; });
    if (warned != state.jobs.end()) {
        Verdict verdict =
            troubled(*warned, Tone::Warn,
                     pause.isEmpty() ? VerdictTexts::tr("%1 needs you").arg(warned->job.name)
                                     : VerdictTexts::tr("%1 needs you, and backups are paused %2")
                                           .arg(warned->job.name, pause),
                     safe);
        verdict.action = Verdict::Action::Show;
        verdict.actionText = VerdictTexts::tr("Show");
        return verdict;
    }
    const JobView *running = runningJob(state);
    if (state.pausedUntil && (!running || running->current->state.result == RunResult::Paused))
        return {Tone::Wait,
                VerdictTexts::tr("Backups are paused %1").arg(pause),
                safe,
                Verdict::Action::Resume,
                VerdictTexts::tr("Resume now"),
                {}};
    if (const JobView *view = running ? nullptr : latest(state, NagLevel::Late, now))
        return tooLate(*view, pause, now);
    return quiet(state, now, safe);
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/texts.h"

#include "app/gui/lateness.h"
#include "app/gui/schedule_text.h"
#include "app/gui/size_units.h"
#include "app/gui/widgets/build.h"
#include "app/shared/turn_text.h"
#include "core/engine/job_request.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::Texts)
};

bool hasFailed(const JobView &view)
{
    return view.last && !view.current &&
           (view.last->state.result == RunResult::Failed ||
            view.last->state.result == RunResult::Interrupted);
}

QString runText(const JobView &view)
{
    const RunState &run = view.current->state;
    if (run.result == RunResult::Stopping)
        return Texts::tr("Stopping… what was saved is kept");
    if (run.result == RunResult::Paused)
        return Texts::tr("Paused");
    switch (view.current->kind) {
    case RunKind::Test:
        return Texts::tr("Checking what is stored…");
    case RunKind::Repair:
        return run.phase == "rebuilding" ? Texts::tr("Reading the list of versions…")
                                         : Texts::tr("Repairing…");
    case RunKind::Delete:
        return Texts::tr("Deleting versions…");
    case RunKind::Backup:
    case RunKind::Restore:
        break;
    }
    if (run.phase == "begin" || run.phase == "checking" || run.phase.empty())
        return Texts::tr("Looking at what is there…");
    const bool isSending = run.phase == "uploading";
    if (isSending && shareDone(run).value_or(1) >= 1)
        return Texts::tr("Finishing…");
    if (run.phase != "files" && !isSending)
        return Texts::tr("Tidying up at the destination…");
    QStringList parts;
    if (const auto share = shareDone(run))
        parts << Texts::tr("Saving %1 %").arg(int(*share * 100))
              << Texts::tr("%1 of %2").arg(sizeText(run.bytesDone), sizeText(run.bytesTotal));
    else
        parts << Texts::tr("Saving") << sizeText(run.bytesDone);
    if (view.bytesPerSecond > 0)
        parts << speedText(view.bytesPerSecond);
    parts << timeLeftText(view.secondsLeft, view.mostSecondsLeft);
    return parts.join(u"  ·  "_s);
}

// Of a check of what is stored, which has saved nothing.
QString checkText(const JobView &view, const QString &when)
{
    switch (view.last->state.result) {
    case RunResult::Cancelled:
        return Texts::tr("The check was stopped %1").arg(when);
    case RunResult::Interrupted:
        return Texts::tr("The check was cut off %1").arg(when);
    default:
        break;
    }
    if (!view.problems.empty())
        return Texts::tr("Checked %1. %2").arg(when, shortErrorText(*troubleOf(view)));
    if (hasFailed(view))
        return Texts::tr("The check %1 failed").arg(when);
    return view.last->state.result == RunResult::Warning
               ? Texts::tr("Checked %1, with remarks").arg(when)
               : Texts::tr("Checked %1: what is stored is in order").arg(when);
}

// Of a repair or of versions that were deleted; nothing was saved either.
QString changeText(const JobView &view, const QString &when)
{
    const bool isRepair = view.last->kind == RunKind::Repair;
    const RunResult result = view.last->state.result;
    if (result == RunResult::Cancelled)
        return Texts::tr("Stopped %1").arg(when);
    if (hasFailed(view)) {
        const QString failed = isRepair ? Texts::tr("The repair %1 failed").arg(when)
                                        : Texts::tr("Versions could not be deleted %1").arg(when);
        return view.problems.empty() ? failed : failed % u". "_s % shortErrorText(*troubleOf(view));
    }
    if (result == RunResult::Warning)
        return isRepair ? Texts::tr("Repaired %1, with remarks").arg(when)
                        : Texts::tr("Versions deleted %1, with remarks").arg(when);
    if (isRepair && view.lastSaved == 0)
        return Texts::tr("Its list was read %1. Nothing was saved from here yet").arg(when);
    return isRepair ? Texts::tr("Repaired %1").arg(when)
                    : Texts::tr("Versions deleted %1").arg(when);
}

QString resultText(const JobView &view, qint64 now)
{
    const RunRecord &run = *view.last;
    const QString when = agoText(now - run.ended.value_or(run.began));
    if (run.kind == RunKind::Test)
        return checkText(view, when);
    if (run.kind == RunKind::Repair || run.kind == RunKind::Delete)
        return changeText(view, when);
    switch (run.state.result) {
    case RunResult::NothingNew:
        return Texts::tr("Last run %1: nothing had changed").arg(when);
    case RunResult::Warning:
        return view.problems.empty()
                   ? Texts::tr("Last run %1, with remarks").arg(when)
                   : Texts::tr("Last run %1. %2").arg(when, shortErrorText(*troubleOf(view)));
    case RunResult::Partial:
        if (view.stored.files == 0)
            return Texts::tr("Stopped %1; the rest follows next time").arg(when);
        return Texts::tr("Stopped %1. %n file(s) saved; the rest follows next time", nullptr,
                         int(std::min<qint64>(view.stored.files, INT_MAX)))
            .arg(when);
    case RunResult::Cancelled:
        return Texts::tr("Stopped %1").arg(when);
    case RunResult::Interrupted:
        return Texts::tr("The last run was cut off %1. What was saved counts").arg(when);
    case RunResult::Failed:
        return view.problems.empty()
                   ? Texts::tr("Not saved %1").arg(when)
                   : Texts::tr("Not saved %1. %2").arg(when, shortErrorText(*troubleOf(view)));
    default:
        return Texts::tr("Last run %1, complete").arg(when);
    }
}

// Of one that is late: since when, and what is in the way.
QString lateText(const JobView &view, qint64 now)
{
    const QString since = notSavedSince(view, now);
    return view.problems.empty() ? since : since % u". "_s % shortErrorText(*troubleOf(view));
}

// And when it runs again, or what it waits for.
QString withNext(const JobView &view, const QString &line, qint64 now)
{
    const QString next = nextRunText(view, now);
    return next.isEmpty() ? line : line % u" · "_s % next;
}

// In hours, to the half of one.
QString halfHours(qint64 seconds)
{
    const qint64 halves = std::max<qint64>(1, (seconds + 900) / 1800);
    return QLocale().toString(double(halves) / 2, 'g', 3);
}

} // namespace

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::None:
        return {};
    case Tone::Ok:
        return u"ok"_s;
    case Tone::Run:
        return u"run"_s;
    case Tone::Wait:
        return u"wait"_s;
    case Tone::Warn:
        return u"warn"_s;
    case Tone::Fail:
        break;
    }
    return u"fail"_s;
}

QString sizeText(qint64 bytes)
{
    if (bytes == 1)
        return Texts::tr("1 byte"); // QLocale has the plural alone
    const bool binary = SizeUnits::areBinary();
    const qint64 mega = binary ? 1 << 20 : 1'000'000;
    const int digits = bytes < 10'000 * mega && bytes >= mega ? 1 : 0;
    const auto format = binary ? QLocale::DataSizeIecFormat : QLocale::DataSizeSIFormat;
    return figureText(QLocale().formattedDataSize(bytes, digits, format));
}

QString speedText(qint64 bytes)
{
    return figureText(Texts::tr("%1/s").arg(sizeText(bytes)));
}

QString figureText(const QString &text)
{
    return QGuiApplication::isRightToLeft() ? QChar(0x2066) + text + QChar(0x2069) : text;
}

QString agoText(qint64 seconds)
{
    if (seconds < 60)
        return Texts::tr("just now");
    if (seconds < 3600)
        return Texts::tr("%n minute(s) ago", nullptr, int(seconds / 60));
    if (seconds < 86'400)
        return Texts::tr("%n hour(s) ago", nullptr, int(seconds / 3600));
    return Texts::tr("%n day(s) ago", nullptr, int(seconds / 86'400));
}

QString momentText(qint64 time, qint64 now)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(time);
    const QString clock = moment.time().toString(u"HH:mm"_s);
    const qint64 days = moment.date().daysTo(QDateTime::fromSecsSinceEpoch(now).date());
    if (days == 0)
        return Texts::tr("today %1").arg(clock);
    if (days == 1)
        return Texts::tr("yesterday %1").arg(clock);
    if (days == -1)
        return Texts::tr("tomorrow %1").arg(clock);
    return Texts::tr("%1, %2", "date, time")
        .arg(QLocale().toString(moment.date(), QLocale::ShortFormat), clock);
}

QString timeLeftText(qint64 seconds, qint64 most)
{
    if (seconds < 0)
        return Texts::tr("estimating…");
    if (seconds < 60)
        return most < 120 ? Texts::tr("less than a minute left")
                          : Texts::tr("up to %n minute(s) left", nullptr, int(most / 60));
    if (most >= 5400 && most > seconds)
        return Texts::tr("%1 to %2 hours left")
            .arg(halfHours(seconds), halfHours(std::max(most, seconds + 1800)));
    if (most >= seconds + 60)
        return Texts::tr("%1 to %2 minutes left").arg(seconds / 60).arg(most / 60);
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes <= 10)
        return Texts::tr("about %n minute(s) left", nullptr, int(minutes));
    if (minutes <= 60)
        return Texts::tr("about %n minute(s) left", nullptr, int((minutes + 2) / 5 * 5));
    return Texts::tr("about %1 hours left").arg(halfHours(seconds));
}

QString destinationText(const JobConfig &job)
{
    if (job.drive)
        return Texts::tr("drive “%1”").arg(job.drive->label);
    const auto url = DestinationUrl::parse(job.destination);
    return url ? url->display() : maskedUrl(job.destination);
}

const JobView *runningJob(const Snapshot &state)
{
    const auto running = std::ranges::find_if(
        state.jobs, [](const JobView &view) { return view.current.has_value(); });
    return running == state.jobs.end() ? nullptr : &*running;
}

std::optional<double> shareDone(const RunState &run)
{
    if (!run.totalKnown || run.bytesTotal <= 0)
        return std::nullopt;
    return std::min(1.0, double(run.bytesDone) / double(run.bytesTotal));
}

StateText stateText(const JobView &view, qint64 now)
{
    if (view.current) {
        const bool rests = view.current->state.result == RunResult::Paused;
        return {rests ? Tone::Wait : Tone::Run, runText(view)};
    }
    if (view.isBeingRemoved)
        return {Tone::Run, Texts::tr("Removing what is stored at the destination…")};
    if (view.isQueued)
        return {Tone::Wait, Texts::tr("Waits for its turn")};
    const NagLevel late = shownLateness(view, now);
    const Tone lateTone = late == NagLevel::Unprotected ? Tone::Fail : Tone::Warn;
    if (hasFailed(view))
        return {Tone::Fail,
                withNext(view, isLate(late) ? lateText(view, now) : resultText(view, now), now)};
    if (view.canMountDrive)
        return {Tone::Wait, Texts::tr("The drive “%1” is connected, but not mounted. A backup "
                                      "mounts it.")
                                .arg(view.job.drive->label)};
    if (view.newDrive)
        return {Tone::Wait,
                Texts::tr("A new drive is at the place of “%1”.").arg(view.job.drive->label)};
    if (isLate(late) && view.isDriveAbsent)
        return {lateTone, Texts::tr("%1 · waits for the drive “%2”")
                              .arg(lateText(view, now), view.job.drive->label)};
    if (isLate(late))
        return {lateTone, withNext(view, lateText(view, now), now)};
    if (view.isDriveAbsent)
        return {Tone::Wait,
                view.last ? Texts::tr("%1 · waits for the drive “%2”")
                                .arg(resultText(view, now), view.job.drive->label)
                          : Texts::tr("Waiting for the drive “%1”").arg(view.job.drive->label)};
    if (!view.last)
        return {Tone::Wait,
                withNext(view,
                         view.stored.versions > 0 ? Texts::tr("Not run on this computer yet")
                                                  : Texts::tr("Not saved yet"),
                         now)};
    const bool isWarning = view.last->state.result == RunResult::Warning || !view.problems.empty();
    const bool isPartAlone = view.stored.newest != 0 && view.stored.newestWhole == 0;
    return {isWarning     ? Tone::Warn
            : isPartAlone ? Tone::Wait
                          : Tone::Ok,
            withNext(view, resultText(view, now), now)};
}

QString swallowedText(const FilePath &destination)
{
    return Texts::tr("The copies go to %1, and a backup does not save itself. Choose another place "
                     "for the copies, or save another folder.")
        .arg(isolated(destination.display()));
}

namespace {

QString sizesText(const StoredFacts &stored)
{
    const QString files =
        Texts::tr("%1 in %n file(s)", nullptr, int(std::min<qint64>(stored.files, INT_MAX)))
            .arg(sizeText(stored.bytes));
    return stored.remoteBytes > 0
               ? Texts::tr("%1 stored for %2", "size of the copies, size of the files and how many")
                     .arg(sizeText(stored.remoteBytes), files)
               : files;
}

} // namespace

QString factsText(const JobView &view)
{
    if (view.stored.versions == 0)
        return Texts::tr("No versions yet");
    const QString since = QLocale().toString(
        QDateTime::fromSecsSinceEpoch(view.stored.oldest).date(), QLocale::ShortFormat);
    return Texts::tr("%n version(s) since %1", nullptr, int(view.stored.versions)).arg(since) %
           u" · "_s % sizesText(view.stored) %
           (view.last && view.lastSaved > 0 && !hasFailed(view)
                ? u" · "_s + Texts::tr("checked after writing")
                : QString());
}

Tone runTone(RunResult result)
{
    switch (result) {
    case RunResult::Waiting:
    case RunResult::Paused:
    case RunResult::Missed:
    case RunResult::Cancelled:
        return Tone::Wait;
    case RunResult::Running:
    case RunResult::Stopping:
        return Tone::Run;
    case RunResult::Warning:
    case RunResult::Partial:
        return Tone::Warn;
    case RunResult::Failed:
    case RunResult::Interrupted:
        return Tone::Fail;
    case RunResult::Saved:
    case RunResult::NothingNew:
        break;
    }
    return Tone::Ok;
}

QString runKindText(RunKind kind)
{
    switch (kind) {
    case RunKind::Backup:
        return Texts::tr("backup");
    case RunKind::Test:
        return Texts::tr("check");
    case RunKind::Repair:
        return Texts::tr("repair");
    case RunKind::Delete:
        return Texts::tr("tidying up");
    case RunKind::Restore:
        break;
    }
    return Texts::tr("restore");
}

QString runResultText(RunResult result, RunKind kind)
{
    switch (result) {
    case RunResult::Waiting:
        return Texts::tr("waits");
    case RunResult::Running:
        return Texts::tr("goes on");
    case RunResult::Paused:
        return Texts::tr("paused");
    case RunResult::Stopping:
        return Texts::tr("stopping");
    case RunResult::Saved:
        return Texts::tr("complete");
    case RunResult::NothingNew:
        return Texts::tr("nothing had changed");
    case RunResult::Warning:
        return Texts::tr("complete, with remarks");
    case RunResult::Partial:
        return Texts::tr("stopped, the rest follows");
    case RunResult::Failed:
        return kind == RunKind::Backup ? Texts::tr("not saved") : Texts::tr("failed");
    case RunResult::Cancelled:
        return Texts::tr("stopped");
    case RunResult::Interrupted:
        return Texts::tr("cut off");
    case RunResult::Missed:
        break;
    }
    return Texts::tr("missed");
}

QList<Day> daysOf(const std::vector<DayCell> &days)
{
    QList<Day> shown;
    for (const DayCell &cell : days) {
        Day day;
        QString state = Texts::tr("no run");
        switch (cell.result) {
        case DayResult::Saved:
            day.state = DayState::Saved;
            state = Texts::tr("saved");
            break;
        case DayResult::Warning:
            day.state = DayState::Warning;
            state = Texts::tr("saved, with remarks");
            break;
        case DayResult::Failed:
            day.state = DayState::Failed;
            state = Texts::tr("not saved");
            break;
        case DayResult::Missed:
            day.state = DayState::Missed;
            //: why
            state = Texts::tr("missed, %1").arg(missedText(cell.why));
            break;
        case DayResult::None:
            break;
        }
        day.tip = QLocale().toString(cell.day, QLocale::ShortFormat) % u": "_s % state;
        shown << day;
    }
    return shown;
}

} // namespace cairn::gui

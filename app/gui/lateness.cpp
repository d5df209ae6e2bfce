// SPDX-License-Identifier: MIT
#include "app/gui/lateness.h"

#include "core/schedule/schedule_rule.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr qint64 kDay = 86'400;

struct Lateness
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::Lateness)
};

int daysSince(qint64 time, qint64 now)
{
    return int(std::max<qint64>(1, (now - time) / kDay));
}

} // namespace

bool isSuccess(const RunRecord &run)
{
    const RunResult result = run.state.result;
    return run.kind == RunKind::Backup && (isWell(result) || result == RunResult::Warning);
}

qint64 lastSuccessOf(const JobView &view, qint64 now)
{
    qint64 last = 0;
    const auto take = [&last, now](qint64 time) {
        if (isPast(time, now))
            last = std::max(last, time);
    };
    take(view.stored.newestWhole);
    take(view.lastSaved);
    if (view.last && isSuccess(*view.last))
        take(view.last->ended.value_or(0));
    return last;
}

NagLevel lateness(const JobView &view, qint64 now)
{
    if (view.current || view.isQueued || view.isBeingRemoved)
        return NagLevel::Fine;
    NagFacts facts;
    facts.interval = plannedInterval(view.job.schedule.rule, now, QTimeZone::systemTimeZone());
    facts.last = lastSuccessOf(view, now);
    if (isPast(view.job.createdAt, now))
        facts.last = std::max<qint64>(facts.last, view.job.createdAt);
    facts.now = now;
    facts.isOnDrive = view.job.drive.has_value();
    facts.isDriveAbsent = view.isDriveAbsent;
    return nagLevel(facts);
}

bool isLate(NagLevel level)
{
    return level >= NagLevel::Late;
}

NagLevel shownLateness(const JobView &view, qint64 now)
{
    const NagLevel level = lateness(view, now);
    const bool isAboutToStart =
        view.turn.due && (view.turn.held == Held::Settling || view.turn.held == Held::No);
    return isAboutToStart && level < NagLevel::Unprotected ? NagLevel::Fine : level;
}

QString notSavedSince(const JobView &view, qint64 now)
{
    const qint64 last = lastSuccessOf(view, now);
    if (last == 0)
        return Lateness::tr("Never saved");
    return Lateness::tr("Not saved for %n day(s)", nullptr, daysSince(last, now));
}

QString notSavedText(const JobView &view, qint64 now)
{
    const qint64 last = lastSuccessOf(view, now);
    if (last == 0)
        return Lateness::tr("“%1” was never saved").arg(view.job.name);
    return Lateness::tr("“%1” was not saved for %n day(s)", nullptr, daysSince(last, now))
        .arg(view.job.name);
}

} // namespace cairn::gui

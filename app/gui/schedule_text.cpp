// SPDX-License-Identifier: MIT
#include "app/gui/schedule_text.h"

#include "app/gui/texts.h"
#include "app/shared/turn_text.h"
#include "core/schedule/schedule_rule.h"

#include <QLocale>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

using Unit = ScheduleRule::Unit;

struct ScheduleTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::Schedule)
};

constexpr std::uint8_t kWorkdays = 0b0011111;

QString clockText(QTime time)
{
    return time.toString(u"HH:mm"_s);
}

QString timesText(const std::vector<QTime> &times)
{
    QStringList list;
    for (const QTime &time : times)
        list << clockText(time);
    return list.empty() ? clockText(QTime(0, 0)) : list.join(u", "_s);
}

QString weekdaysText(std::uint8_t weekdays)
{
    if (weekdays == kWorkdays)
        return ScheduleTexts::tr("Monday to Friday");
    QStringList days;
    for (int day = 1; day <= 7; ++day)
        if ((weekdays >> (day - 1)) & 1)
            days << QLocale().standaloneDayName(day);
    return days.join(u", "_s);
}

QString everyText(const ScheduleRule &rule)
{
    const int n = rule.interval;
    switch (rule.unit) {
    case Unit::Minutes:
        return ScheduleTexts::tr("Every %n minute(s)", nullptr, n);
    case Unit::Hours:
        return n == 1 ? ScheduleTexts::tr("Every hour")
                      : ScheduleTexts::tr("Every %n hour(s)", nullptr, n);
    case Unit::Days:
        return n == 1 ? ScheduleTexts::tr("Every day")
                      : ScheduleTexts::tr("Every %n day(s)", nullptr, n);
    case Unit::Weeks:
        return n == 1 ? ScheduleTexts::tr("Every week")
                      : ScheduleTexts::tr("Every %n week(s)", nullptr, n);
    case Unit::Months:
        return n == 1 ? ScheduleTexts::tr("Every month")
                      : ScheduleTexts::tr("Every %n month(s)", nullptr, n);
    case Unit::ByHand:
        break;
    }
    return {};
}

QString monthDayText(const ScheduleRule &rule)
{
    if (rule.nth != 0)
        return ScheduleTexts::tr("on the %1 %2", "third, Monday")
            .arg(ordinalText(rule.nth), weekdaysText(rule.weekdays));
    const int day = rule.monthDay > 0 ? rule.monthDay : rule.anchor.day();
    return ScheduleTexts::tr("on day %1", "of the month").arg(day);
}

QString ruleText(const ScheduleRule &rule)
{
    QStringList words{everyText(rule)};
    const bool isByDay = rule.unit != Unit::Minutes && rule.unit != Unit::Hours;
    if (rule.unit == Unit::Months)
        words << monthDayText(rule);
    else if (rule.weekdays != 0 && rule.weekdays != ScheduleRule::kEveryDay)
        words << ScheduleTexts::tr("on %1", "weekdays").arg(weekdaysText(rule.weekdays));
    else if (rule.unit == Unit::Weeks)
        words << ScheduleTexts::tr("on %1", "weekdays")
                     .arg(QLocale().standaloneDayName(rule.anchor.dayOfWeek()));
    if (isByDay)
        words << ScheduleTexts::tr("at %1", "time of day").arg(timesText(rule.times));
    if (rule.from.isValid() && rule.to.isValid())
        words
            << ScheduleTexts::tr("between %1 and %2").arg(clockText(rule.from), clockText(rule.to));
    return words.join(u' ');
}

} // namespace

QString ordinalText(int nth)
{
    switch (nth) {
    case 1:
        return ScheduleTexts::tr("first");
    case 2:
        return ScheduleTexts::tr("second");
    case 3:
        return ScheduleTexts::tr("third");
    case 4:
        return ScheduleTexts::tr("fourth");
    case 5:
        return ScheduleTexts::tr("fifth");
    default:
        return ScheduleTexts::tr("last");
    }
}

QString scheduleSentence(const Schedule &schedule)
{
    if (!schedule.runsByItself())
        return ScheduleTexts::tr("Runs when you press “Back up now”.");
    if (schedule.rule.unit == Unit::ByHand)
        return ScheduleTexts::tr("Runs when its drive is connected.");
    const QString rule = ruleText(schedule.rule);
    return schedule.onConnect
               ? ScheduleTexts::tr("%1, and when its drive is connected.", "“Every day at 19:00”")
                     .arg(rule)
               : ScheduleTexts::tr("%1.", "“Every day at 19:00”").arg(rule);
}

QString nextRunsText(const Schedule &schedule, qint64 now, const QTimeZone &zone)
{
    constexpr int kShown = 5;
    QStringList runs;
    for (const std::int64_t run : nextRuns(schedule.rule, now, zone, kShown))
        runs << momentText(run, now);
    return runs.empty() ? QString() : ScheduleTexts::tr("Next runs: %1").arg(runs.join(u" · "_s));
}

QStringList plannedTexts(const Snapshot &state, qint64 now, int count, const QTimeZone &zone)
{
    std::vector<std::pair<std::int64_t, QString>> runs;
    for (const JobView &view : state.jobs)
        for (const std::int64_t run : nextRuns(view.job.schedule.rule, now, zone, count))
            runs.emplace_back(run, view.job.name);
    std::ranges::sort(runs);
    QStringList lines;
    for (const auto &[time, name] : runs)
        if (lines.size() < count)
            lines << ScheduleTexts::tr("%1: %2", "when, backup").arg(momentText(time, now), name);
    return lines;
}

QString nextRunText(const JobView &view, qint64 now)
{
    const Turn &turn = view.turn;
    const bool waits = turn.due && turn.held != Held::No;
    const QString cell = nextRunCell(view, now);
    return waits || cell.isEmpty() ? cell
                                   : ScheduleTexts::tr("next run %1", "“today 19:00”").arg(cell);
}

QString nextRunCell(const JobView &view, qint64 now)
{
    const Turn &turn = view.turn;
    if (turn.due && turn.held != Held::No)
        return turn.held == Held::DriveAbsent ? QString() : heldText(turn.held);
    return turn.next ? momentText(*turn.next, now) : QString();
}

} // namespace cairn::gui

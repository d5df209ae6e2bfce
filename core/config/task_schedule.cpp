// SPDX-License-Identifier: MIT
#include "core/config/task_schedule.h"

#include "core/config/option_values.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <bit>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Unit = ScheduleRule::Unit;

constexpr std::array<QLatin1String, 7> kDays{"monday"_L1,   "tuesday"_L1, "wednesday"_L1,
                                             "thursday"_L1, "friday"_L1,  "saturday"_L1,
                                             "sunday"_L1};
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kLongestInterval = 1000; // of a rule here
constexpr int kFirstYear = 2000; // before it a time is no time: "0001-01-01T00:00:00Z"
constexpr int kLastYear = 2200;

bool isOn(std::uint8_t days, int day)
{
    return ((days >> day) & 1) != 0;
}

std::uint8_t bitOf(int day)
{
    return static_cast<std::uint8_t>(1U << day);
}

// A repetition as Duplicati writes it: "1D12h", a number alone in seconds.
struct Repetition
{
    std::int64_t elapsed = 0; // s, of the units s, m, h
    std::int64_t days = 0;    // of D and W
    std::int64_t weeks = 0;   // of W alone
    std::int64_t months = 0;  // of M and Y
};

std::optional<Repetition> repetitionOf(const QString &text)
{
    constexpr std::int64_t kMost = 1'000'000;
    Repetition sum;
    std::int64_t number = -1;
    for (const QChar c : text) {
        if (c.isSpace())
            continue;
        if (c >= u'0' && c <= u'9') {
            number = std::max<std::int64_t>(number, 0) * 10 + (c.unicode() - u'0');
            if (number > kMost)
                return std::nullopt;
            continue;
        }
        if (number < 0)
            return std::nullopt;
        switch (c.unicode()) {
        case u's':
            sum.elapsed += number;
            break;
        case u'm':
            sum.elapsed += number * kMinute;
            break;
        case u'h':
            sum.elapsed += number * kHour;
            break;
        case u'D':
            sum.days += number;
            break;
        case u'W':
            sum.weeks += number;
            sum.days += number * 7;
            break;
        case u'M':
            sum.months += number;
            break;
        case u'Y':
            sum.months += number * 12;
            break;
        default:
            return std::nullopt;
        }
        number = -1;
    }
    sum.elapsed += std::max<std::int64_t>(number, 0);
    if (sum.elapsed + sum.days + sum.months == 0)
        return std::nullopt;
    return sum;
}

bool isWhole(std::int64_t seconds, std::int64_t unit)
{
    return seconds % unit == 0 && seconds / unit <= kLongestInterval;
}

// Unit and interval of the rule. False: it had to be rounded.
bool setDistance(ScheduleRule &rule, const Repetition &every)
{
    const auto set = [&rule](Unit unit, std::int64_t interval) {
        rule.unit = unit;
        rule.interval = static_cast<int>(std::clamp<std::int64_t>(interval, 1, kLongestInterval));
        return interval == rule.interval;
    };
    if (every.months > 0)
        return set(Unit::Months, every.months) && every.days == 0 && every.elapsed == 0;
    if (every.elapsed == 0 && every.weeks > 0 && every.weeks * 7 == every.days)
        return set(Unit::Weeks, every.weeks);
    if (every.elapsed == 0)
        return set(Unit::Days, every.days);
    // Days and hours together are an exact length of time there as well.
    const std::int64_t seconds = every.days * 24 * kHour + every.elapsed;
    if (isWhole(seconds, kHour))
        return set(Unit::Hours, seconds / kHour);
    if (isWhole(seconds, kMinute))
        return set(Unit::Minutes, seconds / kMinute);
    if (seconds > kLongestInterval * kMinute) {
        std::ignore = set(Unit::Hours, (seconds + kHour / 2) / kHour);
        return false;
    }
    std::ignore = set(Unit::Minutes, (seconds + kMinute - 1) / kMinute);
    return false;
}

std::uint8_t allowedDays(const QStringList &names)
{
    std::uint8_t days = 0;
    for (const QString &name : names)
        if (const int day = weekdayFromName(name); day >= 0)
            days |= bitOf(day);
    return days == ScheduleRule::kEveryDay ? std::uint8_t{0} : days;
}

// There a run whose day is not allowed moves to the next one that is, and is counted from then on.
bool setDays(ScheduleRule &rule, std::uint8_t days)
{
    if (days == 0)
        return true;
    if (rule.unit == Unit::Weeks) { // from the first allowed day on, every so many weeks
        while (!isOn(days, rule.anchor.dayOfWeek() - 1))
            rule.anchor = rule.anchor.addDays(1);
        rule.weekdays = bitOf(rule.anchor.dayOfWeek() - 1);
        return true;
    }
    if (rule.unit == Unit::Months)
        return false;
    rule.weekdays = days;
    return rule.unit != Unit::Days || rule.interval == 1;
}

} // namespace

int weekdayFromName(QStringView name)
{
    constexpr qsizetype kShortest = 3;
    if (name.size() < kShortest)
        return -1;
    for (std::size_t day = 0; day < kDays.size(); ++day)
        if (QStringView(name).compare(kDays[day].left(name.size()), Qt::CaseInsensitive) == 0)
            return static_cast<int>(day);
    return -1;
}

QString weekdayFullName(int day)
{
    QString name(kDays[static_cast<std::size_t>(day)]);
    name[0] = name[0].toUpper();
    return name;
}

QString weekdayName(int day)
{
    return QString(kDays[static_cast<std::size_t>(day)].left(3));
}

ScheduleTaken scheduleFrom(const TaskSchedule &task, const QTimeZone &zone)
{
    ScheduleTaken taken;
    if (task.repeat.trimmed().isEmpty())
        return taken;
    const auto every = repetitionOf(task.repeat);
    if (!every) {
        taken.remarks << u"“%1” says nothing about when it is repeated; it runs by hand."_s.arg(
            task.repeat.left(40));
        return taken;
    }
    ScheduleRule &rule = taken.schedule.rule;
    const QDateTime time = QDateTime::fromString(task.time, Qt::ISODate).toTimeZone(zone);
    if (time.isValid() && time.date().year() >= kFirstYear && time.date().year() < kLastYear) {
        rule.anchor = time.date();
        rule.times = {QTime(time.time().hour(), time.time().minute())};
    } else {
        rule.anchor = QDate(kFirstYear, 1, 3); // a Monday
        rule.times = {QTime(13, 0)};
        taken.remarks << u"It does not say at what time it runs; 13:00 was taken."_s;
    }
    if (!setDistance(rule, *every))
        taken.remarks << u"“%1” is not a distance that runs can have here; the nearest was "
                         u"taken."_s.arg(task.repeat.left(40));
    if (!setDays(rule, allowedDays(task.days)))
        taken.remarks << (rule.unit == Unit::Months
                              ? u"It runs on its day of the month, whatever weekday that is."_s
                              : u"Runs that fall on a day that is not allowed are left out; in "
                                u"Duplicati they move to the next day."_s);
    if (auto valid = checkSchedule(taken.schedule); !valid) {
        taken.schedule = {};
        taken.remarks << valid.error().message % u" It runs by hand."_s;
    }
    return taken;
}

TaskScheduleGiven taskScheduleFrom(const Schedule &schedule, const QTimeZone &zone)
{
    TaskScheduleGiven given;
    const ScheduleRule &rule = schedule.rule;
    if (schedule.onConnect)
        given.remarks << u"Duplicati cannot run when a drive is connected."_s;
    if (rule.unit == Unit::ByHand)
        return given;
    const bool severalDays = std::popcount(rule.weekdays) > 1;
    if (rule.nth != 0 || rule.from.isValid() ||
        (rule.unit == Unit::Weeks && rule.interval > 1 && severalDays)) {
        given.remarks << u"Duplicati has no schedule like this one; there it runs by hand."_s;
        return given;
    }
    if (schedule.leastBattery > 0)
        given.remarks << u"Duplicati does not wait until the battery has a certain charge."_s;
    if (schedule.notOnMetered)
        given.remarks << u"Duplicati does not wait for a network that costs nothing."_s;
    if (rule.times.size() > 1)
        given.remarks << u"Duplicati runs at one time of day; the first was taken."_s;
    QDate first = rule.anchor;
    TaskSchedule task;
    constexpr std::string_view kLetters = " mhDWM"; // by unit
    task.repeat =
        QString::number(rule.interval) % QLatin1Char(kLetters[static_cast<std::size_t>(rule.unit)]);
    std::uint8_t days = rule.weekdays;
    if (rule.unit == Unit::Weeks && severalDays) {
        task.repeat = u"1D"_s;
    } else if (rule.unit == Unit::Weeks) {
        while (days != 0 && !isOn(days, first.dayOfWeek() - 1))
            first = first.addDays(1);
        days = 0;
    } else if (rule.unit == Unit::Months) {
        const int day = rule.monthDay > 0 ? rule.monthDay : first.day();
        if (day < first.day())
            first = first.addMonths(1);
        first = QDate(first.year(), first.month(), std::min(day, first.daysInMonth()));
        days = 0;
    }
    for (int day = 0; day < 7; ++day)
        if (days != ScheduleRule::kEveryDay && isOn(days, day))
            task.days << weekdayName(day);
    const QTime at = rule.times.empty() ? QTime(0, 0) : rule.times.front();
    task.time = QDateTime(first, at, zone).toUTC().toString(Qt::ISODate);
    given.task = std::move(task);
    return given;
}

} // namespace cairn

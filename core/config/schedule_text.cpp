// SPDX-License-Identifier: MIT
#include "core/config/schedule_text.h"

#include "core/base/text.h"
#include "core/config/option_values.h"
#include "core/config/task_schedule.h"

#include <QStringList>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Unit = ScheduleRule::Unit;

constexpr std::array kUnits{"minute"_L1, "hour"_L1, "day"_L1, "week"_L1, "month"_L1};
constexpr std::array kOrdinals{"first"_L1, "second"_L1, "third"_L1, "fourth"_L1, "fifth"_L1};
constexpr std::uint8_t kWeekdays = 0x1f;
constexpr std::uint8_t kWeekend = 0x60;
constexpr int kLongestMonth = 31;
constexpr auto kTimeForm = "HH:mm"_L1;

tl::unexpected<Error> wrong(const QString &what)
{
    return fail(ErrorCode::InvalidArgument, "JOB_SCHEDULE",
                what %
                    u" A schedule is “by hand”, “on connect” or such as “every 1 day at 19:00 on "
                    u"mon,wed”, “every 15 minutes between 08:00 and 18:00”, “every month on "
                    u"third monday at 15:00”, “3 pm every 3rd monday” (of the month)."_s);
}

// "19:00", "19", "7:30pm"
QTime timeOf(QString word)
{
    const bool isAfternoon = word.endsWith("pm"_L1);
    const bool isOfTwelve = isAfternoon || word.endsWith("am"_L1);
    if (isOfTwelve)
        word.chop(2);
    QTime time = QTime::fromString(word, u"H:mm");
    if (!time.isValid())
        time = QTime::fromString(word, u"H");
    if (!isOfTwelve)
        return time;
    if (time.hour() < 1 || time.hour() > 12) // of no time at all too
        return {};
    return {time.hour() % 12 + (isAfternoon ? 12 : 0), time.minute()};
}

// "day 15", "15", "15th"
int monthDayOf(QString word)
{
    for (const auto ending : {"st"_L1, "nd"_L1, "rd"_L1, "th"_L1})
        if (word.endsWith(ending))
            word.chop(2);
    bool ok = false;
    const int day = word.toInt(&ok);
    return ok && day >= 1 && day <= kLongestMonth ? day : 0;
}

// "third", "3rd", "last"
int ordinalOf(const QString &word)
{
    if (word == "last"_L1)
        return ScheduleRule::kLast;
    for (std::size_t i = 0; i < kOrdinals.size(); ++i)
        if (word == kOrdinals[i])
            return static_cast<int>(i) + 1;
    const int number = word.isEmpty() || word.back().isDigit() ? 0 : monthDayOf(word);
    return number <= static_cast<int>(kOrdinals.size()) ? number : 0;
}

std::uint8_t daysOf(const QString &word)
{
    if (word == "weekdays"_L1 || word == "workdays"_L1)
        return kWeekdays;
    if (word == "weekends"_L1 || word == "weekend"_L1)
        return kWeekend;
    if (const int day = weekdayFromName(word); day >= 0)
        return static_cast<std::uint8_t>(1U << day);
    // "mondays"
    const int day = word.endsWith(u's') ? weekdayFromName(QStringView(word).chopped(1)) : -1;
    return day >= 0 ? static_cast<std::uint8_t>(1U << day) : std::uint8_t{0};
}

// Takes the words one by one. Commas and such as "and" only separate.
class Parser final
{
public:
    Parser(const QString &text, QDate today)
    {
        QString spaced = text;
        spaced.replace(u',', u' ');
        m_words = spaced.split(u' ', Qt::SkipEmptyParts);
        m_words.removeAll(u"and"_s);
        m_words.removeAll(u"the"_s);
        m_words.removeAll(u"of"_s);
        m_schedule.rule.anchor = today;
    }
    Result<Schedule> parse();

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_words.size(); }
    [[nodiscard]] QString peek(qsizetype ahead = 0) const { return m_words.value(m_at + ahead); }
    QString take() { return m_words.value(m_at++); }
    [[nodiscard]] bool isOfTwelve() const { return peek(1) == "am"_L1 || peek(1) == "pm"_L1; }
    bool takeIf(QLatin1String word)
    {
        if (peek() != word)
            return false;
        ++m_at;
        return true;
    }
    // The time of day that comes next; of one or two words.
    [[nodiscard]] QTime nextTime() const
    {
        return timeOf(isOfTwelve() ? QString(peek() % peek(1)) : peek());
    }
    QTime takeTime()
    {
        const QTime time = nextTime();
        m_at += isOfTwelve() ? 2 : 1;
        return time;
    }
    // A number alone is none: it needs an "at".
    [[nodiscard]] bool isAtPlainTime() const
    {
        bool isNumber = false;
        peek().toInt(&isNumber);
        return nextTime().isValid() && (isOfTwelve() || !isNumber);
    }
    Result<> every();
    Result<> everyDays();
    Result<> clause();
    Result<> on();
    Result<> at();
    Result<> between();
    Result<> battery();
    Result<> finish();

    QStringList m_words;
    qsizetype m_at = 0;
    Schedule m_schedule;
    bool m_byHand = false;
    bool m_hasRule = false;
};

Result<> Parser::every()
{
    if (m_hasRule)
        return wrong(u"“every” stands there twice."_s);
    m_hasRule = true;
    ScheduleRule &rule = m_schedule.rule;
    if (daysOf(peek()) != 0 || (ordinalOf(peek()) != 0 && daysOf(peek(1)) != 0))
        return everyDays();
    bool isNumber = false;
    if (const int number = peek().toInt(&isNumber); isNumber) {
        rule.interval = number;
        ++m_at;
    }
    QString name = take();
    if (name.endsWith(u's'))
        name.chop(1);
    const auto unit = std::ranges::find(kUnits, name);
    if (unit == kUnits.end())
        return wrong(name.isEmpty() ? u"“every” needs a unit of time."_s
                                    : u"“%1” is no unit of time."_s.arg(name));
    rule.unit = static_cast<Unit>(unit - kUnits.begin() + 1);
    return {};
}

// "every monday", "every 3rd monday": of the month, as of an appointment that is kept so.
Result<> Parser::everyDays()
{
    m_schedule.rule.unit = ordinalOf(peek()) != 0 ? Unit::Months : Unit::Weeks;
    return on();
}

Result<> Parser::on()
{
    ScheduleRule &rule = m_schedule.rule;
    if (takeIf("connect"_L1)) {
        m_schedule.onConnect = true;
        return {};
    }
    if (takeIf("day"_L1)) {
        rule.monthDay = monthDayOf(take());
        return rule.monthDay > 0 ? Result<>() : wrong(u"“on day” needs a day of the month."_s);
    }
    if (const int day = monthDayOf(peek()); day > 0 && daysOf(peek(1)) == 0) {
        rule.monthDay = day;
        ++m_at;
        return {};
    }
    if (peek() == "last"_L1 && peek(1) == "day"_L1) {
        m_at += 2;
        takeIf("month"_L1);            // "last day of the month"
        rule.monthDay = kLongestMonth; // or the last of a month that has fewer
        return {};
    }
    if (const int nth = ordinalOf(peek()); nth != 0) {
        rule.nth = nth;
        ++m_at;
    }
    const qsizetype first = m_at;
    for (std::uint8_t days = daysOf(peek()); days != 0; days = daysOf(peek())) {
        rule.weekdays |= days;
        ++m_at;
    }
    if (rule.nth != 0)
        takeIf("month"_L1); // "first monday of the month"
    return m_at > first ? Result<>() : wrong(u"“on” needs days; “%1” is none."_s.arg(peek()));
}

Result<> Parser::at()
{
    const std::size_t before = m_schedule.rule.times.size();
    while (nextTime().isValid())
        m_schedule.rule.times.push_back(takeTime());
    return m_schedule.rule.times.size() > before
               ? Result<>()
               : wrong(u"“at” needs times of day such as 19:00; “%1” is none."_s.arg(peek()));
}

Result<> Parser::between()
{
    m_schedule.rule.from = takeTime();
    m_schedule.rule.to = takeTime();
    return m_schedule.rule.from.isValid() && m_schedule.rule.to.isValid()
               ? Result<>()
               : wrong(u"“between” needs two times of day."_s);
}

Result<> Parser::battery()
{
    QString percent = take();
    if (percent.endsWith(u'%'))
        percent.chop(1);
    bool isNumber = false;
    m_schedule.leastBattery = percent.toInt(&isNumber);
    if (!isNumber || !takeIf("battery"_L1))
        return wrong(u"“with” needs a charge, as in “with 40% battery”."_s);
    return {};
}

Result<> Parser::clause()
{
    if (takeIf("every"_L1))
        return every();
    if (takeIf("on"_L1))
        return on();
    if (takeIf("at"_L1) || isAtPlainTime())
        return at();
    if (takeIf("between"_L1))
        return between();
    if (takeIf("with"_L1))
        return battery();
    if (takeIf("starting"_L1)) {
        m_schedule.rule.anchor = QDate::fromString(take(), Qt::ISODate);
        return m_schedule.rule.anchor.isValid()
                   ? Result<>()
                   : wrong(u"“starting” needs a day such as 2026-01-05."_s);
    }
    if (peek() == "by"_L1 && peek(1) == "hand"_L1) {
        m_at += 2;
        m_byHand = true;
        return {};
    }
    if (peek() == "not"_L1 && peek(1) == "metered"_L1) {
        m_at += 2;
        m_schedule.notOnMetered = true;
        return {};
    }
    return wrong(u"“%1” was not understood."_s.arg(peek()));
}

Result<> Parser::finish()
{
    ScheduleRule &rule = m_schedule.rule;
    if (m_byHand && (m_hasRule || m_schedule.onConnect))
        return wrong(u"“by hand” cannot stand with anything else."_s);
    if (!m_byHand && !m_hasRule && !m_schedule.onConnect)
        return wrong(u"It does not say when."_s);
    if (!m_hasRule) {
        if (!rule.times.empty() || rule.weekdays != 0 || rule.monthDay != 0 || rule.nth != 0 ||
            rule.from.isValid())
            return wrong(u"Days and times need an “every”."_s);
        rule = {};
        return {};
    }
    if (rule.unit != Unit::Months && (rule.monthDay != 0 || rule.nth != 0))
        return wrong(u"A day of the month needs “every month”."_s);
    if (rule.unit == Unit::Months && rule.weekdays != 0 && rule.nth == 0)
        return wrong(u"Say which weekday of the month, as in “on third monday”."_s);
    const bool byElapsed = rule.unit == Unit::Minutes || rule.unit == Unit::Hours;
    if (byElapsed && rule.times.size() > 1)
        return wrong(u"Minutes and hours are counted from one time of day."_s);
    if (!byElapsed && rule.times.empty())
        rule.times = {QTime(19, 0)};
    return checkSchedule(m_schedule);
}

Result<Schedule> Parser::parse()
{
    while (!atEnd())
        CAIRN_TRY(clause());
    CAIRN_TRY(finish());
    return m_schedule;
}

QString dayNames(std::uint8_t days)
{
    if (days == kWeekdays)
        return u"weekdays"_s;
    if (days == kWeekend)
        return u"weekends"_s;
    QStringList names;
    for (int day = 0; day < 7; ++day)
        if (((days >> day) & 1) != 0)
            names << weekdayName(day);
    return names.join(u',');
}

QString onText(const ScheduleRule &rule)
{
    if (rule.nth != 0) {
        const QLatin1String which = rule.nth == ScheduleRule::kLast
                                        ? "last"_L1
                                        : kOrdinals[static_cast<std::size_t>(rule.nth) - 1];
        return u" on "_s % which % u' ' %
               dayNames(rule.weekdays == 0 ? ScheduleRule::kEveryDay : rule.weekdays);
    }
    if (rule.monthDay == kLongestMonth) // which is what it means in each other month
        return u" on last day"_s;
    if (rule.monthDay != 0)
        return u" on day %1"_s.arg(rule.monthDay);
    return rule.weekdays != 0 ? u" on "_s % dayNames(rule.weekdays) : QString();
}

// Whether the day that intervals are counted from still matters.
bool anchorMatters(const ScheduleRule &rule, QDate today)
{
    if (rule.anchor > today || rule.interval > 1)
        return true;
    switch (rule.unit) {
    case Unit::Weeks:
        return rule.weekdays == 0;
    case Unit::Months:
        return rule.monthDay == 0 && rule.nth == 0;
    default:
        return false;
    }
}

QString ruleText(const ScheduleRule &rule, QDate today)
{
    const QString unit = kUnits[static_cast<std::size_t>(rule.unit) - 1];
    QString text = rule.interval == 1 ? u"every "_s % unit
                                      : u"every %1 %2s"_s.arg(QString::number(rule.interval), unit);
    text += onText(rule);
    QStringList times;
    for (const QTime &time : rule.times)
        times << time.toString(kTimeForm);
    if (times.isEmpty() && rule.unit != Unit::Minutes && rule.unit != Unit::Hours)
        times << u"00:00"_s;
    if (!times.isEmpty())
        text += u" at "_s % times.join(u',');
    if (rule.from.isValid())
        text +=
            u" between %1 and %2"_s.arg(rule.from.toString(kTimeForm), rule.to.toString(kTimeForm));
    if (anchorMatters(rule, today))
        text += u" starting "_s % rule.anchor.toString(Qt::ISODate);
    return text;
}

} // namespace

Result<Schedule> parseScheduleText(std::string_view text, QDate today)
{
    constexpr std::size_t kLongest = 1000;
    if (text.size() > kLongest)
        return wrong(u"That is too long."_s);
    return Parser(toQString(asciiLower(text)).simplified(), today).parse();
}

QString scheduleText(const Schedule &schedule, QDate today)
{
    QString text;
    if (schedule.rule.unit != Unit::ByHand)
        text = ruleText(schedule.rule, today);
    else if (!schedule.onConnect)
        text = u"by hand"_s;
    if (schedule.onConnect)
        text += text.isEmpty() ? u"on connect"_s : u" and on connect"_s;
    if (schedule.leastBattery > 0)
        text += u" with %1% battery"_s.arg(schedule.leastBattery);
    if (schedule.notOnMetered)
        text += u" not metered"_s;
    return text;
}

} // namespace cairn

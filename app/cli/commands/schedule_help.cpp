// SPDX-License-Identifier: MIT
#include "app/cli/commands/schedule_help.h"

namespace cairn::cli {

using namespace Qt::StringLiterals;

std::vector<std::pair<QString, QString>> scheduleForms()
{
    return {
        {u"by hand"_s, u"Never by itself; this is what holds without --schedule"_s},
        {u"every 1 day at 19:00"_s, u"Also at 7pm, or at several times: at 7:00,19:00"_s},
        {u"every 1 day at 19:00 on weekdays"_s,
         u"On mon to fri; also on weekends, on mon,wed, every monday"_s},
        {u"every 2 weeks on sat at 9:30"_s, u"Counted from the day it begins"_s},
        {u"every 15 minutes between 08:00 and 18:00"_s,
         u"Also every 2 hours; 5 minutes at least"_s},
        {u"every 3rd monday at 15:00"_s, u"The third of each month: first to fifth, or last"_s},
        {u"every month on last friday at 18:00"_s, u"The last one of each month"_s},
        {u"every month on day 15 at 12:00"_s, u"In a month that has no such day, on its last"_s},
        {u"every month on last day of month at 23:00"_s, u"However long the month is"_s},
        {u"on connect"_s, u"When the drive that it goes to is connected; also behind times"_s},
    };
}

std::vector<std::pair<QString, QString>> scheduleConditions()
{
    return {
        {u"starting 2026-01-05"_s, u"Not before that day; intervals are counted from it"_s},
        {u"with 40% battery"_s, u"On battery only with so much charge; else it waits"_s},
        {u"not metered"_s, u"Waits while what is sent costs money"_s},
    };
}

} // namespace cairn::cli

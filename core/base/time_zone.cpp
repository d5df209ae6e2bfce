// SPDX-License-Identifier: MIT
#include "core/base/time_zone.h"

#include <QTimeZone>

#include <ctime>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// "Europe/Berlin" of ":/usr/share/zoneinfo/Europe/Berlin", which the C library takes as well.
QByteArray nameIn(QByteArray variable)
{
    constexpr QByteArrayView kFolder("/zoneinfo/");
    if (variable.startsWith(':'))
        variable.remove(0, 1);
    const qsizetype at = variable.lastIndexOf(kFolder);
    return variable.startsWith('/') && at >= 0 ? variable.mid(at + kFolder.size()) : variable;
}

} // namespace

QString settleTimeZone()
{
    if (QTimeZone::systemTimeZone().isValid())
        return {};
    const QByteArray given = qgetenv("TZ");
    const QByteArray name = nameIn(given);
    // Of the list: as a rule of its own kind almost any word is valid.
    if (name != given && QTimeZone::availableTimeZoneIds().contains(name)) {
        qputenv("TZ", name);
        ::tzset();
        return {};
    }
    qunsetenv("TZ");
    if (!QTimeZone::systemTimeZone().isValid()) // nor does the computer know its own
        qputenv("TZ", "UTC");
    ::tzset();
    return u"The time zone “%1” that the environment variable TZ names is not known here; %2 is "
           u"used."_s.arg(QString::fromUtf8(given),
                          QString::fromUtf8(QTimeZone::systemTimeZoneId()));
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "app/shared/units.h"

#include <QDateTime>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

QString numberText(std::int64_t number)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // the C locale leaves the commas out
    return locale.toString(static_cast<qlonglong>(number));
}

QString countText(std::int64_t count, const QString &one, const QString &many)
{
    return numberText(count) % u' ' % (count == 1 ? one : many);
}

QString durationText(std::int64_t nanoseconds)
{
    const std::int64_t seconds = nanoseconds / 1'000'000'000;
    if (seconds < 10)
        return QString::number(static_cast<double>(nanoseconds) / 1e9, 'f', 1) % u" s"_s;
    if (seconds < 60)
        return u"%1 s"_s.arg(seconds);
    if (seconds < 3600)
        return u"%1 min %2 s"_s.arg(seconds / 60).arg(seconds % 60);
    return u"%1 h %2 min"_s.arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString clockText(std::int64_t seconds)
{
    const auto two = [](std::int64_t number) { return u"%1"_s.arg(number, 2, 10, QChar(u'0')); };
    if (seconds < 3600)
        return u"%1:%2"_s.arg(QString::number(seconds / 60), two(seconds % 60));
    return u"%1:%2:%3"_s.arg(QString::number(seconds / 3600), two(seconds / 60 % 60),
                             two(seconds % 60));
}

QString isoTime(std::int64_t nanoseconds)
{
    return QDateTime::fromMSecsSinceEpoch(nanoseconds / 1'000'000, Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

} // namespace cairn

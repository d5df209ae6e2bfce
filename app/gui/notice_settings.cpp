// SPDX-License-Identifier: MIT
#include "app/gui/notice_settings.h"

#include <QSettings>
#include <QStringList>

#include <algorithm>
#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kUnwanted = "notices/unwanted";
constexpr std::array<const char *, 5> kCauses{"first-backup", "problem", "late", "drive-reminder",
                                              "digest"};

} // namespace

std::vector<NoticeCause> unwantedNotices()
{
    const QStringList names = QSettings().value(kUnwanted).toStringList();
    std::vector<NoticeCause> causes;
    for (std::size_t i = 0; i < kCauses.size(); ++i)
        if (names.contains(QLatin1StringView(kCauses[i])))
            causes.push_back(static_cast<NoticeCause>(i));
    return causes;
}

void setNoticeWanted(NoticeCause cause, bool wanted)
{
    QStringList names;
    for (const NoticeCause unwanted : unwantedNotices())
        if (unwanted != cause)
            names << QString::fromLatin1(kCauses[static_cast<std::size_t>(unwanted)]);
    if (!wanted)
        names << QString::fromLatin1(kCauses[static_cast<std::size_t>(cause)]);
    QSettings().setValue(kUnwanted, names);
}

} // namespace cairn::gui

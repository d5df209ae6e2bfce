// SPDX-License-Identifier: MIT
#include "app/gui/desktop_open.h"

#include <QDesktopServices>
#include <QString>
#include <QUrl>

namespace cairn::gui {

namespace {

QString textOf(const FilePath &place)
{
    return QString::fromLocal8Bit(place.c_str());
}

} // namespace

bool openOnDesktop(const FilePath &place)
{
    FilePath shown = place;
    while (FilePath::fromText(textOf(shown)) != shown)
        shown = shown.parent();
    return QDesktopServices::openUrl(QUrl::fromLocalFile(textOf(shown)));
}

} // namespace cairn::gui

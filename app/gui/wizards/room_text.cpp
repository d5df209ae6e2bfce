// SPDX-License-Identifier: MIT
#include "app/gui/wizards/room_text.h"

#include "app/gui/texts.h"

#include <QCoreApplication>

namespace cairn::gui {

namespace {

class RoomText
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::RoomText)
};

} // namespace

QString roomText(qint64 files, const Room &room)
{
    if (room.freeBytes < 0 || files - room.savedBytes <= room.freeBytes)
        return {};
    return RoomText::tr("%1 are to be saved, and %2 are free where the copies go. What is stored "
                        "is often smaller than the files; if it is not, they do not all fit.")
        .arg(sizeText(files - room.savedBytes), sizeText(room.freeBytes));
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace cairn::gui {

// Where the copies go.
struct Room
{
    qint64 freeBytes = -1; // -1: not known
    qint64 savedBytes = 0; // of the files, as large as they are, that are there already
};

// That these files (bytes, as large as they are) may not find room; empty: they do, or nobody
// knows.
[[nodiscard]] QString roomText(qint64 files, const Room &room);

} // namespace cairn::gui

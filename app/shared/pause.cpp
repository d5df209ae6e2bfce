// SPDX-License-Identifier: MIT
#include "app/shared/pause.h"

#include <QDateTime>

namespace cairn {

std::int64_t pauseWithoutEnd()
{
    return QDateTime(QDate(9999, 1, 1), QTime(), Qt::UTC).toSecsSinceEpoch();
}

} // namespace cairn

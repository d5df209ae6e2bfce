// SPDX-License-Identifier: MIT
#include "core/base/log.h"

namespace cairn {

Q_LOGGING_CATEGORY(lcBase, "cairn.base", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSource, "cairn.source", QtInfoMsg)
Q_LOGGING_CATEGORY(lcFormat, "cairn.format", QtInfoMsg)
Q_LOGGING_CATEGORY(lcDb, "cairn.db", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStorage, "cairn.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(lcPipeline, "cairn.pipeline", QtInfoMsg)
Q_LOGGING_CATEGORY(lcOperation, "cairn.operation", QtInfoMsg)

} // namespace cairn

// SPDX-License-Identifier: MIT
// Imported jobs as the command line shows them.
#pragma once

#include "core/config/job_import.h"

#include <QJsonObject>

namespace cairn::cli {

[[nodiscard]] QStringList importLines(const ImportedJob &job);
[[nodiscard]] QJsonObject importToJson(const ImportedJob &job);

} // namespace cairn::cli

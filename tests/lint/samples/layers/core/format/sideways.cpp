// SPDX-License-Identifier: MIT
#include "core/format/sideways.h"

#include "core/base/error.h"
#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "backends/local/local_backend.h"

#include <QString>

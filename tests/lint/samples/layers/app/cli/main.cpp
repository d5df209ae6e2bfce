// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"
#include "core/db/job_database.h"

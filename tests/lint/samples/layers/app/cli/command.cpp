// SPDX-License-Identifier: MIT
#include "core/engine/engine.h"

#include "core/db/job_database.h"
#include "text.h"

// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"

#include "core/config/job.h"
#include "backends/memory/it.h"
#include "core/storage/backend.h"

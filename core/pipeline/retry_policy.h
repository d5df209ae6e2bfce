// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/storage/retrying_backend.h"

namespace cairn {

// What the job's options say about trying again; for calls and for uploads alike.
[[nodiscard]] inline RetryPolicy retryPolicyOf(const TransferOptions &transfer)
{
    RetryPolicy policy;
    policy.retries = transfer.retries;
    policy.delay = transfer.retryDelay;
    policy.exponential = transfer.exponentialBackoff;
    return policy;
}

} // namespace cairn

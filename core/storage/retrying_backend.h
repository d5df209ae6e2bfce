// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/storage/forwarding_backend.h"

#include <functional>

namespace cairn {

// When and how often a call is tried again (engine.md §3.7, R21).
struct RetryPolicy
{
    int retries = 5; // attempts = retries + 1
    std::chrono::nanoseconds delay = std::chrono::seconds(10);
    bool exponential = false; // doubled each time, with jitter
    std::chrono::nanoseconds longestDelay = std::chrono::minutes(5);
    std::chrono::nanoseconds longestRetryAfter = std::chrono::minutes(10);
    std::chrono::nanoseconds budget = std::chrono::minutes(15); // all waits of one call together
};

// The pause before attempt `attempt` (2, 3, …). The destination's own wish wins if it is longer.
[[nodiscard]] std::chrono::nanoseconds retryDelay(const RetryPolicy &policy, int attempt,
                                                  std::chrono::seconds retryAfter, Random &random);
// Worth another try: Transient and Throttled only.
[[nodiscard]] bool isRetryable(const Error &error);

// Repeats list, get, stat and remove after Transient and Throttled errors. Never put or overwrite:
// a name is written once (R31), so the upload stage repeats a put under a new one.
class RetryingBackend final : public ForwardingBackend
{
public:
    // Told before each wait: the call and its object, the failure, the pause.
    using Observer =
        std::function<void(const QString &what, const Error &, std::chrono::nanoseconds)>;

    // Clock and Random outlive the backend.
    RetryingBackend(std::unique_ptr<Backend> inner, const RetryPolicy &policy, Clock &clock,
                    Random &random, Observer observer = {});

    Result<std::vector<RemoteFile>> list(const CancelToken &cancel) override;
    Result<> get(const std::string &name, File &into, const CancelToken &cancel) override;
    Result<RemoteFile> stat(const std::string &name, const CancelToken &cancel) override;
    Result<> remove(const std::string &name, const CancelToken &cancel) override;

private:
    template<typename Call>
    auto repeat(const QString &what, const CancelToken &cancel, Call call) -> decltype(call());
    // Success: try again, the wait is over. Else what the call ends with.
    Result<> waitBeforeRetry(const QString &what, const Error &error, int attempt,
                             std::chrono::nanoseconds &waited, const CancelToken &cancel);

    RetryPolicy m_policy;
    Clock &m_clock;
    Random &m_random;
    Observer m_observer;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/storage/retrying_backend.h"

#include "core/storage/stoppable_wait.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostDoublings = 10; // the cap is reached long before; keeps the shift defined

// 75 % to 125 %: clients that failed together shall not come back together.
std::chrono::nanoseconds jittered(std::chrono::nanoseconds delay, Random &random)
{
    std::uint8_t raw[1];
    random.fill(raw);
    return delay * 3 / 4 + (delay / 2) * raw[0] / 255;
}

} // namespace

std::chrono::nanoseconds retryDelay(const RetryPolicy &policy, int attempt,
                                    std::chrono::seconds retryAfter, Random &random)
{
    std::chrono::nanoseconds delay = policy.delay;
    if (policy.exponential) {
        const int doublings = std::clamp(attempt - 2, 0, kMostDoublings);
        for (int i = 0; i < doublings && delay < policy.longestDelay; ++i)
            delay *= 2;
        delay = std::min(jittered(delay, random), policy.longestDelay);
    }
    return std::max(delay,
                    std::min<std::chrono::nanoseconds>(retryAfter, policy.longestRetryAfter));
}

bool isRetryable(const Error &error)
{
    return error.code == ErrorCode::Transient || error.code == ErrorCode::Throttled;
}

RetryingBackend::RetryingBackend(std::unique_ptr<Backend> inner, const RetryPolicy &policy,
                                 Clock &clock, Random &random, Observer observer)
    : ForwardingBackend(std::move(inner))
    , m_policy(policy)
    , m_clock(clock)
    , m_random(random)
    , m_observer(std::move(observer))
{
}

template<typename Call>
auto RetryingBackend::repeat(const QString &what, const CancelToken &cancel, Call call)
    -> decltype(call())
{
    std::chrono::nanoseconds waited{0};
    for (int attempt = 1;; ++attempt) {
        auto result = call();
        if (result)
            return result;
        CAIRN_TRY(waitBeforeRetry(what, result.error(), attempt + 1, waited, cancel));
    }
}

Result<> RetryingBackend::waitBeforeRetry(const QString &what, const Error &error, int attempt,
                                          std::chrono::nanoseconds &waited,
                                          const CancelToken &cancel)
{
    if (!isRetryable(error) || attempt > m_policy.retries + 1)
        return fail(error);
    const auto asked = error.code == ErrorCode::Throttled ? retryAfter() : std::chrono::seconds(0);
    const auto pause = retryDelay(m_policy, attempt, asked, m_random);
    if (waited + pause > m_policy.budget)
        return fail(error);
    waited += pause;
    if (m_observer)
        m_observer(what, error, pause);
    return waitFor(m_clock, pause, cancel);
}

Result<std::vector<RemoteFile>> RetryingBackend::list(const CancelToken &cancel)
{
    return repeat(u"list"_s, cancel, [&] { return ForwardingBackend::list(cancel); });
}

Result<> RetryingBackend::get(const std::string &name, File &into, const CancelToken &cancel)
{
    return repeat(u"get "_s % displayText(name), cancel, [&]() -> Result<> {
        CAIRN_TRY(into.truncate(0)); // of what an earlier attempt left
        return ForwardingBackend::get(name, into, cancel);
    });
}

Result<RemoteFile> RetryingBackend::stat(const std::string &name, const CancelToken &cancel)
{
    return repeat(u"stat "_s % displayText(name), cancel,
                  [&] { return ForwardingBackend::stat(name, cancel); });
}

Result<> RetryingBackend::remove(const std::string &name, const CancelToken &cancel)
{
    return repeat(u"remove "_s % displayText(name), cancel,
                  [&] { return ForwardingBackend::remove(name, cancel); });
}

} // namespace cairn

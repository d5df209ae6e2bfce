// SPDX-License-Identifier: MIT
#include "core/config/retention.h"

#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <cstring>

using namespace cairn;

namespace {

// Numbers of any size out of the input, zeros at its end.
class Numbers final
{
public:
    Numbers(const std::uint8_t *data, std::size_t size)
        : m_at(data)
        , m_left(size)
    {
    }
    [[nodiscard]] bool isEmpty() const { return m_left == 0; }
    std::int64_t next()
    {
        const std::size_t width = std::min<std::size_t>(m_left, 1 + byte() % 8);
        std::int64_t number = 0;
        std::memcpy(&number, m_at, std::min(width, m_left));
        take(std::min(width, m_left));
        return number;
    }
    std::uint8_t byte()
    {
        const std::uint8_t value = m_left > 0 ? *m_at : 0;
        take(std::min<std::size_t>(1, m_left));
        return value;
    }

private:
    void take(std::size_t count)
    {
        m_at += count;
        m_left -= count;
    }
    const std::uint8_t *m_at;
    std::size_t m_left;
};

} // namespace

// Lengths as the options can say them, up to 10,000 years.
constexpr std::int64_t kLongest = std::int64_t{10'000} * 365 * 86'400;

// Times of versions are those of remote names: an enemy may have chosen them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Numbers numbers(data, size);
    RetentionOptions options;
    const std::uint8_t kinds = numbers.byte();
    if ((kinds & 1) != 0)
        options.keepVersions = numbers.next();
    if ((kinds & 2) != 0)
        options.keepTime =
            TimeValue::offset({{numbers.next() % 10'000, "smhDWMY"[numbers.byte() % 7]}});
    for (int rules = kinds >> 6; rules > 0; --rules) {
        const std::int64_t frame = (numbers.next() & INT64_MAX) % kLongest;
        const std::int64_t interval = (numbers.next() & INT64_MAX) % kLongest;
        options.policy.push_back({std::chrono::seconds(frame), std::chrono::seconds(interval)});
    }
    std::ranges::sort(options.policy, {}, &RetentionRule::frame);
    options.allowFullRemoval = (kinds & 4) != 0;
    // What a name can say: the years 1 to 9999 (core/format/remote_name.h).
    constexpr std::int64_t kLastSecond = 253'402'300'799;
    std::vector<VersionFacts> versions;
    while (!numbers.isEmpty() && versions.size() < 500) {
        const std::uint8_t flags = numbers.byte();
        versions.push_back({numbers.next() % kLastSecond, (flags & 1) != 0});
    }
    std::ranges::sort(versions, std::ranges::greater(), &VersionFacts::time);
    const RetentionPlan plan = planRetention(versions, options, 1'700'000'000, QTimeZone::utc());
    fuzz::require(versions.empty() || options.allowFullRemoval ||
                      plan.removals.size() < versions.size(),
                  "one version stays (R29)");
    std::size_t next = 0;
    for (const RetentionPlan::Removal &removal : plan.removals) {
        fuzz::require(removal.version >= next && removal.version < versions.size(), "in order");
        next = removal.version + 1;
    }
    return 0;
}

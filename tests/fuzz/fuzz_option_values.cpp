// SPDX-License-Identifier: MIT
#include "core/config/option_values.h"

#include "core/base/bytes.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

namespace {

// The error of a value is for people: it has no control characters of the value in it.
template<typename T>
void check(const Result<T> &result)
{
    if (result)
        return;
    fuzz::require(result.error().code == ErrorCode::InvalidArgument, "a wrong value, no more");
    for (const QChar c : result.error().message)
        fuzz::require(c.unicode() >= 0x20, "a message has no control characters");
}

void checkTimes(std::string_view text)
{
    const auto time = parseTime("option", text, QTimeZone::utc());
    check(time);
    if (!time)
        return;
    const std::int64_t length = time->fixedLength().count();
    fuzz::require(time->isOffset() || length == 0, "a fixed time has no length");
    for (const std::int64_t now : {std::int64_t{0}, std::int64_t{1'700'000'000}}) {
        const std::int64_t past = time->at(now, TimeDirection::Past, QTimeZone::utc());
        const std::int64_t future = time->at(now, TimeDirection::Future, QTimeZone::utc());
        if (time->isOffset())
            fuzz::require(past <= now && future >= now, "an offset lies in its direction");
        else
            fuzz::require(past == future, "a time is a time");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = asText({data, size});
    check(parseBoolean("option", text));
    check(parseInteger("option", text, {-5, 1'000}));
    check(parseDecimal("option", text, 0, 1e9));
    for (const std::string_view unit : {"", "kb", "gb"}) {
        const auto bytes = parseSize("option", text, unit, {10, INT64_MAX});
        check(bytes);
        fuzz::require(!bytes || *bytes >= 10, "a size lies in its range");
    }
    const auto duration = parseDuration("option", text);
    check(duration);
    const auto versions = parseVersions("option", text);
    check(versions);
    if (versions)
        fuzz::require(std::is_sorted(versions->begin(), versions->end()) &&
                          versions->size() <= 200'000,
                      "versions are in order, and not without number");
    check(parseWord("option", text, "one two three"));
    check(parseFlags("option", text, "one two three"));
    const auto policy = parseRetentionPolicy("option", text);
    check(policy);
    if (policy)
        for (const RetentionRule &rule : *policy)
            fuzz::require(rule.interval.count() >= 0 && (!rule.frame || rule.frame->count() >= 0),
                          "frames and intervals are lengths");
    for (const FilePath &path : parsePaths(text))
        fuzz::require(!path.empty(), "a path is not empty");
    checkTimes(text);
    return 0;
}

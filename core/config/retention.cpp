// SPDX-License-Identifier: MIT
#include "core/config/retention.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace cairn {

namespace {

// For each version the reason to remove it, or none. Each remover looks at all versions and adds to
// the union; only keep-versions counts what the others leave (engine.md §4).
using Verdicts = std::vector<std::optional<RemovalReason>>;

void remove(Verdicts &verdicts, std::size_t version, RemovalReason reason)
{
    if (!verdicts[version])
        verdicts[version] = reason;
}

void removeChosen(Verdicts &verdicts, const RetentionOptions &options)
{
    for (const std::int64_t version : options.versions) {
        if (version >= 0 && static_cast<std::size_t>(version) < verdicts.size())
            remove(verdicts, static_cast<std::size_t>(version), RemovalReason::Chosen);
    }
}

void removeTooOld(Verdicts &verdicts, std::span<const VersionFacts> newestFirst,
                  const RetentionOptions &options, std::int64_t now, const QTimeZone &zone)
{
    if (!options.keepTime)
        return;
    // The calendar decides the cutoff, fixed lengths the tolerance: both as Duplicati has it.
    const std::int64_t length = std::abs(options.keepTime->fixedLength().count());
    const std::int64_t tolerance =
        options.disableTimeTolerance ? 0 : std::min<std::int64_t>(length / 100, 3'600);
    const std::int64_t cutoff = options.keepTime->at(now, TimeDirection::Past, zone) - tolerance;
    bool keptFull = false;
    std::size_t i = 0;
    for (; i < newestFirst.size() && (newestFirst[i].time >= cutoff || !keptFull); ++i)
        keptFull = keptFull || newestFirst[i].full;
    for (; i < newestFirst.size(); ++i)
        remove(verdicts, i, RemovalReason::TooOld);
}

// Thins the versions [first, last) of one frame, oldest first.
void thinFrame(Verdicts &verdicts, std::span<const VersionFacts> newestFirst, std::size_t first,
               std::size_t last, std::int64_t interval)
{
    std::optional<std::int64_t> lastKept;
    for (std::size_t i = last; i-- > first;) {
        const VersionFacts &version = newestFirst[i];
        if (!lastKept || interval == 0 || version.time - *lastKept >= interval) {
            if (version.full)
                lastKept = version.time;
        } else if (version.full) {
            remove(verdicts, i, RemovalReason::Thinned);
        }
    }
}

void thinByPolicy(Verdicts &verdicts, std::span<const VersionFacts> newestFirst,
                  const RetentionOptions &options, std::int64_t now)
{
    if (options.policy.empty())
        return;
    // The newest version stands outside the frames; it goes only if it is older than all of them
    // and the user allowed everything to go.
    const RetentionRule &widest = options.policy.back();
    if (options.allowFullRemoval && widest.frame &&
        newestFirst[0].time < now - widest.frame->count())
        remove(verdicts, 0, RemovalReason::BeyondAllFrames);
    std::size_t first = 1;
    for (const RetentionRule &rule : options.policy) {
        std::size_t last = first;
        while (last < newestFirst.size() &&
               (!rule.frame || newestFirst[last].time >= now - rule.frame->count()))
            ++last;
        thinFrame(verdicts, newestFirst, first, last, rule.interval.count());
        first = last;
    }
    for (; first < newestFirst.size(); ++first)
        remove(verdicts, first, RemovalReason::BeyondAllFrames);
}

void removeTooMany(Verdicts &verdicts, std::span<const VersionFacts> newestFirst,
                   const RetentionOptions &options)
{
    const auto remaining = std::count(verdicts.begin(), verdicts.end(), std::nullopt);
    if (options.keepVersions <= 0 || options.keepVersions >= remaining)
        return;
    std::int64_t fullsKept = 0;
    std::vector<std::size_t> partialsBetween; // since the last full one kept
    for (std::size_t i = 0; i < newestFirst.size(); ++i) {
        if (verdicts[i] || (fullsKept == 0 && !newestFirst[i].full))
            continue;
        if (fullsKept >= options.keepVersions) {
            remove(verdicts, i, RemovalReason::TooMany);
        } else if (newestFirst[i].full) {
            for (const std::size_t partial : partialsBetween)
                remove(verdicts, partial, RemovalReason::TooMany);
            partialsBetween.clear();
            ++fullsKept;
        } else {
            partialsBetween.push_back(i);
        }
    }
}

// R29: the last complete version stays; so does the newest if nothing else would.
bool keepLast(Verdicts &verdicts, std::span<const VersionFacts> newestFirst)
{
    bool kept = false;
    const auto isRemoved = [](const auto &verdict) { return verdict.has_value(); };
    if (std::all_of(verdicts.begin(), verdicts.end(), isRemoved)) {
        verdicts[0].reset();
        kept = true;
    }
    std::optional<std::size_t> newestFull;
    for (std::size_t i = 0; i < newestFirst.size(); ++i) {
        if (!newestFirst[i].full)
            continue;
        if (!verdicts[i])
            return kept; // a complete one survives anyway
        if (!newestFull)
            newestFull = i;
    }
    if (newestFull) {
        verdicts[*newestFull].reset();
        kept = true;
    }
    return kept;
}

} // namespace

RetentionPlan planRetention(std::span<const VersionFacts> newestFirst,
                            const RetentionOptions &options, std::int64_t now,
                            const QTimeZone &zone)
{
    RetentionPlan plan;
    if (newestFirst.empty())
        return plan;
    Verdicts verdicts(newestFirst.size());
    removeChosen(verdicts, options);
    removeTooOld(verdicts, newestFirst, options, now, zone);
    thinByPolicy(verdicts, newestFirst, options, now);
    removeTooMany(verdicts, newestFirst, options);
    if (!options.allowFullRemoval)
        plan.keptLastVersion = keepLast(verdicts, newestFirst);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (verdicts[i])
            plan.removals.push_back({i, *verdicts[i]});
    }
    return plan;
}

std::vector<std::size_t> versionsToDelete(std::span<const VersionFacts> newestFirst,
                                          const RetentionOptions &options, std::int64_t now)
{
    std::vector<std::size_t> versions;
    for (const RetentionPlan::Removal &removal : planRetention(newestFirst, options, now).removals)
        versions.push_back(removal.version);
    return versions;
}

} // namespace cairn

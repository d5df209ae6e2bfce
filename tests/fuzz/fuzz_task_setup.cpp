// SPDX-License-Identifier: MIT
#include "core/config/task_setup.h"

#include "core/config/destination_secrets.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

// Control files come from the destination: an enemy may have written them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ByteView bytes(data, size);
    std::ignore = withoutSecrets(asText(bytes));
    const auto read = readTaskSetup(bytes);
    if (!read)
        return 0;
    std::ignore = checkJobConfig(read->job).has_value();
    const std::string written = writeTaskSetup(read->job, {});
    const auto again = readTaskSetup(asBytes(written));
    fuzz::require(again.has_value() && again->isOurs, "what was written can be read");
    JobConfig before = read->job;
    before.createdAt = again->job.createdAt; // JSON numbers lose digits beyond 2^53
    before.largestFile = again->job.largestFile;
    before.schedule.since = again->job.schedule.since;
    if (before.drive && again->job.drive)
        before.drive->sizeBytes = again->job.drive->sizeBytes;
    fuzz::require(before == again->job, "and says the same");
    for (const auto &[name, value] : again->job.options)
        fuzz::require(findOption(name) == nullptr || findOption(name)->type != OptionType::Password,
                      "no secret passes");
    return 0;
}

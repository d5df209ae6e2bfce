// SPDX-License-Identifier: MIT
#include "core/config/command_words.h"
#include "core/config/destination_secrets.h"
#include "core/config/job_import.h"
#include "core/config/task_export.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

namespace {

void checkJob(const ImportedJob &taken)
{
    for (const auto &[name, value] : taken.job.options)
        fuzz::require(!isSecretOption(name), "no secret is among the options");
    fuzz::require(withoutSecrets(taken.job.destination) == taken.job.destination,
                  "nor in the destination");
    fuzz::require(checkSchedule(taken.job.schedule).has_value(), "the schedule can be");
    ImportedJob allowed = taken;
    allowScripts(allowed);
    fuzz::require(allowed.scripts.empty(), "what was confirmed is in the job");
    std::ignore = exportCommandLine(taken.job, taken.secrets, {});
    // What is exported is read again, with its secrets.
    const auto again = readJobs(asBytes(exportJson(taken.job, taken.secrets, {}).text), {});
    fuzz::require(again.has_value() && again->size() == 1, "what was exported can be read");
    fuzz::require(again->front().job.rules == taken.job.rules, "and says the same");
}

} // namespace

// A file that somebody sent: JSON, a command line, a list of arguments.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ByteView bytes(data, size);
    const std::string text(asText(bytes));
    for (const Quoting quoting : {Quoting::Posix, Quoting::Windows})
        std::ignore = splitWords(text, quoting);
    if (const auto split = splitWords(quotedWord(text), Quoting::Posix))
        fuzz::require(split->size() == 1 && split->front() == text, "a quoted word comes back");
    ImportPlaces places;
    places.names = {{"HOME", "/home/ada"}, {"A", "$A%A%"}};
    places.zone = QTimeZone("Europe/Berlin");
    const auto jobs = readJobs(bytes, places);
    if (!jobs)
        return 0;
    for (const ImportedJob &job : *jobs)
        checkJob(job);
    return 0;
}

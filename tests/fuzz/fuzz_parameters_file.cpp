// SPDX-License-Identifier: MIT
#include "app/cli/parameters_file.h"

#include "core/base/bytes.h"
#include "core/config/job_options.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

// All the way to the options of a run.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    cli::Arguments arguments;
    arguments.command = "backup";
    arguments.words = {"/destination", "/source"};
    arguments.options = {{"exclude", "*.tmp"}};
    if (!cli::applyParameters(asText({data, size}), arguments))
        return 0;
    fuzz::require(!arguments.words.empty(), "the destination stays or is replaced");
    for (const GivenOption &option : arguments.options) {
        OptionSet one;
        const auto set = one.set(option.name, option.value);
        if (!set)
            for (const QChar c : set.error().message)
                fuzz::require(c.unicode() >= 0x20, "a message has no control characters");
    }
    const auto options = OptionSet::from(arguments.options);
    if (options)
        std::ignore = resolve(*options);
    return 0;
}

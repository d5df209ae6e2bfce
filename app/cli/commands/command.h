// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "app/cli/program.h"
#include "core/config/option_set.h"
#include "core/engine/engine.h"

#include <span>
#include <string_view>

namespace cairn::cli {

// What a command is given to run with.
struct Context
{
    const World &world;
    Console &console;
    Engine &engine;
    std::vector<std::string> words; // without the destination
    const OptionSet &options;
    bool isPassphraseOfEnvironment = false; // that among the options
    JobRequest job;
    CancelToken cancel;
    Progress progress;
    QStringList notes; // information that a JSON document must carry too
};

// When a passphrase is asked for: never, if there is no database that answers, or always.
enum class NeedsPassphrase : std::uint8_t { Never, WithoutDatabase, Always };

struct Command
{
    // One of several things that a command does.
    struct Form
    {
        std::string_view usage;
        std::string_view meaning;
        std::string_view examples; // a line each, without the name of the program
    };
    std::string_view name;
    std::string_view aliases; // by spaces
    std::uint32_t use = 0;    // bit of its options in the option table
    bool hasDestination = true;
    std::size_t leastWords = 0; // after the destination
    std::size_t mostWords = 0;
    NeedsPassphrase passphrase = NeedsPassphrase::Always;
    std::string_view usage;
    std::string_view summary; // one line
    std::string_view help;    // a few more; may be empty
    int (*run)(Context &) = nullptr;
    std::span<const Form> forms = {};
    std::string_view examples = {}; // as those of a form
};

[[nodiscard]] std::span<const Command> allCommands();
[[nodiscard]] const Command *findCommand(std::string_view name); // in lower case
// Why a command of Duplicati does not exist here; empty for one that nobody knows.
[[nodiscard]] QString missingCommandText(std::string_view name);
[[nodiscard]] std::string_view nearestCommand(std::string_view name);

int runBackup(Context &context);
int runRestore(Context &context);
int runList(Context &context);
int runFind(Context &context);
int runListFilesets(Context &context);
int runCompare(Context &context);
int runTest(Context &context);
int runRepair(Context &context);
int runRecreate(Context &context);
int runDelete(Context &context);
int runCompact(Context &context);
int runPurge(Context &context);
int runPurgeBroken(Context &context);
int runListBroken(Context &context);
int runTestFilters(Context &context);
int runJobs(Context &context);
int runAgent(Context &context);
int runSystemInfo(Context &context);
int runHelp(Context &context);

} // namespace cairn::cli

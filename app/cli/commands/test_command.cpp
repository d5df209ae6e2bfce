// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/run_watch.h"
#include "app/shared/error_text.h"

namespace cairn::cli {

namespace {

Result<VerifyRequest> requestOf(const std::vector<std::string> &words)
{
    VerifyRequest request;
    if (words.empty())
        return request;
    if (asciiLower(words.front()) == "all") {
        request.all = true;
        return request;
    }
    CAIRN_LET(samples, parseInteger("test", words.front(), {1, INT32_MAX}));
    request.samples = samples;
    return request;
}

} // namespace

int runTest(Context &context)
{
    const auto request = requestOf(context.words);
    if (!request) {
        context.console.fail(request.error());
        return exitCode::WrongUse;
    }
    Outcome<TestResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Test);
        outcome = context.engine.test(context.job, *request, context.cancel, context.progress);
    }
    return finish(context, outcome, resultText(outcome));
}

} // namespace cairn::cli

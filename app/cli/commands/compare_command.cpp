// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/run_watch.h"

#include <QJsonArray>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// A version by its number or by a time.
Result<VersionSelection> selectionOf(const std::string &word)
{
    VersionSelection selection;
    if (word.find_first_not_of("0123456789") == std::string::npos) {
        CAIRN_LET(version, parseInteger("version", word, {0, INT32_MAX}));
        selection.versions = {version};
        return selection;
    }
    CAIRN_LET(time, parseTime("time", word));
    selection.time = time;
    return selection;
}

Result<CompareRequest> requestOf(const std::vector<std::string> &words)
{
    CompareRequest request;
    if (!words.empty()) {
        CAIRN_LET(base, selectionOf(words[0]));
        request.base = base;
    }
    if (words.size() > 1) {
        CAIRN_LET(compared, selectionOf(words[1]));
        request.compared = compared;
    }
    return request;
}

const char *signOf(VersionChange::Kind kind)
{
    switch (kind) {
    case VersionChange::Added:
        return "  + ";
    case VersionChange::Deleted:
        return "  - ";
    case VersionChange::Modified:
        return "  * ";
    }
    return "";
}

// Paths shown of each kind, unless --full-result or --verbose asks for all.
constexpr std::int64_t kShown = 10;

} // namespace

int runCompare(Context &context)
{
    auto request = requestOf(context.words);
    if (!request) {
        context.console.fail(request.error());
        return exitCode::WrongUse;
    }
    request->wanted.rules = context.options.filters();
    const bool all = context.job.options.log.fullResult || context.job.options.log.verbose;
    std::int64_t seen[3] = {0, 0, 0};
    QStringList changes;
    QJsonArray details;
    const auto visit = [&](const VersionChange &change) -> Result<> {
        if (++seen[change.kind] > kShown && !all)
            return {};
        changes += QLatin1StringView(signOf(change.kind)) % displayText(change.path);
        if (context.console.manner().json)
            details.append(QJsonObject{
                {u"Path"_s, jsonPath(change.path)},
                {u"Kind"_s, QString(QLatin1StringView(change.kind == VersionChange::Added ? "Added"
                                                      : change.kind == VersionChange::Deleted
                                                          ? "Deleted"
                                                          : "Modified"))}});
        return {};
    };
    Outcome<ComparisonResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Compare);
        outcome =
            context.engine.compare(context.job, *request, visit, context.cancel, context.progress);
    }
    for (const QString &line : resultText(outcome))
        context.console.answer(line);
    for (const QString &line : changes)
        context.console.answer(line);
    for (const std::int64_t count : seen) {
        if (count > kShown && !all)
            context.console.answer(
                u"  … and %1 more; --full-result shows all."_s.arg(count - kShown));
    }
    tellMessages(context, outcome);
    if (context.console.manner().json) {
        QJsonObject document = outcomeToJson(outcome);
        document[u"ChangeDetails"_s] = details;
        writeDocument(context, document);
    }
    return outcome.judgement.exitCode;
}

} // namespace cairn::cli

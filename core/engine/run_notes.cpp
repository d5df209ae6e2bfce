// SPDX-License-Identifier: MIT
#include "core/engine/run_notes.h"

#include <algorithm>
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Cause
{
    std::string_view id;
    std::string_view code;
};

constexpr std::array kCauses{
    Cause{"FileUnreadable", "FILES_UNREADABLE"},
    Cause{"PermissionDenied", "FILES_UNREADABLE"},
    Cause{"FolderUnreadable", "FILES_UNREADABLE"},
    Cause{"FileChangedWhileRead", "FILES_UNREADABLE"},
    Cause{"SourceIsMissing", "SOURCE_MISSING"},
    Cause{"SourceUnauthorized", "SOURCE_MISSING"},
    Cause{"NoSources", "SOURCE_MISSING"},
    Cause{"SourceFolderEmpty", "SOURCE_EMPTY"},
    Cause{"SourceIsEmpty", "SOURCE_EMPTY"},
    Cause{"PassphraseMismatch", "PASS_WRONG"},
    Cause{"MissingPassphrase", "PASS_MISSING"},
    Cause{"DamagedRemoteFiles", "DATA_DAMAGED"},
    Cause{"DamagedVolume", "DATA_DAMAGED"},
    Cause{"DamageFound", "DATA_DAMAGED"},
    Cause{"BrokenFile", "DATA_DAMAGED"},
    Cause{"BrokenFiles", "DATA_DAMAGED"},
    Cause{"LostContent", "DATA_DAMAGED"},
    Cause{"MissingVolume", "DATA_DAMAGED"},
    Cause{"VolumeFailed", "DATA_DAMAGED"},
    Cause{"MissingRemoteFiles", "STORE_SHRUNK"},
    Cause{"EmptyRemoteLocation", "STORE_SHRUNK"},
    Cause{"ExtraRemoteFiles", "STORE_AHEAD"},
    Cause{"MixedEncryption", "STORE_PLAIN"},
    Cause{"DatabaseIsDamaged", "CATALOG_LOST"},
    Cause{"DatabaseIsPartial", "CATALOG_LOST"},
    Cause{"DatabaseIsPartiallyRecreated", "CATALOG_LOST"},
    Cause{"DatabaseDoesNotExist", "CATALOG_LOST"},
    Cause{"TempSpace", "SPACE_TEMP"},
    Cause{"NotEnoughDestinationSpace", "DEST_FULL"},
    Cause{"DatabaseInUse", "HELD"},
    Cause{"EmptyPassphrase", "PASS_MISSING"},
    Cause{"SECRETS_LOCKED", "PASS_LOCKED"},
    Cause{"SECRETS_ABSENT", "PASS_MISSING"},
    Cause{"SECRETS_DAMAGED", "PASS_MISSING"},
    Cause{"NoReadableVersion", "DATA_DAMAGED"},
    Cause{"AllFilesetsBroken", "DATA_DAMAGED"},
    Cause{"GpgDamaged", "DATA_DAMAGED"},
    Cause{"DESTINATION_CHANGES", "DEST_UNRELIABLE"},
    Cause{"FolderMissing", "DEST_UNREACHABLE"},
    Cause{"FolderVanished", "DEST_UNREACHABLE"},
    Cause{"RemoteFilesNewerThanLocalDatabase", "STORE_AHEAD"},
    Cause{"NoBackupsFound", "STORE_SHRUNK"},
    Cause{"SelfTestFailed", "SELFTEST"},
    Cause{"ClockMoved", "CLOCK_MOVED"},
    Cause{"RunScriptInvalidExitCode", "SCRIPT_STOPPED"},
    Cause{"RunScriptTimeout", "SCRIPT_STOPPED"},
    Cause{"ScriptStopped", "SCRIPT_STOPPED"},
    Cause{"ReportSubmitError", "REPORT_FAILED"},
    Cause{"DatabaseTimestampError", "CLOCK"},
};

std::string_view causeOfId(std::string_view id)
{
    const auto found = std::ranges::find(kCauses, id, &Cause::id);
    return found == kCauses.end() ? id : found->code;
}

std::string_view causeAtDestination(ErrorCode code)
{
    switch (code) {
    case ErrorCode::AccessDenied:
    case ErrorCode::ReadOnly:
        return "DEST_READONLY";
    case ErrorCode::NoSpace:
        return "DEST_FULL";
    default:
        return "DEST_UNREACHABLE";
    }
}

std::string_view causeOfCode(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return "";
    case ErrorCode::NotFound:
    case ErrorCode::Io:
    case ErrorCode::AccessDenied:
    case ErrorCode::ReadOnly:
        return error.atDestination ? causeAtDestination(error.code) : "LOCAL_FILES";
    case ErrorCode::NoSpace:
        return error.atDestination ? causeAtDestination(error.code) : "SPACE_TEMP";
    case ErrorCode::Transient: // only destinations are asked again
    case ErrorCode::Throttled:
        return "DEST_UNREACHABLE";
    case ErrorCode::Auth:
        return "DEST_AUTH";
    case ErrorCode::Corrupt:
        return "DATA_DAMAGED";
    case ErrorCode::WrongPassphrase:
        return "PASS_WRONG";
    case ErrorCode::MissingPassphrase:
        return "PASS_MISSING";
    case ErrorCode::InUse:
        return "HELD";
    case ErrorCode::Stale:
        return "STORE_AHEAD";
    case ErrorCode::NeedsRepair:
        return "CATALOG_LOST";
    case ErrorCode::InvalidArgument:
    case ErrorCode::AlreadyExists:
        return "JOB_INVALID";
    case ErrorCode::Changed:
        return "FILES_UNREADABLE";
    case ErrorCode::Unsupported:
        return "NOT_SUPPORTED";
    case ErrorCode::Internal:
        break;
    }
    return "INTERNAL";
}

void addProblem(std::vector<Problem> &problems, std::string code, const QString &text,
                const std::string &path)
{
    if (code.empty())
        return;
    auto found = std::ranges::find(problems, code, &Problem::code);
    if (found == problems.end()) {
        Problem problem;
        problem.code = std::move(code);
        problem.text = text;
        problem.count = 0;
        problems.push_back(std::move(problem));
        found = problems.end() - 1;
    }
    ++found->count;
    if (!path.empty() && found->paths.size() < Problem::kPaths)
        found->paths.push_back(path);
}

bool isNotWarned(const ReportMessage &message, std::span<const std::string> notWarned)
{
    return !message.path.empty() && std::ranges::binary_search(notWarned, message.path) &&
           causeOf(message) == "FILES_UNREADABLE";
}

} // namespace

std::string_view phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Begin:
        return "begin";
    case Phase::Checking:
        return "checking";
    case Phase::Files:
        return "files";
    case Phase::Uploading:
        return "uploading";
    case Phase::Copying:
        return "copying";
    case Phase::Deleting:
        return "deleting";
    case Phase::Compacting:
        return "compacting";
    case Phase::Verifying:
        return "verifying";
    case Phase::Rebuilding:
        return "rebuilding";
    case Phase::Complete:
        return "complete";
    }
    return "";
}

std::string causeOf(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return {};
    if (error.id.isEmpty())
        return std::string(causeOfCode(error));
    return std::string(causeOfId(error.id.toStdString()));
}

std::string causeOf(const ReportMessage &message)
{
    return std::string(causeOfId(message.id.toStdString()));
}

RunResult runResultOf(const RunOutcome &outcome, bool partial,
                      std::span<const std::string> notWarned)
{
    if (outcome.fatal)
        return outcome.fatal->code == ErrorCode::Cancelled ? RunResult::Cancelled
                                                           : RunResult::Failed;
    if (partial)
        return RunResult::Partial;
    switch (outcome.judgement.result) {
    case ParsedResult::Success:
    case ParsedResult::Warning: {
        const auto counts = [&notWarned](const ReportMessage &message) {
            return message.severity != Severity::Information && !isNotWarned(message, notWarned);
        };
        // Nothing else was wrong if all that was said is not to be heard of.
        if (outcome.judgement.result == ParsedResult::Warning &&
            (notWarned.empty() || std::ranges::any_of(outcome.messages, counts)))
            return RunResult::Warning;
        return outcome.judgement.exitCode == exitCode::NothingNew ? RunResult::NothingNew
                                                                  : RunResult::Saved;
    }
    case ParsedResult::Error:
    case ParsedResult::Fatal:
        break;
    }
    return RunResult::Failed;
}

std::vector<RunMessage> messagesOf(const RunOutcome &outcome)
{
    std::vector<RunMessage> messages;
    for (const ReportMessage &message : outcome.messages)
        messages.push_back({static_cast<RunMessage::Severity>(message.severity),
                            message.id.toStdString(), message.text, message.path});
    if (outcome.fatal)
        messages.push_back({RunMessage::Severity::Error,
                            outcome.fatal->id.isEmpty() ? causeOf(*outcome.fatal)
                                                        : outcome.fatal->id.toStdString(),
                            outcome.fatal->message,
                            {}});
    return messages;
}

std::vector<Problem> problemsOf(const RunOutcome &outcome, std::span<const std::string> notWarned)
{
    std::vector<Problem> problems;
    for (const ReportMessage &message : outcome.messages)
        if (message.severity != Severity::Information && !isNotWarned(message, notWarned))
            addProblem(problems, causeOf(message), message.text, message.path);
    if (outcome.fatal)
        addProblem(problems, causeOf(*outcome.fatal), outcome.fatal->message, {});
    return problems;
}

RunSummary summaryOf(const BackupResult &result, const JobConfig &job)
{
    RunSummary summary;
    summary.newBytes = result.newBlockBytes;
    summary.added = result.addedFiles;
    summary.changed = result.modifiedFiles;
    summary.deleted = result.deletedFiles;
    summary.versionTime = result.versionTime;
    const std::vector<SkipSet> byFilter = skipSetsByFilter(job);
    for (std::size_t rule = 0; rule < result.excludedBy.size(); ++rule)
        if (const auto set = skipSetOf(job, byFilter, static_cast<int>(rule)))
            summary.leftOut[static_cast<std::size_t>(*set)] +=
                static_cast<std::int64_t>(result.excludedBy[rule]);
    return summary;
}

} // namespace cairn

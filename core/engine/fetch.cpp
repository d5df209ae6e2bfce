// SPDX-License-Identifier: MIT
#include "core/engine/fetch.h"

#include "core/base/file_layer.h"
#include "core/engine/engine_run.h"
#include "core/operations/file_content.h"

#include <algorithm>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<EntryRow> rowOf(JobSession &session, const FetchRequest &request)
{
    JobDatabase &job = session.job();
    CAIRN_LET(versions, job.versions.visible());
    const auto version = std::ranges::find(versions, request.versionTime, &VersionRow::time);
    if (version == versions.end())
        return fail(ErrorCode::NotFound, "NoFilesetFoundForTimeOrVersion",
                    u"There is no such version."_s);
    const std::size_t at =
        request.path.rfind(session.settings().separator) + 1; // 0 if there is none
    CAIRN_LET(folder, job.entries.findFolderByPath(std::string_view(request.path).substr(0, at),
                                                   session.settings().separator));
    CAIRN_LET(row,
              job.entries.find(folder, std::string_view(request.path).substr(at), version->id));
    if (!row || row->type != EntryType::File)
        return fail(ErrorCode::NotFound,
                    u"%1 is not a file of this version."_s.arg(displayText(request.path)));
    return std::move(*row);
}

Result<FetchResult> fetchInto(JobSession &session, const FetchRequest &request, File &file)
{
    CAIRN_LET(row, rowOf(session, request));
    FileSink sink(file);
    CAIRN_LET(bytes, readContent(session.environment(), session.job(), session.settings(), row,
                                 request.limit, sink));
    CAIRN_TRY(sink.flush());
    if (::fchmod(file.fd(), 0400) != 0)
        return fail(errnoError(errno, u"protecting "_s % file.path().display()));
    CAIRN_TRY(file.close());
    return FetchResult{bytes, row.size};
}

} // namespace

Outcome<FetchResult> Engine::fetch(const JobRequest &job, const FetchRequest &request,
                                   CancelToken &cancel, Progress &progress)
{
    return run<FetchResult>(
        Operation::Restore, job, cancel, progress, [&](JobSession &session) -> Result<FetchResult> {
            CAIRN_TRY(session.findDatabase(false));
            CAIRN_TRY(session.makeEnvironment(JobSession::Access::AddOnly));
            RebuildRequest only; // without a database
            only.selection.time = TimeValue::fixed(request.versionTime);
            CAIRN_TRY(session.openForReading(only));
            CAIRN_LET(file, m_files.open(request.target, OpenMode::CreateExclusive));
            Result<FetchResult> fetched = fetchInto(session, request, file);
            if (!fetched)
                std::ignore = m_files.remove(request.target); // the first failure counts
            return fetched;
        });
}

} // namespace cairn

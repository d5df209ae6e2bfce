// SPDX-License-Identifier: MIT
#include "core/operations/catalog.h"

#include "core/base/text.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<std::vector<VersionInfo>> byNumber(const std::vector<VersionInfo> &all,
                                          std::vector<std::int64_t> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::vector<VersionInfo> chosen;
    for (const std::int64_t number : numbers) {
        if (number < 0 || number >= static_cast<std::int64_t>(all.size()))
            return fail(ErrorCode::NotFound, "NoFilesetFoundForTimeOrVersion",
                        u"There is no version %1: the versions are numbered from 0 (the newest) "
                        "to %2."_s.arg(number)
                            .arg(all.size() - 1));
        chosen.push_back(all[static_cast<std::size_t>(number)]);
    }
    return chosen;
}

} // namespace

Result<std::vector<VersionInfo>> listVersions(JobDatabase &job)
{
    CAIRN_LET(rows, job.versions.visible());
    std::vector<VersionInfo> versions;
    versions.reserve(rows.size());
    for (VersionRow &row : rows)
        versions.push_back({static_cast<std::int64_t>(versions.size()), row});
    return versions;
}

Result<std::vector<VersionInfo>> selectVersions(JobDatabase &job, const VersionSelection &selection,
                                                std::int64_t now)
{
    CAIRN_LET(all, listVersions(job));
    if (all.empty())
        return fail(ErrorCode::NotFound, "NoBackupAtDate", u"There is no version yet."_s);
    if (selection.all)
        return std::move(all);
    if (!selection.versions.empty())
        return byNumber(all, selection.versions);
    if (!selection.time)
        return std::vector<VersionInfo>{all.front()};
    const std::int64_t time = selection.time->at(now, TimeDirection::Past);
    const auto found = std::find_if(all.begin(), all.end(), [&](const VersionInfo &version) {
        return version.row.time <= time;
    });
    if (found == all.end())
        return fail(ErrorCode::NotFound, "NoBackupAtDate",
                    u"There is no version from %1 or before; the oldest is from %2."_s.arg(
                        formatLocalTime(time), formatLocalTime(all.back().row.time)));
    return std::vector<VersionInfo>{*found};
}

} // namespace cairn

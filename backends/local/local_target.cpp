// SPDX-License-Identifier: MIT
#include "backends/local/local_target.h"

#include "core/storage/backend.h"

#include <vector>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

std::string valueOf(const BackendOptions &options, const std::string &name)
{
    const auto at = options.find(name);
    return at == options.end() ? std::string() : at->second;
}

std::vector<FilePath> candidates(const DestinationUrl &url, std::string_view alternates)
{
    std::vector<FilePath> all{url.folder()};
    while (!alternates.empty()) {
        const std::size_t end = alternates.find(':');
        if (const std::string_view path = alternates.substr(0, end); !path.empty())
            all.emplace_back(std::string(path));
        alternates =
            end == std::string_view::npos ? std::string_view() : alternates.substr(end + 1);
    }
    return all;
}

} // namespace

Result<FilePath> chooseLocalTarget(FileLayer &files, const DestinationUrl &url,
                                   const BackendOptions &options)
{
    const std::string marker = valueOf(options, "alternate-destination-marker");
    if (marker.find('/') != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    u"--alternate-destination-marker must be the name of a file, without '/'."_s);
    for (FilePath &folder : candidates(url, valueOf(options, "alternate-target-paths"))) {
        if (files.exists(marker.empty() ? folder : folder / marker))
            return std::move(folder);
    }
    if (!marker.empty())
        return fail(
            ErrorCode::Io, kFolderMissingId,
            u"No destination folder holds the marker file %1: the drive is not connected."_s.arg(
                displayText(marker)));
    return url.folder();
}

} // namespace cairn

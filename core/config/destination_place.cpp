// SPDX-License-Identifier: MIT
#include "core/config/destination_place.h"

#include <algorithm>
#include <filesystem>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kFileUrl = "file://";

std::string withoutEnd(std::string path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path;
}

// "/a/./b/../c/" is "/a/c".
std::string normal(const std::string &path)
{
    return withoutEnd(std::filesystem::path(path).lexically_normal().string());
}

// What tells one place from another. A drive is another place than the folder it is mounted at:
// which that is today nobody here knows.
std::string placeOf(const JobConfig &job)
{
    std::string place;
    if (job.drive) {
        place = "drive:" + driveId(*job.drive).toStdString() + '/' +
                withoutEnd(job.drive->folder.bytes());
    } else {
        const auto folder = localFolderOf(job.destination);
        place = folder ? folder->bytes() : withoutEnd(job.destination);
    }
    return place + '\n' + prefixOf(job);
}

bool isBelow(const std::string &path, const std::string &folder)
{
    return folder == "/" ? path.size() > 1
                         : path.size() > folder.size() && path.starts_with(folder) &&
                               path[folder.size()] == '/';
}

} // namespace

std::optional<FilePath> localFolderOf(const std::string &destination)
{
    if (destination.starts_with('/'))
        return FilePath(normal(destination));
    if (!destination.starts_with(kFileUrl) || destination.substr(kFileUrl.size(), 1) != "/")
        return std::nullopt;
    const QByteArray path = QByteArray::fromStdString(destination.substr(kFileUrl.size()));
    return FilePath(normal(QByteArray::fromPercentEncoding(path).toStdString()));
}

PlaceToSources placeToSources(const FilePath &destination, const std::vector<FilePath> &sources)
{
    const std::string place = normal(destination.bytes());
    PlaceToSources worst = PlaceToSources::Apart;
    for (const FilePath &source : sources) {
        const std::string path = normal(source.bytes());
        worst = std::max(worst, path == place          ? PlaceToSources::Same
                                : isBelow(path, place) ? PlaceToSources::Around
                                : isBelow(place, path) ? PlaceToSources::Inside
                                                       : PlaceToSources::Apart);
    }
    return worst;
}

std::string prefixOf(const JobConfig &job)
{
    const auto prefix = job.options.find("prefix");
    return prefix == job.options.end() ? "duplicati" : prefix->second;
}

bool isSamePlace(const JobConfig &one, const JobConfig &other)
{
    return placeOf(one) == placeOf(other);
}

const JobConfig *otherAtPlace(const std::vector<JobConfig> &jobs, const JobConfig &job)
{
    const auto found = std::ranges::find_if(jobs, [&](const JobConfig &other) {
        return other.id != job.id && isSamePlace(other, job);
    });
    return found == jobs.end() ? nullptr : &*found;
}

QString placeTakenText(const JobConfig &other)
{
    return u"“%1” already goes to this destination."_s.arg(other.name);
}

} // namespace cairn

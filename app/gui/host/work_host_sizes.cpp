// SPDX-License-Identifier: MIT
// How much there is to save, and how much is left out.
#include "app/gui/host/work_host.h"

#include "app/gui/host/folder_sizes.h"
#include "app/gui/host/source_options.h"
#include "core/engine/filter_test.h"

#include <QElapsedTimer>

#include <algorithm>
#include <functional>
#include <sys/stat.h>

namespace cairn::gui {

namespace {

constexpr qint64 kTellEveryMs = 250;

qint64 fileBytes(const std::string &path)
{
    struct stat info = {};
    return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) ? info.st_size : 0;
}

// Something that a skip set keeps out; a folder with all below it.
struct Left
{
    SkipSet set;
    std::string path;
};

// By the engine's own walk, as a backup does it. Fails when a newer question has come.
Result<std::vector<Left>> walk(FileLayer &files, const JobConfig &job, const CancelToken &cancel,
                               const std::function<void(const FilterTestEntry &)> &visit)
{
    std::vector<Left> left;
    CAIRN_LET(options, sourceOptionsOf(job));
    const auto byFilter = skipSetsByFilter(job);
    CAIRN_TRY(testFilters(files, job.sources, options, cancel, [&](const FilterTestEntry &entry) {
                  if (const auto set = skipSetOf(job, byFilter, entry.rule); set && !entry.included)
                      left.push_back({*set, entry.path});
                  visit(entry);
              }).map([](const WalkCounts &) {}));
    return left;
}

// False: a newer question has come.
bool addUp(FileLayer &files, const std::vector<Left> &left, const std::vector<SkipSet> &sets,
           SourceSize &size, const CancelToken &cancel)
{
    std::array<qint64, kSkipSetNames.size()> sums{};
    for (const auto &[set, path] : left) {
        FolderSize folder;
        folder.path = FilePath(path.substr(0, path.find_last_not_of('/') + 1));
        if (path.ends_with('/'))
            FolderSizes::add(files, cancel, folder, [] {});
        else
            folder.bytes = fileBytes(path);
        sums[std::size_t(set)] += folder.bytes;
    }
    for (const SkipSet set : sets)
        size.skipped[std::size_t(set)] = sums[std::size_t(set)];
    return !cancel.abortRequested();
}

} // namespace

void WorkHost::measure(RequestId id, const JobConfig &job)
{
    const auto cancel = begin();
    SourceSize size;
    QElapsedTimer told;
    told.start();
    const auto left = walk(m_world.files, job, *cancel, [&](const FilterTestEntry &entry) {
        if (entry.size < 0)
            return;
        ++size.files;
        size.bytes += entry.size;
        if (told.elapsed() < kTellEveryMs)
            return;
        told.restart();
        Q_EMIT measured(id, size);
    });
    if (cancel->abortRequested())
        return;
    size.done = true;
    Q_EMIT measured(id, size);
    if (!left || !addUp(m_world.files, *left, job.skipSets, size, *cancel))
        return;
    Q_EMIT measured(id, size);
    // The others, as if they were chosen too.
    JobConfig with = job;
    std::vector<SkipSet> others;
    for (std::size_t i = 0; i < kSkipSetNames.size(); ++i)
        if (std::ranges::find(job.skipSets, SkipSet(i)) == job.skipSets.end())
            others.push_back(SkipSet(i));
    with.skipSets.insert(with.skipSets.end(), others.begin(), others.end());
    auto more = walk(m_world.files, with, *cancel, [](const FilterTestEntry &) {});
    if (!more)
        return;
    std::erase_if(*more, [&others](const Left &each) {
        return std::ranges::find(others, each.set) == others.end();
    });
    if (addUp(m_world.files, *more, others, size, *cancel))
        Q_EMIT measured(id, size);
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/host/backup_search.h"

#include <QElapsedTimer>

#include <algorithm>
#include <deque>
#include <sys/stat.h>

namespace cairn::gui {

namespace {

constexpr int kDepth = 4;
constexpr qint64 kMostMs = 8'000; // for each place

// By the names of its lists of versions, as every writer of the format gives them.
bool isList(const std::string &name)
{
    return name.find(".dlist.") != std::string::npos;
}

// No person puts a backup there, and there are many of them.
bool isOfPrograms(const std::string &name)
{
    return name.starts_with('.') || name == "node_modules" || name == "lost+found";
}

} // namespace

BackupSearch::BackupSearch(WorkHost::World world, QObject *parent)
    : QObject(parent)
    , m_world(world)
{
}

void BackupSearch::stop()
{
    const std::scoped_lock lock(m_mutex);
    if (m_cancel)
        m_cancel->requestAbort();
}

void BackupSearch::search(const std::vector<FilePath> &places)
{
    const auto cancel = std::make_shared<CancelToken>();
    {
        const std::scoped_lock lock(m_mutex);
        m_cancel = cancel;
    }
    for (const FilePath &place : places)
        look(place, *cancel);
    Q_EMIT ended();
}

// What lies higher first, and nothing of another file system.
void BackupSearch::look(const FilePath &place, const CancelToken &cancel)
{
    struct stat top = {};
    if (::stat(place.c_str(), &top) != 0)
        return;
    QElapsedTimer time;
    time.start();
    std::deque<std::pair<FilePath, int>> further{{place, 0}};
    while (!further.empty() && !cancel.abortRequested() && time.elapsed() < kMostMs) {
        const auto [folder, depth] = std::move(further.front());
        further.pop_front();
        auto names = m_world.files.list(folder);
        if (!names)
            continue;
        if (std::ranges::any_of(*names, isList)) {
            for (const FoundBackup &backup : backupsIn(folder, cancel))
                Q_EMIT found(backup);
            continue;
        }
        std::ranges::sort(*names);
        for (const std::string &name : *names) {
            const FilePath path = folder / name;
            struct stat info = {};
            if (depth < kDepth && !isOfPrograms(name) && ::lstat(path.c_str(), &info) == 0 &&
                S_ISDIR(info.st_mode) && info.st_dev == top.st_dev)
                further.emplace_back(path, depth + 1);
        }
    }
}

std::vector<FoundBackup> BackupSearch::backupsIn(const FilePath &folder, const CancelToken &cancel)
{
    DestinationUrl url;
    url.scheme = "file";
    url.path = folder.bytes();
    const auto report =
        testDestination(m_world.files, m_world.clock, m_world.random, m_world.backends, url,
                        DestinationUse::Read, cancel, [](const DestinationStep &) {});
    std::vector<FoundBackup> backups;
    for (const StoredBackup &stored : report.backups)
        backups.push_back({folder, stored.versions, stored.newestVersion, stored.prefix});
    return backups;
}

} // namespace cairn::gui

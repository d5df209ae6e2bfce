// SPDX-License-Identifier: MIT
#include "app/gui/host/folder_sizes.h"

#include <QElapsedTimer>

#include <functional>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace cairn::gui {

namespace {

constexpr qint64 kTellEveryMs = 250;

// /proc and its like: what they show takes no room anywhere.
bool isOfKernel(const FilePath &folder)
{
    struct statvfs info = {};
    return ::statvfs(folder.c_str(), &info) == 0 && info.f_blocks == 0;
}

} // namespace

FolderSizes::FolderSizes(FileLayer &files, QObject *parent)
    : QObject(parent)
    , m_files(files)
{
}

void FolderSizes::stop()
{
    ++m_order;
    const std::scoped_lock lock(m_mutex);
    if (m_cancel)
        m_cancel->requestAbort();
}

namespace {

struct Scan
{
    FileLayer &files;
    const CancelToken &cancel;
    const std::function<void()> &tell;
    FolderSize &size;

    // Counts the files of a folder and notes its folders.
    void look(const FilePath &folder, dev_t device, std::vector<FilePath> &further)
    {
        const auto names = files.list(folder);
        if (!names)
            return; // what cannot be read is told by the backup
        for (const std::string &name : *names) {
            const FilePath path = folder / name;
            struct stat info = {};
            if (::lstat(path.c_str(), &info) != 0 || info.st_dev != device)
                continue;
            if (S_ISDIR(info.st_mode))
                further.push_back(path);
            else if (S_ISREG(info.st_mode))
                size.bytes += info.st_size;
        }
    }

    void run()
    {
        struct stat info = {};
        if (::lstat(size.path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
            !isOfKernel(size.path)) {
            std::vector<FilePath> further{size.path};
            while (!further.empty() && !cancel.abortRequested()) {
                const FilePath folder = std::move(further.back());
                further.pop_back();
                look(folder, info.st_dev, further);
                tell();
            }
        }
        size.done = !cancel.abortRequested();
    }
};

} // namespace

void FolderSizes::add(FileLayer &files, const CancelToken &cancel, FolderSize &size,
                      const std::function<void()> &tell)
{
    Scan{files, cancel, tell, size}.run();
}

void FolderSizes::measure(quint64 order, const std::vector<FilePath> &folders)
{
    auto cancel = std::make_shared<CancelToken>();
    {
        const std::scoped_lock lock(m_mutex);
        if (order != m_order)
            return;
        m_cancel = cancel;
    }
    std::vector<FolderSize> news;
    QElapsedTimer told;
    told.start();
    for (const FilePath &folder : folders) {
        FolderSize size;
        size.path = folder;
        const auto tell = [&](bool atOnce) {
            if (!atOnce && told.elapsed() < kTellEveryMs)
                return;
            told.restart();
            auto changed = news;
            if (!size.done)
                changed.push_back(size);
            news.clear();
            Q_EMIT sized(changed);
        };
        add(m_files, *cancel, size, [&tell] { tell(false); });
        if (!size.done)
            return; // stopped
        news.push_back(size);
        tell(&folder == &folders.back());
    }
}

} // namespace cairn::gui

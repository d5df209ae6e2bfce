// SPDX-License-Identifier: MIT
#include "app/gui/host/disk_look.h"

#include "app/gui/host/source_options.h"
#include "core/engine/path_test.h"

#include <cerrno>
#include <sys/stat.h>

namespace cairn::gui {

namespace {

constexpr qint64 kSecond = 1'000'000'000; // ns

bool isSameMoment(qint64 stored, const struct timespec &now)
{
    // Lists that the other program wrote have whole seconds.
    return stored / kSecond == now.tv_sec &&
           (stored % kSecond == 0 || stored % kSecond == now.tv_nsec);
}

OnDisk compared(const DiskQuestion &question)
{
    if (!question.path.starts_with('/'))
        return OnDisk::Unknown; // of another kind of computer
    std::string path = question.path;
    if (question.type == CatalogType::Folder)
        path.pop_back();
    struct stat info = {};
    if (::lstat(path.c_str(), &info) != 0)
        return errno == ENOENT || errno == ENOTDIR ? OnDisk::Missing : OnDisk::Unreadable;
    switch (question.type) {
    case CatalogType::Folder: // what is in it is not compared
        return S_ISDIR(info.st_mode) ? OnDisk::Unknown : OnDisk::Changed;
    case CatalogType::Link:
        return S_ISLNK(info.st_mode) ? OnDisk::Same : OnDisk::Changed;
    case CatalogType::File:
        break;
    }
    const bool isSame = S_ISREG(info.st_mode) &&
                        (question.size < 0 || question.size == info.st_size) &&
                        (question.mtime == 0 || isSameMoment(question.mtime, info.st_mtim));
    return isSame ? OnDisk::Same : OnDisk::Changed;
}

} // namespace

DiskLook::DiskLook(FileLayer &files, QObject *parent)
    : QObject(parent)
    , m_files(files)
{
}

void DiskLook::look(quint64 order, const JobConfig &job, const std::vector<DiskQuestion> &questions)
{
    const auto options = sourceOptionsOf(job);
    const CancelToken cancel;
    std::vector<DiskAnswer> answers;
    for (const DiskQuestion &question : questions) {
        if (order != m_order)
            return;
        DiskAnswer answer{question.path, compared(question)};
        if (options && (answer.state == OnDisk::Same || answer.state == OnDisk::Changed)) {
            const auto verdict =
                testPath(m_files, job.sources, *options, FilePath(question.path), cancel);
            if (verdict && verdict->belowSource && verdict->exists && !verdict->saved)
                answer.state = OnDisk::Skipped;
        }
        answers.push_back(std::move(answer));
    }
    Q_EMIT looked(order, answers);
}

} // namespace cairn::gui

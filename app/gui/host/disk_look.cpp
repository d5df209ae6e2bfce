// SPDX-License-Identifier: MIT
#include "app/gui/host/disk_look.h"

#include "app/gui/host/source_options.h"
#include "core/base/text.h"
#include "core/engine/job_place.h"
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

DiskLook::DiskLook(FileLayer &files, Random &random, QObject *parent)
    : QObject(parent)
    , m_files(files)
    , m_random(random)
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

void DiskLook::compare(quint64 order, const JobConfig &job,
                       const std::vector<DiskQuestion> &questions)
{
    const auto database = databaseOf(m_files, m_random, job);
    const auto catalog = database ? Catalog::open(*database)
                                  : Result<std::unique_ptr<Catalog>>(fail(database.error()));
    for (const DiskQuestion &question : questions) {
        if (order != m_order)
            return;
        const DiskAnswer answer = catalog ? compareOne(order, **catalog, question)
                                          : DiskAnswer{question.path, OnDisk::Unknown};
        Q_EMIT looked(order, {answer});
    }
}

DiskAnswer DiskLook::compareOne(quint64 order, Catalog &catalog, const DiskQuestion &question) const
{
    constexpr std::int64_t kPlaces = 20; // that are looked at for one that is gone
    DiskAnswer answer{question.path, compared(question)};
    if (question.type != CatalogType::File)
        return answer;
    if (answer.state == OnDisk::Missing) {
        const auto others = catalog.othersLike(question.version, question.path, kPlaces);
        if (!others)
            return answer;
        for (const std::string &other : *others)
            if (compared({other, question.type, question.size}) == OnDisk::Same)
                return {question.path, OnDisk::Moved, displayText(other)};
        return answer;
    }
    if (answer.state != OnDisk::Same && answer.state != OnDisk::Changed)
        return answer;
    const auto mark = catalog.markOf(question.version, question.path);
    const auto size = m_files.fileSize(FilePath(question.path));
    if (!mark || !*mark || !size)
        return answer;
    answer.state = OnDisk::Changed;
    if (*size != static_cast<std::uint64_t>((*mark)->size))
        return answer;
    const auto hash = hashOf(order, question.path, (*mark)->algorithm);
    if (!hash)
        answer.state = OnDisk::Unreadable;
    else if (*hash == (*mark)->hash)
        answer.state = OnDisk::SameContent;
    return answer;
}

std::optional<Digest> DiskLook::hashOf(quint64 order, const std::string &path,
                                       HashAlgorithm algorithm) const
{
    constexpr std::size_t kPiece = 1 << 20;
    auto file = m_files.open(FilePath(path), OpenMode::Read);
    if (!file)
        return std::nullopt;
    Hasher hasher(algorithm);
    Buffer piece(kPiece);
    for (;;) {
        const auto length = file->read(piece.span());
        if (!length || order != m_order)
            return std::nullopt;
        if (*length == 0)
            return hasher.finish();
        hasher.update(piece.view().first(*length));
    }
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "core/engine/trash.h"

#include "core/operations/restore_undo_log.h"

#include <QByteArray>
#include <QDateTime>

#include <cstdlib>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNames = 10'000; // of one file in the trash

std::optional<dev_t> deviceOf(FilePath path)
{
    struct stat info
    {
    };
    while (::stat(path.c_str(), &info) != 0) {
        if (path.bytes() == "/" || path.bytes() == ".")
            return std::nullopt;
        path = path.parent();
    }
    return info.st_dev;
}

FilePath homeTrash()
{
    // NOLINTBEGIN(concurrency-mt-unsafe): never set by us
    if (const char *data = std::getenv("XDG_DATA_HOME"); data && *data == '/')
        return FilePath(data) / "Trash";
    const char *home = std::getenv("HOME");
    // NOLINTEND(concurrency-mt-unsafe)
    return home && *home == '/' ? FilePath(home) / ".local/share/Trash" : FilePath();
}

} // namespace

Result<Trash> Trash::open(FileLayer &files, const FilePath &root)
{
    const auto device = deviceOf(root);
    FilePath folder = homeTrash();
    FilePath top;
    if (!folder.empty() && deviceOf(folder) == device) {
        CAIRN_TRY(files.makeDirectories(folder.parent()));
    } else {
        top = root;
        while (top.bytes() != "/" && top.bytes() != "." && deviceOf(top.parent()) == device)
            top = top.parent();
        folder = top / (".Trash-" + std::to_string(::geteuid()));
    }
    // Other programs make it too, and not all of them keep others from reading it.
    const auto open = [&files](const FilePath &part) {
        return openPrivateFolder(files, part, true, Privacy::WrittenByNone);
    };
    CAIRN_TRY(open(folder));
    CAIRN_TRY(open(folder / "info"));
    CAIRN_LET(inside, open(folder / "files"));
    return Trash(files, folder, top, std::move(inside));
}

Result<> Trash::take(RestoreTarget &target, RestoreTarget::Folder folder, const std::string &name,
                     std::int64_t now)
{
    std::string path = target.path(folder, name).bytes();
    if (!m_top.empty() && path.starts_with(m_top.bytes()))
        path.erase(0, m_top.bytes().size() + (m_top.bytes().ends_with('/') ? 0 : 1));
    const QByteArray info =
        "[Trash Info]\nPath=" + QByteArray::fromStdString(path).toPercentEncoding("/") +
        "\nDeletionDate=" +
        QDateTime::fromSecsSinceEpoch(now).toString(u"yyyy-MM-ddTHH:mm:ss"_s).toLatin1() + '\n';
    for (int attempt = 1; attempt < kNames; ++attempt) {
        const std::string called = attempt == 1 ? name : name + '.' + std::to_string(attempt);
        const FilePath infoPath = m_folder / "info" / (called + ".trashinfo");
        Result<File> file = m_layer.open(infoPath, OpenMode::CreateExclusive); // takes the name
        if (!file && file.error().code == ErrorCode::AlreadyExists)
            continue;
        if (!file)
            return fail(std::move(file).error());
        CAIRN_TRY(file->write({reinterpret_cast<const std::uint8_t *>(info.constData()),
                               static_cast<std::size_t>(info.size())}));
        CAIRN_TRY(file->close());
        Result<> moved = target.moveOut(folder, name, m_files.get(), called);
        if (moved)
            return {};
        std::ignore = m_layer.remove(infoPath); // the first failure counts
        if (moved.error().code != ErrorCode::AlreadyExists)
            return moved;
    }
    return fail(ErrorCode::AlreadyExists, u"The trash has too many files of that name."_s);
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"

#include "backends/local/file_copy.h"
#include "backends/local/local_target.h"
#include "core/base/killpoint.h"
#include "core/base/text.h"

namespace cairn {

using namespace Qt::StringLiterals;

LocalBackend::LocalBackend(FileLayer &files, FilePath folder)
    : m_files(files)
    , m_folder(std::move(folder))
    , m_identity(files, m_folder)
{
}

Result<FilePath> LocalBackend::pathOf(const std::string &name) const
{
    const bool plain = !name.empty() && name != "." && name != ".." &&
                       name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
    if (!plain)
        return fail(ErrorCode::InvalidArgument,
                    u"\"%1\" cannot be the name of a stored file."_s.arg(displayText(name)));
    return m_folder / name;
}

Error LocalBackend::explained(Error error, std::uint64_t needed)
{
    if (error.code == ErrorCode::NotFound || error.code == ErrorCode::Io) {
        const Result<> folder = m_identity.check();
        if (!folder && !folder.error().id.isEmpty())
            return folder.error(); // the cause behind it
    }
    if (error.code != ErrorCode::NoSpace)
        return error;
    const auto free = m_files.freeSpace(m_folder);
    QString message = u"The disk that holds %1 is full"_s.arg(m_folder.display());
    if (free)
        message += u" (%1 free, %2 needed)"_s.arg(formatSize(static_cast<std::int64_t>(*free)),
                                                  formatSize(static_cast<std::int64_t>(needed)));
    error.detail = std::exchange(error.message, message % u"."_s);
    return error;
}

Result<std::vector<RemoteFile>> LocalBackend::list(const CancelToken &cancel)
{
    CAIRN_TRY(m_identity.check());
    auto names = m_files.list(m_folder);
    if (!names)
        return fail(explained(std::move(names).error()));
    std::vector<RemoteFile> found;
    found.reserve(names->size());
    for (std::string &name : *names) {
        CAIRN_TRY(cancel.checkAbort());
        const auto size = m_files.fileSize(m_folder / name);
        if (size)
            found.push_back({std::move(name), static_cast<std::int64_t>(*size)});
        else if (size.error().code != ErrorCode::NotFound            // removed just now
                 && size.error().code != ErrorCode::InvalidArgument) // a folder or device
            return fail(explained(size.error()));
    }
    CAIRN_TRY(m_identity.check()); // a drive pulled meanwhile would look like an emptied folder
    return found;
}

Result<> LocalBackend::put(const std::string &name, const FilePath &file,
                           const std::string &tempName, const CancelToken &cancel)
{
    return store(name, file, tempName, Existing::Refuse, cancel);
}

Result<> LocalBackend::overwrite(const std::string &name, const FilePath &file,
                                 const std::string &tempName, const CancelToken &cancel)
{
    return store(name, file, tempName, Existing::Replace, cancel);
}

Result<> LocalBackend::store(const std::string &name, const FilePath &file,
                             const std::string &tempName, Existing existing,
                             const CancelToken &cancel)
{
    CAIRN_LET(target, pathOf(name));
    CAIRN_LET(temp, pathOf(tempName));
    CAIRN_TRY(cancel.checkAbort());
    CAIRN_TRY(m_identity.check());
    if (existing == Existing::Refuse && m_files.exists(target))
        return fail(ErrorCode::AlreadyExists,
                    u"%1 is already in the destination."_s.arg(displayText(name)));
    Result<> stored = storeThrough(temp, target, file, existing, cancel);
    if (!stored) {
        const auto size = m_files.fileSize(file);
        return fail(explained(std::move(stored).error(), size.value_or(0))
                        .during(u"storing "_s % displayText(name)));
    }
    return {};
}

Result<> LocalBackend::storeThrough(const FilePath &temp, const FilePath &target,
                                    const FilePath &file, Existing existing,
                                    const CancelToken &cancel)
{
    // What replaces an object is copied: two names of one file cannot be renamed onto each other.
    Result<> filled =
        existing == Existing::Refuse ? fill(temp, file, cancel) : copyInto(temp, file, cancel);
    if (!filled && filled.error().code == ErrorCode::AlreadyExists) {
        // Somebody else's file: it stays, and the error must not say that the target is there.
        filled.error().code = ErrorCode::Io;
        return filled;
    }
    const auto finish = [&]() -> Result<> {
        CAIRN_TRY(std::move(filled));
        KILLPOINT("local-put-synced");
        CAIRN_TRY(m_identity.check());
        CAIRN_TRY(existing == Existing::Refuse ? m_files.renameExclusive(temp, target)
                                               : m_files.rename(temp, target));
        KILLPOINT("local-put-renamed");
        return m_files.syncDirectory(m_folder);
    };
    Result<> done = finish();
    if (!done)
        std::ignore = m_files.remove(temp); // the first failure is the one to report
    return done;
}

// On one file system the volume needs no second copy: the finished temporary file gets a second
// name. A throttle counts what is copied, so it is copied then.
Result<> LocalBackend::fill(const FilePath &temp, const FilePath &file, const CancelToken &cancel)
{
    if (!gates().put) {
        CAIRN_LET(linked, linkFile(m_files, file, temp));
        if (linked) {
            KILLPOINT("local-put-temp-linked");
            CAIRN_LET(to, m_files.open(temp, OpenMode::ReadWrite));
            CAIRN_TRY(to.sync());
            return to.close();
        }
    }
    return copyInto(temp, file, cancel);
}

Result<> LocalBackend::copyInto(const FilePath &temp, const FilePath &file,
                                const CancelToken &cancel)
{
    auto source = m_files.open(file, OpenMode::Read);
    if (!source) { // NotFound would speak of the object
        source.error().code = ErrorCode::Io;
        return fail(std::move(source).error());
    }
    CAIRN_LET(to, m_files.open(temp, OpenMode::CreateExclusive));
    KILLPOINT("local-put-temp-created");
    CAIRN_LET(copied, copyFile(*source, to, gates().put, cancel));
    CAIRN_TRY(to.sync());
    CAIRN_LET(written, to.size());
    if (written != copied)
        return fail(ErrorCode::Corrupt,
                    u"the destination has kept %1 of %2 bytes"_s.arg(written).arg(copied));
    return to.close();
}

Result<> LocalBackend::get(const std::string &name, File &into, const CancelToken &cancel)
{
    CAIRN_LET(object, pathOf(name));
    CAIRN_TRY(m_identity.check());
    Result<> copied = copyOut(object, into, cancel);
    if (!copied)
        return fail(
            explained(std::move(copied).error()).during(u"fetching "_s % displayText(name)));
    return {};
}

Result<> LocalBackend::copyOut(const FilePath &object, File &into, const CancelToken &cancel)
{
    CAIRN_TRY(m_files.fileSize(object)); // a pipe of that name would make open() wait for ever
    CAIRN_LET(from, m_files.open(object, OpenMode::Read));
    CAIRN_TRY(copyFile(from, into, gates().get, cancel));
    return {};
}

Result<RemoteFile> LocalBackend::stat(const std::string &name, const CancelToken &cancel)
{
    CAIRN_LET(object, pathOf(name));
    CAIRN_TRY(cancel.checkAbort());
    CAIRN_TRY(m_identity.check());
    auto size = m_files.fileSize(object);
    if (!size)
        return fail(explained(std::move(size).error()));
    return RemoteFile{name, static_cast<std::int64_t>(*size)};
}

Result<> LocalBackend::remove(const std::string &name, const CancelToken &cancel)
{
    CAIRN_LET(object, pathOf(name));
    CAIRN_TRY(cancel.checkAbort());
    CAIRN_TRY(m_identity.check());
    Result<> removed = m_files.remove(object);
    if (removed) // an order of deletes (R14) that a power failure turns round is none
        removed = m_files.syncDirectory(m_folder);
    if (!removed)
        return fail(explained(std::move(removed).error()));
    return {};
}

Result<> LocalBackend::createFolder(const CancelToken &cancel)
{
    CAIRN_TRY(cancel.checkAbort());
    Result<> there = m_identity.check();
    if (there || there.error().id != QLatin1String(kFolderMissingId))
        return there;
    if (isOnAbsentDrive(m_folder))
        return fail(std::move(there).error());
    CAIRN_TRY(m_files.makeDirectories(m_folder));
    return m_identity.check();
}

std::optional<FilePath> LocalBackend::localPath(const std::string &name) const
{
    const auto path = pathOf(name);
    return path ? std::optional(*path) : std::nullopt;
}

Result<std::optional<std::uint64_t>> LocalBackend::freeSpace()
{
    CAIRN_TRY(m_identity.check());
    CAIRN_LET(bytes, m_files.freeSpace(m_folder));
    return std::optional(bytes);
}

int LocalBackend::settleSeconds() const
{
    return 0;
}

QString LocalBackend::displayName() const
{
    return m_folder.display();
}

void registerLocalBackend(BackendRegistry &registry)
{
    registry.add("file",
                 [](const DestinationUrl &url,
                    const BackendContext &context) -> Result<std::unique_ptr<Backend>> {
                     if (url.isWindowsPath())
                         return fail(
                             ErrorCode::Unsupported,
                             u"%1 is a folder of a Windows computer, and this is none."_s.arg(
                                 url.display()));
                     CAIRN_LET(folder, chooseLocalTarget(context.files, url, context.options));
                     return std::make_unique<LocalBackend>(context.files, std::move(folder));
                 });
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "backends/memory/memory_backend.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// The whole file, in pieces that pass the gate.
Result<MemoryStore::Bytes> readFile(const FilePath &path, TransferGate *gate,
                                    const CancelToken &cancel)
{
    FileLayer files;
    auto file = files.open(path, OpenMode::Read);
    if (!file) { // NotFound would speak of the object
        file.error().code = ErrorCode::Io;
        return fail(std::move(file).error());
    }
    MemoryStore::Bytes content;
    Buffer piece;
    while (true) {
        CAIRN_TRY(cancel.checkAbort());
        piece.resize(gate ? gate->pieceBytes() : kLargestPiece);
        CAIRN_LET(got, file->read(piece.span()));
        if (got == 0)
            return content;
        content.insert(content.end(), piece.data(), piece.data() + got);
        if (gate)
            CAIRN_TRY(gate->passed(got, cancel));
    }
}

auto notFound(const std::string &name)
{
    return fail(ErrorCode::NotFound, u"%1 is not in the destination."_s.arg(displayText(name)));
}

} // namespace

MemoryBackend::MemoryBackend(std::shared_ptr<MemoryStore> store, int settleSeconds)
    : m_store(std::move(store))
    , m_settleSeconds(settleSeconds)
{
}

Result<> MemoryBackend::checkFolder() const
{
    if (m_store->m_folderExists)
        return {};
    return fail(ErrorCode::Io, kFolderMissingId, u"The destination folder does not exist."_s);
}

Result<> MemoryBackend::checkRoom(const std::string &name, std::uint64_t bytes,
                                  Existing existing) const
{
    CAIRN_TRY(checkFolder());
    if (m_store->m_readOnly)
        return fail(ErrorCode::ReadOnly, u"The destination does not allow changes."_s);
    const auto old = m_store->m_objects.find(name);
    const bool taken = old != m_store->m_objects.end();
    if (taken && existing == Existing::Refuse)
        return fail(ErrorCode::AlreadyExists,
                    u"%1 is already in the destination."_s.arg(displayText(name)));
    const std::uint64_t others = m_store->usedBytes() - (taken ? old->second.size() : 0);
    if (m_store->m_quota && others + bytes > *m_store->m_quota)
        return fail(ErrorCode::NoSpace, u"The destination is full."_s);
    return {};
}

Result<std::vector<RemoteFile>> MemoryBackend::list(const CancelToken &cancel)
{
    CAIRN_TRY(cancel.checkAbort());
    std::scoped_lock lock(m_store->m_mutex);
    CAIRN_TRY(checkFolder());
    std::vector<RemoteFile> files;
    for (const auto &[name, bytes] : m_store->m_objects)
        files.push_back({name, static_cast<std::int64_t>(bytes.size())});
    return files;
}

Result<> MemoryBackend::put(const std::string &name, const FilePath &file, const std::string &,
                            const CancelToken &cancel)
{
    return store(name, file, Existing::Refuse, cancel);
}

Result<> MemoryBackend::overwrite(const std::string &name, const FilePath &file,
                                  const std::string &, const CancelToken &cancel)
{
    return store(name, file, Existing::Replace, cancel);
}

Result<> MemoryBackend::store(const std::string &name, const FilePath &file, Existing existing,
                              const CancelToken &cancel)
{
    if (name.empty() || name.find('/') != std::string::npos || name == "." || name == "..")
        return fail(ErrorCode::InvalidArgument,
                    u"\"%1\" cannot be the name of a stored file."_s.arg(displayText(name)));
    {
        std::scoped_lock lock(m_store->m_mutex);
        CAIRN_TRY(checkRoom(name, 0, existing)); // before a transfer that would be in vain
    }
    CAIRN_LET(content, readFile(file, gates().put, cancel));
    std::scoped_lock lock(m_store->m_mutex);
    CAIRN_TRY(checkRoom(name, content.size(), existing));
    m_store->m_objects.insert_or_assign(name, std::move(content));
    return {};
}

Result<> MemoryBackend::get(const std::string &name, File &into, const CancelToken &cancel)
{
    CAIRN_TRY(cancel.checkAbort());
    MemoryStore::Bytes content;
    {
        std::scoped_lock lock(m_store->m_mutex);
        CAIRN_TRY(checkFolder());
        const auto at = m_store->m_objects.find(name);
        if (at == m_store->m_objects.end())
            return notFound(name);
        content = at->second;
    }
    TransferGate *const gate = gates().get;
    std::size_t done = 0;
    while (done < content.size()) {
        CAIRN_TRY(cancel.checkAbort());
        const std::size_t piece =
            std::min(content.size() - done, gate ? gate->pieceBytes() : kLargestPiece);
        CAIRN_TRY(into.writeAt(done, ByteView(content).subspan(done, piece)));
        done += piece;
        if (gate)
            CAIRN_TRY(gate->passed(piece, cancel));
    }
    return {};
}

Result<RemoteFile> MemoryBackend::stat(const std::string &name, const CancelToken &cancel)
{
    CAIRN_TRY(cancel.checkAbort());
    std::scoped_lock lock(m_store->m_mutex);
    CAIRN_TRY(checkFolder());
    const auto at = m_store->m_objects.find(name);
    if (at == m_store->m_objects.end())
        return notFound(name);
    return RemoteFile{name, static_cast<std::int64_t>(at->second.size())};
}

Result<> MemoryBackend::remove(const std::string &name, const CancelToken &cancel)
{
    CAIRN_TRY(cancel.checkAbort());
    std::scoped_lock lock(m_store->m_mutex);
    CAIRN_TRY(checkFolder());
    if (m_store->m_readOnly)
        return fail(ErrorCode::ReadOnly, u"The destination does not allow changes."_s);
    m_store->m_objects.erase(name);
    return {};
}

Result<> MemoryBackend::createFolder(const CancelToken &cancel)
{
    CAIRN_TRY(cancel.checkAbort());
    std::scoped_lock lock(m_store->m_mutex);
    if (m_store->m_readOnly && !m_store->m_folderExists)
        return fail(ErrorCode::ReadOnly, u"The destination does not allow changes."_s);
    m_store->m_folderExists = true;
    return {};
}

Result<std::optional<std::uint64_t>> MemoryBackend::freeSpace()
{
    std::scoped_lock lock(m_store->m_mutex);
    if (!m_store->m_quota)
        return std::optional<std::uint64_t>();
    const std::uint64_t used = m_store->usedBytes();
    return std::optional<std::uint64_t>(*m_store->m_quota - std::min(used, *m_store->m_quota));
}

int MemoryBackend::settleSeconds() const
{
    return m_settleSeconds;
}

QString MemoryBackend::displayName() const
{
    return u"memory"_s;
}

void registerMemoryBackend(BackendRegistry &registry, std::shared_ptr<MemoryStore> store)
{
    registry.add(
        "memory",
        [store = std::move(store)](const DestinationUrl &, const BackendContext &)
            -> Result<std::unique_ptr<Backend>> { return std::make_unique<MemoryBackend>(store); });
}

} // namespace cairn

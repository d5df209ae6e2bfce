// SPDX-License-Identifier: MIT
#pragma once

#include "backends/local/folder_identity.h"
#include "core/storage/backend.h"
#include "core/storage/backend_registry.h"

namespace cairn {

// A folder of this computer, or one mounted here. Objects are its regular files; what it writes has
// `tempName` until it is whole and on disk (reliability.md §4, "Volumes in a local folder").
// Holds the folder open from the first call that saw it: a drive that is pulled out, or a mount
// that is gone, is then told from a folder that lacks an object.
class LocalBackend final : public Backend
{
public:
    LocalBackend(FileLayer &files, FilePath folder); // the layer outlives the backend

    Result<std::vector<RemoteFile>> list(const CancelToken &cancel) override;
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override;
    Result<> overwrite(const std::string &name, const FilePath &file, const std::string &tempName,
                       const CancelToken &cancel) override;
    Result<> get(const std::string &name, File &into, const CancelToken &cancel) override;
    Result<RemoteFile> stat(const std::string &name, const CancelToken &cancel) override;
    Result<> remove(const std::string &name, const CancelToken &cancel) override;
    Result<> createFolder(const CancelToken &cancel) override;
    [[nodiscard]] std::optional<FilePath> localPath(const std::string &name) const override;
    Result<std::optional<std::uint64_t>> freeSpace() override;
    [[nodiscard]] int settleSeconds() const override;
    [[nodiscard]] QString displayName() const override;

private:
    enum class Existing { Refuse, Replace };

    // The failure as this contract names it; `needed`: bytes that were to be written.
    [[nodiscard]] Error explained(Error error, std::uint64_t needed = 0);
    [[nodiscard]] Result<FilePath> pathOf(const std::string &name) const;
    Result<> store(const std::string &name, const FilePath &file, const std::string &tempName,
                   Existing existing, const CancelToken &cancel);
    Result<> storeThrough(const FilePath &temp, const FilePath &target, const FilePath &file,
                          Existing existing, const CancelToken &cancel);
    Result<> fill(const FilePath &temp, const FilePath &file, const CancelToken &cancel);
    Result<> copyInto(const FilePath &temp, const FilePath &file, const CancelToken &cancel);
    Result<> copyOut(const FilePath &object, File &into, const CancelToken &cancel);

    FileLayer &m_files;
    FilePath m_folder;
    FolderIdentity m_identity;
};

// Makes "file" known.
void registerLocalBackend(BackendRegistry &registry);

} // namespace cairn

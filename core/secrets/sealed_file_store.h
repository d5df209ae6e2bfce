// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/secrets/secret_store.h"

#include <map>
#include <string_view>

namespace cairn {

// In the settings folder: the file, and one that could not be opened any more. In the state folder:
// its key. No backup is to hold them, least of all together.
inline constexpr std::string_view kSealedFile = "secrets.sealed";
inline constexpr std::string_view kSealedFileAside = "secrets.sealed.old";
inline constexpr std::string_view kSealedFileKey = "secrets.key";

// For computers without a key store, and for runs without a log-in: `secrets.sealed` in the
// settings folder, closed with AES-256-GCM by `secrets.key` in the state folder, both 0600. It
// protects settings that were copied, not the account. Works across processes.
class SealedFileStore final : public SecretStore
{
public:
    SealedFileStore(FileLayer &files, Random &random, FilePath settingsFolder,
                    FilePath stateFolder);

    // PASS_MISSING too where the key is not there; SECRETS_DAMAGED where it does not fit.
    Result<Secret> read(const SecretName &name) override;
    // A file that cannot be opened any more is put aside (`.old`), since its key may come back.
    Result<> write(const SecretName &name, const Secret &secret) override;
    Result<> remove(const SecretName &name) override;

private:
    using Secrets = std::map<SecretName, Secret>;
    Result<Secret> key(bool create);
    Result<Secrets> open();
    Result<> seal(const Secrets &secrets);
    Result<File> lock();

    FileLayer &m_files;
    Random &m_random;
    FilePath m_settingsFolder;
    FilePath m_stateFolder;
};

} // namespace cairn

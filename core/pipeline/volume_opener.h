// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/db/job_database.h"
#include "core/format/manifest.h"
#include "core/format/remote_name.h"
#include "core/format/zip_reader.h"
#include "core/pipeline/run_environment.h"

#include <memory>
#include <optional>
#include <string>

namespace cairn {

// A volume that was fetched, proven and decrypted. Entries may be read by several threads.
struct OpenVolume
{
    RemoteName name;
    std::unique_ptr<VolumeArchive> archive;
    Manifest manifest;
    std::shared_ptr<const ByteSource> bytes;  // what the archive reads; keeps temp files alive
    std::shared_ptr<const ByteSource> stored; // lists and indexes: as they lie at the destination
};

enum class Trust {
    Prove,   // size, hash or MAC must agree; the normal way
    Salvage, // take what can be read: every block must prove itself by its own hash (reliability.md
             // §4)
};

// S1: what is said of a volume whose encryption (`parts`) is not the wanted one of its backup.
[[nodiscard]] Error mixedEncryption(const std::string &name, const RemoteName &parts,
                                    const std::string &wanted);

// Not one volume fails, but the place of all of them.
[[nodiscard]] bool isDestinationGone(const Error &error);

// Fetches volumes and opens them: size, file hash or MAC first, parse afterwards (§6). A volume
// that is wrong is Corrupt, one that is not there NotFound, a wrong passphrase WrongPassphrase.
// Uses one backend object, so one thread at a time.
class VolumeOpener final
{
public:
    // `settings` pins encryption suffix, blocksize and hashes (S1); none: take what the first
    // manifest says and only pin the encryption suffix if the options say so.
    VolumeOpener(const RunEnvironment &environment, std::unique_ptr<Backend> backend,
                 std::optional<JobSettings> settings);

    // size -1 or an empty hash: not known, then the MAC alone proves an encrypted volume.
    Result<OpenVolume> open(const std::string &name, std::int64_t size, const Digest &hash,
                            Trust trust = Trust::Prove);
    [[nodiscard]] Backend &backend() { return *m_backend; }

    // File hash and size of a volume as it lies at the destination, without opening it.
    Result<Digest> hashOfStored(const std::string &name, HashAlgorithm algorithm,
                                std::int64_t &size);
    // The settings that volumes must agree with from now on (a rebuild learns them from the first).
    void pin(const JobSettings &settings) { m_settings = settings; }

private:
    static Result<Manifest> readManifest(const VolumeArchive &archive);
    Result<> checkPolicy(const RemoteName &name, const std::string &text) const; // S1
    Result<std::shared_ptr<const ByteSource>> fetch(const std::string &name);
    Result<std::shared_ptr<const ByteSource>> decrypt(const RemoteName &name,
                                                      std::shared_ptr<const ByteSource> stored,
                                                      bool proven, Trust trust);
    void warnOfOldVersion(const ByteSource &stored);
    Result<OpenVolume> openStored(const RemoteName &name, std::int64_t size, const Digest &hash,
                                  Trust trust, std::shared_ptr<const ByteSource> stored);
    const RunEnvironment &m_environment;
    std::unique_ptr<Backend> m_backend;
    std::optional<JobSettings> m_settings;
    bool m_warnedOfOldVersion = false;
};

} // namespace cairn

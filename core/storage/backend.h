// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/file_layer.h"
#include "core/base/result.h"
#include "core/storage/transfer_gate.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

struct RemoteFile
{
    std::string name;
    std::int64_t size = -1; // bytes; -1: the destination cannot tell
    friend bool operator==(const RemoteFile &, const RemoteFile &) = default;
};

// Error::id of a destination folder that was never seen to exist. Its code is never NotFound: that
// is said of objects only. A backup that has transferred nothing yet may call createFolder().
inline constexpr char kFolderMissingId[] = "FolderMissing";
// Error::id of a folder that was there and is gone, or is another one: a drive that was pulled out.
// Never create it anew.
inline constexpr char kFolderVanishedId[] = "FolderVanished";

// A destination: a flat folder of named objects (reliability.md §5). Calls block and obey the
// token; one thread at a time per object. NotFound means proven absent and nothing else does; a
// missing folder is an error of every call but createFolder(), never an empty list. Only Transient
// and Throttled errors may be retried.
class Backend
{
public:
    virtual ~Backend();

    // Everything in the folder, also what is not ours; whole or an error.
    virtual Result<std::vector<RemoteFile>> list(const CancelToken &cancel) = 0;
    // Stores the file under a name that must be new (R31: AlreadyExists otherwise). On success the
    // object is durable. After an error the object may or may not exist, whole or not at all under
    // this name. `tempName` is a name without hyphen, chosen and noted by the caller beforehand,
    // which the destination may use while it writes (reliability.md §4). The object may be the file
    // itself under a second name: nobody writes to it afterwards.
    virtual Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                         const CancelToken &cancel) = 0;
    // Replaces an object; only for the verification file.
    virtual Result<> overwrite(const std::string &name, const FilePath &file,
                               const std::string &tempName, const CancelToken &cancel) = 0;
    // Copies the object into an empty file. Read it with readAt(): the position is anywhere.
    virtual Result<> get(const std::string &name, File &into, const CancelToken &cancel) = 0;
    // Size of one object, asked for by name; NotFound if proven absent.
    virtual Result<RemoteFile> stat(const std::string &name, const CancelToken &cancel) = 0;
    // A missing object is success.
    virtual Result<> remove(const std::string &name, const CancelToken &cancel) = 0;
    // Makes the folder; success if it exists.
    virtual Result<> createFolder(const CancelToken &cancel) = 0;

    // Where the object lies as a local file, if it does: readers then need no copy.
    [[nodiscard]] virtual std::optional<FilePath> localPath(const std::string &name) const;
    // Bytes still free, if the destination can tell.
    virtual Result<std::optional<std::uint64_t>> freeSpace();
    // Time after which a listing can be believed to lack what it lacks (R2), seconds.
    [[nodiscard]] virtual int settleSeconds() const;
    // The pause that the last Throttled answer asked for (R21); 0: it named none.
    [[nodiscard]] virtual std::chrono::seconds retryAfter() const;
    // Told of every piece of put, overwrite and get from now on.
    virtual void setGates(const TransferGates &gates);
    [[nodiscard]] virtual QString displayName() const = 0; // without secrets

protected:
    Backend() = default;
    Backend(const Backend &) = delete;
    Backend &operator=(const Backend &) = delete;
    [[nodiscard]] const TransferGates &gates() const { return m_gates; }

private:
    TransferGates m_gates;
};

} // namespace cairn

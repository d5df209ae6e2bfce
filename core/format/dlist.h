// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/digest.h"
#include "core/format/json_reader.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cairn {

// One path of a version (storage-format.md §6.1).
struct DlistEntry
{
    enum Type : std::uint8_t { File, Folder, Symlink };
    static constexpr std::int64_t kUnknownTime =
        -62'135'596'800; // 0001-01-01, as the format says it

    Type type = File;
    std::string path; // bytes as on disk, escapes undone; folders end with their separator
    Digest hash;      // files: file hash of the content
    std::int64_t size = 0;
    std::int64_t time = kUnknownTime; // files: modification, seconds since 1970
    Digest metaHash;                  // empty: none (old backups)
    std::int64_t metaSize = -1;       // -1: none
    std::vector<Digest> metaBlocklists;
    Digest metaBlockHash;           // empty: the same as metaHash
    std::vector<Digest> blocklists; // of files of two and more blocks
    Digest blockHash;               // of files of one block; empty: the same as hash
    std::int64_t blockSize = -1;    // goes with blockHash; -1: as size

    void clear(); // keeps memory
};

// Writes `filelist.json` with its BOM into a sink, buffered. Members appear as §6.1 wants them:
// what belongs to another type is left out, metaBlockHash and blockHash are written when they are
// set.
class DlistWriter final
{
public:
    explicit DlistWriter(ByteSink &out);
    Result<> begin();
    // The path is escaped here. A file must have a hash; a metahash is the caller's duty (§6.1).
    Result<> add(const DlistEntry &entry);
    Result<> end();

private:
    Result<> flush();
    ByteSink &m_out;
    std::string m_buffer;
    std::string m_path;
    bool m_first = true;
};

// Reads `filelist.json` in pieces (write() feeds it), tolerant as §15 says: any member order,
// unknown members and types skipped, metahash and blocklists absent or empty.
class DlistReader final : public ByteSink
{
public:
    struct Options
    {
        bool decodeEscapes = false;      // escapesPaths(manifest.appVersion)
        std::size_t fileHashLength = 0;  // 0: any
        std::size_t blockHashLength = 0; // 0: any
    };
    // The entry may be moved from.
    using OnEntry = std::function<Result<>(DlistEntry &entry)>;
    // An entry that cannot be used (a hash that is none, a missing path). Without this callback
    // such an entry fails the whole list.
    using OnDamaged = std::function<Result<>(const DlistEntry &entry, const QString &why)>;

    DlistReader(Options options, OnEntry onEntry, OnDamaged onDamaged = {});
    ~DlistReader() override;
    Result<> write(ByteView bytes) override;
    Result<> finish();
    [[nodiscard]] std::uint64_t entries() const;      // handed over
    [[nodiscard]] std::uint64_t unknownTypes() const; // skipped

private:
    class Handler;
    std::unique_ptr<Handler> m_handler;
    JsonReader m_reader;
};

} // namespace cairn

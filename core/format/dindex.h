// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/digest.h"
#include "core/format/json_reader.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace cairn {

// Builds the content of a `vol/` entry (storage-format.md §5.1). Duplicati's reader wants exactly
// this member order. One use.
class DindexVolText final
{
public:
    DindexVolText();
    void reserve(std::size_t blocks); // as many will come
    void addBlock(const Digest &hash, std::int64_t size);
    // Hash (file hash) and length of the dblock as it lies at the destination.
    void finish(const Digest &volumeHash, std::int64_t volumeSize);
    [[nodiscard]] ByteView view() const { return asBytes(m_text); }

private:
    std::string m_text;
    bool m_first = true;
};

struct DindexVolume
{
    Digest volumeHash;            // empty: not stated
    std::int64_t volumeSize = -1; // -1: not stated
    std::uint64_t blocks = 0;
};

// Reads a `vol/` entry in pieces. Members may come in any order, unknown ones are skipped. What the
// callback received counts only if finish() succeeds.
class DindexVolReader final : public ByteSink
{
public:
    using OnBlock = std::function<Result<>(const Digest &hash, std::int64_t size)>;
    explicit DindexVolReader(OnBlock onBlock);
    ~DindexVolReader() override;
    Result<> write(ByteView bytes) override;
    Result<DindexVolume> finish();

private:
    class Handler;
    std::unique_ptr<Handler> m_handler;
    JsonReader m_reader;
};

Result<DindexVolume> parseDindexVol(ByteView content, DindexVolReader::OnBlock onBlock);

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/pipeline/owned_source.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t kPiece = 1 << 20;

class OwnedMemory final : public ByteSource
{
public:
    explicit OwnedMemory(Buffer bytes)
        : m_bytes(std::move(bytes))
        , m_source(m_bytes.view())
    {
    }
    [[nodiscard]] std::uint64_t size() const override { return m_source.size(); }
    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &scratch) const override
    {
        return m_source.view(offset, length, scratch);
    }

private:
    Buffer m_bytes;
    MemorySource m_source;
};

// A temporary file that is read as long as someone holds it.
class OwnedFile final : public ByteSource
{
public:
    OwnedFile(TempFile temp, FileSource source)
        : m_temp(std::move(temp))
        , m_source(std::move(source))
    {
    }
    [[nodiscard]] std::uint64_t size() const override { return m_source.size(); }
    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &scratch) const override
    {
        return m_source.view(offset, length, scratch);
    }

private:
    TempFile m_temp;
    FileSource m_source;
};

} // namespace

std::shared_ptr<const ByteSource> ownMemory(Buffer bytes)
{
    return std::make_shared<OwnedMemory>(std::move(bytes));
}

Result<std::shared_ptr<const ByteSource>> ownFile(FileLayer &files, TempFile temp)
{
    CAIRN_LET(source, FileSource::open(files, temp.path()));
    return std::make_shared<OwnedFile>(std::move(temp), std::move(source));
}

Result<Digest> hashOfSource(const ByteSource &source, HashAlgorithm algorithm,
                            const CancelToken &cancel)
{
    Hasher hasher(algorithm);
    Buffer scratch;
    for (std::uint64_t at = 0; at < source.size(); at += kPiece) {
        CAIRN_TRY(cancel.checkAbort());
        const std::size_t length =
            static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, source.size() - at));
        CAIRN_LET(piece, source.view(at, length, scratch));
        hasher.update(piece);
    }
    return hasher.finish();
}

} // namespace cairn

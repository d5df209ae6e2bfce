// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace cairn {

// Takes bytes in order. Writers of volumes are sinks upon sinks: zip -> AES Crypt -> file.
class ByteSink
{
public:
    virtual ~ByteSink() = default;
    virtual Result<> write(ByteView bytes) = 0;
};

// Collects in memory.
class BufferSink final : public ByteSink
{
public:
    Result<> write(ByteView bytes) override
    {
        m_buffer.append(bytes);
        return {};
    }
    [[nodiscard]] Buffer &buffer() { return m_buffer; }

private:
    Buffer m_buffer;
};

// Bytes that can be read anywhere: a volume in memory or in a file.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    // `length` bytes from `offset`: a view into the source where it lies in memory, else read into
    // `scratch`. The view lives until the source dies or `scratch` is used again. A range that is
    // not wholly inside the source is Corrupt.
    virtual Result<ByteView> view(std::uint64_t offset, std::size_t length,
                                  Buffer &scratch) const = 0;
};

class MemorySource final : public ByteSource
{
public:
    explicit MemorySource(ByteView bytes)
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] std::uint64_t size() const override { return m_bytes.size(); }
    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &) const override
    {
        if (offset > m_bytes.size() || length > m_bytes.size() - offset)
            return fail(ErrorCode::Corrupt, QStringLiteral("the data ends too early"));
        return m_bytes.subspan(static_cast<std::size_t>(offset), length);
    }

private:
    ByteView m_bytes;
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/base/file_layer.h"

#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t kSinkBuffer = 256 * 1024;
}

Result<> FileLayer::writeAtomically(const FilePath &path, ByteView content, unsigned mode)
{
    const FilePath part(path.bytes() + ".part");
    CAIRN_TRY(remove(part)); // left by a crash
    CAIRN_LET(file, open(part, OpenMode::CreateExclusive));
    const auto fillAndSync = [&]() -> Result<> {
        CAIRN_TRY(file.write(content));
        if (::fchmod(file.fd(), mode) != 0)
            return fail(errnoError(errno, u"setting the rights of "_s % path.display()));
        CAIRN_TRY(file.sync());
        CAIRN_TRY(file.close());
        CAIRN_TRY(rename(part, path));
        return syncDirectory(path.parent());
    };
    Result<> done = fillAndSync();
    if (!done)
        std::ignore = remove(part); // the first failure is the one to report
    return done;
}

Result<Buffer> FileLayer::readWhole(const FilePath &path, std::uint64_t limit)
{
    CAIRN_LET(file, open(path, OpenMode::Read));
    CAIRN_LET(size, file.size());
    if (size > limit)
        return fail(ErrorCode::InvalidArgument,
                    path.display() % u" is larger than the %1 bytes allowed here"_s.arg(limit));
    Buffer content(static_cast<std::size_t>(size));
    CAIRN_LET(got, file.read(content.span()));
    content.resize(got);
    return content;
}

Result<FileSource> FileSource::open(FileLayer &layer, const FilePath &path)
{
    CAIRN_LET(file, layer.open(path, OpenMode::Read));
    CAIRN_LET(size, file.size());
    return FileSource(std::move(file), size);
}

Result<ByteView> FileSource::view(std::uint64_t offset, std::size_t length, Buffer &scratch) const
{
    if (offset > m_size || length > m_size - offset)
        return fail(ErrorCode::Corrupt, m_file.path().display() % u" ends too early"_s);
    scratch.resize(length);
    CAIRN_LET(got, m_file.readAt(offset, scratch.span()));
    if (got != length)
        return fail(ErrorCode::Corrupt,
                    m_file.path().display() % u" became shorter while it was read"_s);
    return scratch.view();
}

Result<> FileSink::write(ByteView bytes)
{
    if (m_buffer.size() + bytes.size() > kSinkBuffer)
        CAIRN_TRY(flush());
    if (bytes.size() >= kSinkBuffer)
        return m_file.write(bytes);
    m_buffer.reserve(kSinkBuffer);
    m_buffer.append(bytes);
    return {};
}

Result<> FileSink::flush()
{
    if (m_buffer.empty())
        return {};
    CAIRN_TRY(m_file.write(m_buffer.view()));
    m_buffer.clear();
    return {};
}

Result<TempFile> TempFile::create(FileLayer &layer, FilePath path)
{
    CAIRN_LET(file, layer.open(path, OpenMode::CreateExclusive));
    TempFile temp;
    temp.m_layer = &layer;
    temp.m_file = std::move(file);
    temp.m_path = std::move(path);
    return temp;
}

TempFile::~TempFile()
{
    // Removed even when a fault test forbids more operations: R22 is about every path.
    if (m_layer)
        ::unlink(m_path.c_str());
}

TempFile::TempFile(TempFile &&other) noexcept
    : m_layer(std::exchange(other.m_layer, nullptr))
    , m_file(std::move(other.m_file))
    , m_path(std::move(other.m_path))
{
}

TempFile &TempFile::operator=(TempFile &&other) noexcept
{
    std::swap(m_layer, other.m_layer);
    std::swap(m_file, other.m_file);
    std::swap(m_path, other.m_path);
    return *this;
}

} // namespace cairn

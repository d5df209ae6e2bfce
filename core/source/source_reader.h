// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/base/result.h"
#include "core/source/source_stat.h"

#include <optional>
#include <string>

namespace cairn {

enum class LastLink : std::uint8_t { NoFollow, Follow };

// A run of bytes in a file that may hold something other than zeros.
struct DataExtent
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

// An open regular file of the user's.
class SourceFile final
{
public:
    SourceFile(File file, const SourceStat &stat)
        : m_file(std::move(file))
        , m_stat(stat)
    {
    }
    // As it was when opened.
    [[nodiscard]] const SourceStat &stat() const { return m_stat; }
    [[nodiscard]] std::uint64_t size() const { return m_stat.size; }
    [[nodiscard]] File &file() { return m_file; }
    // Fewer bytes than asked for: the file has become shorter.
    Result<std::size_t> readAt(std::uint64_t offset, MutableBytes out) const
    {
        return m_file.readAt(offset, out);
    }
    // The first extent with data at or after `offset`; none: only a hole up to the end. Where the
    // file system cannot tell, everything is data.
    [[nodiscard]] std::optional<DataExtent> nextData(std::uint64_t offset) const;
    // How it is now: compare with stat() to see a change under the reader.
    [[nodiscard]] Result<SourceStat> examine() const;

private:
    File m_file;
    SourceStat m_stat;
};

// Opens and examines sources after the walk, by paths of any length. Thread-safe.
class SourceReader final
{
public:
    explicit SourceReader(FileLayer &files)
        : m_files(files)
    {
    }

    // Fails with Changed when there is no regular file any more, or, with `expected`, another one
    // than the walker saw (a folder on the way may have become a link to somewhere else).
    Result<SourceFile> open(const FilePath &path, LastLink lastLink = LastLink::NoFollow,
                            const SourceStat *expected = nullptr) const;
    Result<std::string> readLink(const FilePath &path) const;
    Result<SourceStat> examine(const FilePath &path, LastLink lastLink = LastLink::NoFollow) const;

private:
    FileLayer &m_files;
};

} // namespace cairn

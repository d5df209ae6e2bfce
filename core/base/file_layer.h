// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/bytes.h"
#include "core/base/file_path.h"
#include "core/base/result.h"

#include <memory>
#include <string>
#include <vector>

struct stat;

namespace cairn {

class FileLayer;

enum class FileOp {
    Open,
    Create,
    Read,
    Write,
    Truncate,
    Sync,
    Close,
    Rename,
    Remove,
    MakeDirectory,
    Stat,
    List,
    SyncDirectory,
    SetMetadata
};

enum class OpenMode {
    Read,            // must exist; follows links (our own files)
    Source,          // a user's file: non-blocking, never follows a final link, close-on-exec (§6)
    CreateExclusive, // 0600, must not exist
    ReadWrite        // must exist
};

// An open file. Closes itself; commit-like callers use close() to see its error. Move-only.
class File final
{
public:
    File() = default;
    File(FileLayer *layer, int fd, FilePath path); // takes the descriptor over
    ~File();
    File(File &&other) noexcept;
    File &operator=(File &&other) noexcept;

    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] const FilePath &path() const { return m_path; }

    // Reads until `out` is full or the file ends; returns the bytes read.
    Result<std::size_t> read(MutableBytes out);
    Result<std::size_t> readAt(std::uint64_t offset, MutableBytes out) const;
    Result<> write(ByteView bytes);
    Result<> writeAt(std::uint64_t offset, ByteView bytes);
    Result<> truncate(std::uint64_t size);
    [[nodiscard]] Result<std::uint64_t> size() const;
    Result<> sync();  // content and size on disk
    Result<> close(); // reports what only close() can tell (NFS, quota)

private:
    FileLayer *m_layer = nullptr;
    int m_fd = -1;
    FilePath m_path;
};

// Every file access of engine, restore and temp (reliability.md §8.3): the operating system behind
// one hook, so that tests can fail the Nth call, fill the disk or change a file under its reader.
class FileLayer
{
public:
    virtual ~FileLayer() = default;

    // Called before each operation; an error here is the operation's. `bytes` is what a write adds.
    virtual Result<> before(FileOp op, const FilePath &path, std::uint64_t bytes = 0);
    // Called after a read or write that went well.
    virtual void after(FileOp op, const FilePath &path);

    Result<File> open(const FilePath &path, OpenMode mode);
    Result<> rename(const FilePath &from, const FilePath &to); // replaces `to`
    // Renames unless `to` exists (AlreadyExists).
    Result<> renameExclusive(const FilePath &from, const FilePath &to);
    Result<> remove(const FilePath &path); // a missing file is success
    Result<> makeDirectories(const FilePath &path, unsigned mode = 0700);
    Result<> syncDirectory(const FilePath &path);
    // Names in a directory, unsorted, without "." and "..".
    Result<std::vector<std::string>> list(const FilePath &path);
    // Size of a regular file; NotFound if absent.
    Result<std::uint64_t> fileSize(const FilePath &path);
    [[nodiscard]] bool exists(const FilePath &path);
    // Bytes free for this user on the file system that holds `path`.
    Result<std::uint64_t> freeSpace(const FilePath &path);

    // Whole small files of ours: `name.part`, sync, rename, directory sync (reliability.md §4).
    Result<> writeAtomically(const FilePath &path, ByteView content, unsigned mode = 0600);
    Result<Buffer> readWhole(const FilePath &path, std::uint64_t limit);
};

// A file as a ByteSource; reads through readAt().
class FileSource final : public ByteSource
{
public:
    [[nodiscard]] static Result<FileSource> open(FileLayer &layer, const FilePath &path);
    [[nodiscard]] std::uint64_t size() const override { return m_size; }
    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &scratch) const override;
    [[nodiscard]] const File &file() const { return m_file; }

private:
    FileSource(File file, std::uint64_t size)
        : m_file(std::move(file))
        , m_size(size)
    {
    }
    File m_file;
    std::uint64_t m_size;
};

// Appends to a file through a 256 KiB buffer; flush() before anyone else reads it.
class FileSink final : public ByteSink
{
public:
    explicit FileSink(File &file)
        : m_file(file)
    {
    }
    Result<> write(ByteView bytes) override;
    Result<> flush();

private:
    File &m_file;
    Buffer m_buffer;
};

// A private temporary file: exclusive, 0600, removed with its object (R22).
class TempFile final
{
public:
    TempFile() = default;
    [[nodiscard]] static Result<TempFile> create(FileLayer &layer, FilePath path);
    ~TempFile();
    TempFile(TempFile &&other) noexcept;
    TempFile &operator=(TempFile &&other) noexcept;
    [[nodiscard]] File &file() { return m_file; }
    [[nodiscard]] const FilePath &path() const { return m_path; }
    [[nodiscard]] bool isValid() const { return m_layer != nullptr; }

private:
    FileLayer *m_layer = nullptr;
    File m_file;
    FilePath m_path;
};

} // namespace cairn

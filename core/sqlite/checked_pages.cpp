// SPDX-License-Identifier: MIT
#include "core/sqlite/checked_pages.h"

#include "core/base/crc32.h"

#include <algorithm>
#include <array>
#include <new>
#include <sqlite3.h>

namespace cairn {

namespace {

constexpr const char *kName = "cairn-checked-pages";
constexpr std::size_t kHeaderBytes = 100; // the beginning of page 1 (SQLite's file format, 1.3)
constexpr std::size_t kPageSizeAt = 16;
constexpr std::size_t kReservedAt = 20;
constexpr int kLargestPage = 65536;

sqlite3_vfs *plainLayer = nullptr; // the system's own

// A database file, opened; the system's object for it lies right behind.
struct CheckedFile
{
    sqlite3_file base;
    int pageSize; // 0: not checked, or the header is not known yet

    [[nodiscard]] sqlite3_file *plain() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    [[nodiscard]] const sqlite3_io_methods &system() { return *plain()->pMethods; }

    // From what lies at `offset`, if that is the header.
    void learn(ByteView header, sqlite3_int64 offset)
    {
        if (offset != 0 || header.size() < kHeaderBytes)
            return;
        const int size = header[kPageSizeAt] << 8 | header[kPageSizeAt + 1];
        pageSize = header[kReservedAt] == kPageCheckBytes ? (size == 1 ? kLargestPage : size) : 0;
    }
    // The file may have become a checked one since it was opened: made by another connection.
    void learnAnew()
    {
        std::array<std::uint8_t, kHeaderBytes> header;
        if (system().xRead(plain(), header.data(), header.size(), 0) == SQLITE_OK)
            learn(header, 0);
    }
    [[nodiscard]] bool isPage(int size, sqlite3_int64 offset) const
    {
        return size == pageSize && offset % size == 0;
    }
};
static_assert(sizeof(CheckedFile) % alignof(std::max_align_t) == 0);

CheckedFile &checked(sqlite3_file *file)
{
    return *reinterpret_cast<CheckedFile *>(file);
}

std::array<std::uint8_t, kPageCheckBytes> bigEndian(std::uint32_t value)
{
    return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
            static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

std::array<std::uint8_t, kPageCheckBytes> checkOf(ByteView page, sqlite3_int64 offset)
{
    const auto size = static_cast<sqlite3_int64>(page.size());
    // A page that was written to another's place is damage too.
    const auto number = bigEndian(static_cast<std::uint32_t>(offset / size + 1));
    return bigEndian(crc32Of(page.first(page.size() - kPageCheckBytes), crc32Of(number)));
}

bool isProven(ByteView page, sqlite3_int64 offset)
{
    const auto check = checkOf(page, offset);
    return std::ranges::equal(check, page.last(kPageCheckBytes)) ||
           std::ranges::all_of(page, [](std::uint8_t byte) { return byte == 0; });
}

int closeFile(sqlite3_file *file)
{
    return checked(file).system().xClose(checked(file).plain());
}

int readFile(sqlite3_file *file, void *to, int size, sqlite3_int64 offset)
{
    CheckedFile &self = checked(file);
    const int code = self.system().xRead(self.plain(), to, size, offset);
    if (code != SQLITE_OK)
        return code;
    const ByteView bytes(static_cast<const std::uint8_t *>(to), static_cast<std::size_t>(size));
    self.learn(bytes, offset);
    return self.isPage(size, offset) && !isProven(bytes, offset) ? SQLITE_IOERR_DATA : SQLITE_OK;
}

int writeFile(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset)
{
    CheckedFile &self = checked(file);
    const ByteView bytes(static_cast<const std::uint8_t *>(from), static_cast<std::size_t>(size));
    self.learn(bytes, offset);
    if (!self.isPage(size, offset))
        return self.system().xWrite(self.plain(), from, size, offset);
    std::array<std::uint8_t, kLargestPage> page; // what is given belongs to SQLite
    const auto check = checkOf(bytes, offset);
    std::ranges::copy(bytes, page.begin());
    std::ranges::copy(check, page.begin() + (size - kPageCheckBytes));
    return self.system().xWrite(self.plain(), page.data(), size, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    return checked(file).system().xTruncate(checked(file).plain(), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    return checked(file).system().xSync(checked(file).plain(), flags);
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    return checked(file).system().xFileSize(checked(file).plain(), size);
}

int lockFile(sqlite3_file *file, int kind)
{
    return checked(file).system().xLock(checked(file).plain(), kind);
}

int unlockFile(sqlite3_file *file, int kind)
{
    return checked(file).system().xUnlock(checked(file).plain(), kind);
}

int isReserved(sqlite3_file *file, int *result)
{
    return checked(file).system().xCheckReservedLock(checked(file).plain(), result);
}

int controlFile(sqlite3_file *file, int what, void *value)
{
    CheckedFile &self = checked(file);
    if (what == SQLITE_FCNTL_CKPT_START && self.pageSize == 0)
        self.learnAnew(); // its pages come now, and page 1 need not be among them
    return self.system().xFileControl(self.plain(), what, value);
}

int sectorSize(sqlite3_file *file)
{
    return checked(file).system().xSectorSize(checked(file).plain());
}

int characteristics(sqlite3_file *file)
{
    return checked(file).system().xDeviceCharacteristics(checked(file).plain());
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
    return checked(file).system().xShmMap(checked(file).plain(), page, size, extend, at);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return checked(file).system().xShmLock(checked(file).plain(), offset, count, flags);
}

void fenceShared(sqlite3_file *file)
{
    checked(file).system().xShmBarrier(checked(file).plain());
}

int unmapShared(sqlite3_file *file, int remove)
{
    return checked(file).system().xShmUnmap(checked(file).plain(), remove);
}

// Pages in mapped memory would be used without a read.
int fetchPage(sqlite3_file * /*file*/, sqlite3_int64 /*offset*/, int /*size*/, void **page)
{
    *page = nullptr;
    return SQLITE_OK;
}

int releasePage(sqlite3_file * /*file*/, sqlite3_int64 /*offset*/, void * /*page*/)
{
    return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods{
    3,          closeFile,   readFile,    writeFile,   truncateFile, syncFile,        sizeOfFile,
    lockFile,   unlockFile,  isReserved,  controlFile, sectorSize,   characteristics, mapShared,
    lockShared, fenceShared, unmapShared, fetchPage,   releasePage};

int openFile(sqlite3_vfs * /*layer*/, const char *name, sqlite3_file *file, int flags, int *given)
{
    // Logs and temporary files have no pages of their own.
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
        return plainLayer->xOpen(plainLayer, name, file, flags, given);
    auto *const self = new (file) CheckedFile{};
    const int code = plainLayer->xOpen(plainLayer, name, self->plain(), flags, given);
    // Without methods SQLite does not close the file: right if the system gave none either.
    if (self->plain()->pMethods)
        self->base.pMethods = &kMethods;
    return code;
}

sqlite3_vfs makeLayer()
{
    plainLayer = sqlite3_vfs_find(nullptr);
    // What is not about open files is the system's: its functions do not look at the layer they
    // are called for.
    sqlite3_vfs layer = *plainLayer;
    layer.zName = kName;
    layer.szOsFile = static_cast<int>(sizeof(CheckedFile)) + plainLayer->szOsFile;
    layer.xOpen = openFile;
    layer.pNext = nullptr;
    return layer;
}

} // namespace

const char *checkedPages()
{
    static sqlite3_vfs layer = makeLayer();
    static const int registered = sqlite3_vfs_register(&layer, 0);
    return registered == SQLITE_OK ? kName : "";
}

} // namespace cairn

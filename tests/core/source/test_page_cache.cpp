// SPDX-License-Identifier: MIT
#include "core/source/page_cache.h"
#include "tests/support/page_residency.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

#include <memory>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::uint64_t kMiB = 1 << 20;

void readAll(int fd, std::uint64_t from, std::uint64_t to, PageCacheKeeper *keeper)
{
    std::vector<char> buffer(kMiB);
    while (from < to) {
        const ssize_t got = ::pread(fd, buffer.data(), std::min<std::uint64_t>(kMiB, to - from),
                                    static_cast<off_t>(from));
        if (got <= 0)
            return;
        from += static_cast<std::uint64_t>(got);
        if (keeper)
            keeper->readUpTo(from);
    }
}

} // namespace

class TestPageCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void givesBackWhatItBroughtIn();
    void keepsWhatWasThere();
    void givesBackAfterHalfARead();
    void leavesSmallFilesAlone();

private:
    // A file of which nothing is in memory.
    void makeCold(std::uint64_t size);
    std::unique_ptr<ScratchFolder> m_folder;
    int m_fd = -1;
};

void TestPageCache::init()
{
    m_folder = std::make_unique<ScratchFolder>();
    if (isAllMemory(m_folder->path()))
        QSKIP("the temporary folder is in memory");
}

void TestPageCache::cleanup()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    m_folder.reset();
}

void TestPageCache::makeCold(std::uint64_t size)
{
    const FilePath path = m_folder->write("file", std::string(size, 'x'));
    m_fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    QVERIFY(m_fd >= 0);
    QVERIFY(dropFromMemory(m_fd));
    QCOMPARE(residentBytes(m_fd, 0, size), std::uint64_t{0});
}

void TestPageCache::givesBackWhatItBroughtIn()
{
    const std::uint64_t size = 20 * kMiB + 777;
    makeCold(size);
    {
        PageCacheKeeper keeper(m_fd, size);
        readAll(m_fd, 0, 17 * kMiB, &keeper);
        const std::uint64_t meanwhile = residentBytes(m_fd, 0, size);
        QVERIFY2(meanwhile <= 10 * kMiB, qPrintable(QString::number(meanwhile)));
        readAll(m_fd, 17 * kMiB, size, &keeper);
    }
    const std::uint64_t left = residentBytes(m_fd, 0, size);
    QVERIFY2(left <= kMiB / 4, qPrintable(QString::number(left)));
}

void TestPageCache::keepsWhatWasThere()
{
    const std::uint64_t size = 24 * kMiB;
    makeCold(size);
    QCOMPARE(::posix_fadvise(m_fd, 0, 0, POSIX_FADV_RANDOM), 0); // nothing is read ahead
    readAll(m_fd, 5 * kMiB, 10 * kMiB, nullptr);
    readAll(m_fd, 20 * kMiB, 21 * kMiB, nullptr);
    QCOMPARE(residentBytes(m_fd, 0, size), 6 * kMiB);
    QCOMPARE(::posix_fadvise(m_fd, 0, 0, POSIX_FADV_NORMAL), 0);
    {
        PageCacheKeeper keeper(m_fd, size);
        readAll(m_fd, 0, size, &keeper);
    }
    QCOMPARE(residentBytes(m_fd, 5 * kMiB, 5 * kMiB), 5 * kMiB);
    QCOMPARE(residentBytes(m_fd, 20 * kMiB, kMiB), kMiB);
    const std::uint64_t left = residentBytes(m_fd, 0, size);
    QVERIFY2(left <= 6 * kMiB + kMiB / 4, qPrintable(QString::number(left)));
}

void TestPageCache::givesBackAfterHalfARead()
{
    const std::uint64_t size = 24 * kMiB;
    makeCold(size);
    // Nothing is read ahead: pages still on their way from the disk cannot be given back.
    QCOMPARE(::posix_fadvise(m_fd, 0, 0, POSIX_FADV_RANDOM), 0);
    {
        PageCacheKeeper keeper(m_fd, size);
        readAll(m_fd, 0, 8 * kMiB, &keeper);
        readAll(m_fd, 8 * kMiB, 9 * kMiB, nullptr);
        QCOMPARE(residentBytes(m_fd, 0, size), kMiB);
    }
    QCOMPARE(residentBytes(m_fd, 0, size), std::uint64_t{0});
}

void TestPageCache::leavesSmallFilesAlone()
{
    const std::uint64_t size = kMiB - 1;
    makeCold(size);
    {
        PageCacheKeeper keeper(m_fd, size);
        readAll(m_fd, 0, size, &keeper);
    }
    QCOMPARE(residentBytes(m_fd, 0, size), kMiB);
}

QTEST_GUILESS_MAIN(TestPageCache)
#include "test_page_cache.moc"

// SPDX-License-Identifier: MIT
// The least that a first backup must do to each byte, without anything around it: read, hash the
// block (and the file, if it has several), compress, inflate and compare, encrypt, authenticate,
// hash the volume. What Cairn takes longer for the same folder is its own.
//   bench_floor FOLDER [THREADS]     prints wall and CPU seconds
#include "core/base/crc32.h"
#include "core/base/digest.h"
#include "core/format/aes_sealer.h"
#include "core/format/codec.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace cairn;

namespace {

constexpr std::size_t kBlock = 128U << 10;
constexpr std::size_t kPart = 1U << 20; // of a file, so that several threads share a large one

struct Part
{
    std::uint32_t file;
    std::uint64_t offset;
    std::size_t length;
    bool severalBlocks;
};

struct Work
{
    std::vector<std::string> files;
    std::vector<Part> parts;
    std::atomic<std::size_t> next{0};
    std::atomic<std::uint64_t> plainBytes{0};
    std::atomic<std::uint64_t> packedBytes{0};
};

void list(const char *folder, Work &work)
{
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.is_symlink())
            continue;
        const auto file = static_cast<std::uint32_t>(work.files.size());
        const std::uint64_t size = entry.file_size();
        work.files.push_back(entry.path());
        for (std::uint64_t at = 0; at < size; at += kPart)
            work.parts.push_back(
                {file, at, static_cast<std::size_t>(std::min<std::uint64_t>(kPart, size - at)),
                 size > kBlock});
    }
}

class Worker final
{
public:
    explicit Worker(Work &work)
        : m_work(work)
    {
    }

    void run()
    {
        for (std::size_t at = m_work.next++; at < m_work.parts.size(); at = m_work.next++)
            part(m_work.parts[at]);
    }

private:
    void part(const Part &part)
    {
        m_content.resize(part.length);
        const int fd = ::open(m_work.files[part.file].c_str(), O_RDONLY | O_CLOEXEC);
        const ssize_t got =
            fd < 0 ? -1
                   : ::pread(fd, m_content.data(), part.length, static_cast<off_t>(part.offset));
        if (fd >= 0)
            ::close(fd);
        if (got != static_cast<ssize_t>(part.length)) {
            std::fprintf(stderr, "%s cannot be read\n", m_work.files[part.file].c_str());
            std::exit(1);
        }
        for (std::size_t at = 0; at < part.length; at += kBlock) {
            const ByteView plain = m_content.view().subspan(at, std::min(kBlock, part.length - at));
            updateBoth(m_hasher, plain, m_fileHasher, part.severalBlocks ? plain : ByteView());
            block(plain);
        }
        if (part.severalBlocks)
            m_keep ^= m_fileHasher.finish().prefix();
        m_work.plainBytes += part.length;
    }

    void block(ByteView plain)
    {
        m_keep ^= m_hasher.finish().prefix() ^ crc32Of(plain);
        ByteView stored = plain;
        if (m_deflater.compress(plain, kFastest, m_packed) != 0) {
            m_back.resize(plain.size());
            if (!m_inflater.inflate(m_packed, m_back.span()) ||
                !std::equal(plain.begin(), plain.end(), m_back.data()))
                std::abort();
            stored = m_packed;
        }
        m_encrypted.resize((stored.size() + 15) / 16 * 16);
        m_sealer.update(stored.first(stored.size() / 16 * 16), m_encrypted.data());
        m_work.packedBytes += stored.size();
    }

    static constexpr std::uint8_t kKey[48] = {1, 2, 3};
    Work &m_work;
    Hasher m_hasher{HashAlgorithm::Sha256};
    Hasher m_fileHasher{HashAlgorithm::Sha256};
    Hasher m_volume{HashAlgorithm::Sha256};
    Deflater m_deflater;
    Inflater m_inflater;
    aes::Sealer m_sealer{ByteView(kKey, 32), ByteView(kKey, 16), &m_volume};
    Buffer m_content, m_packed, m_back, m_encrypted;
    std::size_t m_keep = 0; // so that nothing is optimised away
};

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_floor FOLDER [THREADS]\n");
        return 200;
    }
    const unsigned count = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2]))
                                    : std::max(1U, std::thread::hardware_concurrency());
    const auto begin = std::chrono::steady_clock::now();
    Work work;
    list(argv[1], work);
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < count; ++i)
        threads.emplace_back([&work] { Worker(work).run(); });
    for (std::thread &thread : threads)
        thread.join();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    rusage use{};
    ::getrusage(RUSAGE_SELF, &use);
    std::printf("{\"wall\": %.3f, \"cpu\": %.3f, \"bytes\": %llu, \"packed\": %llu}\n",
                wall.count(), seconds(use.ru_utime) + seconds(use.ru_stime),
                static_cast<unsigned long long>(work.plainBytes),
                static_cast<unsigned long long>(work.packedBytes));
    return 0;
}

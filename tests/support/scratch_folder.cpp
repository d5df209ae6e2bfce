// SPDX-License-Identifier: MIT
#include "tests/support/scratch_folder.h"

#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace cairn::test {

namespace {

[[noreturn]] void giveUp(const char *what, const std::string &path)
{
    std::fprintf(stderr, "test support: cannot %s %s\n", what, path.c_str());
    std::abort();
}

std::vector<std::string> namesIn(const std::string &folder)
{
    std::vector<std::string> names;
    DIR *directory = ::opendir(folder.c_str());
    if (!directory)
        return names;
    while (const dirent *entry =
               ::readdir(directory)) { // NOLINT(concurrency-mt-unsafe): own stream
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    ::closedir(directory);
    return names;
}

} // namespace

ScratchFolder::ScratchFolder()
{
    const char *parent = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe)
    std::string pattern = std::string(parent && *parent ? parent : "/tmp") + "/cairn-test-XXXXXX";
    if (!::mkdtemp(pattern.data()))
        giveUp("make the folder", pattern);
    m_path = FilePath(std::move(pattern));
}

ScratchFolder::~ScratchFolder()
{
    removeTree(m_path);
}

FilePath ScratchFolder::write(std::string_view name, std::string_view content) const
{
    FilePath path = m_path / name;
    writeFile(path, content);
    return path;
}

void writeFile(const FilePath &path, std::string_view content)
{
    std::ofstream file(path.bytes(), std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file)
        giveUp("write", path.bytes());
}

void writeSparseFile(const FilePath &path, std::uint64_t size)
{
    writeFile(path, "");
    if (::truncate(path.c_str(), static_cast<off_t>(size)) != 0)
        giveUp("set the size of", path.bytes());
}

std::string readFile(const FilePath &path)
{
    std::ifstream file(path.bytes(), std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return file ? content.str() : std::string();
}

bool fileExists(const FilePath &path)
{
    struct stat info
    {
    };
    return ::lstat(path.c_str(), &info) == 0;
}

void removeTree(const FilePath &path)
{
    struct stat info
    {
    };
    if (::lstat(path.c_str(), &info) != 0)
        return;
    if (!S_ISDIR(info.st_mode)) {
        ::unlink(path.c_str());
        return;
    }
    ::chmod(path.c_str(), 0700);
    for (const std::string &name : namesIn(path.bytes()))
        removeTree(path / name);
    ::rmdir(path.c_str());
}

} // namespace cairn::test

// SPDX-License-Identifier: MIT
#include "tests/support/test_tree.h"

#include "core/base/file_layer.h"
#include "tests/support/scratch_folder.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn::test {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

Result<> check(int status, const FilePath &path)
{
    if (status != 0)
        return fail(errnoError(errno, u"test tree: "_s % path.display()));
    return {};
}

Result<> setTime(const FilePath &path, std::int64_t ns)
{
    struct timespec times[2]{};
    times[0].tv_nsec = UTIME_OMIT;
    times[1].tv_sec = ns >= 0 ? ns / kSecond : -((-ns + kSecond - 1) / kSecond);
    times[1].tv_nsec = ns - times[1].tv_sec * kSecond;
    return check(::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW), path);
}

Result<> setModeAndTime(const FilePath &path, const TreeEntry &entry)
{
    if (entry.kind != TreeEntry::Kind::Link)
        CAIRN_TRY(check(::chmod(path.c_str(), entry.mode), path));
    return setTime(path, entry.mtimeNs);
}

Result<TreeEntry> readEntry(const FilePath &path)
{
    struct stat info
    {
    };
    CAIRN_TRY(check(::lstat(path.c_str(), &info), path));
    TreeEntry entry;
    entry.mode = info.st_mode & 07777;
    entry.mtimeNs = info.st_mtim.tv_sec * kSecond + info.st_mtim.tv_nsec;
    if (S_ISDIR(info.st_mode)) {
        entry.kind = TreeEntry::Kind::Folder;
    } else if (S_ISLNK(info.st_mode)) {
        entry.kind = TreeEntry::Kind::Link;
        entry.mode = 0777;
        entry.content.resize(PATH_MAX);
        const ssize_t length = ::readlink(path.c_str(), entry.content.data(), PATH_MAX);
        CAIRN_TRY(check(length < 0 ? -1 : 0, path));
        entry.content.resize(static_cast<std::size_t>(length));
    } else if (S_ISREG(info.st_mode)) {
        FileLayer files;
        CAIRN_LET(content, files.readWhole(path, 1ULL << 32));
        entry.content = asText(content);
    } else {
        return fail(ErrorCode::Unsupported, path.display() % u" is not a file, folder or link"_s);
    }
    return entry;
}

Result<> readBelow(const FilePath &folder, const std::string &prefix,
                   std::map<std::string, TreeEntry> &entries)
{
    FileLayer files;
    CAIRN_LET(names, files.list(folder));
    for (const std::string &name : names) {
        CAIRN_LET(entry, readEntry(folder / name));
        const bool isFolder = entry.kind == TreeEntry::Kind::Folder;
        entries.emplace(prefix + name, std::move(entry));
        if (isFolder)
            CAIRN_TRY(readBelow(folder / name, prefix + name + "/", entries));
    }
    return {};
}

Result<> writeContent(const FilePath &path, const std::string &content)
{
    ::chmod(path.c_str(), 0600); // it may be there and forbid writing
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CAIRN_TRY(check(fd < 0 ? -1 : 0, path));
    FileLayer files;
    File file(&files, fd, path);
    CAIRN_TRY(file.write(asBytes(content)));
    return file.close();
}

Result<> makeEntry(const FilePath &path, const TreeEntry &entry)
{
    switch (entry.kind) {
    case TreeEntry::Kind::Folder:
        return check(::mkdir(path.c_str(), 0700), path);
    case TreeEntry::Kind::Link:
        return check(::symlink(entry.content.c_str(), path.c_str()), path);
    case TreeEntry::Kind::File:
        return writeContent(path, entry.content);
    }
    return {};
}

// Turns `old` (null: nothing there) into `wanted`; mode and time of folders come later.
Result<> bringUpToDate(const FilePath &path, const TreeEntry *old, const TreeEntry &wanted)
{
    if (old && *old == wanted)
        return {};
    const bool isFolder = wanted.kind == TreeEntry::Kind::Folder;
    if (old && old->kind == wanted.kind && (isFolder || old->content == wanted.content))
        return isFolder ? Result<>() : setModeAndTime(path, wanted);
    if (old && wanted.kind != TreeEntry::Kind::File)
        removeTree(path);
    CAIRN_TRY(makeEntry(path, wanted));
    return isFolder ? Result<>() : setModeAndTime(path, wanted);
}

const char *nameOf(TreeEntry::Kind kind)
{
    return kind == TreeEntry::Kind::File     ? "file"
           : kind == TreeEntry::Kind::Folder ? "folder"
                                             : "link";
}

std::string octal(unsigned mode)
{
    return QString::number(mode, 8).toStdString();
}

std::string contentDifference(const TreeEntry &a, const TreeEntry &b)
{
    if (a.kind == TreeEntry::Kind::Link)
        return "points to " + displayText(a.content).toStdString() + " / " +
               displayText(b.content).toStdString();
    const auto differing = std::ranges::mismatch(a.content, b.content).in1 - a.content.begin();
    return std::to_string(a.content.size()) + " / " + std::to_string(b.content.size()) +
           " bytes, different from byte " + std::to_string(differing) + " on";
}

std::string entryDifference(const TreeEntry &a, const TreeEntry &b, Compare compare)
{
    if (a.kind != b.kind)
        return std::string(nameOf(a.kind)) + " / " + nameOf(b.kind);
    if (a.content != b.content)
        return contentDifference(a, b);
    if (a.kind != TreeEntry::Kind::Link && a.mode != b.mode)
        return "mode " + octal(a.mode) + " / " + octal(b.mode);
    if (compare == Compare::Everything && a.mtimeNs != b.mtimeNs)
        return "mtime " + std::to_string(a.mtimeNs) + " / " + std::to_string(b.mtimeNs) + " ns";
    return {};
}

} // namespace

TreeEntry &TestTree::add(const std::string &path, TreeEntry entry)
{
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
        m_entries.try_emplace(path.substr(0, slash),
                              TreeEntry{TreeEntry::Kind::Folder, {}, 0755, kSomeTimeNs});
    }
    return m_entries.insert_or_assign(path, std::move(entry)).first->second;
}

TestTree &TestTree::file(const std::string &path, std::string content, unsigned mode,
                         std::int64_t mtimeNs)
{
    add(path, {TreeEntry::Kind::File, std::move(content), mode, mtimeNs});
    return *this;
}

TestTree &TestTree::folder(const std::string &path, unsigned mode, std::int64_t mtimeNs)
{
    add(path, {TreeEntry::Kind::Folder, {}, mode, mtimeNs});
    return *this;
}

TestTree &TestTree::link(const std::string &path, std::string target, std::int64_t mtimeNs)
{
    add(path, {TreeEntry::Kind::Link, std::move(target), 0777, mtimeNs});
    return *this;
}

TestTree &TestTree::remove(const std::string &path)
{
    std::erase_if(m_entries, [&](const auto &entry) {
        return entry.first == path || entry.first.starts_with(path + "/");
    });
    return *this;
}

std::uint64_t TestTree::contentBytes() const
{
    std::uint64_t total = 0;
    for (const auto &[path, entry] : m_entries)
        total += entry.kind == TreeEntry::Kind::File ? entry.content.size() : 0;
    return total;
}

Result<> TestTree::create(const FilePath &root) const
{
    removeTree(root);
    FileLayer files;
    CAIRN_TRY(files.makeDirectories(root, 0755));
    return update(root);
}

Result<TestTree> TestTree::read(const FilePath &root)
{
    TestTree tree;
    CAIRN_TRY(readBelow(root, {}, tree.m_entries));
    return tree;
}

Result<> TestTree::update(const FilePath &root) const
{
    CAIRN_LET(old, read(root));
    for (const auto &[path, entry] : old.m_entries) {
        if (entry.kind == TreeEntry::Kind::Folder) // its mode may forbid what follows
            CAIRN_TRY(check(::chmod((root / path).c_str(), 0700), root / path));
    }
    for (const auto &[path, entry] : old.m_entries) {
        const auto wanted = m_entries.find(path);
        if (wanted == m_entries.end() || wanted->second.kind != entry.kind)
            removeTree(root / path);
    }
    for (const auto &[path, wanted] : m_entries) {
        const auto found = old.m_entries.find(path);
        const bool kept = found != old.m_entries.end() && fileExists(root / path);
        CAIRN_TRY(bringUpToDate(root / path, kept ? &found->second : nullptr, wanted));
    }
    // From the deepest up: what is done inside a folder changes its time.
    for (auto at = m_entries.rbegin(); at != m_entries.rend(); ++at) {
        if (at->second.kind == TreeEntry::Kind::Folder)
            CAIRN_TRY(setModeAndTime(root / at->first, at->second));
    }
    return {};
}

std::vector<std::string> TestTree::differences(const TestTree &other, Compare compare) const
{
    std::vector<std::string> lines;
    for (const auto &[path, entry] : m_entries) {
        const std::string name = displayText(path).toStdString();
        const auto found = other.m_entries.find(path);
        if (found == other.m_entries.end())
            lines.push_back(name + ": only in the first");
        else if (std::string what = entryDifference(entry, found->second, compare); !what.empty())
            lines.push_back(name + ": " + what);
    }
    for (const auto &[path, entry] : other.m_entries) {
        if (!m_entries.contains(path))
            lines.push_back(displayText(path).toStdString() + ": only in the second");
    }
    return lines;
}

std::string TestTree::describeDifferences(const TestTree &other, Compare compare) const
{
    std::string text;
    for (const std::string &line : differences(other, compare))
        text += line + "\n";
    return text;
}

} // namespace cairn::test

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"
#include "core/base/result.h"
#include "tests/support/seeded_random.h"

#include <map>
#include <string>
#include <vector>

namespace cairn::test {

struct TreeEntry
{
    enum class Kind { File, Folder, Link };
    Kind kind = Kind::File;
    std::string content;  // of a file; the target of a link
    unsigned mode = 0644; // permission bits; of a link without meaning
    std::int64_t mtimeNs = 0;
    friend bool operator==(const TreeEntry &, const TreeEntry &) = default;
};

enum class Compare { Everything, WithoutTimes };

// A small tree as a value: described, made on disk, read back, compared, mutated. Paths are
// relative, with '/', in bytes. Folders above an entry are added by themselves (0755).
class TestTree final
{
public:
    // 2025-01-02T03:04:05.6789123Z: a time whose every digit must survive. The format's unit is 100
    // ns.
    static constexpr std::int64_t kSomeTimeNs = 1'735'787'045'678'912'300;

    TestTree &file(const std::string &path, std::string content, unsigned mode = 0644,
                   std::int64_t mtimeNs = kSomeTimeNs);
    TestTree &folder(const std::string &path, unsigned mode = 0755,
                     std::int64_t mtimeNs = kSomeTimeNs);
    TestTree &link(const std::string &path, std::string target, std::int64_t mtimeNs = kSomeTimeNs);
    TestTree &remove(const std::string &path); // with all below

    [[nodiscard]] const std::map<std::string, TreeEntry> &entries() const { return m_entries; }
    [[nodiscard]] std::map<std::string, TreeEntry> &entries() { return m_entries; }
    [[nodiscard]] std::uint64_t contentBytes() const;

    // Makes the root and everything in it; what is there already is replaced.
    Result<> create(const FilePath &root) const;
    [[nodiscard]] static Result<TestTree> read(const FilePath &root);
    // Turns what is at `root` into this tree, touching only what differs: an unchanged file keeps
    // its inode and times.
    Result<> update(const FilePath &root) const;

    // One line per difference, for people; empty if there is none.
    [[nodiscard]] std::vector<std::string> differences(const TestTree &other,
                                                       Compare compare = Compare::Everything) const;
    [[nodiscard]] std::string describeDifferences(const TestTree &other,
                                                  Compare compare = Compare::Everything) const;
    friend bool operator==(const TestTree &, const TestTree &) = default;

    // `count` changes: new, changed, appended, truncated, touched, renamed and removed entries.
    void mutate(SeededRandom &random, int count, std::int64_t mtimeNs);
    // Files of many sizes and kinds, folders, links, odd names.
    [[nodiscard]] static TestTree sample(SeededRandom &random, int files = 12,
                                         std::size_t largest = 20'000);

private:
    TreeEntry &add(const std::string &path, TreeEntry entry);
    void addSomeFile(SeededRandom &random, std::size_t largest, std::int64_t mtimeNs);
    void mutateOnce(SeededRandom &random, std::int64_t mtimeNs);

    std::map<std::string, TreeEntry> m_entries;
};

} // namespace cairn::test

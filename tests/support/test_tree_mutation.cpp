// SPDX-License-Identifier: MIT
#include "tests/support/test_tree.h"

#include <algorithm>
#include <array>

namespace cairn::test {

namespace {

// Names that have broken backup programs.
const std::array<std::string, 16> kOddNames{"plain.txt",
                                            "with space ",
                                            " leading",
                                            "new\nline",
                                            "tab\tand\x01"
                                            "bell",
                                            "\xc3\xa4\xc3\xb6\xc3\xbc\xe2\x82\xac",
                                            "e\xcc\x81 combining",
                                            "\xff\xfe not UTF-8",
                                            "-dash",
                                            "quote\"'`$x",
                                            "star*?[a-z]{}",
                                            "back\\slash",
                                            "dot.",
                                            "..hidden",
                                            "percent%41%",
                                            "\xf0\x9f\x98\x80 \xe2\x80\xae"
                                            "dexob"};

std::string someContent(SeededRandom &random, std::size_t size)
{
    switch (random.below(4)) {
    case 0: // compresses well
        return std::string(size, static_cast<char>('a' + random.below(26)));
    case 1: { // repeats at a distance: the same blocks in several files
        const std::string pattern = SeededRandom(random.below(3)).bytes(1024);
        std::string content;
        while (content.size() < size)
            content += pattern;
        content.resize(size);
        return content;
    }
    default:
        return random.bytes(size);
    }
}

std::size_t someSize(SeededRandom &random, std::size_t largest)
{
    // Around the block sizes of tests, where splitting goes wrong.
    constexpr std::array<std::size_t, 10> kEdges{0,    1,    100,  1023, 1024,
                                                 1025, 2048, 4096, 8192, 10240};
    if (random.chance(0.5))
        return std::min(kEdges[static_cast<std::size_t>(random.below(kEdges.size()))], largest);
    return static_cast<std::size_t>(random.below(largest + 1));
}

std::string longName(SeededRandom &random)
{
    const std::size_t length = 200 + random.below(56);
    return std::string(length, static_cast<char>('a' + random.below(26)));
}

std::string someName(SeededRandom &random, std::uint64_t number)
{
    if (random.chance(0.1))
        return longName(random);
    if (random.chance(0.4))
        return kOddNames[static_cast<std::size_t>(random.below(kOddNames.size()))];
    return "file" + std::to_string(number);
}

std::vector<std::string> pathsOf(const TestTree &tree, TreeEntry::Kind kind)
{
    std::vector<std::string> paths;
    for (const auto &[path, entry] : tree.entries()) {
        if (entry.kind == kind)
            paths.push_back(path);
    }
    return paths;
}

std::string someFolder(const TestTree &tree, SeededRandom &random)
{
    const std::vector<std::string> folders = pathsOf(tree, TreeEntry::Kind::Folder);
    const auto index = static_cast<std::size_t>(random.below(folders.size() + 1));
    return index == folders.size() ? std::string() : folders[index] + "/";
}

// A path that is free. Not below a file or link: folders are chosen among folders.
std::string freePath(const TestTree &tree, SeededRandom &random)
{
    while (true) {
        std::string path = someFolder(tree, random); // one draw a statement: a fixed order
        const std::uint64_t number = random.below(1'000'000);
        path += someName(random, number);
        if (path.size() < 1000 && !tree.entries().contains(path))
            return path;
    }
}

void changeFile(TreeEntry &entry, SeededRandom &random)
{
    const std::uint64_t what = random.below(3);
    if (what == 0 && !entry.content.empty()) {
        char &byte = entry.content[static_cast<std::size_t>(random.below(entry.content.size()))];
        byte = static_cast<char>(byte ^ (1 << random.below(8)));
    } else if (what == 1) {
        entry.content.resize(static_cast<std::size_t>(random.below(entry.content.size() + 1)));
    } else {
        const std::size_t size = someSize(random, 5000);
        entry.content += someContent(random, size);
    }
}

} // namespace

void TestTree::addSomeFile(SeededRandom &random, std::size_t largest, std::int64_t mtimeNs)
{
    const std::string path = freePath(*this, random);
    const std::size_t size = someSize(random, largest);
    file(path, someContent(random, size), 0644, mtimeNs);
}

void TestTree::mutate(SeededRandom &random, int count, std::int64_t mtimeNs)
{
    for (int i = 0; i < count; ++i)
        mutateOnce(random, mtimeNs + i * 100);
}

void TestTree::mutateOnce(SeededRandom &random, std::int64_t mtimeNs)
{
    const std::vector<std::string> files = pathsOf(*this, TreeEntry::Kind::File);
    const std::uint64_t action = files.empty() ? 0 : random.below(10);
    if (action == 0) {
        addSomeFile(random, 20'000, mtimeNs);
        return;
    }
    if (action == 1) {
        folder(freePath(*this, random), 0755, mtimeNs);
        return;
    }
    if (action == 2) {
        link(freePath(*this, random), "some/target" + std::to_string(random.below(100)), mtimeNs);
        return;
    }
    const std::string path = files[static_cast<std::size_t>(random.below(files.size()))];
    TreeEntry entry = m_entries.at(path);
    if (action == 3) {
        remove(path);
        return;
    }
    entry.mtimeNs = mtimeNs;
    if (action == 4) {
        remove(path);
        add(freePath(*this, random), std::move(entry));
        return;
    }
    if (action == 5)
        entry.mode = random.chance(0.5) ? 0600 : 0755;
    else if (action != 6) // 6: only the time
        changeFile(entry, random);
    add(path, std::move(entry));
}

TestTree TestTree::sample(SeededRandom &random, int files, std::size_t largest)
{
    TestTree tree;
    tree.folder("empty folder");
    tree.folder("a/b/c", 0750);
    tree.folder("private", 0700);
    tree.file("empty", "", 0400);
    tree.file("a/run.sh", "#!/bin/sh\n", 0755);
    tree.link("a/dangling", "nowhere/\xff");
    tree.link("a/up", "../empty");
    tree.link("loop", ".");
    for (int i = 0; i < files; ++i) {
        const std::int64_t mtimeNs =
            kSomeTimeNs + static_cast<std::int64_t>(random.below(1'000'000'000)) * 100;
        tree.addSomeFile(random, largest, mtimeNs);
    }
    return tree;
}

} // namespace cairn::test

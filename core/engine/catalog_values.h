// SPDX-License-Identifier: MIT
// What the catalog answers with: values, safe to hand to another thread.
#pragma once

#include "core/base/digest.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

// Grows with time, stays the same while a version lives. Not the number that people use.
using VersionId = std::int64_t;
inline constexpr VersionId kEveryVersion = 0;

// What the destination holds, by what is known here.
struct StoredFiles
{
    std::int64_t files = 0;
    std::int64_t bytes = 0;
};

struct CatalogVersion
{
    VersionId id = 0;
    std::int64_t index = 0; // 0 the newest: the number that people use
    std::int64_t time = 0;  // unix s
    bool partial = false;
    std::int64_t files = 0;
    std::int64_t bytes = 0;
};

// Files of a version against the version before; all of the oldest one's are added.
struct VersionChanges
{
    VersionId id = 0;
    std::int64_t added = 0;
    std::int64_t changed = 0; // content or metadata
    std::int64_t deleted = 0;
};

struct CatalogMoment
{
    VersionId id = 0;
    std::int64_t time = 0; // unix s
};

enum class CatalogType : std::uint8_t { File, Folder, Link };
enum class CatalogSort : std::uint8_t { Name, Size, Modified };

// What a list shows, and how. Paths are raw bytes with the separators of the source system; those
// of folders end with one, and the empty path is above all roots.
struct FolderView
{
    VersionId version = kEveryVersion; // every: all versions merged, each path as it was last
    std::string folder;
    bool showDeleted = false; // also what only other versions have
    CatalogSort sort = CatalogSort::Name;
    bool descending = false; // folders come first all the same

    bool operator==(const FolderView &) const = default;
};

struct CatalogRow
{
    std::string name; // raw, without a separator at its end
    std::string path; // raw; a folder's ends with the separator
    QString display;  // the name, for people
    CatalogType type = CatalogType::File;
    std::int64_t size = -1;    // bytes of a file's content; else -1
    std::int64_t mtime = 0;    // ns since 1970; 0 unknown
    std::int64_t contents = 0; // how many different contents the versions have of a file or link
    bool isInVersion = true;   // the version asked for has it
    CatalogMoment seen;        // the last version that has it as shown here
    // The newest version does not have it any more; the last one that did.
    std::optional<CatalogMoment> deletedAfter;

    [[nodiscard]] bool isFolder() const { return type == CatalogType::Folder; }
};

// What tells the content of a file from any other.
struct ContentMark
{
    std::int64_t size = 0; // bytes
    HashAlgorithm algorithm = HashAlgorithm::Sha256;
    Digest hash; // over all of it
};

struct CatalogFolder
{
    std::string name;
    std::string path;
    QString display;
    bool hasFolders = false;
    bool isInVersion = true;
};

// A content that a path had in versions one after the other.
struct PathState
{
    CatalogMoment first;
    CatalogMoment last;
    std::int64_t versions = 0;
    CatalogType type = CatalogType::File;
    std::int64_t size = -1;
    std::int64_t mtime = 0;      // ns, as the newest of them has it
    Digest hash;                 // of the content; empty where there is none
    bool isInNewest = false;     // the newest version has the path so
    bool isDeletedAfter = false; // the version after `last` does not have the path
};

// Ticks: the deepest one at or above a path decides. What none decides is not selected.
struct PathTick
{
    std::string path;
    bool isSelected = true;
};
using PathSelection = std::vector<PathTick>;

struct SelectionSum
{
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    std::int64_t missing = 0; // ticks that the version has nothing for
    // To be fetched from the destination for it, an estimate; -1: not looked at (fetchBytes()).
    std::int64_t fetchBytes = -1;
};

// A file that a version brought.
struct NewFile
{
    std::string path;
    std::int64_t size = 0;
    bool operator==(const NewFile &) const = default;
};

// Deleting versions, then compacting, would give so much back.
struct FreedSpace
{
    std::int64_t blocks = 0;
    std::int64_t contentBytes = 0; // uncompressed
    std::int64_t storedBytes = 0;  // at the destination: an estimate by what the volumes take
};

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

// The limits of every parser of this folder, in one place (reliability.md §6). What lies beyond one
// is refused as Corrupt; each is far above what a real backup holds.
namespace cairn::limits {

// Remote names: stores have limits of 255 to 1024 bytes; a listing may hold anything.
inline constexpr std::size_t kRemoteName = 4096;

// Block size: the format's own bounds (storage-format.md §8), and what we are ready to hold in
// memory for one block unless the caller says otherwise.
inline constexpr std::int64_t kSmallestBlock = 1024;
inline constexpr std::int64_t kLargestBlock = 0x7fffffff;
inline constexpr std::int64_t kPracticalBlock = std::int64_t{1} << 30;

// JSON: real documents nest three levels; the longest legitimate string is a metadata value (an
// extended attribute of 64 KiB in base64, or a Windows rule list).
inline constexpr std::size_t kJsonDepth = 32;
inline constexpr std::size_t kJsonString = 16U << 20;
inline constexpr std::size_t kJsonMembers = 65536; // of one object: a file's extended attributes
inline constexpr std::uint64_t kJsonDocument = std::uint64_t{64} << 30; // 200 M dlist entries

inline constexpr std::size_t kManifest = 64U << 10; // real: 200 bytes
inline constexpr std::size_t kFileset = 64U << 10;  // real: 30 bytes
inline constexpr std::size_t kVersionText = 1024;   // AppVersion, Created, hash names as spelled

// dlist: PATH_MAX is 4 KiB, long Windows paths reach 32,767 UTF-16 units (96 KiB of UTF-8 at most).
inline constexpr std::size_t kEntryPath = 128U << 10;
inline constexpr std::size_t kEntries = std::size_t{1} << 31; // per dlist
// 16 Mi blocklists are 512 GiB in blocks of 1 KiB, and 1 GiB of hashes in memory.
inline constexpr std::size_t kBlocklists = 16U << 20;
inline constexpr std::size_t kMetadataBlocklists = 1024; // one in practice (§4.3)

// The files of one version together: no sum over them runs over 64 bits. 64 PiB.
inline constexpr std::int64_t kVersionBytes = std::int64_t{1} << 56;
// What a list or an index may unfold to: each file and block has a hash that does not shrink, so 1
// to 60 is much (empty files only); sparse files, a few megabytes at most, do better.
inline constexpr std::uint64_t kListRatio = 300;
inline constexpr std::uint64_t kListOfAnyRatio = 64U << 20;
// Blocklists that are held in memory of one index: those of 4 GiB in blocks of 1 KiB, twice.
inline constexpr std::uint64_t kIndexLists = 256U << 20;
// Envelope of a dlist: 4 Mi dblocks of 50 MiB are 200 TiB, with an index each; 150 bytes a volume.
inline constexpr std::size_t kEnvelopeVolumes = 8U << 20;
inline constexpr std::uint64_t kEnvelope = std::uint64_t{4} << 30;

// Metadata blob: HPB*BS for the smallest block and the longest hash is 16 KiB; for usual ones it is
// gigabytes. Real blobs are 200 bytes, with attributes and rule lists some 100 KiB.
inline constexpr std::size_t kMetadataBlob = 16U << 20;
// Held in memory by a restore (folders and links get theirs last, files with their content), beside
// what kMetadataEach allows for each entry: thousands of entries may share one large blob.
inline constexpr std::int64_t kHeldMetadata = 128 << 20;
inline constexpr std::int64_t kMetadataEach = 1024;
inline constexpr std::size_t kMetadataName = 4096; // key of an attribute (Linux: 255 bytes)

// Archives: a dblock of 4 GiB in blocks of 1 KiB that shrink to 64 bytes has 64 Mi entries.
inline constexpr std::size_t kArchiveEntries = 64U << 20;
inline constexpr std::size_t kEntryName = 4096;
inline constexpr std::uint64_t kCentralDirectory = std::uint64_t{8} << 30;
// What a tar or 7z volume may unfold to. They must be unfolded whole, to a temporary file.
inline constexpr std::uint64_t kUnfoldedArchive = std::uint64_t{64} << 30;
// Longest probe in the table of names: only a crafted archive gets near it.
inline constexpr std::size_t kNameProbes = 8192;

// AES Crypt: each extension is at most 64 KiB by its length field; real headers hold four.
inline constexpr std::size_t kAesExtensions = 256;
inline constexpr std::size_t kAesExtensionBytes = 1U << 20;
inline constexpr std::uint32_t kAesIterations = 5'000'000; // as the engines of version 3 have it

} // namespace cairn::limits

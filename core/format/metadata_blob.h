// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

// .NET FileAttributes, as CoreAttributes names them (storage-format.md §7).
namespace file_attributes {
inline constexpr std::uint32_t kReadOnly = 1;
inline constexpr std::uint32_t kHidden = 2;
inline constexpr std::uint32_t kSystem = 4;
inline constexpr std::uint32_t kDirectory = 16;
inline constexpr std::uint32_t kArchive = 32;
inline constexpr std::uint32_t kNormal = 128;
inline constexpr std::uint32_t kReparsePoint = 1024;
} // namespace file_attributes

// What the metadata blob of a path holds (§7). Absent members are not written; all strings are
// bytes.
struct Metadata
{
    // In the order that the system lists them; empty values are not stored (as Duplicati has it).
    std::vector<std::pair<std::string, std::string>> xattrs; // full name ("user.x"), raw value
    std::optional<std::uint32_t> uid; // uid, gid and mode are written together or not at all
    std::optional<std::uint32_t> gid;
    std::optional<std::uint32_t> mode; // st_mode & 07777; the format's own key keeps 0777 of it
    std::optional<std::string> ownerName;
    std::optional<std::string> groupName;
    std::optional<std::uint32_t> attributes; // file_attributes
    std::optional<std::int64_t> mtimeTicks;  // CoreLastWritetime
    std::optional<std::int64_t> ctimeTicks;  // CoreCreatetime
    std::optional<std::string> symlinkTarget;

    friend bool operator==(const Metadata &, const Metadata &) = default;
};

// BOM and JSON, byte for byte as Duplicati writes it, so that taking over a backup does not store
// all metadata anew. Set-id and sticky bits, which Duplicati drops, follow in a key of ours,
// "cairn:mode-bits" (decimal, only when not zero), behind everything else: without them the blob is
// Duplicati's, with them its beginning is, and Duplicati ignores keys it does not know wherever
// they stand.
void serialise(const Metadata &metadata, std::string &out); // replaces `out`
[[nodiscard]] std::string serialise(const Metadata &metadata);

// Unknown keys and null values are ignored, and so are known keys with values that make no sense.
// decodeEscapes: see path_escape.h.
Result<Metadata> parseMetadata(ByteView blob, bool decodeEscapes);

// "ReadOnly, Directory", or the number when a bit has no name.
[[nodiscard]] std::string attributesText(std::uint32_t attributes);
[[nodiscard]] std::optional<std::uint32_t> attributesFromText(std::string_view text);

} // namespace cairn

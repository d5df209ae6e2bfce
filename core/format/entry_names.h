// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"

#include <optional>
#include <string>
#include <string_view>

// Names of the entries inside volumes (storage-format.md §3 to §6).
namespace cairn {

inline constexpr std::string_view kManifestEntry = "manifest";
inline constexpr std::string_view kFilesetEntry = "fileset";
inline constexpr std::string_view kFilelistEntry = "filelist.json";
inline constexpr std::string_view kEnvelopeEntry = "cairn-envelope"; // ours (reliability.md S2)
inline constexpr std::string_view kVolFolder = "vol/";               // + dblock name
inline constexpr std::string_view kListFolder = "list/";   // + base64url of a blocklist hash
inline constexpr std::string_view kExtraFolder = "extra/"; // + control file name

// The name of a dblock entry that can be a block: base64url characters, 0 to 2 '=', length a
// multiple of four, not "manifest" (§4.1).
[[nodiscard]] bool isBlockEntry(std::string_view name);
// Its hash; nothing unless the name is a canonical digest.
[[nodiscard]] std::optional<Digest> blockOfEntry(std::string_view name);

[[nodiscard]] std::string listEntryName(const Digest &blocklistHash);
[[nodiscard]] std::string volEntryName(std::string_view dblockName);
// What follows the folder, if the entry lies in it ("vol/x" with kVolFolder gives "x").
[[nodiscard]] std::optional<std::string_view> nameInFolder(std::string_view entry,
                                                           std::string_view folder);

} // namespace cairn

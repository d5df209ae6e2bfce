// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace cairn {

// The `manifest` entry that begins every volume (storage-format.md §3.1).
struct Manifest
{
    int version = 2;
    std::string created; // stamp; readers ignore it
    std::int64_t blocksize = 0;
    HashAlgorithm blockHash = HashAlgorithm::Sha256;
    HashAlgorithm fileHash = HashAlgorithm::Sha256;
    // As spelled: a continued backup must spell them the same way.
    std::string blockHashName = "SHA256";
    std::string fileHashName = "SHA256";
    std::string appVersion; // free text; absent in very old volumes

    // Blocksize and hashes agree, names to the letter, as Duplicati compares them.
    [[nodiscard]] bool agreesWith(const Manifest &other) const;
};

inline constexpr std::string_view kOwnAppVersion = "Cairn " CAIRN_VERSION;

// The entry's content: BOM and JSON, members in Duplicati's order.
[[nodiscard]] std::string serialise(const Manifest &manifest);
Result<Manifest> parseManifest(ByteView content);

// The `fileset` entry of a dlist (§3.2). A dlist without one is full.
[[nodiscard]] std::string filesetEntry(bool isFull);
Result<bool> parseFileset(ByteView content);

} // namespace cairn

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/volume_kind.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

// A remote file name, taken apart (storage-format.md §2.2).
struct RemoteName
{
    std::string prefix;
    VolumeKind kind = VolumeKind::Dblock;
    std::string id; // hex digits, or the stamp
    bool stamped =
        false; // `id` is a stamp and `time` holds it; false: a hex id (legal even in a dlist)
    std::int64_t time = 0;   // seconds since 1970, when stamped
    std::string compression; // "zip", "tzstd", …
    std::string encryption;  // "aes", "gpg", …; empty: none
    bool parity = false;     // a `.par2` companion of the volume that the rest names
};

// Nothing for foreign files. A stamp that is no time gives nothing too, where Duplicati would
// throw.
[[nodiscard]] std::optional<RemoteName> parseRemoteName(std::string_view name,
                                                        bool ignoreCase = false);

// How a volume is to be opened, told by its name alone (§10): a last extension that is a
// compression module's means that it is not encrypted; otherwise it names the encryption. In lower
// case. Nothing for foreign files and parity companions.
struct VolumeModules
{
    std::string compression;
    std::string encryption; // empty: none

    friend bool operator==(const VolumeModules &, const VolumeModules &) = default;
};
[[nodiscard]] std::optional<VolumeModules> modulesOf(std::string_view name);
[[nodiscard]] VolumeModules modulesOf(const RemoteName &name);

// Whether such volumes can be opened here. Others only look like volumes: `….dlist.zip.part` parses
// as a list with an encryption called "part".
[[nodiscard]] bool hasKnownModules(const RemoteName &name);

// Names as written (§2.1). `encryption` is empty for none; `hexId` comes from Random::hexId().
[[nodiscard]] std::string dblockName(std::string_view prefix, std::string_view hexId,
                                     std::string_view compression, std::string_view encryption);
[[nodiscard]] std::string dindexName(std::string_view prefix, std::string_view hexId,
                                     std::string_view compression, std::string_view encryption);
[[nodiscard]] std::string dlistName(std::string_view prefix, std::int64_t unixSeconds,
                                    std::string_view compression, std::string_view encryption);

} // namespace cairn

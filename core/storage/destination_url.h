// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <map>
#include <string>
#include <string_view>

namespace cairn {

// Option name in lower case -> value as UTF-8. May hold secrets: never log it.
using BackendOptions = std::map<std::string, std::string>;

// Where a backup goes, as a person types it (backends.md §1.1):
//   /path, path             taken byte for byte, no decoding, no `~`
//   file:///path            a URL: %XX decoded, `?option=value&…` split off; `+` in the path stays
//   file://path             Duplicati's: what follows the slashes is the path; also file://C:\path
//   scheme://[user[:password]@]host[:port]/path?option=value   the case of the host is kept
struct DestinationUrl
{
    std::string scheme; // lower case
    std::string user;
    Secret password;
    std::string host; // empty for "file"
    int port = -1;    // -1: the scheme's own
    // For "file" an absolute path without "." components and trailing slash, or a Windows path as
    // typed; for others what follows the host, with its leading slash.
    std::string path;
    BackendOptions options; // of the query; they win over those of the job

    // Relative paths start at `workingFolder` (absolute). Errors name no secret.
    [[nodiscard]] static Result<DestinationUrl> parse(std::string_view text,
                                                      const FilePath &workingFolder);
    // Relative to the current folder of the process.
    [[nodiscard]] static Result<DestinationUrl> parse(std::string_view text);

    [[nodiscard]] bool isLocal() const { return scheme == "file"; }
    [[nodiscard]] bool isWindowsPath() const; // C:\… or \\server\…
    [[nodiscard]] FilePath folder() const { return FilePath(path); }
    // For people: a path as it is, a URL with password and all option values masked.
    [[nodiscard]] QString display() const;
    // Identifies the destination's database: scheme, host, port and path; no user, secret or
    // option.
    [[nodiscard]] std::string key() const;
};

// Any text that may be a URL, with everything masked that may be secret; copes with malformed ones
// (S5).
[[nodiscard]] QString maskedUrl(std::string_view text);

} // namespace cairn

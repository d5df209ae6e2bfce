// SPDX-License-Identifier: MIT
#include "core/storage/destination_url.h"

#include "core/base/bytes.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

namespace {

// What stands for a secret in all inputs; no message may have it.
constexpr std::string_view kSecret = "S3cr3tS3cr3t";

bool holdsSecret(const QString &text)
{
    return text.contains(QLatin1String(kSecret.data(), static_cast<qsizetype>(kSecret.size())));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(asText({data, size}));
    const FilePath here("/working/folder");
    const auto url = DestinationUrl::parse(text, here);
    if (!url)
        return 0;
    fuzz::require(!url->scheme.empty(), "there is a scheme");
    fuzz::require(url->port >= -1 && url->port <= 65535, "a port is a port");
    if (url->isLocal() && !url->isWindowsPath())
        fuzz::require(url->path.starts_with('/') && url->path.find('\0') == std::string::npos,
                      "a folder is absolute");
    fuzz::require(url->display() == url->display() && url->key() == url->key(), "no chance");
    fuzz::require(url->key().find(kSecret) == std::string::npos ||
                      url->path.find(kSecret) != std::string::npos ||
                      url->host.find(kSecret) != std::string::npos,
                  "the key has no secret");
    // S5: however the rest of it looks, what follows a user's name or an option's is masked.
    const std::string secret(kSecret);
    if (text.find(secret) != std::string::npos)
        return 0; // it may stand where no secret does
    for (const std::string &made : {"ssh://user:" + secret + "@" + text,
                                    "s3://host/path?auth-password=" + secret + "&x=" + text}) {
        fuzz::require(!holdsSecret(maskedUrl(made)), "a masked URL has no secret");
        const auto parsed = DestinationUrl::parse(made, here);
        if (!parsed)
            fuzz::require(!holdsSecret(parsed.error().message) &&
                              !holdsSecret(parsed.error().detail),
                          "an error has no secret");
    }
    return 0;
}

// SPDX-License-Identifier: MIT
#include "core/format/metadata_blob.h"

#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <set>

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    auto metadata = parseMetadata({data, size}, size % 2 != 0);
    if (!metadata)
        return 0;
    std::erase_if(metadata->xattrs, [](const auto &xattr) { return xattr.second.empty(); });
    std::set<std::string_view> names; // a foreign escape can make two names one
    for (const auto &xattr : metadata->xattrs) {
        if (!names.insert(xattr.first).second)
            return 0;
    }
    const std::string text = serialise(*metadata);
    const auto again = parseMetadata(asBytes(text), true);
    fuzz::require(again && *again == *metadata, "a written blob is read");
    fuzz::require(serialise(*again) == text, "and written again the same");
    return 0;
}

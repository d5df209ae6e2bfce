// SPDX-License-Identifier: MIT
#include "core/format/entry_names.h"

#include "core/base/bytes.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view name = asText({data, size});
    const auto hash = blockOfEntry(name);
    if (hash) {
        fuzz::require(isBlockEntry(name) && hash->toBase64Url() == name, "one name, one hash");
        const std::string list = listEntryName(*hash);
        fuzz::require(nameInFolder(list, kListFolder) == name, "a list's name is read");
    }
    for (const std::string_view folder : {kVolFolder, kListFolder, kExtraFolder}) {
        const auto inside = nameInFolder(name, folder);
        if (inside)
            fuzz::require(std::string(folder).append(*inside) == name, "folder and name");
    }
    return 0;
}

// SPDX-License-Identifier: MIT
#include "core/format/remote_name.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

namespace {

std::string written(const RemoteName &name)
{
    switch (name.kind) {
    case VolumeKind::Dblock:
        return dblockName(name.prefix, name.id, name.compression, name.encryption);
    case VolumeKind::Dindex:
        return dindexName(name.prefix, name.id, name.compression, name.encryption);
    case VolumeKind::Dlist:
        break;
    }
    return dlistName(name.prefix, name.time, name.compression, name.encryption);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = asText({data, size});
    const auto strict = parseRemoteName(text, false);
    const auto loose = parseRemoteName(text, true);
    fuzz::require(!strict || loose, "what is read with case is read without");
    fuzz::require(modulesOf(text).has_value() == (loose && !loose->parity),
                  "volumes have modules, companions have none");
    if (!loose || loose->stamped != (loose->kind == VolumeKind::Dlist))
        return 0; // no program writes the others
    const std::string name = written(*loose);
    const auto again = parseRemoteName(name);
    const VolumeModules modules = modulesOf(*loose);
    if (modules.encryption == "par2" || modules.compression == "par2")
        return 0; // a companion's companion
    fuzz::require(again && again->kind == loose->kind && again->prefix == loose->prefix &&
                      again->id == loose->id && again->compression == loose->compression &&
                      again->encryption == loose->encryption,
                  "a written name is read");
    return 0;
}

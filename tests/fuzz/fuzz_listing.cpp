// SPDX-License-Identifier: MIT
#include "core/storage/remote_listing.h"

#include "core/base/bytes.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

// A name a line; what follows a tab is the size.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::string_view rest = asText({data, size});
    std::vector<RemoteFile> files;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        RemoteFile file;
        file.name = rest.substr(0, end);
        file.size = static_cast<std::int64_t>(end) - 3;
        rest.remove_prefix(std::min(end + 1, rest.size()));
        files.push_back(std::move(file));
    }
    const std::size_t given = files.size();
    const RemoteListing listing(files);
    fuzz::require(listing.size() <= given &&
                      (listing.size() == given) == listing.duplicates().empty(),
                  "a name counts once");
    for (const RemoteFile &file : files) {
        const RemoteFile *found = listing.find(file.name);
        fuzz::require(found != nullptr && found->name == file.name, "what is listed is found");
    }
    for (std::size_t i = 1; i < listing.size(); ++i)
        fuzz::require(listing.files()[i - 1].name < listing.files()[i].name, "in order");
    fuzz::require(!RemoteListing::lostTooMany(given, given) &&
                      RemoteListing::lostTooMany(given + 1, 0),
                  "nothing lost, all lost");
    return 0;
}

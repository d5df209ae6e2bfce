// SPDX-License-Identifier: MIT
#include "core/format/dlist.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

namespace {

bool sameContent(const DlistEntry &a, const DlistEntry &b)
{
    return a.type == b.type && a.path == b.path && a.metaHash == b.metaHash &&
           a.blocklists == b.blocklists &&
           (a.type != DlistEntry::File ||
            (a.hash == b.hash && a.size == b.size && a.time == b.time));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    DlistReader::Options options;
    options.decodeEscapes = (size & 1) != 0;
    options.blockHashLength = (size & 2) != 0 ? 32 : 0;
    std::vector<DlistEntry> entries;
    DlistReader reader(
        options,
        [&entries](DlistEntry &entry) -> Result<> {
            if (entry.type != DlistEntry::File)
                entry.blocklists.clear(); // nothing of theirs, so not written
            if (entry.metaSize < 0)
                entry.metaSize = 0;
            entries.push_back(std::move(entry));
            return {};
        },
        [](const DlistEntry &, const QString &) -> Result<> { return {}; });
    if (!reader.write({data, size}) || !reader.finish())
        return 0;

    BufferSink sink;
    DlistWriter writer(sink);
    bool good = writer.begin().has_value();
    for (const DlistEntry &entry : entries)
        good = good && writer.add(entry);
    fuzz::require(good && writer.end().has_value(), "what was read can be written");

    std::size_t at = 0;
    options.decodeEscapes = true; // as for every list of ours
    DlistReader again(options, [&](DlistEntry &entry) -> Result<> {
        fuzz::require(at < entries.size() && sameContent(entry, entries[at]),
                      "a written entry is read");
        ++at;
        return {};
    });
    fuzz::require(again.write(sink.buffer()) && again.finish() && at == entries.size(),
                  "a written list is read");
    return 0;
}

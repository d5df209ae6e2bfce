// SPDX-License-Identifier: MIT
#include "core/format/envelope.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

namespace {

Result<Envelope> parse(ByteView text, std::vector<EnvelopeVolume> &volumes)
{
    EnvelopeReader reader([&](const EnvelopeVolume &volume) -> Result<> {
        fuzz::require(!volume.name.empty() && volume.size >= 0, "volumes make sense");
        volumes.push_back(volume);
        return {};
    });
    CAIRN_TRY(reader.write(text));
    return reader.finish();
}

bool same(const EnvelopeVolume &a, const EnvelopeVolume &b)
{
    return a.name == b.name && a.size == b.size && a.hash == b.hash;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::vector<EnvelopeVolume> volumes;
    const auto envelope = parse({data, size}, volumes);
    if (!envelope)
        return 0;
    fuzz::require(!envelope->name.empty() && envelope->volumes == volumes.size(), "all is counted");
    BufferSink text;
    EnvelopeWriter writer(text);
    bool written = writer.begin(envelope->name, envelope->previous).has_value();
    for (const EnvelopeVolume &volume : volumes)
        written = written && writer.add(volume);
    fuzz::require(written && writer.end(), "what was read is written");
    std::vector<EnvelopeVolume> again;
    const auto reread = parse(text.buffer(), again);
    fuzz::require(reread && reread->name == envelope->name &&
                      reread->previous.has_value() == envelope->previous.has_value() &&
                      (!reread->previous || same(*reread->previous, *envelope->previous)) &&
                      std::ranges::equal(again, volumes, same),
                  "a written envelope is read");
    return 0;
}

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/digest.h"
#include "core/format/json_reader.h"
#include "core/format/limits.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace cairn {

// A volume as it lay at the destination when a list was made.
struct EnvelopeVolume
{
    std::string name;
    std::int64_t size = -1; // bytes as stored
    Digest hash;            // file hash over the stored bytes; empty: was not known
};

// Writes the `cairn-envelope` entry of a dlist (reliability.md S2) into a sink, buffered: BOM and
//   {"name":"<its dlist>","previous":V,"volumes":[V,…]}   V: {"name":"…","size":N,"hash":"<b64>"}
// `previous` and each `hash` only where they are known. One use.
class EnvelopeWriter final
{
public:
    explicit EnvelopeWriter(ByteSink &out);
    // `name` is that of the dlist itself; `previous` the list of the version before.
    Result<> begin(std::string_view name, const std::optional<EnvelopeVolume> &previous);
    Result<> add(const EnvelopeVolume &volume);
    Result<> end();

private:
    Result<> flush();
    ByteSink &m_out;
    std::string m_buffer;
    bool m_first = true;
};

struct Envelope
{
    std::string name; // of the dlist that it was made for
    std::optional<EnvelopeVolume> previous;
    std::uint64_t volumes = 0;
};

// Reads the entry in pieces. Members may come in any order, unknown ones are skipped. What the
// callback received counts only if finish() succeeds.
class EnvelopeReader final : public ByteSink
{
public:
    using OnVolume = std::function<Result<>(const EnvelopeVolume &volume)>;
    explicit EnvelopeReader(OnVolume onVolume,
                            std::uint64_t mostVolumes = limits::kEnvelopeVolumes);
    ~EnvelopeReader() override;
    Result<> write(ByteView bytes) override;
    Result<Envelope> finish();

private:
    class Handler;
    std::unique_ptr<Handler> m_handler;
    JsonReader m_reader;
};

} // namespace cairn

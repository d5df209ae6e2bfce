// SPDX-License-Identifier: MIT
#include "core/format/json_reader.h"

#include "core/base/text.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

namespace {

// Sums up what it was told.
class Recorder final : public JsonHandler
{
public:
    std::string log;

    Result<> beginObject() override { return add('{', {}); }
    Result<> endObject() override { return add('}', {}); }
    Result<> beginArray() override { return add('[', {}); }
    Result<> endArray() override { return add(']', {}); }
    Result<> key(std::string_view name) override { return text('k', name); }
    Result<> string(std::string_view value) override { return text('s', value); }
    Result<> number(std::int64_t value) override { return add('n', std::to_string(value)); }
    Result<> boolean(bool value) override { return add(value ? 't' : 'f', {}); }
    Result<> null() override { return add('0', {}); }

private:
    Result<> text(char kind, std::string_view value)
    {
        fuzz::require(isValidUtf8(value), "strings are UTF-8");
        return add(kind, value);
    }
    Result<> add(char kind, std::string_view value)
    {
        log += kind;
        log += value;
        log += '\n';
        return {};
    }
};

bool parse(ByteView document, std::size_t piece, std::string &log)
{
    Recorder recorder;
    JsonReader reader(recorder);
    bool good = true;
    for (std::size_t at = 0; good && at < document.size(); at += piece)
        good =
            reader.write(document.subspan(at, std::min(piece, document.size() - at))).has_value();
    good = good && reader.finish().has_value();
    log = std::move(recorder.log);
    return good;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ByteView document(data, size);
    std::string whole, pieces;
    const bool good = parse(document, std::max<std::size_t>(size, 1), whole);
    fuzz::require(parse(document, 1 + size % 7, pieces) == good, "pieces do not matter");
    fuzz::require(!good || whole == pieces, "pieces give the same");
    return 0;
}

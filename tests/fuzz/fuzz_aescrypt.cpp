// SPDX-License-Identifier: MIT
#include "core/format/aescrypt.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Secret passphrase("pass phr\xc3\xa4se"); // of the format's test vectors
    const ByteView file(data, size);
    Buffer plain, streamed;
    const auto info = decryptAesCrypt(file, passphrase, plain);
    fuzz::require(info || plain.empty(), "what is not proven is not handed out");
    if (!info) {
        std::ignore = decryptAesCrypt(file, passphrase, plain, AesMac::Salvage);
        return 0;
    }
    BufferSink sink;
    const auto again = decryptAesCrypt(MemorySource(file), passphrase, sink);
    fuzz::require(again && asText(sink.buffer()) == asText(plain), "both ways give the same");
    const auto source = openAesCrypt(std::make_shared<MemorySource>(file), passphrase);
    fuzz::require(source && (*source)->size() == plain.size(), "so does reading parts");
    Buffer scratch;
    const auto end = (*source)->view(plain.size() / 2, plain.size() - plain.size() / 2, scratch);
    fuzz::require(end && asText(*end) == asText(plain).substr(plain.size() / 2), "any part");
    return 0;
}

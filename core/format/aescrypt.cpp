// SPDX-License-Identifier: MIT
#include "core/format/aescrypt_file.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t kPiece = 256U << 10; // a multiple of the cipher's block

// Decrypts piece by piece; `place(length)` gives room for each, `done(bytes)` takes the plain ones.
template<typename Place, typename Done>
Result<AesCryptInfo> decrypt(const ByteSource &in, const Secret &passphrase, AesMac mode,
                             Place &&place, Done &&done)
{
    CAIRN_LET(header, aes::readHeader(in, mode));
    aes::Session session;
    CAIRN_TRY(aes::openSession(header, passphrase, session));
    CAIRN_LET(layout, aes::readLayout(in, header, mode));
    aes::Cbc cipher(aes::Cbc::Decrypt, session.key(), session.iv());
    aes::Hmac mac(session.key());
    const int version = header.info.version;
    Buffer scratch;
    for (std::uint64_t at = 0; at < layout.cipherSize;) {
        const auto length =
            static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, layout.cipherSize - at));
        CAIRN_LET(encrypted, in.view(header.info.headerSize + at, length, scratch));
        if (mode == AesMac::Verify)
            mac.update(encrypted);
        const MutableBytes plain = place(length);
        cipher.update(encrypted, plain.data());
        at += length;
        std::size_t pad = 0;
        if (at == layout.cipherSize && layout.complete) {
            const auto known = aes::padLength(plain.last(aes::kBlock), version, layout.modulo);
            if (!known && mode != AesMac::Salvage)
                // Told after the MAC: its answer comes first, or a padding oracle is built.
                return mode == AesMac::Verify && !aes::sameMac(mac.finish(), layout.mac)
                           ? aes::corrupt("payload MAC")
                           : aes::corrupt("padding");
            pad = known.value_or(0);
        }
        header.info.plainSize += length - pad;
        CAIRN_TRY(done(ByteView(plain).first(length - pad)));
    }
    if (mode == AesMac::Verify && !aes::sameMac(mac.finish(), layout.mac)) {
        // Version 0 has nothing else that would tell a wrong passphrase.
        if (version == 0)
            return aes::wrongPassphrase();
        return aes::corrupt("payload MAC");
    }
    return header.info;
}

} // namespace

Result<AesCryptInfo> decryptAesCrypt(const ByteSource &in, const Secret &passphrase,
                                     ByteSink &plain, AesMac mode)
{
    Buffer piece;
    return decrypt(
        in, passphrase, mode,
        [&](std::size_t length) {
            piece.resize(length);
            return piece.span();
        },
        [&](ByteView bytes) { return plain.write(bytes); });
}

Result<AesCryptInfo> decryptAesCrypt(ByteView in, const Secret &passphrase, Buffer &plain,
                                     AesMac mode)
{
    plain.clear();
    plain.reserve(in.size()); // what comes out is never longer
    auto result = decrypt(
        MemorySource(in), passphrase, mode,
        [&](std::size_t length) {
            const std::size_t at = plain.size();
            plain.resize(at + length);
            return plain.span().subspan(at);
        },
        [&](ByteView bytes) {
            plain.resize(static_cast<std::size_t>(bytes.data() + bytes.size() - plain.data()));
            return Result<>();
        });
    if (!result && mode != AesMac::Salvage)
        plain.clear();
    return result;
}

Result<AesCryptInfo> checkAesCryptHeader(ByteView in, const Secret &passphrase)
{
    CAIRN_LET(header, aes::readHeader(MemorySource(in), AesMac::Verify));
    aes::Session session;
    CAIRN_TRY(aes::openSession(header, passphrase, session));
    return header.info;
}

} // namespace cairn

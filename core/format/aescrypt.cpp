// SPDX-License-Identifier: MIT
#include "core/format/aescrypt.h"

#include "core/format/aescrypt_keys.h"
#include "core/format/limits.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

constexpr std::size_t kPiece = 256U << 10; // a multiple of the cipher's block

tl::unexpected<Error> corrupt(const char *why)
{
    Error error{ErrorCode::Corrupt, QStringLiteral("The encrypted file is damaged."), {}, {}};
    error.detail = QString::fromLatin1(why);
    return fail(std::move(error));
}

tl::unexpected<Error> wrongPassphrase()
{
    return fail(ErrorCode::WrongPassphrase,
                QStringLiteral("The passphrase does not fit the encrypted file."));
}

// Reads the parts of the header one after another.
class Cursor final
{
public:
    explicit Cursor(const ByteSource &source)
        : m_source(source)
    {
    }
    Result<ByteView> take(std::size_t length)
    {
        CAIRN_LET(bytes, m_source.view(m_at, length, m_scratch));
        m_at += length;
        return bytes;
    }
    Result<> take(MutableBytes out)
    {
        CAIRN_LET(bytes, take(out.size()));
        std::copy(bytes.begin(), bytes.end(), out.begin());
        return {};
    }
    Result<std::uint32_t> number(std::size_t length) // big-endian
    {
        CAIRN_LET(bytes, take(length));
        std::uint32_t value = 0;
        for (const std::uint8_t byte : bytes)
            value = (value << 8) | byte;
        return value;
    }
    void skip(std::size_t length) { m_at += length; }
    [[nodiscard]] std::uint64_t at() const { return m_at; }

private:
    const ByteSource &m_source;
    std::uint64_t m_at = 0;
    Buffer m_scratch;
};

struct Header
{
    AesCryptInfo info;
    std::uint8_t fifthByte = 0; // version 0: length modulo 16; else reserved
    std::array<std::uint8_t, aes::kBlock> publicIv{};
    std::array<std::uint8_t, aes::kSealedKey> sealedKey{};
    std::array<std::uint8_t, aes::kMac> mac{};
};

Result<> skipExtensions(Cursor &cursor)
{
    std::size_t count = 0;
    std::size_t total = 0;
    for (;;) {
        CAIRN_LET(length, cursor.number(2));
        if (length == 0)
            return {};
        total += length;
        if (++count > limits::kAesExtensions || total > limits::kAesExtensionBytes)
            return corrupt("too many extensions");
        cursor.skip(length);
    }
}

Result<Header> readHeader(const ByteSource &in, AesMac mode)
{
    Cursor cursor(in);
    Header header;
    CAIRN_LET(magic, cursor.take(5));
    if (asText(magic.first(3)) != "AES")
        return corrupt("not an AES Crypt file");
    header.info.version = magic[3];
    header.fifthByte = magic[4];
    const int version = header.info.version;
    if (version > 3)
        return fail(
            ErrorCode::Unsupported,
            QStringLiteral("The file is encrypted in AES Crypt version %1, which cannot be read.")
                .arg(version));
    if (version != 0 && header.fifthByte != 0 && mode != AesMac::Salvage)
        return corrupt("reserved byte");
    if (version >= 2)
        CAIRN_TRY(skipExtensions(cursor));
    if (version == 3) {
        CAIRN_LET(iterations, cursor.number(4));
        if (iterations < 1 || iterations > limits::kAesIterations)
            return corrupt("iteration count");
        header.info.iterations = iterations;
    }
    CAIRN_TRY(cursor.take(header.publicIv));
    if (version != 0) {
        CAIRN_TRY(cursor.take(header.sealedKey));
        CAIRN_TRY(cursor.take(header.mac));
    }
    header.info.headerSize = cursor.at();
    return header;
}

// IV and key of the payload, after the header's MAC has agreed.
struct Session
{
    aes::KeyBytes<aes::kSealedKey> bytes;
    [[nodiscard]] ByteView iv() const { return bytes.view().first(aes::kBlock); }
    [[nodiscard]] ByteView key() const { return bytes.view().subspan(aes::kBlock); }
};

Result<> openSession(const Header &header, const Secret &passphrase, Session &session)
{
    if (passphrase.empty())
        return fail(ErrorCode::MissingPassphrase,
                    QStringLiteral("The file is encrypted, and there is no passphrase."));
    aes::KeyBytes<aes::kKey> key;
    if (header.info.version == 3)
        aes::deriveKeyV3(passphrase, header.publicIv, header.info.iterations, key);
    else
        aes::deriveKey(passphrase, header.publicIv, key);
    if (header.info.version == 0) { // the payload is encrypted with this key itself
        std::ranges::copy(header.publicIv, session.bytes.bytes.begin());
        std::ranges::copy(key.bytes, session.bytes.bytes.begin() + aes::kBlock);
        return {};
    }
    aes::Hmac mac(key.view());
    mac.update(header.sealedKey);
    if (header.info.version == 3) {
        const std::uint8_t version = 3;
        mac.update(ByteView(&version, 1));
    }
    if (!aes::sameMac(mac.finish(), header.mac))
        return wrongPassphrase();
    aes::Cbc(aes::Cbc::Decrypt, key.view(), header.publicIv)
        .update(header.sealedKey, session.bytes.bytes.data());
    return {};
}

// Where the ciphertext lies and what ends it.
struct Layout
{
    std::uint64_t cipherSize = 0;
    int modulo = -1; // plain length modulo 16; -1: PKCS#7 tells (version 3), or nothing does
    std::array<std::uint8_t, aes::kMac> mac{};
    bool complete = true; // false: salvaging a file whose end is missing
};

Result<Layout> readLayout(const ByteSource &in, const Header &header, AesMac mode)
{
    Layout layout;
    const int version = header.info.version;
    const std::uint64_t rest = in.size() - std::min(in.size(), header.info.headerSize);
    const std::size_t trailer = aes::kMac + (version == 1 || version == 2 ? 1 : 0);
    if (rest < trailer || (rest - trailer) % aes::kBlock != 0 ||
        (version == 3 && rest == trailer)) {
        if (mode != AesMac::Salvage)
            return corrupt("length");
        layout.complete = false; // all that is left counts as ciphertext
        layout.cipherSize = rest / aes::kBlock * aes::kBlock;
        return layout;
    }
    layout.cipherSize = rest - trailer;
    Buffer scratch;
    CAIRN_LET(end, in.view(in.size() - trailer, trailer, scratch));
    std::copy(end.end() - aes::kMac, end.end(), layout.mac.begin());
    if (version == 1 || version == 2)
        layout.modulo = end[0];
    else if (version == 0)
        layout.modulo = header.fifthByte & 0x0f;
    if (layout.modulo > 15 || (layout.modulo > 0 && layout.cipherSize == 0)) {
        if (mode != AesMac::Salvage)
            return corrupt("length byte");
        layout.modulo = -1;
        layout.complete = false;
    }
    return layout;
}

// Length of the pad at the end of the last block; nothing if it is not as it should be.
std::optional<std::size_t> padLength(ByteView lastBlock, int version, int modulo)
{
    const std::size_t pad = version == 3  ? lastBlock[aes::kBlock - 1]
                            : modulo == 0 ? 0
                                          : aes::kBlock - static_cast<std::size_t>(modulo);
    if (pad > aes::kBlock || (version == 3 && pad == 0))
        return std::nullopt;
    // Versions 0 and 1 come from other programs only, which pad with anything.
    const ByteView bytes = lastBlock.subspan(aes::kBlock - pad);
    const bool exact = std::ranges::all_of(bytes, [pad](std::uint8_t byte) { return byte == pad; });
    return exact || version < 2 ? std::optional(pad) : std::nullopt;
}

// Decrypts piece by piece; `place(length)` gives room for each, `done(bytes)` takes the plain ones.
template<typename Place, typename Done>
Result<AesCryptInfo> decrypt(const ByteSource &in, const Secret &passphrase, AesMac mode,
                             Place &&place, Done &&done)
{
    CAIRN_LET(header, readHeader(in, mode));
    Session session;
    CAIRN_TRY(openSession(header, passphrase, session));
    CAIRN_LET(layout, readLayout(in, header, mode));
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
            const auto known = padLength(plain.last(aes::kBlock), version, layout.modulo);
            if (!known && mode != AesMac::Salvage)
                // Told after the MAC: its answer comes first, or a padding oracle is built.
                return mode == AesMac::Verify && !aes::sameMac(mac.finish(), layout.mac)
                           ? corrupt("payload MAC")
                           : corrupt("padding");
            pad = known.value_or(0);
        }
        header.info.plainSize += length - pad;
        CAIRN_TRY(done(ByteView(plain).first(length - pad)));
    }
    if (mode == AesMac::Verify && !aes::sameMac(mac.finish(), layout.mac)) {
        // Version 0 has nothing else that would tell a wrong passphrase.
        if (version == 0)
            return wrongPassphrase();
        return corrupt("payload MAC");
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
    CAIRN_LET(header, readHeader(MemorySource(in), AesMac::Verify));
    Session session;
    CAIRN_TRY(openSession(header, passphrase, session));
    return header.info;
}

} // namespace cairn

// SPDX-License-Identifier: MIT
#include "core/format/aescrypt_file.h"

#include "core/format/limits.h"

#include <algorithm>

namespace cairn::aes {

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

namespace {

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
constexpr std::uint32_t kMostIterations = 100; // nothing else would be tried
#else
constexpr std::uint32_t kMostIterations = limits::kAesIterations;
#endif

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

} // namespace

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
        if (iterations < 1 || iterations > kMostIterations)
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

Result<> openSession(const Header &header, const Secret &passphrase, Session &session)
{
    if (passphrase.empty())
        return fail(ErrorCode::MissingPassphrase,
                    QStringLiteral("The file is encrypted, and there is no passphrase."));
    KeyBytes<kKey> key;
    if (header.info.version == 3)
        deriveKeyV3(passphrase, header.publicIv, header.info.iterations, key);
    else
        deriveKey(passphrase, header.publicIv, key);
    if (header.info.version == 0) { // the payload is encrypted with this key itself
        std::ranges::copy(header.publicIv, session.bytes.bytes.begin());
        std::ranges::copy(key.bytes, session.bytes.bytes.begin() + kBlock);
        return {};
    }
    Hmac mac(key.view());
    mac.update(header.sealedKey);
    if (header.info.version == 3) {
        const std::uint8_t version = 3;
        mac.update(ByteView(&version, 1));
    }
    if (!sameMac(mac.finish(), header.mac))
        return wrongPassphrase();
    Cbc(Cbc::Decrypt, key.view(), header.publicIv)
        .update(header.sealedKey, session.bytes.bytes.data());
    return {};
}

Result<Layout> readLayout(const ByteSource &in, const Header &header, AesMac mode)
{
    Layout layout;
    const int version = header.info.version;
    const std::uint64_t rest = in.size() - std::min(in.size(), header.info.headerSize);
    const std::size_t trailer = kMac + (version == 1 || version == 2 ? 1 : 0);
    if (rest < trailer || (rest - trailer) % kBlock != 0 || (version == 3 && rest == trailer)) {
        if (mode != AesMac::Salvage)
            return corrupt("length");
        layout.complete = false; // all that is left counts as ciphertext
        layout.cipherSize = rest / kBlock * kBlock;
        return layout;
    }
    layout.cipherSize = rest - trailer;
    Buffer scratch;
    CAIRN_LET(end, in.view(in.size() - trailer, trailer, scratch));
    std::copy(end.end() - kMac, end.end(), layout.mac.begin());
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

std::optional<std::size_t> padLength(ByteView lastBlock, int version, int modulo)
{
    const std::size_t pad = version == 3  ? lastBlock[kBlock - 1]
                            : modulo == 0 ? 0
                                          : kBlock - static_cast<std::size_t>(modulo);
    if (pad > kBlock || (version == 3 && pad == 0))
        return std::nullopt;
    // Versions 0 and 1 come from other programs only, which pad with anything.
    const ByteView bytes = lastBlock.subspan(kBlock - pad);
    const bool exact = std::ranges::all_of(bytes, [pad](std::uint8_t byte) { return byte == pad; });
    return exact || version < 2 ? std::optional(pad) : std::nullopt;
}

} // namespace cairn::aes

// SPDX-License-Identifier: MIT
#include "core/format/aescrypt_file.h"

#include <algorithm>
#include <mutex>

namespace cairn {

namespace {

constexpr std::size_t kPiece = 256U << 10;

Result<> checkMac(const ByteSource &in, const aes::Header &header, const aes::Layout &layout,
                  ByteView key)
{
    aes::Hmac mac(key);
    Buffer scratch;
    for (std::uint64_t at = 0; at < layout.cipherSize;) {
        const auto length =
            static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, layout.cipherSize - at));
        CAIRN_LET(encrypted, in.view(header.info.headerSize + at, length, scratch));
        mac.update(encrypted);
        at += length;
    }
    if (aes::sameMac(mac.finish(), layout.mac))
        return {};
    // Version 0 has nothing else that would tell a wrong passphrase.
    if (header.info.version == 0)
        return aes::wrongPassphrase();
    return aes::corrupt("payload MAC");
}

// Keeps the parts read last: entries of an archive are small, and lie near each other when they are
// read together.
class AesCryptSource final : public ByteSource
{
public:
    AesCryptSource(std::shared_ptr<const ByteSource> in, const aes::Header &header,
                   const aes::Layout &layout, const aes::Session &session)
        : m_in(std::move(in))
        , m_start(header.info.headerSize)
        , m_cipherSize(layout.cipherSize)
        , m_size(layout.cipherSize)
        , m_cipher(aes::Cbc::Decrypt, session.key(), session.iv())
    {
        std::ranges::copy(session.iv(), m_iv.begin());
    }

    // Once, before anything is read.
    Result<> cutPad(const aes::Layout &layout, int version, bool strict)
    {
        if (m_cipherSize == 0 || !layout.complete)
            return {};
        Buffer last;
        CAIRN_TRY(decrypt(m_cipherSize - aes::kBlock, aes::kBlock, last));
        const auto pad = aes::padLength(last, version, layout.modulo);
        if (!pad && strict)
            return aes::corrupt("padding");
        m_size -= pad.value_or(0);
        return {};
    }

    [[nodiscard]] std::uint64_t size() const override { return m_size; }

    Result<ByteView> view(std::uint64_t offset, std::size_t length, Buffer &scratch) const override
    {
        if (offset > m_size || length > m_size - offset)
            return fail(ErrorCode::Corrupt, QStringLiteral("the data ends too early"));
        const std::scoped_lock lock(m_mutex);
        if (length >= kWindow) {
            const std::size_t skipped = offset % aes::kBlock;
            const std::size_t whole =
                (skipped + length + aes::kBlock - 1) / aes::kBlock * aes::kBlock;
            CAIRN_TRY(decrypt(offset - skipped, whole, scratch));
            return scratch.view().subspan(skipped, length);
        }
        scratch.resize(length);
        for (std::size_t done = 0; done < length;) {
            CAIRN_LET(window, windowAt((offset + done) / kWindow));
            const ByteView rest = window.subspan((offset + done) % kWindow);
            const std::size_t taken = std::min(rest.size(), length - done);
            std::copy_n(rest.begin(), taken, scratch.data() + done);
            done += taken;
        }
        return scratch.view();
    }

private:
    static constexpr std::size_t kWindow = 64U << 10; // a multiple of the cipher's block
    static constexpr std::size_t kWindows = 8;
    struct Window
    {
        std::uint64_t number = UINT64_MAX;
        Buffer plain;
    };

    Result<ByteView> windowAt(std::uint64_t number) const
    {
        for (const Window &window : m_windows)
            if (window.number == number)
                return window.plain.view();
        Window &window = m_windows[m_oldest];
        m_oldest = (m_oldest + 1) % kWindows;
        window.number = UINT64_MAX; // if decrypting fails
        const std::uint64_t at = number * kWindow;
        CAIRN_TRY(decrypt(
            at, static_cast<std::size_t>(std::min<std::uint64_t>(kWindow, m_cipherSize - at)),
            window.plain));
        window.number = number;
        return window.plain.view();
    }

    // Whole blocks. In pieces: what is encrypted need not lie in memory as well.
    Result<> decrypt(std::uint64_t at, std::size_t length, Buffer &out) const
    {
        out.resize(length);
        for (std::size_t done = 0; done < length; done += kPiece)
            CAIRN_TRY(
                decryptPiece(at + done, out.span().subspan(done, std::min(kPiece, length - done))));
        return {};
    }
    Result<> decryptPiece(std::uint64_t at, MutableBytes out) const
    {
        const std::size_t before = at == 0 ? 0 : aes::kBlock;
        CAIRN_LET(encrypted, m_in->view(m_start + at - before, out.size() + before, m_encrypted));
        m_cipher.restart(before == 0 ? ByteView(m_iv) : encrypted.first(before));
        m_cipher.update(encrypted.subspan(before), out.data());
        return {};
    }

    std::shared_ptr<const ByteSource> m_in;
    std::uint64_t m_start;      // of the ciphertext
    std::uint64_t m_cipherSize; // a multiple of the cipher's block
    std::uint64_t m_size;       // without the pad
    std::array<std::uint8_t, aes::kBlock> m_iv{};
    mutable std::mutex m_mutex; // guards what follows
    mutable aes::Cbc m_cipher;
    mutable Buffer m_encrypted;
    mutable std::array<Window, kWindows> m_windows;
    mutable std::size_t m_oldest = 0;
};

} // namespace

Result<std::shared_ptr<const ByteSource>> openAesCrypt(std::shared_ptr<const ByteSource> in,
                                                       const Secret &passphrase, AesMac mode)
{
    CAIRN_LET(header, aes::readHeader(*in, mode));
    aes::Session session;
    CAIRN_TRY(aes::openSession(header, passphrase, session));
    CAIRN_LET(layout, aes::readLayout(*in, header, mode));
    if (mode == AesMac::Verify)
        CAIRN_TRY(checkMac(*in, header, layout, session.key()));
    auto source = std::make_shared<AesCryptSource>(std::move(in), header, layout, session);
    CAIRN_TRY(source->cutPad(layout, header.info.version, mode != AesMac::Salvage));
    return source;
}

} // namespace cairn

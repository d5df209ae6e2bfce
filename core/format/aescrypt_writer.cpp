// SPDX-License-Identifier: MIT
#include "core/format/aes_sealer.h"
#include "core/format/aescrypt.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

// Encrypted, authenticated and hashed while it is in the processor's cache, and as large as the
// buffer of a file, which then copies nothing; a multiple of the cipher's block.
constexpr std::size_t kPiece = 256U << 10;

void putExtension(Buffer &out, std::string_view name, std::string_view value)
{
    const std::size_t length = name.size() + 1 + value.size();
    const std::uint8_t prefix[] = {static_cast<std::uint8_t>(length >> 8),
                                   static_cast<std::uint8_t>(length)};
    out.append(prefix);
    out.append(asBytes(name));
    out.append(asBytes(std::string_view("\0", 1)));
    out.append(asBytes(value));
}

} // namespace

struct AesCryptWriter::State
{
    State(const Secret &passphrase, Random &random, Hasher *hash, std::string_view createdBy)
        : usable(!passphrase.empty() && createdBy.size() < 1024)
        , fileHash(hash)
    {
        std::array<std::uint8_t, aes::kBlock> publicIv{};
        aes::KeyBytes<aes::kSealedKey> session; // IV, key
        random.fill(publicIv);
        random.fill(session.bytes);
        aes::KeyBytes<aes::kKey> headerKey;
        aes::deriveKey(passphrase, publicIv, headerKey);

        header.append(asBytes(std::string_view("AES\2\0", 5)));
        putExtension(header, "CREATED_BY", createdBy);
        header.append(asBytes(std::string_view("\0\0", 2)));
        header.append(publicIv);
        std::array<std::uint8_t, aes::kSealedKey> sealed{};
        aes::Cbc(aes::Cbc::Encrypt, headerKey.view(), publicIv)
            .update(session.view(), sealed.data());
        header.append(sealed);
        aes::Hmac headerMac(headerKey.view());
        headerMac.update(sealed);
        header.append(headerMac.finish());

        if (fileHash != nullptr)
            fileHash->update(header);
        sealer.emplace(session.view().subspan(aes::kBlock), session.view().first(aes::kBlock),
                       fileHash);
        pending.reserve(kPiece);
        out.resize(kPiece);
    }

    bool usable;
    bool begun = false;
    bool finished = false;
    Buffer header;
    Buffer pending; // plain bytes, less than a piece
    Buffer out;
    Hasher *fileHash;
    std::optional<aes::Sealer> sealer;
};

AesCryptWriter::AesCryptWriter(ByteSink &out, const Secret &passphrase, Random &random,
                               Hasher *fileHash, std::string_view createdBy)
    : m_out(out)
    , m_state(std::make_unique<State>(passphrase, random, fileHash, createdBy))
{
}

AesCryptWriter::~AesCryptWriter() = default;

Result<> AesCryptWriter::begin()
{
    if (!m_state->usable)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("Nothing can be encrypted with an empty passphrase."));
    if (m_state->finished)
        return fail(ErrorCode::Internal, QStringLiteral("The encrypted file is finished already."));
    if (m_state->begun)
        return {};
    m_state->begun = true;
    return m_out.write(m_state->header);
}

Result<> AesCryptWriter::encrypt(ByteView bytes)
{
    m_state->sealer->update(bytes, m_state->out.data());
    return m_out.write({m_state->out.data(), bytes.size()});
}

Result<> AesCryptWriter::write(ByteView bytes)
{
    CAIRN_TRY(begin());
    Buffer &pending = m_state->pending;
    while (!bytes.empty()) {
        if (pending.empty() && bytes.size() >= kPiece) {
            CAIRN_TRY(encrypt(bytes.first(kPiece)));
            bytes = bytes.subspan(kPiece);
            continue;
        }
        const std::size_t taken = std::min(bytes.size(), kPiece - pending.size());
        pending.append(bytes.first(taken));
        bytes = bytes.subspan(taken);
        if (pending.size() == kPiece) {
            CAIRN_TRY(encrypt(pending));
            pending.clear();
        }
    }
    return {};
}

Result<> AesCryptWriter::finish()
{
    CAIRN_TRY(begin());
    m_state->finished = true;
    Buffer &pending = m_state->pending;
    // Each pad byte is the pad's length (SharpAESCrypt insists); whole blocks get none.
    const std::size_t rest = pending.size() % aes::kBlock;
    if (rest != 0) {
        const std::array<std::uint8_t, aes::kBlock> pad = [&] {
            std::array<std::uint8_t, aes::kBlock> bytes;
            bytes.fill(static_cast<std::uint8_t>(aes::kBlock - rest));
            return bytes;
        }();
        pending.append(ByteView(pad).first(aes::kBlock - rest));
    }
    if (!pending.empty())
        CAIRN_TRY(encrypt(pending));
    Buffer trailer;
    const auto modulo = static_cast<std::uint8_t>(rest);
    trailer.append(ByteView(&modulo, 1));
    trailer.append(m_state->sealer->finish());
    if (m_state->fileHash != nullptr)
        m_state->fileHash->update(trailer);
    return m_out.write(trailer);
}

} // namespace cairn

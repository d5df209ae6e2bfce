// SPDX-License-Identifier: MIT
#include "core/secrets/sealed_file_store.h"

#include "core/base/private_files.h"

#include <memory>

#include <openssl/evp.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// The file: these bytes, which the seal covers too; a fresh nonce; the closed text; the tag. The
// text: job, kind and secret in turn, each behind its length in four bytes, least first.
constexpr std::string_view kMagic = "CairnSecrets1\n";
constexpr std::size_t kKey = 32;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;
constexpr std::uint64_t kLargestFile = 4U << 20;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const std::uint8_t *bytesOf(std::string_view text)
{
    return asBytes(text).data();
}
std::uint8_t *bytesOf(std::string &text)
{
    return reinterpret_cast<std::uint8_t *>(text.data());
}

Error damaged(const FilePath &file)
{
    return {ErrorCode::Corrupt,
            u"%1, which holds the passphrases, is damaged or belongs to another computer."_s.arg(
                file.display()),
            QLatin1String(kSecretsDamagedId),
            {}};
}

Error missing()
{
    return {ErrorCode::NotFound,
            u"The passphrase is not kept on this computer."_s,
            QLatin1String(kSecretMissingId),
            {}};
}

bool closeText(const std::string &key, std::string_view nonce, std::string_view text,
               std::string &closed, std::string &tag)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    closed.resize(text.size());
    tag.resize(kTag);
    int length = 0;
    return cipher &&
           EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key),
                              bytesOf(nonce)) == 1 &&
           EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytesOf(kMagic),
                             static_cast<int>(kMagic.size())) == 1 &&
           EVP_EncryptUpdate(cipher.get(), bytesOf(closed), &length, bytesOf(text),
                             static_cast<int>(text.size())) == 1 &&
           EVP_EncryptFinal_ex(cipher.get(), bytesOf(closed) + length, &length) == 1 &&
           EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTag, tag.data()) == 1;
}

bool openText(const std::string &key, std::string_view file, std::string &text)
{
    const std::string_view nonce = file.substr(kMagic.size(), kNonce);
    std::string tag(file.substr(file.size() - kTag));
    std::string_view closed = file.substr(kMagic.size() + kNonce);
    closed.remove_suffix(kTag);
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    text.resize(closed.size());
    int length = 0;
    return cipher &&
           EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key),
                              bytesOf(nonce)) == 1 &&
           EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytesOf(kMagic),
                             static_cast<int>(kMagic.size())) == 1 &&
           EVP_DecryptUpdate(cipher.get(), bytesOf(text), &length, bytesOf(closed),
                             static_cast<int>(closed.size())) == 1 &&
           EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1 &&
           EVP_DecryptFinal_ex(cipher.get(), bytesOf(text) + length, &length) == 1;
}

void append(std::string &text, std::string_view part)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        text.push_back(static_cast<char>(part.size() >> shift & 0xff));
    text += part;
}

std::optional<std::string> take(std::string_view &text)
{
    if (text.size() < 4)
        return std::nullopt;
    std::size_t length = 0;
    for (unsigned i = 0; i < 4; ++i)
        length |= std::size_t{static_cast<std::uint8_t>(text[i])} << (8 * i);
    text.remove_prefix(4);
    if (length > text.size())
        return std::nullopt;
    std::string part(text.substr(0, length));
    text.remove_prefix(length);
    return part;
}

} // namespace

SealedFileStore::SealedFileStore(FileLayer &files, Random &random, FilePath settingsFolder,
                                 FilePath stateFolder)
    : m_files(files)
    , m_random(random)
    , m_settingsFolder(std::move(settingsFolder))
    , m_stateFolder(std::move(stateFolder))
{
}

Result<Secret> SealedFileStore::key(bool create)
{
    const FilePath file = m_stateFolder / kSealedFileKey;
    if (!create && !m_files.exists(file))
        return fail(missing());
    CAIRN_TRY(ensurePrivateFolder(m_files, m_stateFolder));
    CAIRN_TRY(ensurePrivateFile(m_files, file));
    if (!m_files.exists(file)) {
        std::string fresh(kKey, '\0');
        m_random.fill({bytesOf(fresh), fresh.size()});
        const Secret made(std::move(fresh));
        CAIRN_TRY(m_files.writeAtomically(file, asBytes(made.reveal())));
        return made;
    }
    CAIRN_LET(content, m_files.readWhole(file, kKey + 1));
    Secret read{std::string(asText(content.view()))};
    if (read.reveal().size() != kKey)
        return fail(damaged(file));
    return read;
}

Result<SealedFileStore::Secrets> SealedFileStore::open()
{
    const FilePath file = m_settingsFolder / kSealedFile;
    if (!m_files.exists(file))
        return Secrets();
    CAIRN_TRY(ensurePrivateFolder(m_files, m_settingsFolder));
    CAIRN_TRY(ensurePrivateFile(m_files, file));
    CAIRN_LET(closingKey, key(false));
    CAIRN_LET(content, m_files.readWhole(file, kLargestFile));
    const std::string_view stored = asText(content.view());
    std::string opened;
    if (stored.size() < kMagic.size() + kNonce + kTag || !stored.starts_with(kMagic) ||
        !openText(closingKey.reveal(), stored, opened))
        return fail(damaged(file));
    const Secret text(std::move(opened)); // wiped in the end
    Secrets secrets;
    for (std::string_view left = text.reveal(); !left.empty();) {
        auto job = take(left);
        auto kind = take(left);
        auto value = take(left);
        if (!job || !kind || !value)
            return fail(damaged(file));
        secrets[{std::move(*job), std::move(*kind)}] = Secret(std::move(*value));
    }
    return secrets;
}

Result<> SealedFileStore::seal(const Secrets &secrets)
{
    CAIRN_LET(closingKey, key(true));
    std::string plain;
    plain.reserve(64 << 10); // so that growing leaves no copies behind
    for (const auto &[name, value] : secrets) {
        append(plain, name.job);
        append(plain, name.kind);
        append(plain, value.reveal());
    }
    const Secret text(std::move(plain));
    std::string nonce(kNonce, '\0');
    m_random.fill({bytesOf(nonce), nonce.size()});
    std::string closed;
    std::string tag;
    if (!closeText(closingKey.reveal(), nonce, text.reveal(), closed, tag))
        return fail(ErrorCode::Internal, u"OpenSSL could not close the passphrases away."_s);
    const std::string file = std::string(kMagic) + nonce + closed + tag;
    return m_files.writeAtomically(m_settingsFolder / kSealedFile, asBytes(file));
}

// Until it is closed no other process changes the file.
Result<File> SealedFileStore::lock()
{
    CAIRN_TRY(ensurePrivateFolder(m_files, m_settingsFolder));
    return lockExclusively(m_files, m_settingsFolder / "secrets.lock");
}

Result<Secret> SealedFileStore::read(const SecretName &name)
{
    CAIRN_LET(secrets, open());
    const auto found = secrets.find(name);
    if (found == secrets.end())
        return fail(missing());
    return found->second;
}

Result<> SealedFileStore::write(const SecretName &name, const Secret &secret)
{
    const auto held = lock();
    if (!held)
        return fail(held.error());
    auto secrets = open();
    const bool lost = !secrets && (secrets.error().id == QLatin1String(kSecretsDamagedId) ||
                                   secrets.error().id == QLatin1String(kSecretMissingId));
    if (!secrets && !lost)
        return fail(std::move(secrets).error());
    if (lost) {
        CAIRN_TRY(
            m_files.rename(m_settingsFolder / kSealedFile, m_settingsFolder / kSealedFileAside));
        secrets = Secrets();
    }
    (*secrets)[name] = secret;
    return seal(*secrets);
}

Result<> SealedFileStore::remove(const SecretName &name)
{
    if (!m_files.exists(m_settingsFolder / kSealedFile))
        return {};
    const auto held = lock();
    if (!held)
        return fail(held.error());
    auto secrets = open();
    if (!secrets && secrets.error().id == QLatin1String(kSecretMissingId))
        return {}; // without the key nothing is readable
    if (!secrets)
        return fail(std::move(secrets).error());
    if (secrets->erase(name) == 0)
        return {};
    return seal(*secrets);
}

} // namespace cairn

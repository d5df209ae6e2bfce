// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/secret.h"

#include <cstdint>
#include <memory>
#include <string>

namespace cairn {

// Encrypts a stream into an AES Crypt file of version 2 (storage-format.md §10.1) with one
// extension, CREATED_BY. Errors of construction (an empty passphrase is InvalidArgument) come from
// the first call.
class AesCryptWriter final : public ByteSink
{
public:
    // `random` must be strong; it is used in the constructor only. `fileHash`, if there is one, has
    // taken every byte of the file after finish(): hashing while encrypting costs next to nothing.
    AesCryptWriter(ByteSink &out, const Secret &passphrase, Random &random,
                   Hasher *fileHash = nullptr, std::string_view createdBy = "Cairn " CAIRN_VERSION);
    ~AesCryptWriter() override;
    AesCryptWriter(const AesCryptWriter &) = delete;
    AesCryptWriter &operator=(const AesCryptWriter &) = delete;

    Result<> write(ByteView bytes) override;
    // Writes the last block, the length byte and the MAC. Once.
    Result<> finish();

private:
    struct State;
    Result<> begin();
    Result<> encrypt(ByteView bytes);
    ByteSink &m_out;
    std::unique_ptr<State> m_state;
};

enum class AesMac {
    Verify,          // the payload's MAC must agree
    AlreadyVerified, // the caller has compared the file's own hash with a trusted one: skip the MAC
    Salvage          // take what decrypts: a wrong MAC, wrong padding or a missing end are no error
};

struct AesCryptInfo
{
    int version = 0;
    std::uint32_t iterations = 0; // version 3
    std::uint64_t headerSize = 0; // bytes before the ciphertext
    std::uint64_t plainSize = 0;  // bytes decrypted; 0 from checkAesCryptHeader
};

// Decrypts versions 0 to 3. WrongPassphrase when the header's MAC disagrees (in version 0, which
// has none, when the payload's does), Corrupt when the file is wrong. The MAC is known only at the
// end: on an error, what `plain` received is to be thrown away.
Result<AesCryptInfo> decryptAesCrypt(const ByteSource &in, const Secret &passphrase,
                                     ByteSink &plain, AesMac mode = AesMac::Verify);
// The same in memory, straight into `plain`; on an error `plain` is empty (except in Salvage).
Result<AesCryptInfo> decryptAesCrypt(ByteView in, const Secret &passphrase, Buffer &plain,
                                     AesMac mode = AesMac::Verify);

// The plain bytes of an encrypted file, each part decrypted when it is read: any part can be, and a
// volume needs no room in memory or in a file. Verify reads the whole file for its MAC first. Only
// for readers that check what they read by a hash of its own (blocks): the file may change in
// between. The source may be used by several threads.
Result<std::shared_ptr<const ByteSource>> openAesCrypt(std::shared_ptr<const ByteSource> in,
                                                       const Secret &passphrase,
                                                       AesMac mode = AesMac::Verify);

// Looks at the header only: is it AES Crypt, and is this its passphrase? `in` may be the file's
// beginning; 1 KiB is enough for every header a real program writes. (Version 0 cannot be told from
// its header.)
Result<AesCryptInfo> checkAesCryptHeader(ByteView in, const Secret &passphrase);

} // namespace cairn

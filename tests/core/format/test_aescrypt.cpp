// SPDX-License-Identifier: MIT
#include "core/format/aescrypt.h"
#include "core/format/aescrypt_keys.h"

#include "core/base/digest.h"

#include "tests/support/verify.h"

#include <QTest>

#include <random>

using namespace cairn;

namespace {

// The vectors of storage-format.md §10.1.
constexpr const char *kVersion2 = "4145530200000f435245415445445f4259007370656300001011121314151617"
                                  "18191a1b1c1d1e1fa24e8fd6575d0c78"
                                  "ef596d89efe964b25d7abb9903ffbaeadc9cfc28ba06da0fe2652f1278610159"
                                  "bd06bd99fdfef2aca5109c6055ad3ce0"
                                  "4b00a6ca1b10cf4c95531e04f5f3bcb8d2753fcc393902751d51610449f95783"
                                  "183d3eadf068094b0efd69fe645b3296"
                                  "0123e26bc833cc0a573367b6c5b063ec515cfd0b143e69fba8";
constexpr const char *kVersion3 = "4145530300000f435245415445445f425900737065630000000003e810111213"
                                  "1415161718191a1b1c1d1e1f928631ef"
                                  "c5812ac01df906f3341f231017a503aed5b1cfea5960924fd3ae3c0bb9fa74c7"
                                  "b338c96eaa019cfdbd4e0272ca667c1f"
                                  "4d6b909c732d906e736f7283d5102f70307dc20793800d1dcaf3cfb51d516104"
                                  "49f95783183d3eadf068094bfd69fe64"
                                  "5b32960123e26bc833cc0a573367b6c5b063ec515cfd0b143e69fba8";
constexpr std::string_view kPlain = "Duplicati test";
constexpr std::size_t kHeader2 = 24 + 96; // its extension takes 17 bytes

Secret passphrase()
{
    return Secret("pass phr\xc3\xa4se");
}

Buffer fromHex(const char *hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex);
    Buffer out;
    out.append(asBytes({bytes.data(), static_cast<std::size_t>(bytes.size())}));
    return out;
}

// Version 1 is version 2 without the list of extensions.
Buffer version1()
{
    const Buffer v2 = fromHex(kVersion2);
    Buffer out;
    out.append(asBytes(std::string_view("AES\1\0", 5)));
    out.append(v2.view().subspan(24));
    return out;
}

Buffer version0(std::string_view plain)
{
    std::array<std::uint8_t, 16> iv{};
    iv.fill(7);
    aes::KeyBytes<32> key;
    aes::deriveKey(passphrase(), iv, key);
    std::string padded(plain);
    padded.resize((plain.size() + 15) / 16 * 16, '?');
    Buffer out;
    out.append(asBytes(std::string_view("AES\0", 4)));
    const auto modulo = static_cast<std::uint8_t>(plain.size() % 16);
    out.append(ByteView(&modulo, 1));
    out.append(iv);
    Buffer encrypted(padded.size());
    aes::Cbc(aes::Cbc::Encrypt, key.view(), iv).update(asBytes(padded), encrypted.data());
    aes::Hmac mac(key.view());
    mac.update(encrypted);
    out.append(encrypted);
    out.append(mac.finish());
    return out;
}

// Gives the bytes it was told, then a seeded stream.
class FakeRandom final : public Random
{
public:
    explicit FakeRandom(std::string first = {})
        : m_first(std::move(first))
    {
    }
    void fill(MutableBytes bytes) override
    {
        for (std::uint8_t &byte : bytes) {
            if (m_at < m_first.size())
                byte = static_cast<std::uint8_t>(m_first[m_at++]);
            else
                byte = static_cast<std::uint8_t>(m_rest());
        }
    }

private:
    std::string m_first;
    std::size_t m_at = 0;
    std::mt19937 m_rest{5};
};

Buffer encrypted(ByteView plain, std::size_t piece = 1U << 20)
{
    FakeRandom random;
    BufferSink sink;
    AesCryptWriter writer(sink, passphrase(), random);
    for (std::size_t at = 0; at < plain.size(); at += piece)
        std::ignore = writer.write(plain.subspan(at, std::min(piece, plain.size() - at)));
    std::ignore = writer.finish();
    return std::move(sink.buffer());
}

ErrorCode errorOf(ByteView file, AesMac mode = AesMac::Verify)
{
    Buffer plain;
    const auto result = decryptAesCrypt(file, passphrase(), plain, mode);
    return result ? ErrorCode::Internal : result.error().code;
}

Result<std::shared_ptr<const ByteSource>> open(const Buffer &file, AesMac mode = AesMac::Verify,
                                               const Secret &secret = passphrase())
{
    return openAesCrypt(std::make_shared<MemorySource>(file.view()), secret, mode);
}

} // namespace

class TestAesCrypt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreThoseOfTheVectors()
    {
        std::array<std::uint8_t, 16> iv{};
        for (std::size_t i = 0; i < 16; ++i)
            iv[i] = static_cast<std::uint8_t>(0x10 + i);
        aes::KeyBytes<32> key;
        aes::deriveKey(passphrase(), iv, key);
        QCOMPARE(Digest(key.view()).toHex(),
                 "7626b8537dfba62fa1c47257a7bcce83492be645533f99fcf98230b74e4f7bf5");
        aes::deriveKeyV3(passphrase(), iv, 1000, key);
        QCOMPARE(Digest(key.view()).toHex(),
                 "892fdebf4b20a1a834fb6e9ee3046e8940304234aa2a70679c22375abe2aea06");
    }

    void vectorsAreRead_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 0; version <= 3; ++version)
            QTest::newRow(qPrintable(QString::number(version))) << version;
    }
    void vectorsAreRead()
    {
        QFETCH(int, version);
        const Buffer file = version == 0   ? version0(kPlain)
                            : version == 1 ? version1()
                                           : fromHex(version == 2 ? kVersion2 : kVersion3);
        for (const AesMac mode : {AesMac::Verify, AesMac::AlreadyVerified, AesMac::Salvage}) {
            Buffer plain;
            const auto info = decryptAesCrypt(file, passphrase(), plain, mode);
            QVERIFY(info);
            QCOMPARE(asText(plain), kPlain);
            QCOMPARE(info->version, version);
            QCOMPARE(info->plainSize, kPlain.size());
            QCOMPARE(info->iterations, version == 3 ? 1000U : 0U);
            BufferSink sink;
            QVERIFY(decryptAesCrypt(MemorySource(file), passphrase(), sink, mode));
            QCOMPARE(asText(sink.buffer()), kPlain);
        }
        Buffer plain;
        const auto wrong = decryptAesCrypt(file, Secret("pass phrase"), plain);
        QVERIFY(!wrong && wrong.error().code == ErrorCode::WrongPassphrase);
        QVERIFY(plain.empty());
        const auto none = decryptAesCrypt(file, Secret(), plain);
        QVERIFY(!none && none.error().code == ErrorCode::MissingPassphrase);
    }

    void headerTellsThePassphrase()
    {
        const Buffer file = fromHex(kVersion2);
        const auto info = checkAesCryptHeader(file.view().first(kHeader2), passphrase());
        QVERIFY(info);
        QCOMPARE(info->headerSize, std::uint64_t(kHeader2));
        QVERIFY(checkAesCryptHeader(file.view().first(kHeader2), Secret("x")).error().code ==
                ErrorCode::WrongPassphrase);
        QVERIFY(checkAesCryptHeader(file.view().first(kHeader2 - 1), passphrase()).error().code ==
                ErrorCode::Corrupt);
    }

    void theVectorIsWritten()
    {
        std::string bytes;
        for (int i = 0x10; i < 0x20; ++i)
            bytes.push_back(static_cast<char>(i));
        for (int i = 0x30; i < 0x60; ++i)
            bytes.push_back(static_cast<char>(i));
        FakeRandom random(bytes);
        BufferSink sink;
        AesCryptWriter writer(sink, passphrase(), random, nullptr, "spec");
        QVERIFY(writer.write(asBytes(kPlain)));
        QVERIFY(writer.finish());
        QVERIFY(std::ranges::equal(sink.buffer().view(), fromHex(kVersion2).view()));
        QVERIFY(!writer.write(asBytes(kPlain)));
        QVERIFY(!writer.finish());
    }

    void everyLengthComesBack()
    {
        std::mt19937 random(1);
        std::vector<std::size_t> sizes = {65535,  65536,  65537,  65552,    131072,
                                          262143, 262144, 262145, 1'000'003};
        for (std::size_t i = 0; i < 50; ++i)
            sizes.push_back(i);
        for (const std::size_t size : sizes) {
            Buffer plain(size);
            for (std::uint8_t &byte : plain.span())
                byte = static_cast<std::uint8_t>(random());
            const Buffer file = encrypted(plain, 1 + random() % 100'000);
            // Header of version 2 with one extension, ciphertext, length byte and MAC.
            QCOMPARE(file.size(), 5 + 2 + 11 + std::string_view("Cairn " CAIRN_VERSION).size() + 2 +
                                      96 + (size + 15) / 16 * 16 + 33);
            Buffer back;
            QVERIFY(decryptAesCrypt(file, passphrase(), back));
            QVERIFY(std::ranges::equal(back.view(), plain.view()));
            BufferSink sink;
            QVERIFY(decryptAesCrypt(MemorySource(file), passphrase(), sink));
            QVERIFY(std::ranges::equal(sink.buffer().view(), plain.view()));
        }
    }

    void anyPartIsReadAlone_data() { vectorsAreRead_data(); }
    void anyPartIsReadAlone()
    {
        QFETCH(int, version);
        std::mt19937 random(7);
        std::string plain(version == 2 ? 1'000'003 : kPlain.size(), ' ');
        for (char &c : plain)
            c = static_cast<char>(random());
        const Buffer file = version == 2   ? encrypted(asBytes(plain))
                            : version == 0 ? version0(kPlain)
                            : version == 1 ? version1()
                                           : fromHex(kVersion3);
        if (version != 2)
            plain = kPlain;
        const auto source = open(file);
        VERIFY_OK(source);
        QCOMPARE((*source)->size(), plain.size());
        for (int i = 0; i < 2000; ++i) {
            const std::size_t at = random() % (plain.size() + 1);
            const std::size_t most =
                std::min<std::size_t>(plain.size() - at, i % 9 == 0 ? 300'000 : 900);
            const std::size_t length = random() % (most + 1);
            Buffer scratch;
            const auto seen = (*source)->view(at, length, scratch);
            VERIFY_OK(seen);
            QVERIFY(asText(*seen) == std::string_view(plain).substr(at, length));
        }
        Buffer scratch;
        VERIFY_FAILS((*source)->view(plain.size(), 1, scratch), ErrorCode::Corrupt);
        VERIFY_FAILS((*source)->view(UINT64_MAX, 1, scratch), ErrorCode::Corrupt);
        VERIFY_FAILS((*source)->view(1, plain.size(), scratch), ErrorCode::Corrupt);
    }

    void partsAreReadAfterTheMacAlone()
    {
        Buffer file = encrypted(asBytes(std::string(100'000, 'p')));
        VERIFY_FAILS(open(file, AesMac::Verify, Secret("x")), ErrorCode::WrongPassphrase);
        VERIFY_FAILS(open(file, AesMac::Verify, Secret()), ErrorCode::MissingPassphrase);
        file.data()[50'000] ^= 1;
        VERIFY_FAILS(open(file), ErrorCode::Corrupt);
        VERIFY_OK(open(file, AesMac::AlreadyVerified)); // the caller knows better
        const auto cut = openAesCrypt(std::make_shared<MemorySource>(file.view().first(50'000)),
                                      passphrase(), AesMac::Salvage);
        VERIFY_OK(cut);
        Buffer scratch;
        const auto begin = (*cut)->view(0, 1000, scratch);
        VERIFY_OK(begin);
        QCOMPARE(asText(*begin), std::string(1000, 'p'));
    }

    void nothingIsReadAsNothing()
    {
        const Buffer file = encrypted({});
        const auto source = open(file);
        VERIFY_OK(source);
        QCOMPARE((*source)->size(), std::uint64_t{0});
    }

    void emptyPassphrasesAreRefused()
    {
        FakeRandom random;
        BufferSink sink;
        AesCryptWriter writer(sink, Secret(std::string()), random);
        const auto refused = writer.write(asBytes("x"));
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidArgument);
        QVERIFY(!writer.finish());
        QVERIFY(sink.buffer().empty());
    }

    void everyTruncationIsAnError_data() { vectorsAreRead_data(); }
    void everyTruncationIsAnError()
    {
        QFETCH(int, version);
        const Buffer file = version == 0   ? version0(kPlain)
                            : version == 1 ? version1()
                                           : fromHex(version == 2 ? kVersion2 : kVersion3);
        for (std::size_t cut = 0; cut < file.size(); ++cut) {
            const ByteView part = file.view().first(cut);
            const ErrorCode code = errorOf(part);
            // What version 0 leaves can look whole: then its MAC cannot tell damage from another
            // passphrase.
            QVERIFY(code == ErrorCode::Corrupt ||
                    (version == 0 && code == ErrorCode::WrongPassphrase));
            Buffer plain;
            std::ignore = decryptAesCrypt(part, passphrase(), plain, AesMac::Salvage);
        }
    }

    void everyFlipIsAnError()
    {
        for (const char *hex : {kVersion2, kVersion3}) {
            Buffer file = fromHex(hex);
            for (std::size_t at = 0; at < file.size(); ++at) {
                const bool inExtensions = at >= 5 && at < 22;
                if (hex == kVersion3 && at >= 24 && at < 27)
                    continue; // millions of iterations: right, but slow here
                file.data()[at] ^= 1;
                const ErrorCode code = errorOf(file);
                if (inExtensions) // not authenticated: lengths matter, contents do not
                    QVERIFY(code == ErrorCode::Internal || code == ErrorCode::Corrupt ||
                            code == ErrorCode::WrongPassphrase);
                else
                    QVERIFY2(code == ErrorCode::Corrupt || code == ErrorCode::WrongPassphrase,
                             qPrintable(QString::number(at)));
                file.data()[at] ^= 1;
            }
        }
    }

    void salvageTakesWhatThereIs()
    {
        std::string plain;
        while (plain.size() < 100'000)
            plain += "line " + std::to_string(plain.size());
        Buffer file = encrypted(asBytes(plain));
        file.data()[file.size() - 1] ^= 1; // MAC
        QVERIFY(errorOf(file) == ErrorCode::Corrupt);
        Buffer out;
        QVERIFY(decryptAesCrypt(file, passphrase(), out, AesMac::Salvage));
        QCOMPARE(asText(out), plain);
        QVERIFY(decryptAesCrypt(file, passphrase(), out, AesMac::AlreadyVerified));
        QCOMPARE(asText(out), plain);
        QVERIFY(decryptAesCrypt(file.view().first(50'000), passphrase(), out, AesMac::Salvage));
        QVERIFY(out.size() > 49'000);
        QCOMPARE(asText(out), std::string_view(plain).substr(0, out.size()));
    }

    void padBytesAreChecked()
    {
        // SharpAESCrypt writes the pad's length in each pad byte; others write anything there.
        aes::KeyBytes<32> key;
        std::array<std::uint8_t, 16> iv{};
        for (std::size_t i = 0; i < 16; ++i)
            iv[i] = static_cast<std::uint8_t>(0x30 + i);
        for (std::size_t i = 0; i < 32; ++i)
            key.bytes[i] = static_cast<std::uint8_t>(0x40 + i);
        Buffer file = fromHex(kVersion2);
        Buffer block;
        block.append(asBytes("Duplicati test\2\3"));
        aes::Cbc(aes::Cbc::Encrypt, key.view(), iv).update(block, file.data() + kHeader2);
        aes::Hmac mac(key.view());
        mac.update(file.view().subspan(kHeader2, 16));
        std::ranges::copy(mac.finish(), file.data() + file.size() - 32);
        QVERIFY(errorOf(file) == ErrorCode::Corrupt);
        QVERIFY(errorOf(file, AesMac::AlreadyVerified) == ErrorCode::Corrupt);
        Buffer out;
        QVERIFY(decryptAesCrypt(file, passphrase(), out, AesMac::Salvage));
        QCOMPARE(asText(out).substr(0, 14), kPlain);
    }

    void limitsHold()
    {
        Buffer file = fromHex(kVersion3);
        file.data()[24] = 0x00; // iterations
        file.data()[25] = 0x4c;
        file.data()[26] = 0x4b;
        file.data()[27] = 0x41; // 5,000,001
        QVERIFY(errorOf(file) == ErrorCode::Corrupt);
        file.data()[25] = file.data()[26] = file.data()[27] = 0;
        QVERIFY(errorOf(file) == ErrorCode::Corrupt);
        file.data()[3] = 4;
        QVERIFY(errorOf(file) == ErrorCode::Unsupported);

        Buffer longList;
        longList.append(asBytes(std::string_view("AES\2\0", 5)));
        for (int i = 0; i < 300; ++i)
            longList.append(asBytes(std::string_view("\0\1x", 3)));
        longList.append(fromHex(kVersion2).view().subspan(22));
        QVERIFY(errorOf(longList) == ErrorCode::Corrupt);

        Buffer modulo = fromHex(kVersion2);
        modulo.data()[modulo.size() - 33] = 16;
        QVERIFY(errorOf(modulo, AesMac::AlreadyVerified) == ErrorCode::Corrupt);
    }

    void passphrasesMayBeAnyText()
    {
        FakeRandom random;
        for (const char *text : {"a", "\xf0\x9f\x94\x91 key", "\xff\xfe",
                                 "0123456789012345678901234567890123456789"}) {
            BufferSink sink;
            AesCryptWriter writer(sink, Secret(text), random);
            QVERIFY(writer.write(asBytes(kPlain)));
            QVERIFY(writer.finish());
            Buffer out;
            QVERIFY(decryptAesCrypt(sink.buffer(), Secret(text), out));
        }
    }
};

QTEST_GUILESS_MAIN(TestAesCrypt)
#include "test_aescrypt.moc"

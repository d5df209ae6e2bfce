// SPDX-License-Identifier: MIT
#include "core/format/aes_sealer.h"

#include <QTest>

#include <random>

using namespace cairn;

namespace {

Buffer noise(std::size_t size)
{
    std::mt19937 random(11);
    Buffer out(size);
    for (std::uint8_t &byte : out.span())
        byte = static_cast<std::uint8_t>(random());
    return out;
}

} // namespace

// Judged by the pieces it replaces, which are the crypto library's.
class TestAesSealer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encryptsAndHashes_data();
    void encryptsAndHashes();
    void inPlace();
    void knowsOtherHashes();
    void needsNoFileHash();

private:
    const Buffer m_key = noise(aes::kKey);
    const Buffer m_iv = noise(aes::kBlock);
};

// Sizes around the hash's block, the distance of hash and cipher, and several of it; the header
// before the ciphertext shifts the file's hash against the MAC.
void TestAesSealer::encryptsAndHashes_data()
{
    QTest::addColumn<QList<qsizetype>>("pieces");
    QTest::newRow("nothing") << QList<qsizetype>{};
    QTest::newRow("one block") << QList<qsizetype>{16};
    QTest::newRow("less than a hash block") << QList<qsizetype>{48};
    QTest::newRow("small pieces") << QList<qsizetype>{16, 32, 48, 64, 80, 16, 112};
    QTest::newRow("around the distance") << QList<qsizetype>{8176, 8192, 8208, 8256, 8272};
    QTest::newRow("large") << QList<qsizetype>{262144, 262144, 100000, 16};
    QTest::newRow("odd, then large") << QList<qsizetype>{16, 65552, 32, 65536};
}

void TestAesSealer::encryptsAndHashes()
{
    QFETCH(const QList<qsizetype>, pieces);
    for (const std::size_t headerSize : {0, 1, 63, 64, 107, 120}) {
        const Buffer header = noise(headerSize);
        Hasher fileHash(HashAlgorithm::Sha256);
        Hasher expectedHash(HashAlgorithm::Sha256);
        fileHash.update(header);
        expectedHash.update(header);
        aes::Sealer sealer(m_key, m_iv, &fileHash);
        aes::Cbc cipher(aes::Cbc::Encrypt, m_key, m_iv);
        aes::Hmac mac(m_key);
        for (const qsizetype size : pieces) {
            const Buffer plain = noise(static_cast<std::size_t>(size));
            Buffer out(plain.size());
            Buffer expected(plain.size());
            sealer.update(plain, out.data());
            cipher.update(plain, expected.data());
            mac.update(expected);
            expectedHash.update(expected);
            QVERIFY(std::ranges::equal(out.view(), expected.view()));
        }
        QVERIFY(sealer.finish() == mac.finish());
        QCOMPARE(fileHash.finish(), expectedHash.finish());
    }
}

void TestAesSealer::inPlace()
{
    Hasher fileHash(HashAlgorithm::Sha256);
    Buffer bytes = noise(50000);
    Buffer expected(bytes.size());
    aes::Cbc(aes::Cbc::Encrypt, m_key, m_iv).update(bytes, expected.data());
    aes::Sealer(m_key, m_iv, &fileHash).update(bytes, bytes.data());
    QVERIFY(std::ranges::equal(bytes.view(), expected.view()));
    QCOMPARE(fileHash.finish(), hashOf(HashAlgorithm::Sha256, expected));
}

void TestAesSealer::knowsOtherHashes()
{
    Hasher fileHash(HashAlgorithm::Sha512);
    const Buffer plain = noise(50000);
    Buffer out(plain.size());
    aes::Sealer sealer(m_key, m_iv, &fileHash);
    sealer.update(plain, out.data());
    aes::Hmac mac(m_key);
    mac.update(out);
    QVERIFY(sealer.finish() == mac.finish());
    QCOMPARE(fileHash.finish(), hashOf(HashAlgorithm::Sha512, out));
}

void TestAesSealer::needsNoFileHash()
{
    const Buffer plain = noise(4096);
    Buffer out(plain.size());
    aes::Sealer sealer(m_key, m_iv, nullptr);
    sealer.update(plain, out.data());
    aes::Hmac mac(m_key);
    mac.update(out);
    QVERIFY(sealer.finish() == mac.finish());
}

QTEST_APPLESS_MAIN(TestAesSealer)
#include "test_aes_sealer.moc"

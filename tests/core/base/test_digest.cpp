// SPDX-License-Identifier: MIT
#include "core/base/digest.h"

#include <QCryptographicHash>
#include <QTest>

#include <unordered_set>

using namespace cairn;

class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void agreesWithAnotherImplementation();
    void piecesMakeTheWhole();
    void hasherIsReadyForTheNext();
    void twoAtOnceAreAsEachAlone_data();
    void twoAtOnceAreAsEachAlone();
    void namesAreThoseOfManifests();
    void base64RoundTrip();
    void base64RefusesWhatIsNotCanonical_data();
    void base64RefusesWhatIsNotCanonical();
    void comparesAndHashes();
};

void TestDigest::knownAnswers_data()
{
    QTest::addColumn<int>("algorithm");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char *name, HashAlgorithm algorithm, const char *hex) {
        QTest::newRow(name) << static_cast<int>(algorithm) << QByteArray(hex);
    };
    // FIPS 180 and RFC 1321: "abc".
    row("MD5", HashAlgorithm::Md5, "900150983cd24fb0d6963f7d28e17f72");
    row("SHA1", HashAlgorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d");
    row("SHA256", HashAlgorithm::Sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    row("SHA384", HashAlgorithm::Sha384,
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        "8086072ba1e7cc2358baeca134c825a7");
    row("SHA512", HashAlgorithm::Sha512,
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

void TestDigest::knownAnswers()
{
    QFETCH(const int, algorithm);
    QFETCH(const QByteArray, hex);
    const auto kind = static_cast<HashAlgorithm>(algorithm);
    const Digest digest = hashOf(kind, asBytes("abc"));
    QCOMPARE(digest.toHex(), hex.toStdString());
    QCOMPARE(digest.size(), hashLength(kind));
}

void TestDigest::agreesWithAnotherImplementation()
{
    QByteArray content;
    for (int size = 0; size < 300; ++size) {
        const Digest digest = hashOf(HashAlgorithm::Sha256, asBytes(content.toStdString()));
        QCOMPARE(
            digest.toBase64(),
            QCryptographicHash::hash(content, QCryptographicHash::Sha256).toBase64().toStdString());
        content.append(static_cast<char>(size));
    }
}

void TestDigest::piecesMakeTheWhole()
{
    Hasher hasher(HashAlgorithm::Sha256);
    hasher.update(asBytes("a"));
    hasher.update({});
    hasher.update(asBytes("bc"));
    QVERIFY(hasher.finish() == hashOf(HashAlgorithm::Sha256, asBytes("abc")));
}

void TestDigest::hasherIsReadyForTheNext()
{
    Hasher hasher(HashAlgorithm::Sha256);
    std::ignore = hasher.hash(asBytes("first"));
    QVERIFY(hasher.hash(asBytes("abc")) == hashOf(HashAlgorithm::Sha256, asBytes("abc")));
    Hasher moved(std::move(hasher));
    QVERIFY(moved.hash(asBytes("abc")) == hashOf(HashAlgorithm::Sha256, asBytes("abc")));
    QVERIFY(moved.algorithm() == HashAlgorithm::Sha256);
}

void TestDigest::twoAtOnceAreAsEachAlone_data()
{
    QTest::addColumn<int>("second");
    QTest::newRow("both SHA-256") << static_cast<int>(HashAlgorithm::Sha256);
    QTest::newRow("one of another kind") << static_cast<int>(HashAlgorithm::Sha512);
}

// Pieces of all lengths around the hash's block of 64 bytes, with what is left of the pieces
// before.
void TestDigest::twoAtOnceAreAsEachAlone()
{
    QFETCH(const int, second);
    const auto other = static_cast<HashAlgorithm>(second);
    Buffer content(1024);
    for (std::size_t i = 0; i < content.size(); ++i)
        content.data()[i] = static_cast<std::uint8_t>(i * i / 7);
    Hasher a(HashAlgorithm::Sha256);
    Hasher b(other);
    for (std::size_t first : {0, 1, 55, 63, 64, 65, 130})
        for (std::size_t length = 0; length < 300; length += 7)
            for (std::size_t more : {0, 1, 64, 200}) {
                a.update(content.view().first(first));
                updateBoth(a, content.view().subspan(first, length), b,
                           content.view().subspan(5, more));
                updateBoth(a, content.view().subspan(9, more), b,
                           content.view().subspan(first, length));
                Hasher aAlone(HashAlgorithm::Sha256);
                aAlone.update(content.view().first(first + length));
                aAlone.update(content.view().subspan(9, more));
                Hasher bAlone(other);
                bAlone.update(content.view().subspan(5, more));
                bAlone.update(content.view().subspan(first, length));
                QCOMPARE(a.finish(), aAlone.finish());
                QCOMPARE(b.finish(), bAlone.finish());
            }
}

void TestDigest::namesAreThoseOfManifests()
{
    for (const HashAlgorithm algorithm :
         {HashAlgorithm::Md5, HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha384,
          HashAlgorithm::Sha512})
        QVERIFY(hashFromName(hashName(algorithm)) == algorithm);
    QCOMPARE(QByteArray(hashName(HashAlgorithm::Sha256)), QByteArray("SHA256"));
    QVERIFY(!hashFromName("sha256"));
    QVERIFY(hashFromName("sha256", true) == HashAlgorithm::Sha256);
    QVERIFY(!hashFromName("SHA3"));
    QVERIFY(!hashFromName(""));
}

void TestDigest::base64RoundTrip()
{
    const Digest digest = hashOf(HashAlgorithm::Sha256, asBytes("\xff\xfe"));
    QVERIFY(Digest::fromBase64(digest.toBase64()) == digest);
    QVERIFY(Digest::fromBase64Url(digest.toBase64Url()) == digest);
    std::string bytes;
    for (int i = 0; i < 40; ++i) {
        Buffer out;
        QVERIFY(fromBase64(toBase64(asBytes(bytes)), false, out));
        QCOMPARE(asText(out), std::string_view(bytes));
        QCOMPARE(toBase64(asBytes(bytes)),
                 QByteArray::fromStdString(bytes).toBase64().toStdString());
        bytes.push_back(static_cast<char>(255 - i * 7));
    }
    const std::string odd("\xfb\xff\xbf", 3);
    QCOMPARE(toBase64(asBytes(odd)), std::string("+/+/"));
    QCOMPARE(toBase64(asBytes(odd), true), std::string("-_-_"));
}

void TestDigest::base64RefusesWhatIsNotCanonical_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("length") << QByteArray("AAA");
    QTest::newRow("one digit") << QByteArray("A===");
    QTest::newRow("padding inside") << QByteArray("AA==AAAA");
    QTest::newRow("three pads") << QByteArray("====");
    QTest::newRow("blank") << QByteArray("AA A");
    QTest::newRow("line end") << QByteArray("AAAA\n");
    QTest::newRow("other alphabet") << QByteArray("-_-_");
    QTest::newRow("loose bits, one byte") << QByteArray("AB==");
    QTest::newRow("loose bits, two bytes") << QByteArray("AAB=");
    QTest::newRow("above 127") << QByteArray("AAA\xff");
}

void TestDigest::base64RefusesWhatIsNotCanonical()
{
    QFETCH(const QByteArray, text);
    Buffer out;
    QVERIFY(!fromBase64(text.toStdString(), false, out));
    QVERIFY(!Digest::fromBase64(text.toStdString()));
}

void TestDigest::comparesAndHashes()
{
    const Digest a = hashOf(HashAlgorithm::Sha256, asBytes("a"));
    const Digest b = hashOf(HashAlgorithm::Sha256, asBytes("b"));
    QVERIFY(a != b && a == Digest(a.view()));
    QVERIFY((a < b) == (a.toHex() < b.toHex()));
    QVERIFY(Digest().empty() && Digest() < a);
    std::unordered_set<Digest> set{a, b, a};
    QCOMPARE(set.size(), std::size_t{2});
    const std::string tooLong(100, 'x');
    QCOMPARE(Digest(asBytes(tooLong)).size(), std::size_t{64});
}

QTEST_GUILESS_MAIN(TestDigest)
#include "test_digest.moc"

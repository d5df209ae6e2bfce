// SPDX-License-Identifier: MIT
#include "core/base/crc32.h"
#include "core/format/codec.h"

#include <QTest>

#include <random>
#include <zlib.h>

using namespace cairn;

namespace {

Buffer copyOf(ByteView bytes)
{
    Buffer out;
    out.append(bytes);
    return out;
}

Buffer randomBytes(std::size_t size, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    Buffer out(size);
    for (std::uint8_t &byte : out.span())
        byte = static_cast<std::uint8_t>(random());
    return out;
}

// Words in random order: what text looks like to a compressor.
Buffer text(std::size_t size, std::uint64_t seed)
{
    static constexpr const char *kWords[] = {"the ",     "block ",  "of ",   "a ",
                                             "volume\n", "is ",     "not ",  "written ",
                                             "twice, ",  "unless ", "0x1f ", "größer "};
    std::mt19937_64 random(seed);
    Buffer out;
    while (out.size() < size)
        out.append(asBytes(kWords[random() % std::size(kWords)]));
    out.resize(size);
    return out;
}

} // namespace

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void crcIsThatOfZip()
    {
        QCOMPARE(crc32Of(asBytes("123456789")), 0xcbf43926U);
        QCOMPARE(crc32Of({}), 0U);
        QCOMPARE(crc32Of(asBytes("6789"), crc32Of(asBytes("12345"))), 0xcbf43926U);
    }

    void blocksComeBack()
    {
        std::mt19937 random(7);
        Deflater deflater;
        Inflater inflater;
        Buffer packed;
        for (const std::size_t size : {0U, 1U, 2U, 3U, 14U, 200U, 1000U, 1023U, 1024U, 4096U,
                                       65535U, 102400U, 1U << 20, 3'000'001U}) {
            for (int level = 0; level <= 9; ++level) {
                const Buffer plain = text(size, random());
                const std::size_t n = deflater.compress(plain, level, packed);
                QCOMPARE(packed.size(), n);
                if (level == 0 || size < 20) {
                    QCOMPARE(n, std::size_t(0));
                    continue;
                }
                QVERIFY(n < size || size < 200);
                if (size >= 200)
                    QVERIFY2(n != 0, "text shrinks");
                if (n == 0)
                    continue;
                Buffer back(size);
                QVERIFY(inflater.inflate(packed, back.span()));
                QVERIFY(std::ranges::equal(back.view(), plain.view()));
                Buffer other(size + 1);
                QVERIFY(!inflater.inflate(packed, other.span()));
                other.resize(size - 1);
                QVERIFY(!inflater.inflate(packed, other.span().first(size - 1)));
            }
        }
    }

    void emptyResultIsAllowed()
    {
        const std::uint8_t nothing[] = {3, 0}; // a final block with only its end
        QVERIFY(Inflater().inflate(nothing, {}));
        QVERIFY(!Inflater().inflate({}, {}));
    }

    void smallMetadataShrinks()
    {
        const std::string blob =
            R"({"unix:uid-gid-perm":"1000-1000-420","unix:owner-name":"alice","unix:group-name":"alice","CoreAttributes":"Normal","CoreLastWritetime":"638397614450000000","CoreCreatetime":"638397614450000000"})";
        Deflater deflater;
        Buffer packed;
        for (const int level : {1, 3, 4, 6, 9}) {
            const std::size_t n = deflater.compress(asBytes(blob), level, packed);
            QVERIFY(n > 0 && n < 150);
        }
    }

    void randomBytesAreStored()
    {
        Deflater deflater;
        Buffer packed;
        for (const std::size_t size : {100U, 1000U, 32768U, 102400U, 1U << 20}) {
            const Buffer block = randomBytes(size, size);
            QCOMPARE(deflater.compress(block, kFastest, packed), std::size_t(0));
            QCOMPARE(deflater.compress(block, 6, packed), std::size_t(0));
            QCOMPARE(looksIncompressible(block), size >= 32768);
        }
    }

    void whatCanShrinkIsNeverMisjudged_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 8; ++kind)
            QTest::newRow(qPrintable(QString::number(kind))) << kind;
    }
    void whatCanShrinkIsNeverMisjudged()
    {
        QFETCH(int, kind);
        for (const std::size_t size : {32768U, 40000U, 102400U, 1U << 20}) {
            Buffer block;
            if (kind == 0) {
                block = text(size, 1);
            } else if (kind == 1) { // base64
                block = randomBytes(size, 2);
                for (std::uint8_t &b : block.span())
                    b = static_cast<std::uint8_t>(
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[b & 63]);
            } else if (kind == 2) { // all byte values equally often, but in order
                block = Buffer(size);
                for (std::size_t i = 0; i < size; ++i)
                    block.data()[i] = static_cast<std::uint8_t>((7 * i + 3) % 251);
            } else if (kind == 3) { // half of it random
                block = text(size, 3);
                const Buffer noise = randomBytes(size / 2, 4);
                std::ranges::copy(noise.view(), block.data());
            } else if (kind == 4) { // random, then itself again 8 KiB later
                block = randomBytes(size, 5);
                for (std::size_t i = 8192; i < size; ++i)
                    block.data()[i] = block.data()[i - 8192];
            } else if (kind == 5) { // UTF-16
                block = text(size, 6);
                for (std::size_t i = 1; i < size; i += 2)
                    block.data()[i] = 0;
            } else if (kind == 6) { // counters of 32 bits
                block = Buffer(size);
                for (std::size_t i = 0; i < size; ++i)
                    block.data()[i] = static_cast<std::uint8_t>(
                        (i / 4 * 2654435761U) >> (8 * (i % 4)) & (i % 4 < 2 ? 255 : 15));
            } else { // zeros
                block = Buffer(size);
                std::ranges::fill(block.span(), std::uint8_t{0});
            }
            QVERIFY(!looksIncompressible(block));
        }
    }

    void damagedDataFailsCleanly()
    {
        std::mt19937 random(11);
        Deflater deflater;
        Inflater inflater;
        for (const std::size_t size : {300U, 20'000U}) {
            const Buffer plain = text(size, 1);
            Buffer packed;
            QVERIFY(deflater.compress(plain, 6, packed) != 0);
            Buffer back(size);
            for (std::size_t cut = 0; cut < packed.size(); cut += 1 + size / 1000)
                QVERIFY(!inflater.inflate(packed.view().first(cut), back.span()));
            for (int i = 0; i < 2000; ++i) {
                Buffer bad = copyOf(packed);
                bad.data()[random() % bad.size()] ^=
                    static_cast<std::uint8_t>(1U << (random() % 8));
                std::ignore =
                    inflater.inflate(bad, back.span()); // may be right by chance; must not crash
            }
        }
    }

    void streamsComeBack()
    {
        std::mt19937 random(13);
        for (const std::size_t size : {0U, 1U, 1000U, 65536U, 131072U, 1'500'000U}) {
            for (const int level : {0, 1, 2, 3, 4, 6, 9}) {
                for (const bool noise : {false, true}) {
                    const Buffer plain = noise ? randomBytes(size, 3) : text(size, 3);
                    BufferSink packed;
                    DeflateStream deflate(packed, level);
                    for (std::size_t at = 0; at < size;) {
                        const std::size_t n =
                            std::min<std::size_t>(1 + random() % 100'000, size - at);
                        QVERIFY(deflate.write(plain.view().subspan(at, n)));
                        at += n;
                    }
                    QVERIFY(deflate.finish());
                    QCOMPARE(deflate.packedSize(), packed.buffer().size());
                    QCOMPARE(deflate.plainSize(), size);
                    QCOMPARE(deflate.crc(), crc32Of(plain));
                    if (level == 0) {
                        QVERIFY(std::ranges::equal(packed.buffer().view(), plain.view()));
                        continue;
                    }
                    BufferSink back;
                    InflateStream inflate(back, size);
                    const ByteView all = packed.buffer();
                    for (std::size_t at = 0; at < all.size();) {
                        const std::size_t n =
                            std::min<std::size_t>(1 + random() % 50'000, all.size() - at);
                        QVERIFY(inflate.write(all.subspan(at, n)));
                        at += n;
                    }
                    QVERIFY(inflate.finish());
                    QVERIFY(std::ranges::equal(back.buffer().view(), plain.view()));
                    QVERIFY(!inflate.write(asBytes("x")));
                }
            }
        }
    }

    void streamsAreBounded()
    {
        Buffer zeros(10 << 20);
        std::ranges::fill(zeros.span(), std::uint8_t{0});
        Buffer packed;
        QVERIFY(Deflater().compress(zeros, 6, packed) != 0);
        BufferSink out;
        InflateStream tooMuch(out, zeros.size() - 1);
        const auto result = tooMuch.write(packed);
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::Corrupt);
        QVERIFY(out.buffer().size() < zeros.size());
        InflateStream cut(out, zeros.size());
        QVERIFY(cut.write(packed.view().first(packed.size() / 2)));
        QVERIFY(!cut.finish());
    }

    // zlib reads what the other libraries write.
    void zlibAgrees()
    {
        const Buffer plain = text(200'000, 9);
        Deflater deflater;
        for (int level = 1; level <= 9; ++level) {
            Buffer packed;
            QVERIFY(deflater.compress(plain, level, packed) != 0);
            z_stream z{};
            QCOMPARE(inflateInit2(&z, -15), Z_OK);
            Buffer back(plain.size());
            z.next_in = packed.data();
            z.avail_in = static_cast<uInt>(packed.size());
            z.next_out = back.data();
            z.avail_out = static_cast<uInt>(back.size());
            QCOMPARE(inflate(&z, Z_FINISH), Z_STREAM_END);
            inflateEnd(&z);
            QVERIFY(std::ranges::equal(back.view(), plain.view()));
        }
    }
};

QTEST_GUILESS_MAIN(TestCodec)
#include "test_codec.moc"

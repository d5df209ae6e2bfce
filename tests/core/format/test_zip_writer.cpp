// SPDX-License-Identifier: MIT
#include "core/base/crc32.h"
#include "tests/core/format/zip_samples.h"

#include "core/format/little_endian.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace cairn::samples;

namespace {

// A sink that only counts, for archives beyond 4 GiB.
class CountingSink final : public ByteSink
{
public:
    Result<> write(ByteView bytes) override
    {
        total += bytes.size();
        return {};
    }
    std::uint64_t total = 0;
};

// Keeps the last bytes, and says how many there were.
class TailSink final : public ByteSink
{
public:
    Result<> write(ByteView bytes) override
    {
        total += bytes.size();
        if (bytes.size() < 4096)
            tail.append(bytes);
        return {};
    }
    Buffer tail;
    std::uint64_t total = 0;
};

// Zeros without end, as a source.
class ZeroSource final : public ByteSource
{
public:
    explicit ZeroSource(std::uint64_t size)
        : m_size(size)
    {
    }
    [[nodiscard]] std::uint64_t size() const override { return m_size; }
    Result<ByteView> view(std::uint64_t, std::size_t length, Buffer &scratch) const override
    {
        if (scratch.size() < length) {
            scratch.resize(length);
            std::ranges::fill(scratch.span(), std::uint8_t{0});
        }
        return scratch.view().first(length);
    }

private:
    std::uint64_t m_size;
};

} // namespace

class TestZipWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersAreAsTheFormatWants()
    {
        BufferSink sink;
        ZipWriter zip(sink, dosTime(1704164645));
        QVERIFY(zip.add("manifest", ZipMethod::Stored, crc32Of(asBytes("abc")), 3, asBytes("abc")));
        const std::uint64_t expected = zip.finalSize();
        QVERIFY(zip.finish());
        QCOMPARE(zip.bytesWritten(), expected);
        QCOMPARE(zip.finalSize(), expected);
        QCOMPARE(sink.buffer().size(), expected);
        QCOMPARE(expected, 30 + 8 + 3 + 46 + 8 + 22U);
        const std::uint8_t *raw = sink.buffer().data();
        QCOMPARE(le32(raw), 0x04034b50U);
        QCOMPARE(int(le16(raw + 4)), 20); // needs no Zip64
        QCOMPARE(int(le16(raw + 6)), 0);  // no flags: no descriptor, ASCII
        QCOMPARE(le32(raw + 10),
                 (44U << 25) | (1U << 21) | (2U << 16) | (3U << 11) | (4U << 5) | 2U);
        QCOMPARE(le32(raw + 14), crc32Of(asBytes("abc")));
        QCOMPARE(le32(raw + 18), 3U);
        QCOMPARE(int(le16(raw + 28)), 0); // no extra field
    }

    void onlyForeignNamesAreMarked()
    {
        const Buffer zip = makeZip({{"extra/\xc3\xa4", "x"}});
        QCOMPARE(int(le16(zip.data() + 6)), 1 << 11);
    }

    void dosTimesAreClamped()
    {
        QCOMPARE(dosTime(0), kDosEpoch);
        QCOMPARE(dosTime(315532800), kDosEpoch);
        QCOMPARE(dosTime(std::int64_t(1) << 60) >> 25, 127U);
    }

    void ourReaderAgrees()
    {
        auto archive = openZip(makeZip(fewItems()));
        QVERIFY(archive);
        QCOMPARE((*archive)->entries().size(), fewItems().size());
        Buffer out;
        for (std::size_t i = 0; i < fewItems().size(); ++i) {
            QCOMPARE((*archive)->entries()[i].name, fewItems()[i].name);
            QVERIFY((*archive)->extract(i, out, 1 << 20));
            QCOMPARE(asText(out), fewItems()[i].content);
        }
    }

    void otherProgramsAgree()
    {
        const QString unzip = QStandardPaths::findExecutable(QStringLiteral("unzip"));
        if (unzip.isEmpty())
            QSKIP("unzip is not installed");
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.zip")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Buffer zip = makeZip(fewItems());
        file.write(reinterpret_cast<const char *>(zip.data()), static_cast<qint64>(zip.size()));
        file.close();
        QProcess process;
        process.start(unzip, {QStringLiteral("-t"), file.fileName()});
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }

    void streamedEntriesAreEqual()
    {
        const std::string content(3'000'000, 'q');
        BufferSink packed;
        DeflateStream deflate(packed, kFastest);
        QVERIFY(deflate.write(asBytes(content)));
        QVERIFY(deflate.finish());
        BufferSink sink;
        ZipWriter zip(sink);
        QVERIFY(zip.addFrom("filelist.json", ZipMethod::Deflated, deflate.crc(),
                            deflate.plainSize(), MemorySource(packed.buffer())));
        QVERIFY(zip.finish());
        auto archive = openZip(sink.buffer());
        QVERIFY(archive);
        Buffer out;
        QVERIFY((*archive)->extract(0, out, content.size()));
        QCOMPARE(asText(out), content);
        BufferSink streamed;
        QVERIFY((*archive)->stream(0, streamed));
        QCOMPARE(asText(streamed.buffer()), content);
    }

    void manyEntriesNeedZip64()
    {
        for (const int count : {65534, 65535, 65536}) {
            BufferSink sink;
            ZipWriter zip(sink);
            for (int i = 0; i < count; ++i)
                QVERIFY(zip.add(std::to_string(i), ZipMethod::Stored, 0, 0, {}));
            const std::uint64_t expected = zip.finalSize();
            QVERIFY(zip.finish());
            QCOMPARE(sink.buffer().size(), expected);
            const std::uint8_t *end = sink.buffer().data() + sink.buffer().size();
            QCOMPARE(le32(end - 42) == 0x07064b50U, count >= 65535);
            auto archive = openZip(sink.buffer());
            QVERIFY(archive);
            QCOMPARE((*archive)->entries().size(), std::size_t(count));
            QVERIFY((*archive)->find("65000") == std::size_t(65000));
            QVERIFY(!(*archive)->find("x"));
        }
    }

    void largeNumbersNeedZip64()
    {
        TailSink sink;
        ZipWriter zip(sink);
        const std::uint64_t large = 0xffffffffULL;
        QVERIFY(zip.addFrom("large", ZipMethod::Stored, 0, large, ZeroSource(large)));
        QVERIFY(zip.add("behind", ZipMethod::Stored, 0, 0, {}));
        const std::uint64_t expected = zip.finalSize();
        QVERIFY(zip.finish());
        QCOMPARE(sink.total, expected);
        const std::uint8_t *raw = sink.tail.data();
        QCOMPARE(int(le16(raw + 4)), 45);
        QCOMPARE(le32(raw + 18), 0xffffffffU);
        QCOMPARE(int(le16(raw + 28)), 20);
        QCOMPARE(le64(raw + 30 + 5 + 4), large);
        // The second entry is small, but lies far out: only its central header has the field.
        const std::uint8_t *second = raw + 30 + 5 + 20;
        QCOMPARE(le32(second), 0x04034b50U);
        QCOMPARE(int(le16(second + 28)), 0);
        const std::uint8_t *central = second + 30 + 6 + 46 + 5 + 20;
        QCOMPARE(le32(central), 0x02014b50U);
        QCOMPARE(int(le16(central + 30)), 12);
        QCOMPARE(le64(central + 46 + 6 + 4), 30 + 5 + 20 + large);
    }

    void nothingIsAddedBehindTheEnd()
    {
        CountingSink sink;
        ZipWriter zip(sink);
        QVERIFY(zip.finish());
        QCOMPARE(sink.total, std::uint64_t(22));
        QVERIFY(!zip.add("a", ZipMethod::Stored, 0, 0, {}));
        QVERIFY(!zip.finish());
    }
};

QTEST_GUILESS_MAIN(TestZipWriter)
#include "test_zip_writer.moc"

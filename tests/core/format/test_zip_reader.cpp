// SPDX-License-Identifier: MIT
#include "core/base/crc32.h"
#include "tests/core/format/zip_samples.h"

#include "core/format/little_endian.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <thread>

using namespace cairn;
using namespace cairn::samples;

namespace {

Buffer dataFile(const QString &name)
{
    QFile file(QStringLiteral(CAIRN_FORMAT_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(file.fileName()));
    const QByteArray bytes = file.readAll();
    Buffer out;
    out.append(asBytes(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size()))));
    return out;
}

} // namespace

class TestZipReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entriesAreFoundByName()
    {
        auto archive = openZip(makeZip(fewItems()));
        QVERIFY(archive);
        for (std::size_t i = 0; i < fewItems().size(); ++i)
            QVERIFY((*archive)->find(fewItems()[i].name) == i);
        QVERIFY(!(*archive)->find("Manifest"));
        QVERIFY(!(*archive)->find(""));
        QVERIFY(!(*archive)->salvaged());
        QVERIFY(!(*archive)->hasDuplicates());
    }

    void emptyArchiveIsAllowed()
    {
        auto archive = openZip(makeZip({}));
        QVERIFY(archive);
        QVERIFY((*archive)->entries().empty());
        QVERIFY(!(*archive)->find("manifest"));
    }

    void longEntriesAreRefused()
    {
        auto archive = openZip(makeZip(fewItems()));
        Buffer out;
        QVERIFY((*archive)->extract(2, out, 3003));
        const auto refused = (*archive)->extract(2, out, 3002);
        QVERIFY(!refused && refused.error().code == ErrorCode::Corrupt);
        QVERIFY(out.empty());
    }

    void rawEntriesCanBeMoved()
    {
        auto archive = openZip(makeZip(fewItems()));
        BufferSink sink;
        ZipWriter zip(sink);
        Buffer scratch;
        for (std::size_t i = 0; i < fewItems().size(); ++i) {
            auto raw = (*archive)->raw(i, scratch);
            QVERIFY(raw);
            QVERIFY(zip.add((*archive)->entries()[i].name, static_cast<ZipMethod>(raw->method),
                            raw->crc, raw->size, raw->payload));
        }
        QVERIFY(zip.finish());
        QVERIFY(std::ranges::equal(sink.buffer().view(), makeZip(fewItems()).view()));
    }

    void firstOfTwoNamesWins()
    {
        auto archive = openZip(makeZip({{"a", "one"}, {"b", "x"}, {"a", "two"}}));
        QVERIFY(archive);
        QVERIFY((*archive)->hasDuplicates());
        QVERIFY((*archive)->find("a") == std::size_t(0));
        QVERIFY(!(*archive)->entries()[0].duplicate);
        QVERIFY((*archive)->entries()[2].duplicate);
        Buffer out;
        QVERIFY((*archive)->extract(2, out, 10));
        QCOMPARE(asText(out), "two");
    }

    void backslashesAreNormalised()
    {
        auto archive = openZip(makeZip({{"vol\\x.dblock.zip", "one"}}));
        QVERIFY(archive);
        QVERIFY((*archive)->find("vol/x.dblock.zip") == std::size_t(0));
        Buffer out;
        QVERIFY((*archive)->extract(0, out, 10));
    }

    void commentsAreTolerated()
    {
        Buffer zip = makeZip(fewItems());
        zip.data()[zip.size() - 2] = 5;
        zip.append(asBytes("PK\5\6!")); // one that begins like an end record
        QVERIFY(openZip(zip));
    }

    // As other writers leave it: sizes behind the data.
    void descriptorsAreTolerated()
    {
        Buffer zip = makeZip({{"a", "hello"}});
        const Buffer before = [&] {
            Buffer copy;
            copy.append(zip);
            return copy;
        }();
        Buffer out;
        out.append(before.view().first(36));
        out.data()[6] |= 8;
        std::fill(out.data() + 14, out.data() + 26, std::uint8_t{0});
        put32(out, 0x08074b50);
        put32(out, crc32Of(asBytes("hello")));
        put32(out, 5);
        put32(out, 5);
        const std::size_t directory = out.size();
        out.append(before.view().subspan(36));
        out.data()[directory + 8] |= 8;
        const std::size_t end = out.size() - 22;
        out.data()[end + 16] = static_cast<std::uint8_t>(directory);
        auto archive = openZip(out);
        QVERIFY(archive);
        Buffer content;
        QVERIFY((*archive)->extract(0, content, 10));
        QCOMPARE(asText(content), "hello");
        // Without the directory, the descriptor gives the sizes.
        auto salvaged = openZip(out.view().first(directory), ArchiveMode::Salvage);
        QVERIFY(salvaged);
        QVERIFY((*salvaged)->salvaged());
        QVERIFY((*salvaged)->extract(0, content, 10));
        QCOMPARE(asText(content), "hello");
    }

    void unknownMethodsAreNamed()
    {
        Buffer zip = makeZip({{"a", "hello"}});
        for (const std::size_t at : {8U, 36U + 10U})
            zip.data()[at] = 9; // deflate64
        auto archive = openZip(zip);
        QVERIFY(archive);
        Buffer out;
        const auto refused = (*archive)->extract(0, out, 10);
        QVERIFY(!refused && refused.error().code == ErrorCode::Unsupported);
        QVERIFY(refused.error().message.contains(QLatin1String("method 9")));
        Buffer scratch;
        QVERIFY(!(*archive)->raw(0, scratch));
    }

    void encryptedEntriesAreRefused()
    {
        Buffer zip = makeZip({{"a", "hello"}});
        zip.data()[6] |= 1;
        zip.data()[36 + 8] |= 1;
        auto archive = openZip(zip);
        Buffer out;
        const auto refused = (*archive)->extract(0, out, 10);
        QVERIFY(!refused && refused.error().code == ErrorCode::Unsupported);
    }

    void unknownModulesAreNamed()
    {
        const auto refused = openArchive(std::make_shared<OwnedSource>(ByteView()), "rar");
        QVERIFY(!refused && refused.error().code == ErrorCode::Unsupported);
        QVERIFY(refused.error().message.contains(QLatin1String("rar")));
    }

    void twoMillionEntriesAreQuick()
    {
        constexpr int kCount = 2'000'000;
        BufferSink sink;
        ZipWriter zip(sink);
        char name[64];
        for (int i = 0; i < kCount; ++i) {
            std::snprintf(name, sizeof name, "%08d-%08d-%08d-%08d-%07d=", i, i * 7, i * 3, i * 5,
                          i);
            QVERIFY(zip.add(name, ZipMethod::Stored, 0, 0, {}));
        }
        QVERIFY(zip.finish());
        QElapsedTimer timer;
        timer.start();
        auto archive = openArchive(std::make_shared<MemorySource>(sink.buffer()), "zip");
        QVERIFY(archive);
        QVERIFY((*archive)->find(name) == std::size_t(kCount - 1));
#ifndef __SANITIZE_THREAD__ // which takes minutes
        QVERIFY2(timer.elapsed() < 10'000, "sanitized and on a busy machine it takes two seconds");
#endif
        qInfo("2,000,000 entries in %lld ms", timer.elapsed());
    }

    void severalThreadsMayExtract()
    {
        std::vector<Item> items;
        for (int i = 0; i < 200; ++i)
            items.push_back(
                {"e" + std::to_string(i),
                 std::string(1000 + static_cast<std::size_t>(i), static_cast<char>('a' + i % 26))});
        auto archive = openZip(makeZip(items));
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                ExtractScratch scratch;
                Buffer out;
                for (std::size_t i = 0; i < items.size(); ++i) {
                    if (!(*archive)->extract(i, out, 1 << 20, scratch) ||
                        asText(out) != items[i].content)
                        ++wrong;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    // Small archives of other writers; each holds `manifest` ("manifest content\n") and a block of
    // 20,000 bytes that repeat.
    void foreignArchivesAreRead_data()
    {
        QTest::addColumn<QString>("module");
        const QDir folder(QStringLiteral(CAIRN_FORMAT_DATA "/archives"));
        for (const QString &name : folder.entryList(QDir::Files))
            QTest::newRow(qPrintable(name)) << name.section(QLatin1Char('.'), 1);
    }
    void foreignArchivesAreRead()
    {
        QFETCH(QString, module);
        const QString name =
            QStringLiteral("archives/") + QString::fromLatin1(QTest::currentDataTag());
        const Buffer bytes = dataFile(name);
        auto archive = openArchive(std::make_shared<OwnedSource>(bytes), module.toStdString());
        QVERIFY2(archive,
                 archive ? "" : qPrintable(archive.error().message + archive.error().detail));
        QCOMPARE((*archive)->entries().size(), std::size_t(2));
        Buffer out;
        const auto manifest = (*archive)->find("manifest");
        QVERIFY(manifest);
        QVERIFY((*archive)->extract(*manifest, out, 100));
        QCOMPARE(asText(out), "manifest content\n");
        std::string block;
        while (block.size() < 20'000)
            block += "line " + std::to_string(block.size()) + "\n";
        block.resize(20'000);
        const auto index = (*archive)->find("AAECAwQFBgcICQoLDA0ODw==");
        QVERIFY(index);
        QVERIFY((*archive)->extract(*index, out, 20'000));
        QCOMPARE(asText(out), block);
        QVERIFY(!(*archive)->extract(*index, out, 19'999));
        BufferSink streamed;
        QVERIFY((*archive)->stream(*index, streamed));
        QCOMPARE(asText(streamed.buffer()), block);
        // Truncations: an error, or all that is said to be there.
        for (std::size_t cut = 0; cut < bytes.size(); cut += 1 + bytes.size() / 400) {
            for (const auto mode : {ArchiveMode::Strict, ArchiveMode::Salvage}) {
                auto part = openArchive(std::make_shared<OwnedSource>(bytes.view().first(cut)),
                                        module.toStdString(), mode);
                if (!part)
                    continue;
                for (std::size_t i = 0; i < (*part)->entries().size(); ++i)
                    std::ignore = (*part)->extract(i, out, 1 << 20);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestZipReader)
#include "test_zip_reader.moc"

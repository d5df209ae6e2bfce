// SPDX-License-Identifier: MIT
#include "tests/core/format/zip_samples.h"

#include "core/format/little_endian.h"

#include <QTest>

#include <random>

using namespace cairn;
using namespace cairn::samples;

namespace {

// Reads everything there is; returns how many entries came out right.
int rightEntries(const VolumeArchive &archive)
{
    int right = 0;
    Buffer out;
    for (const Item &item : fewItems()) {
        const auto index = archive.find(item.name);
        if (index && archive.extract(*index, out, 1 << 20) && asText(out) == item.content)
            ++right;
    }
    return right;
}

std::size_t centralAt(const Buffer &zip)
{
    return le32(zip.data() + zip.size() - 6);
}

} // namespace

class TestZipDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTruncationIsAnError()
    {
        const Buffer zip = makeZip(fewItems());
        for (std::size_t cut = 0; cut < zip.size(); ++cut) {
            const auto archive = openZip(zip.view().first(cut));
            QVERIFY(!archive);
            QVERIFY(archive.error().code == ErrorCode::Corrupt);
        }
    }

    void everyTruncationIsSalvaged()
    {
        const Buffer zip = makeZip(fewItems());
        const std::size_t central = centralAt(zip);
        for (std::size_t cut = 0; cut < zip.size(); ++cut) {
            auto archive = openZip(zip.view().first(cut), ArchiveMode::Salvage);
            if (cut >= central) {
                QVERIFY(archive);
                QVERIFY((*archive)->salvaged());
                QCOMPARE(rightEntries(**archive), 4);
            }
        }
    }

    // What stands twice may be damaged once: as a flip in a volume that is encrypted does it, which
    // garbles sixteen bytes.
    void damagedHeadersCostNothing()
    {
        const Buffer zip = makeZip(fewItems());
        std::vector<std::pair<std::size_t, std::size_t>> headers{{centralAt(zip), zip.size()}};
        auto whole = openZip(zip);
        QVERIFY(whole);
        std::size_t at = 0;
        for (const ArchiveEntry &entry : (*whole)->entries()) {
            headers.emplace_back(at, at + 30 + entry.name.size());
            at += 30 + entry.name.size() + static_cast<std::size_t>(entry.packedSize);
        }
        QCOMPARE(at, centralAt(zip));
        for (const auto &[begin, end] : headers)
            for (std::size_t from = begin; from + 16 <= end; ++from) {
                Buffer bad;
                bad.append(zip);
                for (std::size_t i = 0; i < 16; ++i)
                    bad.data()[from + i] =
                        static_cast<std::uint8_t>(bad.data()[from + i] * 7 + 91 + i);
                auto salvaged = openZip(bad, ArchiveMode::Salvage);
                QVERIFY(salvaged);
                QVERIFY2(rightEntries(**salvaged) == 4, qPrintable(QString::number(from)));
            }
    }

    // No flipped byte may make another content of an entry (its checksum sees to that), and one
    // flip costs at most two entries.
    void everyFlipIsNoticedOrHarmless()
    {
        const Buffer zip = makeZip(fewItems());
        Buffer bad;
        bad.append(zip);
        Buffer out;
        for (std::size_t at = 0; at < zip.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                bad.data()[at] ^= static_cast<std::uint8_t>(1 << bit);
                if (auto archive = openZip(bad)) {
                    for (const ArchiveEntry &entry : (*archive)->entries()) {
                        const auto index = (*archive)->find(entry.name);
                        QVERIFY(index);
                        if (!(*archive)->extract(*index, out, 1 << 20))
                            continue;
                        const bool known = std::ranges::any_of(fewItems(), [&](const Item &item) {
                            return item.name == entry.name && item.content == asText(out);
                        });
                        QVERIFY2(known, qPrintable(QString::number(at)));
                    }
                }
                auto salvaged = openZip(bad, ArchiveMode::Salvage);
                QVERIFY(salvaged);
                QVERIFY2(rightEntries(**salvaged) >= 2, qPrintable(QString::number(at)));
                bad.data()[at] ^= static_cast<std::uint8_t>(1 << bit);
            }
        }
    }

    void disagreeingHeadersAreRefused_data()
    {
        QTest::addColumn<int>("at"); // in the local header of the first entry
        QTest::newRow("method") << 8;
        QTest::newRow("checksum") << 14;
        QTest::newRow("packed size") << 18;
        QTest::newRow("size") << 22;
        QTest::newRow("name") << 30;
    }
    void disagreeingHeadersAreRefused()
    {
        QFETCH(int, at);
        Buffer zip = makeZip(fewItems());
        zip.data()[at] ^= 1;
        Buffer out;
        auto archive = openZip(zip);
        QVERIFY(archive);
        QVERIFY(!(*archive)->extract(0, out, 1 << 20));
        QVERIFY(!(*archive)->raw(0, out));
        BufferSink sink;
        QVERIFY(!(*archive)->stream(0, sink));
        QVERIFY((*archive)->extract(1, out, 1 << 20));
    }

    void overlapsAreRefused()
    {
        // Both entries point to the first one's data: the way of a bomb.
        Buffer zip = makeZip({{"a", "hello"}, {"b", "hello"}});
        const std::size_t second = centralAt(zip) + 46 + 1;
        zip.data()[second + 42] = 0;
        const auto archive = openZip(zip);
        QVERIFY(!archive && archive.error().code == ErrorCode::Corrupt);

        // The local header hides data of its own between the name and the payload.
        Buffer hidden = makeZip({{"a", "hello"}, {"b", "hello"}});
        hidden.data()[28] = 5;
        auto open = openZip(hidden);
        Buffer out;
        QVERIFY(open && !(*open)->extract(0, out, 10));
    }

    void entriesBehindTheDirectoryAreRefused()
    {
        Buffer zip = makeZip({{"a", "hello"}});
        const std::size_t central = centralAt(zip);
        zip.data()[central + 42] = static_cast<std::uint8_t>(central);
        QVERIFY(!openZip(zip));
    }

    void zeroBytesInNamesAreRefused()
    {
        QVERIFY(!openZip(makeZip({{std::string("a\0b", 3), "hello"}})));
    }

    void wrongCountsAreRefused()
    {
        Buffer zip = makeZip(fewItems());
        zip.data()[zip.size() - 12] = 3;
        zip.data()[zip.size() - 14] = 3;
        QVERIFY(!openZip(zip));
    }

    void liesAboutSizesCostNothing()
    {
        // Claims 1 GiB for some bytes of deflate data: refused before memory is taken.
        Buffer zip = makeZip({{"a", std::string(1000, 'x')}});
        const std::size_t central = centralAt(zip);
        for (const std::size_t at : {std::size_t{22}, central + 24})
            zip.data()[at + 3] = 0x40;
        auto archive = openZip(zip);
        QVERIFY(archive);
        Buffer out;
        QVERIFY(!(*archive)->extract(0, out, std::size_t{2} << 30));
        QCOMPARE(out.capacity(), std::size_t(0));
        BufferSink sink;
        QVERIFY(!(*archive)->stream(0, sink));
    }

    void wrongChecksumsCountInStrictOnly()
    {
        Buffer zip = makeZip({{"a", "hello", false}});
        zip.data()[31] = 'H';
        Buffer out;
        QVERIFY(!(*openZip(zip))->extract(0, out, 10));
        QVERIFY((*openZip(zip, ArchiveMode::Salvage))->extract(0, out, 10));
        QCOMPARE(asText(out), "Hello");
    }

    void headersWithoutEndsDoNotTakeForEver()
    {
        // 100,000 headers that want a descriptor each, none of which exists.
        Buffer zip;
        for (int i = 0; i < 100'000; ++i) {
            put32(zip, 0x04034b50);
            put16(zip, 20);
            put16(zip, 8);
            for (int k = 0; k < 18; ++k)
                putLe(zip, 0, 1);
            put16(zip, 1);
            put16(zip, 0);
            putLe(zip, 'a', 1);
        }
        QVERIFY(!openZip(zip, ArchiveMode::Salvage));
    }

    void noiseIsNoArchive()
    {
        std::mt19937 random(3);
        for (int i = 0; i < 2000; ++i) {
            Buffer zip = makeZip(fewItems());
            for (int k = 0; k < 3; ++k)
                zip.data()[zip.size() - 1 - random() % 300] = static_cast<std::uint8_t>(random());
            for (const auto mode : {ArchiveMode::Strict, ArchiveMode::Salvage}) {
                if (auto archive = openZip(zip, mode))
                    std::ignore = rightEntries(**archive);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestZipDamage)
#include "test_zip_damage.moc"

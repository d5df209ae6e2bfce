// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_writer.h"

#include "core/format/entry_names.h"
#include "core/format/remote_name.h"
#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

namespace cairn::test {

class TestVolumeWriter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sealsWhatWasAdded_data();
    void sealsWhatWasAdded();
    void beginsWithItsManifest();
    void knowsItsSizeBeforehand();
    void encryptsWithThePassphrase();
    void writesNoContainerOfOthers();
    void leavesNothingWhenTheDiskIsFull();
    void namesItsVolumes();
};

void TestVolumeWriter::sealsWhatWasAdded_data()
{
    QTest::addColumn<QByteArray>("encryption");
    QTest::newRow("plain") << QByteArray();
    QTest::newRow("aes") << QByteArray("aes");
}

void TestVolumeWriter::sealsWhatWasAdded()
{
    QFETCH(const QByteArray, encryption);
    PipelineLab lab(encryption.toStdString());
    const RunEnvironment run = lab.environment();
    const std::string noise = lab.noise(3000);
    const auto writer = VolumeWriter::create(run, lab.settings);
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->addCompressed("text", asBytes(std::string(5000, 'x'))));
    VERIFY_OK((*writer)->addCompressed("noise", asBytes(noise))); // does not shrink
    VERIFY_OK((*writer)->addStored("stored", asBytes(std::string(500, 'x'))));
    VERIFY_OK((*writer)->addStored("empty", {}));
    const auto sealed = (*writer)->seal();
    VERIFY_OK(sealed);
    const std::string bytes = readFile(sealed->file.path());
    QCOMPARE(static_cast<std::int64_t>(bytes.size()), sealed->size);
    QCOMPARE(hashOf(lab.settings.fileHash, asBytes(bytes)), sealed->hash);
    auto entries = lab.entriesOf(*sealed);
    QCOMPARE(entries.size(), std::size_t{5});
    QCOMPARE(entries["text"], std::string(5000, 'x'));
    QCOMPARE(entries["noise"], noise);
    QCOMPARE(entries["stored"], std::string(500, 'x'));
    QCOMPARE(entries["empty"], std::string());
    QVERIFY(sealed->size < 5000); // the text was compressed
}

void TestVolumeWriter::beginsWithItsManifest()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    const auto writer = VolumeWriter::create(run, lab.settings);
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->addStored("b", asBytes(std::string("x"))));
    const auto sealed = (*writer)->seal();
    VERIFY_OK(sealed);
    const std::string bytes = readFile(sealed->file.path());
    QCOMPARE(bytes.substr(30, kManifestEntry.size()), std::string(kManifestEntry));
    const auto entries = lab.entriesOf(*sealed);
    const auto manifest = parseManifest(asBytes(entries.at(std::string(kManifestEntry))));
    VERIFY_OK(manifest);
    QVERIFY(manifest->agreesWith(manifestOf(lab.settings, 0)));
    QCOMPARE(manifest->created, std::string("20251124T160000Z"));
    QCOMPARE(manifest->blocksize, 1024);
}

void TestVolumeWriter::knowsItsSizeBeforehand()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    const auto writer = VolumeWriter::create(run, lab.settings);
    VERIFY_OK(writer);
    for (int i = 0; i < 20; ++i)
        VERIFY_OK((*writer)->addCompressed("entry" + std::to_string(i), asBytes(lab.noise(700))));
    const auto expected = static_cast<std::int64_t>((*writer)->expectedSize());
    const auto sealed = (*writer)->seal();
    VERIFY_OK(sealed);
    QCOMPARE(sealed->size, expected);
}

void TestVolumeWriter::encryptsWithThePassphrase()
{
    PipelineLab lab("aes");
    const RunEnvironment run = lab.environment();
    const auto writer = VolumeWriter::create(run, lab.settings);
    VERIFY_OK(writer);
    VERIFY_OK((*writer)->addStored("secret name", asBytes(std::string(2000, 's'))));
    const auto sealed = (*writer)->seal();
    VERIFY_OK(sealed);
    const std::string bytes = readFile(sealed->file.path());
    QVERIFY(bytes.starts_with("AES"));
    QVERIFY(bytes.find("secret name") == std::string::npos);
    QVERIFY(bytes.find("ssss") == std::string::npos);
    const auto source = FileSource::open(lab.files, sealed->file.path());
    VERIFY_OK(source);
    BufferSink plain;
    VERIFY_FAILS(decryptAesCrypt(*source, Secret(std::string("another")), plain),
                 ErrorCode::WrongPassphrase);
}

void TestVolumeWriter::writesNoContainerOfOthers()
{
    PipelineLab lab;
    lab.settings.compression = "7z";
    const RunEnvironment run = lab.environment();
    VERIFY_FAILS(VolumeWriter::create(run, lab.settings), ErrorCode::Unsupported);
    QCOMPARE(lab.tempFiles(), std::size_t{0});
}

void TestVolumeWriter::leavesNothingWhenTheDiskIsFull()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    lab.files.fillDiskAfter(10'000);
    {
        const auto writer = VolumeWriter::create(run, lab.settings);
        VERIFY_OK(writer);
        Result<> added;
        for (int i = 0; i < 2000 && added; ++i)
            added = (*writer)->addStored(std::to_string(i), asBytes(lab.noise(1024)));
        if (added)
            VERIFY_FAILS((*writer)->seal(), ErrorCode::NoSpace);
        else
            QVERIFY(added.error().code == ErrorCode::NoSpace);
    }
    QCOMPARE(lab.tempFiles(), std::size_t{0});
}

void TestVolumeWriter::namesItsVolumes()
{
    PipelineLab lab("aes");
    const std::string first =
        newVolumeName(lab.settings, VolumeKind::Dblock, lab.random, lab.clock.nowSeconds());
    const std::string second =
        newVolumeName(lab.settings, VolumeKind::Dblock, lab.random, lab.clock.nowSeconds());
    QVERIFY(first != second);
    for (const VolumeKind kind : {VolumeKind::Dblock, VolumeKind::Dindex, VolumeKind::Dlist}) {
        const auto name =
            parseRemoteName(newVolumeName(lab.settings, kind, lab.random, 1'764'000'001));
        QVERIFY(name.has_value());
        QCOMPARE(name->kind, kind);
        QCOMPARE(name->prefix, std::string("duplicati"));
        QCOMPARE(name->compression, std::string("zip"));
        QCOMPARE(name->encryption, std::string("aes"));
        if (kind == VolumeKind::Dlist)
            QCOMPARE(name->time, 1'764'000'001);
    }
    QCOMPARE(newTempName(lab.random).size(), std::string(".cairn~.tmp").size() + 32);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestVolumeWriter)
#include "test_volume_writer.moc"

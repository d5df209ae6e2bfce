// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_opener.h"

#include "core/format/aescrypt.h"

#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

namespace cairn::test {

class TestVolumeOpener final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatWasSealed_data();
    void opensWhatWasSealed();
    void noticesDamage_data();
    void noticesDamage();
    void checksTheMacBeforeItParses_data();
    void checksTheMacBeforeItParses();
    void warnsOfOldEncryption();
    void tellsThePassphraseFromDamage();
    void pinsTheEncryption();
    void pinsBlockSizeAndHashes();
    void refusesNamesThatAreNone();
    void readsOneFetchAVolume();
    void salvagesWhatIsLeft();
    void hashesWhatLiesThere();

private:
    // Puts a volume with these blocks at the destination.
    VolumeRow put(PipelineLab &lab, const std::vector<std::string> &contents);
    static VolumeOpener opener(const RunEnvironment &run, PipelineLab &lab)
    {
        return {run, lab.backend(), lab.settings};
    }
};

VolumeRow TestVolumeOpener::put(PipelineLab &lab, const std::vector<std::string> &contents)
{
    const FilledVolume filled = lab.filled(contents);
    VolumeRow row;
    row.name = newVolumeName(lab.settings, VolumeKind::Dblock, lab.random);
    row.size = filled.volume.size;
    row.hash = filled.volume.hash;
    const std::string bytes = readFile(filled.volume.file.path());
    lab.store->setObject(row.name, MemoryStore::Bytes(bytes.begin(), bytes.end()));
    return row;
}

void TestVolumeOpener::opensWhatWasSealed_data()
{
    QTest::addColumn<QByteArray>("encryption");
    QTest::newRow("plain") << QByteArray();
    QTest::newRow("aes") << QByteArray("aes");
}

void TestVolumeOpener::opensWhatWasSealed()
{
    QFETCH(const QByteArray, encryption);
    PipelineLab lab(encryption.toStdString());
    const RunEnvironment run = lab.environment();
    const std::string content = lab.noise(1000);
    const VolumeRow row = put(lab, {content, "other"});
    VolumeOpener volumes = opener(run, lab);
    for (const auto &[size, hash] : {std::pair(row.size, row.hash), std::pair(row.size, Digest()),
                                     std::pair(std::int64_t{-1}, Digest())}) {
        const auto volume = volumes.open(row.name, size, hash);
        VERIFY_OK(volume);
        QCOMPARE(volume->name.kind, VolumeKind::Dblock);
        QCOMPARE(volume->manifest.blocksize, 1024);
        const std::string entry = hashOf(lab.settings.blockHash, asBytes(content)).toBase64Url();
        QCOMPARE(lab.entriesOf(*volume).at(entry), content);
    }
    QCOMPARE(lab.report.traffic.filesDownloaded.load(), 3);
    QCOMPARE(lab.report.traffic.bytesDownloaded.load(), 3 * row.size);
    QCOMPARE(lab.tempFiles(), std::size_t{0});
}

void TestVolumeOpener::noticesDamage_data()
{
    QTest::addColumn<QByteArray>("encryption");
    QTest::addColumn<bool>("knowsHash");
    QTest::newRow("plain, by its hash") << QByteArray() << true;
    QTest::newRow("aes, by its hash") << QByteArray("aes") << true;
    QTest::newRow("aes, by its MAC") << QByteArray("aes") << false;
}

void TestVolumeOpener::noticesDamage()
{
    QFETCH(const QByteArray, encryption);
    QFETCH(const bool, knowsHash);
    PipelineLab lab(encryption.toStdString());
    const RunEnvironment run = lab.environment();
    const VolumeRow row = put(lab, {lab.noise(1000)});
    const Digest hash = knowsHash ? row.hash : Digest();
    const auto whole = *lab.store->object(row.name);
    VolumeOpener volumes = opener(run, lab);
    for (const std::uint64_t byte : {400U, 700U}) { // in the content
        lab.store->setObject(row.name, whole);
        QVERIFY(lab.store->flipBit(row.name, byte * 8));
        const auto opened = volumes.open(row.name, row.size, hash);
        VERIFY_FAILS(opened, ErrorCode::Corrupt);
        QVERIFY(opened.error().message.contains(QString::fromStdString(row.name)));
    }
    auto cut = whole;
    cut.pop_back();
    lab.store->setObject(row.name, cut);
    VERIFY_FAILS(volumes.open(row.name, row.size, hash), ErrorCode::Corrupt);
    lab.store->erase(row.name);
    VERIFY_FAILS(volumes.open(row.name, row.size, hash), ErrorCode::NotFound);
    lab.plan->failCall(0);
    VERIFY_FAILS(volumes.open(row.name, row.size, hash), ErrorCode::Transient); // no damage
}

void TestVolumeOpener::checksTheMacBeforeItParses_data()
{
    QTest::addColumn<VolumeKind>("kind");
    QTest::addColumn<int>("bytes");
    QTest::newRow("data") << VolumeKind::Dblock << 5000;
    QTest::newRow("index") << VolumeKind::Dindex << 5000;
    QTest::newRow("list") << VolumeKind::Dlist << 5000;
    QTest::newRow("large list") << VolumeKind::Dlist << (33 << 20); // through a temporary file
}

// What is sealed is no archive, so whoever parses it says so; with a wrong MAC nobody may (§6).
void TestVolumeOpener::checksTheMacBeforeItParses()
{
    QFETCH(const VolumeKind, kind);
    QFETCH(const int, bytes);
    PipelineLab lab("aes");
    const RunEnvironment run = lab.environment();
    BufferSink sealed;
    AesCryptWriter writer(sealed, lab.options.storage.passphrase, lab.random);
    const std::string nonsense(static_cast<std::size_t>(bytes), 'P');
    VERIFY_OK(writer.write(asBytes(nonsense)));
    VERIFY_OK(writer.finish());
    const std::string name = kind == VolumeKind::Dlist
                                 ? dlistName("duplicati", 1'700'000'000, "zip", "aes")
                                 : newVolumeName(lab.settings, kind, lab.random);
    const ByteView whole = sealed.buffer().view();
    MemoryStore::Bytes stored(whole.begin(), whole.end());
    lab.store->setObject(name, stored);
    VolumeOpener volumes = opener(run, lab);
    const auto parsed = volumes.open(name, -1, Digest());
    VERIFY_FAILS(parsed, ErrorCode::Corrupt);
    QVERIFY2(parsed.error().message.contains(u"archive"), qPrintable(parsed.error().message));
    for (const std::size_t at : {stored.size() - 1, stored.size() - 40, stored.size() / 2}) {
        MemoryStore::Bytes changed = stored;
        changed[at] ^= 1;
        lab.store->setObject(name, changed);
        const auto refused = volumes.open(name, -1, Digest());
        VERIFY_FAILS(refused, ErrorCode::Corrupt);
        QVERIFY2(refused.error().message.contains(u"encrypted file is damaged"),
                 qPrintable(refused.error().message));
        // Salvage is asked for by name, and parses what there is.
        const auto salvaged = volumes.open(name, -1, Digest(), Trust::Salvage);
        QVERIFY(salvaged || !salvaged.error().message.contains(u"encrypted file is damaged"));
    }
    QCOMPARE(lab.tempFiles(), std::size_t{0});
}

// S3. Version 1 is version 2 without extensions.
void TestVolumeOpener::warnsOfOldEncryption()
{
    PipelineLab lab("aes");
    const RunEnvironment run = lab.environment();
    const VolumeRow row = put(lab, {"x"});
    MemoryStore::Bytes bytes = *lab.store->object(row.name);
    VolumeOpener volumes = opener(run, lab);
    VERIFY_OK(volumes.open(row.name, row.size, Digest()));
    QCOMPARE(lab.report.count(Severity::Warning), 0);
    std::size_t at = 5;
    while (bytes[at] != 0 || bytes[at + 1] != 0)
        at += 2 + (std::size_t{bytes[at]} << 8) + bytes[at + 1];
    bytes.erase(bytes.begin() + 5, bytes.begin() + static_cast<std::ptrdiff_t>(at) + 2);
    bytes[3] = 1;
    lab.store->setObject(row.name, bytes);
    for (int i = 0; i < 2; ++i) // once is enough
        VERIFY_OK(volumes.open(row.name, -1, Digest()));
    QCOMPARE(lab.report.count(Severity::Warning), 1);
    QCOMPARE(lab.report.messages().at(0).id, QStringLiteral("OldEncryption"));
}

void TestVolumeOpener::tellsThePassphraseFromDamage()
{
    PipelineLab lab("aes");
    const RunEnvironment run = lab.environment();
    const VolumeRow row = put(lab, {"x"});
    VolumeOpener volumes = opener(run, lab);
    lab.options.storage.passphrase = Secret(std::string("another"));
    VERIFY_FAILS(volumes.open(row.name, row.size, row.hash), ErrorCode::WrongPassphrase);
    lab.options.storage.passphrase = Secret();
    VERIFY_FAILS(volumes.open(row.name, row.size, row.hash), ErrorCode::MissingPassphrase);
}

// S1: someone who can write to the destination must not get a volume of their own believed.
void TestVolumeOpener::pinsTheEncryption()
{
    PipelineLab lab("aes");
    const RunEnvironment run = lab.environment();
    lab.settings.encryption.clear();
    const VolumeRow plain = put(lab, {"planted"});
    lab.settings.encryption = "aes";
    VolumeOpener volumes = opener(run, lab);
    const auto opened = volumes.open(plain.name, plain.size, plain.hash);
    VERIFY_FAILS(opened, ErrorCode::Corrupt);
    QCOMPARE(opened.error().id, QStringLiteral("MixedEncryption"));
    QCOMPARE(lab.plan->calls(BackendCall::Get), std::uint64_t{0}); // not even fetched
    lab.options.storage.allowMixedEncryption = true;
    VERIFY_OK(volumes.open(plain.name, plain.size, plain.hash));
    // Without settings the option decides, if it was given.
    lab.options.storage.allowMixedEncryption = false;
    lab.options.storage.encryptionModule = "aes";
    lab.options.storage.encryptionModuleGiven = true;
    VERIFY_FAILS(VolumeOpener(run, lab.backend(), std::nullopt).open(plain.name, -1, {}),
                 ErrorCode::Corrupt);
}

void TestVolumeOpener::pinsBlockSizeAndHashes()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    const VolumeRow row = put(lab, {"x"});
    lab.settings.blocksize = 2048;
    VolumeOpener volumes = opener(run, lab);
    const auto opened = volumes.open(row.name, row.size, row.hash);
    VERIFY_FAILS(opened, ErrorCode::Corrupt);
    QCOMPARE(opened.error().id, QStringLiteral("ManifestMismatch"));
    VERIFY_OK(VolumeOpener(run, lab.backend(), std::nullopt).open(row.name, -1, {}));
    lab.settings.blocksize = 1024;
    volumes.pin(lab.settings);
    VERIFY_OK(volumes.open(row.name, row.size, row.hash));
}

void TestVolumeOpener::refusesNamesThatAreNone()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    lab.store->setObject("holiday.jpg", {1, 2, 3});
    VolumeOpener volumes = opener(run, lab);
    VERIFY_FAILS(volumes.open("holiday.jpg", -1, {}), ErrorCode::Corrupt);
    QCOMPARE(lab.plan->calls(), std::uint64_t{0});
}

void TestVolumeOpener::readsOneFetchAVolume()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    const VolumeRow row = put(lab, {lab.noise(1000), lab.noise(1000), lab.noise(1000)});
    VolumeOpener volumes = opener(run, lab);
    const auto volume = volumes.open(row.name, row.size, row.hash);
    VERIFY_OK(volume);
    lab.store->erase(row.name); // it keeps what it reads from
    QCOMPARE(lab.entriesOf(*volume).size(), std::size_t{4});
    QCOMPARE(lab.plan->calls(BackendCall::Get), std::uint64_t{1});
}

void TestVolumeOpener::salvagesWhatIsLeft()
{
    PipelineLab lab;
    const RunEnvironment run = lab.environment();
    const std::string first = lab.noise(1000);
    const VolumeRow row = put(lab, {first, lab.noise(1000)});
    auto bytes = *lab.store->object(row.name);
    bytes.resize(bytes.size() - 100); // the end with the list of entries is gone
    lab.store->setObject(row.name, bytes);
    VolumeOpener volumes = opener(run, lab);
    VERIFY_FAILS(volumes.open(row.name, row.size, row.hash), ErrorCode::Corrupt);
    const auto volume = volumes.open(row.name, row.size, row.hash, Trust::Salvage);
    VERIFY_OK(volume);
    QVERIFY(volume->archive->salvaged());
    const auto index =
        volume->archive->find(hashOf(lab.settings.blockHash, asBytes(first)).toBase64Url());
    QVERIFY(index.has_value());
    Buffer content;
    VERIFY_OK(volume->archive->extract(*index, content, 1024));
    QCOMPARE(asText(content), std::string_view(first));
}

void TestVolumeOpener::hashesWhatLiesThere()
{
    PipelineLab lab("aes");
    const RunEnvironment run = lab.environment();
    const VolumeRow row = put(lab, {"x"});
    VolumeOpener volumes = opener(run, lab);
    std::int64_t size = 0;
    const auto hash = volumes.hashOfStored(row.name, lab.settings.fileHash, size);
    VERIFY_OK(hash);
    QCOMPARE(*hash, row.hash);
    QCOMPARE(size, row.size);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestVolumeOpener)
#include "test_volume_opener.moc"

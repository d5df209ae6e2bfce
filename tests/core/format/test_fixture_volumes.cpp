// SPDX-License-Identifier: MIT
// Opens every volume of every backup that the real program made (env CAIRN_FIXTURES) and checks
// what stands in one volume against what stands in the others.
#include "core/base/text.h"
#include "core/format/aescrypt.h"
#include "core/format/dindex.h"
#include "core/format/entry_names.h"
#include "core/format/manifest.h"
#include "core/format/metadata_blob.h"
#include "core/format/remote_name.h"
#include "core/format/stream_shape.h"
#include "core/format/zip_reader.h"
#include "tests/core/format/dlist_samples.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <map>
#include <set>

using namespace cairn;

namespace {

struct Volume
{
    std::string name;
    RemoteName parts;
    QByteArray stored;
    Buffer plain; // decrypted; the archive points into it
    std::unique_ptr<VolumeArchive> archive;
    Manifest manifest;
};

using BlockKey = std::pair<Digest, std::int64_t>;

Result<> decryptGpg(const QByteArray &stored, const QString &passphrase, Buffer &out)
{
    QProcess gpg;
    gpg.start(QStringLiteral("gpg"), {QStringLiteral("--batch"), QStringLiteral("--quiet"),
                                      QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                                      QStringLiteral("--passphrase-fd"), QStringLiteral("0"),
                                      QStringLiteral("--decrypt")});
    gpg.write(passphrase.toUtf8() + '\n' + stored);
    gpg.closeWriteChannel();
    if (!gpg.waitForFinished(60'000) || gpg.exitCode() != 0)
        return fail(ErrorCode::Corrupt, QString::fromUtf8(gpg.readAllStandardError()));
    const QByteArray plain = gpg.readAllStandardOutput();
    out.clear();
    out.append(asBytes({plain.constData(), static_cast<std::size_t>(plain.size())}));
    return {};
}

ByteView bytesOf(const QByteArray &bytes)
{
    return asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

// One backup: the volumes of one prefix.
class Backup
{
public:
    std::vector<Volume> volumes;
    std::map<BlockKey, Buffer> blocks; // of all dblocks, expanded
    std::size_t metadataBlobs = 0;

    Result<> add(Volume volume, const QString &passphrase)
    {
        const ByteView stored = bytesOf(volume.stored);
        const VolumeModules modules = modulesOf(volume.parts);
        if (modules.encryption == "aes") {
            CAIRN_TRY(decryptAesCrypt(stored, Secret(passphrase.toStdString()), volume.plain));
        } else if (modules.encryption == "gpg") {
            CAIRN_TRY(decryptGpg(volume.stored, passphrase, volume.plain));
        } else {
            volume.plain.append(stored);
        }
        CAIRN_LET(archive, openArchive(std::make_shared<MemorySource>(volume.plain.view()),
                                       modules.compression));
        volume.archive = std::move(archive);
        CAIRN_LET(text, entry(volume, kManifestEntry));
        CAIRN_LET(manifest, parseManifest(text));
        volume.manifest = manifest;
        if (serialise(manifest) != asText(text))
            return fail(ErrorCode::Internal, QStringLiteral("the manifest is not rewritten"));
        if (!volumes.empty() && !manifest.agreesWith(volumes.front().manifest))
            return fail(ErrorCode::Corrupt, QStringLiteral("manifests disagree"));
        volumes.push_back(std::move(volume));
        return {};
    }

    static Result<Buffer> entry(const Volume &volume, std::string_view name)
    {
        const auto index = volume.archive->find(name);
        if (!index)
            return fail(ErrorCode::NotFound, QStringLiteral("an entry is missing"));
        Buffer out;
        CAIRN_TRY(volume.archive->extract(*index, out, std::size_t{1} << 30));
        return out;
    }

    // Every entry of every dblock has the hash that its name says.
    Result<> checkBlocks()
    {
        ExtractScratch scratch;
        for (const Volume &volume : volumes) {
            if (volume.parts.kind != VolumeKind::Dblock)
                continue;
            Hasher hasher(volume.manifest.blockHash);
            for (std::size_t i = 0; i < volume.archive->entries().size(); ++i) {
                const ArchiveEntry &item = volume.archive->entries()[i];
                if (item.name == kManifestEntry)
                    continue;
                Buffer bytes;
                const auto hash = blockOfEntry(item.name);
                CAIRN_TRY(volume.archive->extract(
                    i, bytes, static_cast<std::size_t>(volume.manifest.blocksize), scratch));
                if (!hash || hasher.hash(bytes) != *hash)
                    return fail(ErrorCode::Corrupt, QStringLiteral("a block is wrong"));
                const auto size = static_cast<std::int64_t>(bytes.size());
                blocks[{*hash, size}] = std::move(bytes);
            }
        }
        return {};
    }

    Result<ByteView> block(const Digest &hash, std::int64_t size) const
    {
        const auto found = blocks.find({hash, size});
        if (found == blocks.end())
            return fail(ErrorCode::NotFound, QStringLiteral("a block is missing"));
        return found->second.view();
    }

    Result<> checkIndex(const Volume &volume) const
    {
        for (const ArchiveEntry &item : volume.archive->entries()) {
            CAIRN_LET(content, entry(volume, item.name));
            if (const auto list = nameInFolder(item.name, kListFolder)) {
                if (hashOf(volume.manifest.blockHash, content).toBase64Url() != *list)
                    return fail(ErrorCode::Corrupt, QStringLiteral("a list is wrong"));
            } else if (const auto vol = nameInFolder(item.name, kVolFolder)) {
                CAIRN_TRY(checkVol(*vol, content));
            }
        }
        return {};
    }

    Result<> checkList(const Volume &volume)
    {
        CAIRN_LET(text, entry(volume, kFilelistEntry));
        CAIRN_LET(fileset, entry(volume, kFilesetEntry));
        CAIRN_LET(isFull, parseFileset(fileset));
        if (filesetEntry(isFull) != asText(fileset))
            return fail(ErrorCode::Internal, QStringLiteral("the fileset is not rewritten"));
        DlistReader::Options options;
        options.blockHashLength = hashLength(volume.manifest.blockHash);
        options.fileHashLength = hashLength(volume.manifest.fileHash);
        CAIRN_LET(list, samples::parseDlist(asText(text), options, true, 1000));
        if (list.unknownTypes != 0 || list.entries.empty())
            return fail(ErrorCode::Corrupt, QStringLiteral("the list has strange entries"));
        if (samples::writeDlist(list.entries) != asText(text))
            return fail(ErrorCode::Internal, QStringLiteral("the list is not rewritten"));
        for (const DlistEntry &item : list.entries) {
            CAIRN_TRY(checkMetadata(volume, item));
            if (item.type == DlistEntry::File)
                CAIRN_TRY(checkFile(volume, item));
        }
        return {};
    }

private:
    Result<> checkVol(std::string_view dblock, const Buffer &content) const
    {
        DindexVolText again;
        std::set<BlockKey> listed;
        CAIRN_LET(stated,
                  parseDindexVol(content, [&](const Digest &hash, std::int64_t size) -> Result<> {
                      again.addBlock(hash, size);
                      listed.emplace(hash, size);
                      return {};
                  }));
        again.finish(stated.volumeHash, stated.volumeSize);
        if (asText(again.view()) != asText(content))
            return fail(ErrorCode::Internal, QStringLiteral("the index is not rewritten"));
        for (const Volume &volume : volumes) {
            if (volume.name != dblock)
                continue;
            if (stated.volumeSize != volume.stored.size() ||
                stated.volumeHash != hashOf(volume.manifest.fileHash, bytesOf(volume.stored)))
                return fail(ErrorCode::Corrupt, QStringLiteral("the volume's hash is wrong"));
            for (const ArchiveEntry &item : volume.archive->entries()) {
                const auto hash = blockOfEntry(item.name);
                if (hash && listed.erase({*hash, static_cast<std::int64_t>(item.size)}) != 1)
                    return fail(ErrorCode::Corrupt, QStringLiteral("a block is not listed"));
            }
            if (!listed.empty())
                return fail(ErrorCode::Corrupt, QStringLiteral("a listed block is not there"));
            return {};
        }
        return fail(ErrorCode::NotFound, QStringLiteral("the indexed volume is missing"));
    }

    // A stream put together from its blocks: `single` is the only block of a short one.
    Result<Buffer> stream(const Manifest &manifest, std::int64_t size, const Digest &single,
                          const std::vector<Digest> &lists) const
    {
        const std::int64_t blocksize = manifest.blocksize;
        const auto length = static_cast<std::int64_t>(hashLength(manifest.blockHash));
        if (static_cast<std::int64_t>(lists.size()) != blocklistCount(size, blocksize, length))
            return fail(ErrorCode::Corrupt, QStringLiteral("the blocklists are too few or many"));
        std::vector<Digest> hashes;
        if (size > 0 && lists.empty())
            hashes.push_back(single);
        for (std::size_t i = 0; i < lists.size(); ++i) {
            const auto index = static_cast<std::int64_t>(i);
            CAIRN_LET(list, block(lists[i], blocklistLength(size, blocksize, length, index)));
            for (std::size_t at = 0; at < list.size(); at += static_cast<std::size_t>(length))
                hashes.emplace_back(list.subspan(at, static_cast<std::size_t>(length)));
        }
        Buffer out;
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            const auto index = static_cast<std::int64_t>(i);
            CAIRN_LET(bytes, block(hashes[i], blockLength(size, blocksize, index)));
            out.append(bytes);
        }
        return out;
    }

    Result<> checkMetadata(const Volume &volume, const DlistEntry &item)
    {
        const Digest &single = item.metaBlockHash.empty() ? item.metaHash : item.metaBlockHash;
        CAIRN_LET(blob, stream(volume.manifest, item.metaSize, single, item.metaBlocklists));
        if (hashOf(volume.manifest.fileHash, blob) != item.metaHash)
            return fail(ErrorCode::Corrupt, QStringLiteral("metadata have another hash"));
        CAIRN_LET(metadata, parseMetadata(blob, false));
        if (serialise(metadata) != asText(blob))
            return fail(ErrorCode::Internal, QStringLiteral("metadata are not rewritten"));
        ++metadataBlobs;
        return {};
    }

    Result<> checkFile(const Volume &volume, const DlistEntry &item) const
    {
        const Digest &single = item.blockHash.empty() ? item.hash : item.blockHash;
        CAIRN_LET(content, stream(volume.manifest, item.size, single, item.blocklists));
        if (hashOf(volume.manifest.fileHash, content) != item.hash)
            return fail(ErrorCode::Corrupt, QStringLiteral("a file has another hash"));
        return {};
    }
};

} // namespace

class TestFixtureVolumes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("CAIRN_FIXTURES"))
            QSKIP("CAIRN_FIXTURES is not set");
        m_root = qEnvironmentVariable("CAIRN_FIXTURES");
        QFile file(m_root + QStringLiteral("/fixtures.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject description = QJsonDocument::fromJson(file.readAll()).object();
        m_passphrase = description.value(QStringLiteral("passphrase")).toString();
        m_names = description.value(QStringLiteral("fixtures")).toObject().keys();
        QVERIFY(m_names.size() >= 20);
    }

    void everyVolumeIsSound_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : m_names)
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyVolumeIsSound()
    {
        QFETCH(QString, name);
        if (name == QStringLiteral("gpg") &&
            QStandardPaths::findExecutable(QStringLiteral("gpg")).isEmpty())
            QSKIP("there is no gpg");
        std::map<std::string, Backup> backups; // by prefix
        const QDir store(m_root + u'/' + name + QStringLiteral("/store"));
        for (const QString &fileName : store.entryList(QDir::Files, QDir::Name)) {
            Volume volume;
            volume.name = fileName.toStdString();
            const auto parts = parseRemoteName(volume.name);
            if (!parts) {
                QVERIFY2(fileName.endsWith(QStringLiteral("-verification.json")),
                         qPrintable(fileName));
                continue;
            }
            volume.parts = *parts;
            QFile file(store.filePath(fileName));
            QVERIFY(file.open(QIODevice::ReadOnly));
            volume.stored = file.readAll();
            Backup &backup = backups[parts->prefix];
            const auto added = backup.add(std::move(volume), m_passphrase);
            QVERIFY2(added, added ? "" : qPrintable(fileName + u' ' + added.error().message));
        }
        QVERIFY(!backups.empty());
        for (auto &[prefix, backup] : backups) {
            VERIFY_OK(backup.checkBlocks());
            for (const Volume &volume : backup.volumes) {
                const auto checked =
                    volume.parts.kind == VolumeKind::Dlist    ? backup.checkList(volume)
                    : volume.parts.kind == VolumeKind::Dindex ? backup.checkIndex(volume)
                                                              : Result<>();
                QVERIFY2(checked, checked ? ""
                                          : qPrintable(toQString(volume.name) + u' ' +
                                                       checked.error().message));
            }
            QVERIFY(backup.metadataBlobs > 100);
        }
    }

private:
    QString m_root;
    QString m_passphrase;
    QStringList m_names;
};

QTEST_GUILESS_MAIN(TestFixtureVolumes)
#include "test_fixture_volumes.moc"

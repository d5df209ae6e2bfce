// SPDX-License-Identifier: MIT
// Rebuilds the database of every backup that the real program made (env CAIRN_FIXTURES) and
// compares it with what its lists say.
#include "backends/local/local_backend.h"
#include "core/format/dlist.h"
#include "core/format/entry_names.h"
#include "core/format/path_escape.h"
#include "core/operations/rebuild.h"
#include "core/pipeline/volume_opener.h"
#include "core/storage/read_only_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <QDir>

#include <map>

using namespace cairn;
using namespace cairn::test;

namespace {

struct Rebuilt
{
    explicit Rebuilt(const QString &store)
        : m_store(store.toStdString())
    {
        options.storage.passphrase = Secret("correct horse"); // as fixtures.json says
    }
    Result<RebuildResult> run(const RebuildRequest &request = {})
    {
        CAIRN_LET(made, JobDatabase::create(folder / "job.sqlite"));
        job = std::move(made);
        return rebuildDatabase(environment, *job, request);
    }

    ScratchFolder folder;
    FileLayer files;
    FakeClock clock;
    SeededRandom random{7};
    CancelToken cancel;
    Progress progress;
    RunReport report;
    JobOptions options;
    FilePath m_store;
    RunEnvironment environment{files,
                               clock,
                               random,
                               cancel,
                               progress,
                               report,
                               options,
                               [this]() -> Result<std::unique_ptr<Backend>> {
                                   return std::make_unique<ReadOnlyBackend>(
                                       std::make_unique<LocalBackend>(files, m_store));
                               },
                               folder.path()};
    std::unique_ptr<JobDatabase> job;
};

// An entry as text: everything a list says about it.
QString textOf(const DlistEntry &entry)
{
    QString text = QStringLiteral("%1 %2 meta %3/%4")
                       .arg(int(entry.type))
                       .arg(displayText(entry.path))
                       .arg(QString::fromStdString(entry.metaHash.toHex()))
                       .arg(entry.metaSize);
    if (entry.type == DlistEntry::File)
        text += QStringLiteral(" %1/%2 at %3")
                    .arg(QString::fromStdString(entry.hash.toHex()))
                    .arg(entry.size)
                    .arg(entry.time);
    for (const Digest &list : entry.blocklists)
        text += u' ' + QString::fromStdString(list.toHex());
    return text;
}

Result<QStringList> listedEntries(VolumeOpener &opener, const std::string &name)
{
    CAIRN_LET(opened, opener.open(name, -1, Digest()));
    QStringList texts;
    DlistReader reader({escapesPaths(opened.manifest.appVersion), 0, 0},
                       [&](DlistEntry &entry) -> Result<> {
                           texts.push_back(textOf(entry));
                           return {};
                       });
    CAIRN_TRY(opened.archive->stream(opened.archive->find(kFilelistEntry).value(), reader));
    CAIRN_TRY(reader.finish());
    texts.sort();
    return texts;
}

Result<Digest> hashOfList(JobDatabase &job, std::int64_t id)
{
    CAIRN_LET(row, job.blocks.get(id));
    return row ? row->hash : Digest();
}

Result<QStringList> databaseEntries(JobDatabase &job, const JobSettings &settings,
                                    std::int64_t version)
{
    QStringList texts;
    DlistEntry entry;
    CAIRN_TRY(
        job.entries.walk(version, [&](const std::string &path, const EntryRow &row) -> Result<> {
            entry.clear();
            entry.type = static_cast<DlistEntry::Type>(row.type);
            entry.path = path;
            entry.size = row.size;
            entry.hash = hashOf(settings.fileHash, {});
            entry.time = row.mtime / 1'000'000'000;
            if (row.content != 0) {
                CAIRN_LET(summary, job.streams.summary(row.content));
                entry.hash = summary.hash;
            }
            if (row.content < 0) {
                CAIRN_LET(stream, job.streams.get(-row.content));
                std::vector<std::int64_t> lists;
                stream->lists.forEach([&](std::int64_t, std::int64_t id) { lists.push_back(id); });
                for (const std::int64_t id : lists) {
                    CAIRN_LET(hash, hashOfList(job, id));
                    entry.blocklists.push_back(hash);
                }
            }
            if (row.meta != 0) {
                CAIRN_LET(summary, job.streams.summary(row.meta));
                entry.metaHash = summary.hash;
                entry.metaSize = summary.size;
            }
            texts.push_back(textOf(entry));
            return {};
        }));
    texts.sort();
    return texts;
}

// Every stream reads back from the volumes: size, hash and blocklists agree.
Result<> readEverything(Rebuilt &rebuilt, const JobSettings &settings)
{
    JobDatabase &job = *rebuilt.job;
    CAIRN_LET(backend, rebuilt.environment.openBackend());
    VolumeOpener opener(rebuilt.environment, std::move(backend), settings);
    std::map<std::int64_t, OpenVolume> open;
    std::vector<BlockRow> blocks;
    CAIRN_TRY(job.blocks.forEach([&](const BlockRow &row) -> Result<> {
        blocks.push_back(row);
        return {};
    }));
    for (const BlockRow &row : blocks) {
        if (!open.contains(row.volume)) {
            CAIRN_LET(volume, job.volumes.get(row.volume));
            if (!volume)
                return fail(ErrorCode::NotFound, QStringLiteral("a block without a volume"));
            CAIRN_LET(opened, opener.open(volume->name, volume->size, volume->hash));
            open.emplace(row.volume, std::move(opened));
        }
        const VolumeArchive &archive = *open.at(row.volume).archive;
        const auto entry = archive.find(row.hash.toBase64Url());
        Buffer content;
        if (!entry)
            return fail(ErrorCode::NotFound, QStringLiteral("a block that is not in its volume"));
        CAIRN_TRY(archive.extract(*entry, content, static_cast<std::size_t>(row.size)));
        if (hashOf(settings.blockHash, content) != row.hash)
            return fail(ErrorCode::Corrupt, QStringLiteral("a block that is another"));
    }
    return {};
}

} // namespace

class TestRebuildFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("CAIRN_FIXTURES"))
            QSKIP("CAIRN_FIXTURES is not set");
        m_root = qEnvironmentVariable("CAIRN_FIXTURES");
    }

    void rebuilds_data()
    {
        QTest::addColumn<QString>("store");
        QTest::addColumn<QString>("prefix");
        const QStringList names = QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &name : names) {
            const QString store = m_root + u'/' + name + QStringLiteral("/store");
            if (name == u"two-jobs") {
                QTest::newRow("two-jobs, alpha") << store << QStringLiteral("alpha");
                QTest::newRow("two-jobs, beta") << store << QStringLiteral("beta");
            } else if (QDir(store).exists()) {
                QTest::newRow(qPrintable(name)) << store << QString();
            }
        }
    }
    void rebuilds()
    {
        QFETCH(QString, store);
        QFETCH(QString, prefix);
        Rebuilt rebuilt(store);
        if (!prefix.isEmpty()) {
            rebuilt.options.storage.prefix = prefix.toStdString();
            rebuilt.options.storage.prefixGiven = true;
        }
        const Result<RebuildResult> result = rebuilt.run();
        VERIFY_OK(result);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(result->blocksMissing, 0);
        QVERIFY(result->unusable.empty());
        QCOMPARE(rebuilt.report.count(Severity::Error), 0);
        QCOMPARE(rebuilt.report.count(Severity::Warning), 0);
        QCOMPARE(result->dblocksRead > 0, name == u"index-none" || name == u"index-lookup");

        const auto settings = rebuilt.job->settings();
        VERIFY_OK(settings);
        QVERIFY(settings->has_value() && !(*settings)->partial);
        const auto versions = rebuilt.job->versions.visible();
        VERIFY_OK(versions);
        QCOMPARE(static_cast<std::int64_t>(versions->size()), result->versions);
        VolumeOpener opener(rebuilt.environment, rebuilt.environment.openBackend().value(),
                            **settings);
        for (const VersionRow &version : *versions) {
            const auto volume = rebuilt.job->volumes.get(version.dlist);
            const auto listed = listedEntries(opener, (*volume)->name);
            VERIFY_OK(listed);
            const auto entries = databaseEntries(*rebuilt.job, **settings, version.id);
            VERIFY_OK(entries);
            QCOMPARE(*entries, *listed);
            QCOMPARE(version.entries, static_cast<std::int64_t>(listed->size()));
        }
        if (name == u"partial")
            QVERIFY(!versions->at(1).complete && versions->at(0).complete);
        VERIFY_OK(readEverything(rebuilt, **settings));
    }

    void severalPrefixesNeedAChoice()
    {
        Rebuilt rebuilt(m_root + QStringLiteral("/two-jobs/store"));
        const Result<RebuildResult> result = rebuilt.run();
        VERIFY_FAILS(result, ErrorCode::InvalidArgument);
        QVERIFY(result.error().message.contains(u"alpha, beta"));
    }

    void aWrongPassphraseIsTold()
    {
        Rebuilt rebuilt(m_root + QStringLiteral("/aes/store"));
        rebuilt.options.storage.passphrase = Secret("wrong");
        VERIFY_FAILS(rebuilt.run(), ErrorCode::WrongPassphrase);
    }

    void aSelectionIsPartial()
    {
        Rebuilt rebuilt(m_root + QStringLiteral("/aes/store"));
        RebuildRequest request;
        request.selection.versions = {1};
        const Result<RebuildResult> result = rebuilt.run(request);
        VERIFY_OK(result);
        QCOMPARE(result->versions, 1);
        QCOMPARE(result->blocksMissing, 0);
        QVERIFY(rebuilt.job->settings().value()->partial);
    }

    void listsNeedNoIndex()
    {
        Rebuilt rebuilt(m_root + QStringLiteral("/plain-1kb/store"));
        RebuildRequest request;
        request.listsOnly = true;
        const Result<RebuildResult> result = rebuilt.run(request);
        VERIFY_OK(result);
        QCOMPARE(result->versions, 3);
        QCOMPARE(result->dindexesRead, 0);
        QVERIFY(rebuilt.job->settings().value()->partial);
    }

private:
    QString m_root;
};

QTEST_GUILESS_MAIN(TestRebuildFixtures)
#include "test_rebuild_fixtures.moc"

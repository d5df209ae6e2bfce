// SPDX-License-Identifier: MIT
#include "core/engine/catalog.h"
#include "core/engine/keep_preview.h"
#include "tests/core/engine/engine_lab.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>

#include <sys/stat.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"cairn.*=false"_s); }
    void anyVersionOfAFileComesWhole();
    void theFirstBytesAreEnough();
    void nothingIsLeftAfterAFailure();
    void aMissingDestinationHasACode();
    void theKeepPreviewIsWhatDeletingDoes();
    void freedSpaceIsWhatOnlyThoseVersionsHold();

private:
    static Outcome<FetchResult> fetch(EngineLab &lab, std::int64_t index, const std::string &name,
                                      std::int64_t limit = std::numeric_limits<std::int64_t>::max())
    {
        const auto catalog = value(Catalog::open(lab.database()));
        FetchRequest request;
        request.versionTime = value(catalog->versions())[static_cast<std::size_t>(index)].time;
        request.path = lab.saved(name);
        request.limit = limit;
        request.target = lab.path("fetched");
        removeTree(request.target);
        lab.progress.bytesDone = lab.progress.bytesTotal = 0;
        return lab.engine().fetch(lab.job, request, lab.cancel, lab.progress);
    }
};

void TestFetch::anyVersionOfAFileComesWhole()
{
    EngineLab lab;
    const std::string large = lab.random.bytes(40'000);
    lab.write("large", large);
    lab.write("bad\xff\n", "small");
    lab.write("empty", "");
    lab.write("hole", std::string(9000, '\0'));
    lab.backup();
    lab.write("large", large + "more");
    lab.backup();
    auto got = fetch(lab, 1, "large");
    QVERIFY2(got.value, got.fatal ? qPrintable(got.fatal->message) : "");
    QCOMPARE(got.value->bytes, 40'000);
    QVERIFY(readFile(lab.path("fetched")) == large);
    QCOMPARE(lab.progress.bytesDone.load(), 40'000);
    QCOMPARE(lab.progress.bytesTotal.load(), 40'000);
    struct stat info
    {
    };
    QCOMPARE(::stat(lab.path("fetched").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0400U);
    QVERIFY(fetch(lab, 0, "large").value);
    QVERIFY(readFile(lab.path("fetched")) == large + "more");
    QVERIFY(fetch(lab, 0, "bad\xff\n").value);
    QCOMPARE(readFile(lab.path("fetched")), std::string("small"));
    QVERIFY(fetch(lab, 0, "empty").value);
    QCOMPARE(readFile(lab.path("fetched")), std::string());
    QVERIFY(fetch(lab, 0, "hole").value);
    QVERIFY(readFile(lab.path("fetched")) == std::string(9000, '\0'));
}

void TestFetch::theFirstBytesAreEnough()
{
    EngineLab lab;
    const std::string large = lab.random.bytes(40'000);
    lab.write("large", large);
    lab.backup();
    for (const std::int64_t limit : {0, 1, 1024, 1025, 39'999, 40'000, 50'000}) {
        const auto got = fetch(lab, 0, "large", limit);
        QVERIFY(got.value);
        QCOMPARE(got.value->size, 40'000);
        QVERIFY(readFile(lab.path("fetched")) == large.substr(0, static_cast<std::size_t>(limit)));
    }
}

void TestFetch::nothingIsLeftAfterAFailure()
{
    EngineLab lab;
    lab.write("f", "x");
    lab.backup();
    auto got = fetch(lab, 0, "none");
    QVERIFY(got.fatal);
    QVERIFY(got.fatal->code == ErrorCode::NotFound);
    QVERIFY(!fileExists(lab.path("fetched")));
    lab.cancel.requestAbort();
    got = fetch(lab, 0, "f");
    QVERIFY(got.fatal);
    QVERIFY(got.fatal->code == ErrorCode::Cancelled);
    QVERIFY(!fileExists(lab.path("fetched")));
}

void TestFetch::aMissingDestinationHasACode()
{
    EngineLab lab;
    lab.write("f", "x");
    lab.backup();
    VERIFY_OK(lab.files.rename(lab.path("remote"), lab.path("away")));
    lab.job.options.transfer.retries = 0;
    const auto got = fetch(lab, 0, "f");
    QVERIFY(got.fatal);
    QCOMPARE(got.fatal->id, QLatin1String(kFolderMissingId));
    QVERIFY(!fileExists(lab.path("fetched")));
}

void TestFetch::theKeepPreviewIsWhatDeletingDoes()
{
    EngineLab lab;
    for (int i = 0; i < 6; ++i) {
        lab.write("f", std::to_string(i));
        lab.backup();
    }
    auto catalog = value(Catalog::open(lab.database()));
    RetentionOptions keep;
    keep.keepVersions = 2;
    const KeepPreview preview =
        retentionPreview(value(catalog->versions()), keep, lab.clock.nowSeconds());
    QCOMPARE(preview.going.size(), std::size_t{4});
    QVERIFY(preview.going[0].reason == RemovalReason::TooMany);
    JobRequest job = lab.job;
    job.options.retention = keep;
    QVERIFY(lab.engine().deleteVersions(job, lab.cancel, lab.progress).value);
    std::vector<VersionId> left;
    for (const CatalogVersion &version : value(catalog->versions()))
        left.push_back(version.id);
    QCOMPARE(left, preview.staying);
    QVERIFY(retentionPreview({}, keep, 0).staying.empty());
}

void TestFetch::freedSpaceIsWhatOnlyThoseVersionsHold()
{
    EngineLab lab;
    const std::string shared = lab.random.bytes(5 * 1024);
    lab.write("f", shared + lab.random.bytes(2 * 1024));
    lab.write("alone", lab.random.bytes(3 * 1024));
    lab.backup();
    lab.write("f", shared + lab.random.bytes(1024));
    lab.remove("alone");
    lab.backup();
    const auto catalog = value(Catalog::open(lab.database()));
    const auto versions = value(catalog->versions());
    const FreedSpace older = value(catalog->freedBy({versions[1].id}));
    // Two blocks of the one, three of the other; with their lists and metadata.
    QVERIFY(older.contentBytes >= 5 * 1024 && older.contentBytes < 6 * 1024 + 512);
    QVERIFY(older.storedBytes > 0);
    const FreedSpace newer = value(catalog->freedBy({versions[0].id}));
    QVERIFY(newer.contentBytes >= 1024 && newer.contentBytes < 2 * 1024 + 512);
    const FreedSpace both = value(catalog->freedBy({versions[0].id, versions[1].id}));
    QVERIFY(both.contentBytes > older.contentBytes + newer.contentBytes + 5 * 1024 - 1);
    QCOMPARE(value(catalog->freedBy({})).blocks, 0);
    QVERIFY(!catalog->freedBy({99}));
}

QTEST_GUILESS_MAIN(TestFetch)
#include "test_fetch.moc"

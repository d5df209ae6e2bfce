// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"
#include "backends/memory/memory_backend.h"
#include "core/storage/add_only_backend.h"
#include "core/storage/retrying_backend.h"
#include "core/storage/throttled_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string kTemp = ".cairn~0123456789abcdef0123456789abcdef.tmp";

// Aborts a transfer, or just counts it, after a number of bytes.
class CountingGate final : public TransferGate
{
public:
    Result<> passed(std::uint64_t bytes, const CancelToken &cancel) override
    {
        m_total += bytes;
        m_largest = std::max(m_largest, bytes);
        if (m_abortAfter && m_total >= *m_abortAfter)
            m_token->requestAbort();
        return cancel.checkAbort();
    }
    [[nodiscard]] std::size_t pieceBytes() const override { return 10'000; }
    void abortAfter(std::uint64_t bytes, CancelToken &token)
    {
        m_abortAfter = bytes;
        m_token = &token;
    }
    [[nodiscard]] std::uint64_t total() const { return m_total; }
    [[nodiscard]] std::uint64_t largest() const { return m_largest; }

private:
    std::uint64_t m_total = 0;
    std::uint64_t m_largest = 0;
    std::optional<std::uint64_t> m_abortAfter;
    CancelToken *m_token = nullptr;
};

// Everything that one kind of destination needs for a test.
struct Place
{
    FakeClock clock;
    SeededRandom random{1};
    FileLayer files;
    ScratchFolder scratch;
    FilePath folder = scratch / "destination";
    std::shared_ptr<MemoryStore> memory = std::make_shared<MemoryStore>();
    CancelToken cancel;
    std::unique_ptr<Backend> backend;

    [[nodiscard]] std::unique_ptr<Backend> local()
    {
        return std::make_unique<LocalBackend>(files, folder);
    }
    [[nodiscard]] std::unique_ptr<Backend> inMemory()
    {
        return std::make_unique<MemoryBackend>(memory);
    }

    explicit Place(const QString &kind, bool makeFolder = true)
    {
        memory->setFolderExists(false);
        if (kind == QStringLiteral("local")) {
            backend = local();
        } else if (kind == QStringLiteral("memory")) {
            backend = inMemory();
        } else if (kind == QStringLiteral("retrying local")) {
            backend = std::make_unique<RetryingBackend>(local(), RetryPolicy{}, clock, random);
        } else if (kind == QStringLiteral("throttled local")) {
            const auto rate = std::make_shared<RateLimiter>(clock, 1'000'000);
            backend = std::make_unique<ThrottledBackend>(local(), rate, rate);
        } else if (kind == QStringLiteral("faultless faulty")) {
            backend =
                std::make_unique<FaultyBackend>(inMemory(), std::make_shared<FaultPlan>(), clock);
        }
        if (makeFolder && !backend->createFolder(cancel))
            qFatal("no destination");
    }

    Result<> put(const std::string &name, const std::string &content)
    {
        // A fresh file each time: the one before may be the object by now.
        std::ignore = FileLayer().remove(scratch / "source");
        return backend->put(name, scratch.write("source", content), kTemp, cancel);
    }
    Result<std::string> get(const std::string &name)
    {
        CAIRN_LET(temp, TempFile::create(files, scratch / "got"));
        CAIRN_TRY(backend->get(name, temp.file(), cancel));
        CAIRN_LET(content, files.readWhole(temp.path(), 1 << 30));
        return std::string(asText(content));
    }
    Result<std::vector<std::string>> names()
    {
        CAIRN_LET(listed, backend->list(cancel));
        std::vector<std::string> all;
        for (const RemoteFile &file : listed)
            all.push_back(file.name);
        std::ranges::sort(all);
        return all;
    }
};

} // namespace

// What every destination promises (reliability.md §5), tried on each kind.
class TestBackendContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void listsManyNames_data() { kinds(); }
    void listsManyNames();
    void refusesATakenName_data() { kinds(); }
    void refusesATakenName();
    void overwriteReplaces_data() { kinds(); }
    void overwriteReplaces();
    void missingObjectIsNotFound_data() { kinds(); }
    void missingObjectIsNotFound();
    void removeTwiceSucceeds_data() { kinds(); }
    void removeTwiceSucceeds();
    void missingFolderIsNeverAnEmptyList_data() { kinds(); }
    void missingFolderIsNeverAnEmptyList();
    void createFolderTwiceSucceeds_data() { kinds(); }
    void createFolderTwiceSucceeds();
    void missingSourceIsNotNotFound_data() { kinds(); }
    void missingSourceIsNotNotFound();
    void gatesSeeEveryPiece_data() { kindsWithFreeGates(); }
    void gatesSeeEveryPiece();
    void abortedPutLeavesNothing_data() { kindsWithFreeGates(); }
    void abortedPutLeavesNothing();
    void abortEndsEveryCall_data() { kinds(); }
    void abortEndsEveryCall();
    void refusesPathsAsNames_data() { kinds(); }
    void refusesPathsAsNames();
    void severalHandlesSeeOneAnother();

private:
    static std::vector<const char *> allKinds()
    {
        return {"local", "memory", "retrying local", "throttled local", "faultless faulty"};
    }
    static void kindsWithFreeGates() // the throttled one's are its limiters
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"local", "memory", "retrying local", "faultless faulty"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    static void kinds()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : allKinds())
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
};

void TestBackendContract::roundTrip_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("size");
    for (const char *kind : allKinds()) {
        for (const int size : {0, 1, 9'999, 10'000, 256 * 1024, 3 * 1024 * 1024 + 17})
            QTest::addRow("%s %d", kind, size) << QString::fromLatin1(kind) << size;
    }
}

void TestBackendContract::roundTrip()
{
    QFETCH(const QString, kind);
    QFETCH(const int, size);
    Place place(kind);
    const std::string content = SeededRandom(7).bytes(static_cast<std::size_t>(size));
    VERIFY_OK(place.put("duplicati-b1.dblock.zip.aes", content));

    const auto got = place.get("duplicati-b1.dblock.zip.aes");
    VERIFY_OK(got);
    QVERIFY(*got == content);
    const auto found = place.backend->stat("duplicati-b1.dblock.zip.aes", place.cancel);
    VERIFY_OK(found);
    QCOMPARE(found->size, std::int64_t{size});
    const auto listed = place.backend->list(place.cancel);
    VERIFY_OK(listed);
    QCOMPARE(listed->size(), std::size_t{1});
    QVERIFY(listed->front() == *found);
}

void TestBackendContract::listsManyNames()
{
    QFETCH(const QString, kind);
    Place place(kind);
    std::vector<std::string> expected;
    for (int i = 0; i < 40; ++i)
        expected.push_back("duplicati-" + std::to_string(1000 + i) + ".dblock.zip");
    for (const std::string &name : expected)
        VERIFY_OK(place.put(name, name));
    const auto listed = place.names();
    VERIFY_OK(listed);
    QVERIFY(*listed == expected);
}

void TestBackendContract::refusesATakenName()
{
    QFETCH(const QString, kind);
    Place place(kind);
    VERIFY_OK(place.put("name", "first"));
    VERIFY_FAILS(place.put("name", "second"), ErrorCode::AlreadyExists);
    QCOMPARE(place.get("name").value_or(""), std::string("first"));
    QCOMPARE(place.names()->size(), std::size_t{1}); // no temporary file either
}

void TestBackendContract::overwriteReplaces()
{
    QFETCH(const QString, kind);
    Place place(kind);
    for (const char *content : {"the first and longer one", "second"}) {
        const FilePath file = place.scratch.write("source", content);
        VERIFY_OK(place.backend->overwrite("verification.json", file, kTemp, place.cancel));
        QCOMPARE(place.get("verification.json").value_or(""), std::string(content));
    }
    QCOMPARE(place.names()->size(), std::size_t{1});
}

void TestBackendContract::missingObjectIsNotFound()
{
    QFETCH(const QString, kind);
    Place place(kind);
    VERIFY_FAILS(place.backend->stat("none", place.cancel), ErrorCode::NotFound);
    VERIFY_FAILS(place.get("none"), ErrorCode::NotFound);
}

void TestBackendContract::removeTwiceSucceeds()
{
    QFETCH(const QString, kind);
    Place place(kind);
    VERIFY_OK(place.put("a", "a"));
    VERIFY_OK(place.put("b", "b"));
    VERIFY_OK(place.backend->remove("a", place.cancel));
    VERIFY_OK(place.backend->remove("a", place.cancel));
    QVERIFY(*place.names() == std::vector<std::string>{"b"});
}

void TestBackendContract::missingFolderIsNeverAnEmptyList()
{
    QFETCH(const QString, kind);
    Place place(kind, false);
    const auto expectMissing = [](const auto &result) {
        QVERIFY(!result.has_value());
        QVERIFY(result.error().code != ErrorCode::NotFound);
        QCOMPARE(result.error().id, QString::fromLatin1(kFolderMissingId));
    };
    expectMissing(place.backend->list(place.cancel));
    expectMissing(place.backend->stat("a", place.cancel));
    expectMissing(place.backend->remove("a", place.cancel));
    expectMissing(place.put("a", "a"));
    expectMissing(place.get("a"));
    VERIFY_OK(place.backend->createFolder(place.cancel));
    VERIFY_OK(place.put("a", "a"));
}

void TestBackendContract::createFolderTwiceSucceeds()
{
    QFETCH(const QString, kind);
    Place place(kind);
    VERIFY_OK(place.put("a", "a"));
    VERIFY_OK(place.backend->createFolder(place.cancel));
    QCOMPARE(place.names()->size(), std::size_t{1});
}

void TestBackendContract::missingSourceIsNotNotFound()
{
    QFETCH(const QString, kind);
    Place place(kind);
    const auto stored = place.backend->put("a", place.scratch / "none", kTemp, place.cancel);
    QVERIFY(!stored.has_value());
    QVERIFY(stored.error().code != ErrorCode::NotFound);
    QVERIFY(place.names()->empty());
}

void TestBackendContract::gatesSeeEveryPiece()
{
    QFETCH(const QString, kind);
    Place place(kind);
    CountingGate put;
    CountingGate get;
    place.backend->setGates({&put, &get});
    VERIFY_OK(place.put("a", std::string(123'456, 'x')));
    QCOMPARE(put.total(), std::uint64_t{123'456});
    QCOMPARE(get.total(), std::uint64_t{0});
    VERIFY_OK(place.get("a"));
    QCOMPARE(get.total(), std::uint64_t{123'456});
    QVERIFY(std::max(put.largest(), get.largest()) <= 10'000);
}

void TestBackendContract::abortedPutLeavesNothing()
{
    QFETCH(const QString, kind);
    Place place(kind);
    CountingGate gate;
    gate.abortAfter(50'000, place.cancel);
    place.backend->setGates({&gate, nullptr});
    VERIFY_FAILS(place.put("a", std::string(123'456, 'x')), ErrorCode::Cancelled);
    QVERIFY(gate.total() < 70'000);
    const CancelToken fresh;
    const auto listed = place.backend->list(fresh);
    VERIFY_OK(listed);
    QVERIFY(listed->empty());
}

void TestBackendContract::abortEndsEveryCall()
{
    QFETCH(const QString, kind);
    Place place(kind);
    VERIFY_OK(place.put("a", "a"));
    place.cancel.requestAbort();
    VERIFY_FAILS(place.put("b", "b"), ErrorCode::Cancelled);
    VERIFY_FAILS(place.get("a"), ErrorCode::Cancelled);
    VERIFY_FAILS(place.backend->list(place.cancel), ErrorCode::Cancelled);
    VERIFY_FAILS(place.backend->stat("a", place.cancel), ErrorCode::Cancelled);
    VERIFY_FAILS(place.backend->remove("a", place.cancel), ErrorCode::Cancelled);
    QCOMPARE(place.backend->list(CancelToken())->size(), std::size_t{1});
}

void TestBackendContract::refusesPathsAsNames()
{
    QFETCH(const QString, kind);
    Place place(kind);
    for (const char *name : {"", ".", "..", "../escaped", "a/b"})
        VERIFY_FAILS(place.put(name, "x"), ErrorCode::InvalidArgument);
    QVERIFY(!fileExists(place.scratch / "escaped"));
}

void TestBackendContract::severalHandlesSeeOneAnother()
{
    Place place(QStringLiteral("memory"));
    MemoryBackend other(place.memory);
    VERIFY_OK(place.put("a", "abc"));
    QCOMPARE(other.stat("a", place.cancel)->size, std::int64_t{3});
}

QTEST_GUILESS_MAIN(TestBackendContract)
#include "test_backend_contract.moc"

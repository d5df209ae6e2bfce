// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"
#include "backends/memory/memory_backend.h"
#include "core/storage/add_only_backend.h"
#include "core/storage/backend_registry.h"
#include "core/storage/read_only_backend.h"
#include "core/storage/throttled_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

// The handles that may do less, and where backends come from.
class TestBackendHandles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readOnlyRefusesEveryChange();
    void addOnlyAddsAndRefusesTheRest();
    void throttledTransfersTakeTheirTime();
    void throttledDownloadsHideTheLocalFile();
    void registryFindsTheFactoryAndMergesOptions();
    void registryNamesWhatItKnows();

private:
    ScratchFolder m_scratch;
    FileLayer m_files;
    FakeClock m_clock;
    SeededRandom m_random{1};
    CancelToken m_cancel;
};

void TestBackendHandles::readOnlyRefusesEveryChange()
{
    const auto store = std::make_shared<MemoryStore>();
    store->setObject("a", {1, 2, 3});
    ReadOnlyBackend backend(std::make_unique<MemoryBackend>(store));
    const FilePath source = m_scratch.write("source", "x");
    VERIFY_FAILS(backend.put("b", source, "t", m_cancel), ErrorCode::ReadOnly);
    VERIFY_FAILS(backend.overwrite("a", source, "t", m_cancel), ErrorCode::ReadOnly);
    VERIFY_FAILS(backend.remove("a", m_cancel), ErrorCode::ReadOnly);
    VERIFY_FAILS(backend.createFolder(m_cancel), ErrorCode::ReadOnly);
    QVERIFY((store->objects() == MemoryStore::Objects{{"a", {1, 2, 3}}}));
    QCOMPARE(backend.list(m_cancel)->size(), std::size_t{1});
    QCOMPARE(backend.stat("a", m_cancel)->size, std::int64_t{3});
}

void TestBackendHandles::addOnlyAddsAndRefusesTheRest()
{
    const auto store = std::make_shared<MemoryStore>();
    store->setObject("a", {1, 2, 3});
    AddOnlyBackend backend(std::make_unique<MemoryBackend>(store));
    const FilePath source = m_scratch.write("source", "x");
    VERIFY_OK(backend.put("b", source, "t", m_cancel));
    VERIFY_FAILS(backend.put("a", source, "t", m_cancel), ErrorCode::AlreadyExists);
    VERIFY_FAILS(backend.overwrite("a", source, "t", m_cancel), ErrorCode::ReadOnly);
    VERIFY_FAILS(backend.remove("a", m_cancel), ErrorCode::ReadOnly);
    QVERIFY((store->objects() == MemoryStore::Objects{{"a", {1, 2, 3}}, {"b", {'x'}}}));
}

void TestBackendHandles::throttledTransfersTakeTheirTime()
{
    const auto upload = std::make_shared<RateLimiter>(m_clock, 100'000);
    ThrottledBackend backend(std::make_unique<MemoryBackend>(std::make_shared<MemoryStore>()),
                             upload, nullptr);
    const FilePath source = m_scratch.write("source", std::string(1'000'000, 'x'));
    const auto before = m_clock.slept();
    VERIFY_OK(backend.put("a", source, "t", m_cancel));
    const double seconds = std::chrono::duration<double>(m_clock.slept() - before).count();
    QVERIFY2(seconds > 9.8 && seconds < 10.2, qPrintable(QString::number(seconds)));

    auto temp = TempFile::create(m_files, m_scratch / "got");
    VERIFY_OK(temp);
    const auto beforeGet = m_clock.slept();
    VERIFY_OK(backend.get("a", temp->file(), m_cancel)); // downloads are free
    QCOMPARE((m_clock.slept() - beforeGet).count(), 0LL);
}

void TestBackendHandles::throttledDownloadsHideTheLocalFile()
{
    const auto rate = std::make_shared<RateLimiter>(m_clock, 1000);
    const auto local = [&] { return std::make_unique<LocalBackend>(m_files, m_scratch.path()); };
    QVERIFY(ThrottledBackend(local(), rate, nullptr).localPath("a").has_value());
    QVERIFY(!ThrottledBackend(local(), nullptr, rate).localPath("a").has_value());
}

void TestBackendHandles::registryFindsTheFactoryAndMergesOptions()
{
    BackendRegistry registry;
    BackendOptions seen;
    registry.add("test",
                 [&](const DestinationUrl &,
                     const BackendContext &context) -> Result<std::unique_ptr<Backend>> {
                     seen = context.options;
                     return std::make_unique<MemoryBackend>(std::make_shared<MemoryStore>());
                 });
    const auto url = DestinationUrl::parse("test://host/path?Both=url&only-url=1", FilePath("/"));
    VERIFY_OK(url);
    const BackendContext context{m_files, m_clock, m_random, {{"both", "job"}, {"only-job", "2"}}};
    VERIFY_OK(registry.open(*url, context));
    QVERIFY((seen == BackendOptions{{"both", "url"}, {"only-job", "2"}, {"only-url", "1"}}));
}

void TestBackendHandles::registryNamesWhatItKnows()
{
    BackendRegistry registry;
    registerMemoryBackend(registry, std::make_shared<MemoryStore>());
    registerLocalBackend(registry);
    QVERIFY(registry.knows("file"));
    QVERIFY(!registry.knows("s3"));
    QVERIFY((registry.schemes() == std::vector<std::string>{"file", "memory"}));
    const auto url = DestinationUrl::parse("s3://bucket?aws-secret-access-key=hush", FilePath("/"));
    const auto opened = registry.open(*url, {m_files, m_clock, m_random, {}});
    VERIFY_FAILS(opened, ErrorCode::Unsupported);
    QVERIFY(opened.error().message.contains(QStringLiteral("file, memory")));
    QVERIFY(!opened.error().message.contains(QStringLiteral("hush")));
}

QTEST_GUILESS_MAIN(TestBackendHandles)
#include "test_backend_handles.moc"

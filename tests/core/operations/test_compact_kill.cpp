// SPDX-License-Identifier: MIT
#include "core/operations/compact.h"
#include "core/operations/delete_versions.h"
#include "core/operations/reconcile.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <cstdlib>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

RetentionOptions keepOne()
{
    RetentionOptions retention;
    retention.keepVersions = 1;
    return retention;
}

// Deletes all versions but the newest, and compacts.
int runToBeKilled(const char *folder)
{
    TestStore store(TestStore::Attach{FilePath(std::string(folder))});
    store.options.transfer.parallelUploads = 1;
    const auto done = deleteVersions(store.environment(), store.job(), store.settings, keepOne());
    return done ? 0 : 1;
}

void fill(TestStore &store)
{
    TestStore::Files all;
    TestStore::Files some;
    for (int i = 0; i < 16; ++i) {
        const std::string name = "file" + std::to_string(i);
        all[name] = store.noise(2500);
        if (i % 4 == 0)
            some[name] = all[name];
    }
    store.addVersion(all);
    store.addVersion(some);
}

} // namespace

class TestCompactKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyStepMayBeTheLast_data()
    {
        QTest::addColumn<QString>("step");
        for (const char *step :
             {"D1",  "D2", "D3", "D4",  "C1",   "C2",  "C3",  "C4",  "C5",  "C6",   "C7",
              "C7b", "C8", "C9", "C10", "C10b", "C11", "C12", "C13", "C14", "C11:2"})
            QTest::newRow(step) << QString::fromLatin1(step);
    }

    void anyStepMayBeTheLast()
    {
        QFETCH(QString, step);
        TestStore store;
        fill(store);
        const TestStore::Files before = store.read(0);
        QVERIFY(killed(store, step));

        store.reopen();
        const RunEnvironment run = store.environment();
        VERIFY_OK(store.job().checkConsistency());
        auto backend = run.openBackend();
        VERIFY_OK(backend);
        VERIFY_OK(reconcile(run, store.job(), store.settings, **backend, ReconcileMode::Clean));
        QVERIFY(store.read(0) == before);
        VERIFY_OK(deleteVersions(run, store.job(), store.settings, keepOne()));
        VERIFY_OK(compact(run, store.job(), store.settings, CompactReason::Asked));
        QCOMPARE(store.versions(), 1U);
        QVERIFY(store.read(0) == before);
        VERIFY_OK(store.job().checkConsistency());
        QCOMPARE(store.report->count(Severity::Error), 0);
        // What lies there is what the database knows, and each dblock has its one dindex.
        std::size_t expected = 0;
        for (const VolumeKind kind : {VolumeKind::Dblock, VolumeKind::Dindex, VolumeKind::Dlist})
            expected += store.usable(kind).size();
        QCOMPARE(store.remoteNames().size(), expected);
        QCOMPARE(store.usable(VolumeKind::Dindex).size(), store.usable(VolumeKind::Dblock).size());
    }
};

int main(int argc, char *argv[])
{
    if (const char *folder = std::getenv(kStoreOfKilled)) // NOLINT(concurrency-mt-unsafe)
        return runToBeKilled(folder);
    QCoreApplication application(argc, argv);
    TestCompactKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_compact_kill.moc"

// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"
#include "core/storage/backend_registry.h"
#include "tests/support/fake_clock.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

// Whose failure it was: that of the destination, or of this computer.
class TestMarkingBackend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFailsThereIsMarked()
    {
        BackendRegistry registry;
        registerLocalBackend(registry);
        FileLayer files;
        FakeClock clock;
        SeededRandom random(1);
        const CancelToken cancel;
        const auto url = DestinationUrl::parse((m_scratch / "absent").bytes());
        VERIFY_OK(url);
        auto backend = registry.open(*url, {files, clock, random, {}});
        VERIFY_OK(backend);
        const auto listed = (*backend)->list(cancel);
        QVERIFY(!listed);
        QVERIFY(listed.error().atDestination);
        QVERIFY(!files.open(m_scratch / "absent", OpenMode::Read).error().atDestination);
    }

private:
    ScratchFolder m_scratch;
};

QTEST_GUILESS_MAIN(TestMarkingBackend)
#include "test_marking_backend.moc"

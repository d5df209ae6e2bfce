// SPDX-License-Identifier: MIT
#include "backends/memory/memory_backend.h"
#include "core/storage/remote_listing.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

class TestRemoteListing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatItShows();
    void namesEachObjectOnce();
    void tooPoorListings_data();
    void tooPoorListings();
    void provesAbsence();
    void waitsBeforeTheSecondListing();
    void whatOnlyTheSecondListingShowsIsPresent();
    void whatOnlyStatShowsIsPresent();
    void noProofWithoutAnAnswer();
    void aStopEndsTheWait();
};

void TestRemoteListing::findsWhatItShows()
{
    const RemoteListing listing({{"b", 2}, {"a", 1}, {"c", 3}});
    QCOMPARE(listing.find("b")->size, std::int64_t{2});
    QVERIFY(listing.shows("a") && listing.shows("c"));
    QVERIFY(!listing.shows("") && !listing.shows("bb") && !listing.shows("d"));
    QCOMPARE(listing.files().front().name, std::string("a"));
    QVERIFY(RemoteListing().empty() && !RemoteListing().shows("a"));
}

void TestRemoteListing::namesEachObjectOnce()
{
    const RemoteListing listing({{"b", 2}, {"a", 1}, {"b", 5}, {"b", 6}});
    QCOMPARE(listing.size(), std::size_t{2});
    QCOMPARE(listing.find("b")->size, std::int64_t{2});
    QVERIFY(listing.duplicates() == std::vector<std::string>{"b"});
}

void TestRemoteListing::tooPoorListings_data()
{
    QTest::addColumn<int>("known");
    QTest::addColumn<int>("found");
    QTest::addColumn<bool>("tooPoor");
    QTest::newRow("nothing known") << 0 << 0 << false;
    QTest::newRow("all there") << 3 << 3 << false;
    QTest::newRow("more than known") << 3 << 9 << false;
    QTest::newRow("empty") << 1 << 0 << true;
    QTest::newRow("5 of 10 lost") << 10 << 5 << false;
    QTest::newRow("6 of 10 lost") << 10 << 4 << true;
    QTest::newRow("10 of 1000 lost") << 1000 << 990 << false; // 1 %, not more
    QTest::newRow("11 of 1000 lost") << 1000 << 989 << true;
}

void TestRemoteListing::tooPoorListings()
{
    QFETCH(const int, known);
    QFETCH(const int, found);
    QFETCH(const bool, tooPoor);
    QCOMPARE(RemoteListing::lostTooMany(static_cast<std::size_t>(known),
                                        static_cast<std::size_t>(found)),
             tooPoor);
}

namespace {

struct Place
{
    FakeClock clock;
    CancelToken cancel;
    std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>();
    std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>();
    FaultyBackend backend{std::make_unique<MemoryBackend>(store, 10), plan, clock};
};

} // namespace

void TestRemoteListing::provesAbsence()
{
    Place place;
    place.store->setObject("here", {1, 2});
    const std::vector<std::string> names{"gone", "here"};
    const auto proof = proveAbsent(place.backend, place.clock, names, place.cancel);
    VERIFY_OK(proof);
    QVERIFY(proof->absent == std::vector<std::string>{"gone"});
    QVERIFY((proof->present == std::vector<RemoteFile>{{"here", 2}}));
    QCOMPARE(proveAbsent(place.backend, place.clock, "here", place.cancel).value(), false);
    QCOMPARE(proveAbsent(place.backend, place.clock, "gone", place.cancel).value(), true);
}

void TestRemoteListing::waitsBeforeTheSecondListing()
{
    Place place;
    VERIFY_OK(proveAbsent(place.backend, place.clock, "gone", place.cancel));
    QCOMPARE(place.clock.slept().count(),
             std::chrono::nanoseconds(std::chrono::seconds(10)).count());
    QCOMPARE(place.plan->calls(BackendCall::Stat), std::uint64_t{1});
    QCOMPARE(place.plan->calls(BackendCall::List), std::uint64_t{1});

    place.store->setObject("here", {1});
    VERIFY_OK(proveAbsent(place.backend, place.clock, "here", place.cancel));
    QCOMPARE(place.plan->calls(BackendCall::List), std::uint64_t{1}); // found: no need for it
}

void TestRemoteListing::whatOnlyTheSecondListingShowsIsPresent()
{
    Place place;
    // Stored, and hidden from the one call that follows: the stat.
    ScratchFolder scratch;
    place.plan->at(BackendCall::Put, 0, Fault{FaultKind::ListedLater, ErrorCode::Transient, 2});
    VERIFY_OK(place.backend.put("late", scratch.write("s", "abc"), "t", place.cancel));
    const auto absent = proveAbsent(place.backend, place.clock, "late", place.cancel);
    VERIFY_OK(absent);
    QVERIFY(!*absent);
    QCOMPARE(place.plan->calls(BackendCall::List), std::uint64_t{1});
}

void TestRemoteListing::whatOnlyStatShowsIsPresent()
{
    Place place;
    place.store->setObject("here", {1});
    place.plan->at(BackendCall::List, 0, Fault{FaultKind::EmptyList});
    const std::vector<std::string> names{"gone", "here"};
    const auto proof = proveAbsent(place.backend, place.clock, names, place.cancel);
    VERIFY_OK(proof);
    QVERIFY(proof->absent == std::vector<std::string>{"gone"});
}

void TestRemoteListing::noProofWithoutAnAnswer()
{
    for (const BackendCall call : {BackendCall::Stat, BackendCall::List}) {
        Place place;
        place.plan->at(call, 0, Fault{FaultKind::ErrorBefore, ErrorCode::Auth});
        VERIFY_FAILS(proveAbsent(place.backend, place.clock, "gone", place.cancel),
                     ErrorCode::Auth);
    }
    Place place;
    place.store->setFolderExists(false);
    QVERIFY(!proveAbsent(place.backend, place.clock, "gone", place.cancel).has_value());
}

void TestRemoteListing::aStopEndsTheWait()
{
    Place place;
    place.cancel.requestStop();
    VERIFY_FAILS(proveAbsent(place.backend, place.clock, "gone", place.cancel),
                 ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestRemoteListing)
#include "test_remote_listing.moc"

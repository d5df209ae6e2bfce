// SPDX-License-Identifier: MIT
#include "core/db/job_database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <set>

using namespace cairn;
using namespace cairn::test;

namespace {

std::unique_ptr<JobDatabase> newJob(const ScratchFolder &folder)
{
    auto job = JobDatabase::create(folder / "job.sqlite");
    if (!job)
        qFatal("%s", qPrintable(job.error().message));
    return std::move(*job);
}

std::int64_t addVolume(JobDatabase &job, const std::string &name,
                       VolumeState state = VolumeState::Confirmed)
{
    VolumeRow row;
    row.name = name;
    row.state = state;
    row.size = 100;
    row.hash = hashOf(HashAlgorithm::Sha256, asBytes(name));
    row.tempName = "temp-" + name;
    row.contentBytes = 40;
    return job.volumes.add(row).value_or(-1);
}

Digest digestOf(std::int64_t number)
{
    const std::string text = std::to_string(number);
    return hashOf(HashAlgorithm::Sha256, asBytes(text));
}

std::int64_t volumeOf(JobDatabase &job, std::int64_t block)
{
    const auto row = job.blocks.get(block);
    return row && *row ? (*row)->volume : -1;
}

} // namespace

class TestVolumeTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyLegalChangesOfStateHappen()
    {
        using enum VolumeState;
        // Written down here once more, by hand: the table is what the protocol says.
        const std::set<std::pair<VolumeState, VolumeState>> legal{
            {Planned, Uploading},   {Planned, Abandoned},  {Uploading, Confirmed},
            {Uploading, Abandoned}, {Confirmed, Verified}, {Confirmed, Damaged},
            {Confirmed, Missing},   {Confirmed, Deleting}, {Verified, Confirmed},
            {Verified, Damaged},    {Verified, Missing},   {Verified, Deleting},
            {Damaged, Confirmed},   {Damaged, Verified},   {Damaged, Deleting},
            {Damaged, Missing},     {Missing, Confirmed},  {Missing, Damaged},
            {Missing, Deleted},     {Abandoned, Deleted},  {Deleting, Deleted}};
        ScratchFolder folder;
        const auto job = newJob(folder);
        int number = 0;
        for (int from = 0; from <= 8; ++from)
            for (int to = 0; to <= 8; ++to) {
                const auto before = static_cast<VolumeState>(from);
                const auto after = static_cast<VolumeState>(to);
                const std::int64_t id = addVolume(*job, std::to_string(number++), before);
                const bool allowed = from == to || legal.contains({before, after});
                const Result<> changed = job->volumes.setState(id, after);
                QVERIFY2(changed.has_value() == allowed,
                         qPrintable(QLatin1String(stateName(before)) + QStringLiteral(" to ") +
                                    QLatin1String(stateName(after))));
                const auto row = job->volumes.get(id);
                VERIFY_OK(row);
                QVERIFY((*row)->state == (allowed ? after : before));
            }
        VERIFY_FAILS(job->volumes.setState(9999, Confirmed), ErrorCode::Internal);
    }

    void aNewNameLeavesTheOldOneAbandoned()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        const std::int64_t id = addVolume(*job, "old", VolumeState::Uploading);
        VERIFY_OK(job->volumes.rename(id, "new", "temp-new"));
        const auto renamed = job->volumes.get(id);
        VERIFY_OK(renamed);
        QCOMPARE((*renamed)->name, std::string("new"));
        QCOMPARE((*renamed)->tempName, std::string("temp-new"));
        QVERIFY((*renamed)->state == VolumeState::Uploading);
        QCOMPARE((*renamed)->contentBytes, 40);
        const auto old = job->volumes.find("old");
        VERIFY_OK(old);
        QVERIFY((*old)->state == VolumeState::Abandoned);
        QCOMPARE((*old)->tempName, std::string("temp-old")); // may lie there still
        QCOMPARE((*old)->size, 100);
        QCOMPARE(addVolume(*job, "old"), -1); // a name is used once
    }

    void checksAndSizesAreNoted()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        const std::int64_t id = addVolume(*job, "v");
        VERIFY_OK(job->volumes.noteCheck(id, 77));
        VERIFY_OK(job->volumes.noteCheck(id, 78));
        VERIFY_OK(job->volumes.setSizeAndHash(id, 5, digestOf(5)));
        const auto row = job->volumes.get(id);
        VERIFY_OK(row);
        QCOMPARE((*row)->checkTime, 78);
        QCOMPARE((*row)->checkCount, 2);
        QCOMPARE((*row)->size, 5);
        QVERIFY((*row)->hash == digestOf(5));
    }

    void indexesAreLinkedToTheirVolumes()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        const std::int64_t a = addVolume(*job, "a");
        const std::int64_t b = addVolume(*job, "b");
        const std::int64_t index = addVolume(*job, "i");
        VERIFY_OK(job->volumes.link(index, a));
        VERIFY_OK(job->volumes.link(index, b));
        VERIFY_OK(job->volumes.link(index, b)); // again is no error
        QCOMPARE(job->volumes.dblocksOf(index).value(), (std::vector<std::int64_t>{a, b}));
        QCOMPARE(job->volumes.indexesOf(a).value(), std::vector<std::int64_t>{index});
        QCOMPARE(job->volumes.indexesOf(b).value(), std::vector<std::int64_t>{index});
        VERIFY_OK(job->volumes.erase(index));
        QCOMPARE(job->volumes.indexesOf(b).value(), std::vector<std::int64_t>{});
    }

    void lostBlocksMoveToTheirCopies()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        const std::int64_t lost = addVolume(*job, "lost");
        const std::int64_t good = addVolume(*job, "good");
        const std::int64_t bad = addVolume(*job, "bad", VolumeState::Damaged);
        for (std::int64_t id = 1; id <= 3; ++id)
            VERIFY_OK(job->blocks.insert({id, digestOf(id), 10, lost}));
        VERIFY_OK(job->blocks.addCopy(good, 1));
        VERIFY_OK(job->blocks.addCopy(bad, 2));
        QCOMPARE(job->blocks.storedIn(good)->size(), std::size_t{1});
        VERIFY_OK(job->volumes.setState(lost, VolumeState::Missing));
        VERIFY_OK(job->blocks.moveToCopies(lost));
        QCOMPARE(volumeOf(*job, 1), good);
        QCOMPARE(volumeOf(*job, 2), lost); // a copy in a damaged volume is no place
        QCOMPARE(volumeOf(*job, 3), lost);
        QCOMPARE(job->blocks.copiesOf(1).value(), std::vector<std::int64_t>{});
        VERIFY_OK(job->volumes.setState(bad, VolumeState::Confirmed));
        VERIFY_OK(job->blocks.adoptCopies(bad));
        QCOMPARE(volumeOf(*job, 2), bad);
        QCOMPARE(job->blocks.countIn(bad).value_or(-1), 1);
    }

    void anUnfinishedVolumeTakesItsBlocksAlong()
    {
        ScratchFolder folder;
        const auto job = newJob(folder);
        const std::int64_t open = addVolume(*job, "open", VolumeState::Uploading);
        const std::int64_t good = addVolume(*job, "good");
        VERIFY_OK(job->blocks.insert({1, digestOf(1), 10, open}));
        VERIFY_OK(job->blocks.insert({2, digestOf(2), 10, open}));
        VERIFY_OK(job->blocks.insert({3, digestOf(3), 10, good}));
        VERIFY_OK(job->blocks.addCopy(good, 1));
        VERIFY_OK(job->blocks.addCopy(open, 3));
        VERIFY_OK(job->blocks.markList(2));
        VERIFY_OK(job->blocks.markList(9)); // no such block: passed over
        QCOMPARE(job->blocks.listsIn(open)->size(), std::size_t{1});
        VERIFY_OK(job->blocks.dropVolume(open));
        QCOMPARE(volumeOf(*job, 1), good);
        QCOMPARE(volumeOf(*job, 2), -1);
        QCOMPARE(job->blocks.copiesOf(3).value(), std::vector<std::int64_t>{});
        QCOMPARE(job->database().number("SELECT count(*) FROM list_block").value_or(-1), 0);
    }
};

QTEST_GUILESS_MAIN(TestVolumeTable)
#include "test_volume_table.moc"

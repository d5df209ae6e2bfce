// SPDX-License-Identifier: MIT
#include "core/operations/store_copy.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// A backup, and a place that it is to be copied to.
struct Move
{
    Move()
    {
        store.options.compact.automatic = false;
        for (int i = 0; i < 3; ++i)
            store.addVersion(
                {{"always", "the same"}, {"only" + std::to_string(i), store.noise(3000)}});
        store.plan->clear();
    }
    // A connection that fails as `plan` says; it must be fetched through.
    std::unique_ptr<Backend> place()
    {
        return std::make_unique<FaultyBackend>(
            std::make_unique<LocalBackend>(files, store.folder() / "new"), plan, store.clock);
    }
    Result<StoreCopyResult> copy()
    {
        return copyStore(store.environment(), store.job(), store.settings, place());
    }
    RunEnvironment there()
    {
        RunEnvironment environment = store.environment();
        environment.openBackend = [this]() -> Result<std::unique_ptr<Backend>> { return place(); };
        return environment;
    }
    [[nodiscard]] std::map<std::string, std::string> content(const char *folder)
    {
        std::map<std::string, std::string> found;
        const auto names = files.list(store.folder() / folder);
        if (names)
            for (const std::string &name : *names)
                found[name] = readFile(store.folder() / folder / name);
        return found;
    }
    [[nodiscard]] std::vector<std::string> puts() const
    {
        std::vector<std::string> names;
        for (const TraceEntry &call : plan->trace())
            if (call.call == BackendCall::Put)
                names.push_back(call.name);
        return names;
    }

    TestStore store;
    FileLayer files;
    std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>();
};

int orderOf(const std::string &name)
{
    return name.find(".dblock.") != std::string::npos   ? 0
           : name.find(".dindex.") != std::string::npos ? 1
                                                        : 2;
}

} // namespace

class TestStoreCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVolumeIsCopiedAndNothingElse()
    {
        Move move;
        writeFile(move.store.folder() / "remote/holiday.jpg", "not of the backup");
        const auto before = move.content("remote");
        const auto result = move.copy();
        VERIFY_OK(result);
        auto want = before;
        want.erase("holiday.jpg");
        QVERIFY(move.content("new") == want);
        QVERIFY(move.content("remote") == before);
        QCOMPARE(result->files, static_cast<std::int64_t>(want.size()));
        QCOMPARE(result->presentFiles, 0);
        const auto names = move.puts();
        QVERIFY(std::ranges::is_sorted(names, {}, orderOf)); // no list before what it needs
        QVERIFY(orderOf(names.back()) == 2);
    }

    // Whatever fails, the old place stays as it is and another call goes on.
    void anotherCallGoesOnAfterAnyFailure()
    {
        for (std::uint64_t call = 0;; ++call) {
            Move move;
            const auto before = move.content("remote");
            move.plan->failCall(call);
            const auto first = move.copy();
            QVERIFY(move.content("remote") == before);
            if (move.plan->calls() <= call) { // each has had its turn
                VERIFY_OK(first);
                QVERIFY(call > 9);
                break;
            }
            move.plan->clear();
            const auto second = move.copy();
            VERIFY_OK(second);
            QVERIFY(move.content("new") == before);
        }
    }

    void whatIsThereAlreadyIsComparedAndLeft()
    {
        Move move;
        VERIFY_OK(move.copy());
        move.plan->clear();
        const auto again = move.copy();
        VERIFY_OK(again);
        QCOMPARE(again->presentFiles, again->files);
        QVERIFY(move.puts().empty());
    }

    void aStopLeavesWhatWasCopied()
    {
        Move move;
        move.store.cancel.requestStop();
        VERIFY_FAILS(move.copy(), ErrorCode::Cancelled);
    }

    void aTemporaryFileOfAKilledCopyGoes()
    {
        Move move;
        VERIFY_OK(move.copy());
        const auto names = move.content("new");
        // What a kill in the middle of the last put leaves: the scratch name instead of the file.
        const std::string list = move.puts().back();
        std::string scratch;
        for (const TraceEntry &call : move.plan->trace())
            if (call.call == BackendCall::Remove)
                scratch = call.name;
        VERIFY_OK(move.files.rename(move.store.folder() / "new" / list,
                                    move.store.folder() / "new" / scratch));
        VERIFY_OK(move.copy());
        QVERIFY(move.content("new") == names);
    }

    void damageAtTheOldPlaceIsNotCopied()
    {
        Move move;
        move.store.flipByte(move.store.usable(VolumeKind::Dblock).front().name, -20);
        const auto result = move.copy();
        VERIFY_FAILS(result, ErrorCode::Corrupt);
        QCOMPARE(result.error().id, u"CopyOfDamaged"_s);
        QVERIFY(std::ranges::none_of(move.puts(),
                                     [](const std::string &name) { return orderOf(name) == 2; }));
    }

    void knownDamageIsSaidBeforeAnythingIsCopied()
    {
        for (const VolumeState state : {VolumeState::Damaged, VolumeState::Missing}) {
            Move move;
            const auto volume = move.store.usable(VolumeKind::Dindex).front();
            {
                auto transaction = Transaction::begin(move.store.job().database());
                VERIFY_OK(transaction);
                VERIFY_OK(move.store.job().volumes.setState(volume.id, state));
                VERIFY_OK(transaction->commit());
            }
            const auto result = move.copy();
            VERIFY_FAILS(result, ErrorCode::Corrupt);
            QVERIFY(result.error().message.contains(QString::fromStdString(volume.name)));
            QVERIFY(move.content("new").empty());
        }
    }

    void damageOnTheWayIsFound()
    {
        Move move;
        const auto volume = move.store.usable(VolumeKind::Dblock).front();
        VERIFY_OK(move.copy());
        std::string bytes = readFile(move.store.folder() / "new" / volume.name);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        VERIFY_OK(move.files.remove(move.store.folder() / "new" / volume.name)); // a second name
        writeFile(move.store.folder() / "new" / volume.name, bytes);
        const auto result = move.copy();
        VERIFY_FAILS(result, ErrorCode::Corrupt);
        QVERIFY(result.error().message.contains(u"at the new place"_s));
        QVERIFY(result.error().message.contains(QString::fromStdString(volume.name)));
    }

    void anotherBackupAtTheNewPlaceStays()
    {
        Move move;
        const auto name = u"duplicati-b0123456789abcdef0123456789abcdef.dblock.zip.aes"_s;
        VERIFY_OK(move.files.makeDirectories(move.store.folder() / "new"));
        writeFile(move.store.folder() / "new" / name.toStdString(), "another's");
        const auto result = move.copy();
        VERIFY_FAILS(result, ErrorCode::AlreadyExists);
        QCOMPARE(result.error().id, u"DEST_FOREIGN"_s);
        QCOMPARE(move.content("new").size(), 1U);
    }

    void aDryRunSaysWhatItWouldDo()
    {
        Move move;
        move.store.options.dryRun = true;
        const auto result = move.copy();
        VERIFY_OK(result);
        QVERIFY(result->dryRun);
        QCOMPARE(result->files, static_cast<std::int64_t>(move.content("remote").size()));
        QVERIFY(!fileExists(move.store.folder() / "new"));
    }

    void onePlaceUnderTwoNamesIsSeen()
    {
        Move move;
        VERIFY_OK(checkAreApart(move.store.environment(), move.there())); // it is not there yet
        VERIFY_OK(move.files.makeDirectories(move.store.folder() / "new"));
        writeFile(move.store.folder() / "new/holiday.jpg", "something");
        VERIFY_OK(checkAreApart(move.store.environment(), move.there()));
        QCOMPARE(move.content("new").size(), 1U);
        VERIFY_OK(move.files.remove(move.store.folder() / "new/holiday.jpg"));
        QVERIFY(QDir(QString::fromStdString(move.store.folder().bytes())).rmdir(u"new"_s));
        const auto before = move.content("remote");
        QVERIFY(QFile::link(u"remote"_s,
                            QString::fromStdString((move.store.folder() / "new").bytes())));
        const auto same = checkAreApart(move.store.environment(), move.there());
        VERIFY_FAILS(same, ErrorCode::InvalidArgument);
        QCOMPARE(same.error().id, u"CopyOntoItself"_s);
        QVERIFY(move.content("remote") == before);
    }
};

QTEST_GUILESS_MAIN(TestStoreCopy)
#include "test_store_copy.moc"

// SPDX-License-Identifier: MIT
// Each operation with one of its steps failing: a statement of the local database, a kill point, a
// call of the file layer, a call of the destination. What it leaves behind must be put in order by
// the next plain run. A statement that runs many times fails at the first, the last and one time
// between, or at CAIRN_DEPTH times. CAIRN_SLICES=1 tries them all; else CAIRN_TEST_SEED says which
// slice.
#include "tests/core/engine/failing_lab.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>

#include <cstdio>
#include <filesystem>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;
using namespace std::string_literals;

namespace {

// The seed of a test chooses among the steps, which are the same each time.
constexpr std::uint64_t kFilesSeed = 7;

// What is tried, and what a plain run makes of it afterwards.
struct Trial
{
    std::function<void(FailingLab &)> prepare;
    std::function<Ending(FailingLab &)> act;
    bool isRestore = false;
    bool isAgain = false;     // what is to be put in order it alone does: it runs once more
    bool losesBlocks = false; // some files of old versions are gone for good
};

void threeVersions(FailingLab &lab)
{
    for (int i = 0; i < 3; ++i) {
        std::ignore = lab.backup();
        lab.change();
    }
}

void removeRemote(FailingLab &lab, std::string_view part, std::size_t index)
{
    const std::vector<std::string> names = lab.remoteNames(part);
    if (index >= names.size())
        qFatal("there are only %zu files with %s", names.size(), std::string(part).c_str());
    std::filesystem::remove((lab.path("remote") / names[index]).bytes());
}

void flipRemote(FailingLab &lab, std::string_view part, std::size_t index)
{
    const FilePath file = lab.path("remote") / lab.remoteNames(part).at(index);
    std::string content = readFile(file);
    content[content.size() / 2] ^= 1;
    writeFile(file, content);
}

std::map<std::string, Trial> trials()
{
    std::map<std::string, Trial> all;
    all["first backup"] = {[](FailingLab &) {}, [](FailingLab &lab) { return lab.backup(); }};
    all["backup with retention"] = {threeVersions, [](FailingLab &lab) { return lab.backup(2); }};
    for (const char *point : {"B3", "B5", "B14", "B21", "C11", "C13", "D2"})
        all["backup after a crash at "s + point] = {[point](FailingLab &lab) {
                                                        threeVersions(lab);
                                                        lab.crashAt(point,
                                                                    [&] { return lab.backup(2); });
                                                    },
                                                    [](FailingLab &lab) { return lab.backup(2); }};
    all["delete"] = {threeVersions, [](FailingLab &lab) { return lab.deleteVersions({0, 2}); }};
    all["compact"] = {[](FailingLab &lab) {
                          lab.job.options.compact.automatic = false;
                          threeVersions(lab);
                          std::ignore = lab.deleteVersions({2});
                          lab.job.options.compact.automatic = true;
                      },
                      [](FailingLab &lab) { return lab.compact(); }};
    all["repair"] = {[](FailingLab &lab) {
                         lab.job.options.compact.automatic = false;
                         threeVersions(lab);
                         std::ignore = lab.backup();
                         removeRemote(lab, "dlist", 1);
                         removeRemote(lab, "dindex", 0);
                         flipRemote(lab, "dindex", 1);
                         std::ignore = lab.test();
                     },
                     [](FailingLab &lab) { return lab.repair(); }};
    all["repair"].isAgain = true;
    all["recreate"] = {threeVersions, [](FailingLab &lab) { return lab.recreate(); }};
    all["test"] = {threeVersions, [](FailingLab &lab) { return lab.test(); }};
    all["purge"] = {threeVersions, [](FailingLab &lab) {
                        const auto &entries = lab.tree.entries();
                        return lab.purge(entries.begin()->first);
                    }};
    all["purge-broken"] = {[](FailingLab &lab) {
                               threeVersions(lab);
                               std::ignore = lab.backup();
                               removeRemote(lab, "dblock", 0);
                           },
                           [](FailingLab &lab) { return lab.purgeBroken(); }};
    all["purge-broken"].losesBlocks = true;
    const auto prepared = [](FailingLab &lab) {
        lab.addLarge();
        threeVersions(lab);
        std::ignore = lab.backup();
    };
    all["restore"] = {prepared, [](FailingLab &lab) { return lab.restore(ExistingFile::Replace); },
                      true};
    for (const auto &[name, existing] : {std::pair("restore over", ExistingFile::Replace),
                                         {"restore beside", ExistingFile::KeepBoth},
                                         {"restore missing", ExistingFile::OnlyMissing}})
        all[name] = {[prepared](FailingLab &lab) {
                         prepared(lab);
                         lab.seedTarget();
                     },
                     [existing = existing](FailingLab &lab) { return lab.restore(existing); },
                     true};
    return all;
}

// So many of each, evenly spread from the first to the last.
std::vector<Step> sample(const std::vector<Step> &steps, int depth)
{
    std::map<std::pair<Step::Kind, std::string>, int> last;
    for (const Step &step : steps)
        last[{step.kind, step.what}] = step.nth;
    std::vector<Step> found;
    for (const Step &step : steps) {
        const int end = last[{step.kind, step.what}];
        if (step.nth == 0 || step.nth * (depth - 1) / end != (step.nth - 1) * (depth - 1) / end)
            found.push_back(step);
    }
    return found;
}

} // namespace

class TestFailingSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"cairn.*=false"_s); }
    void theNextRunPutsInOrder_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &[name, trial] : trials())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void theNextRunPutsInOrder();

private:
    static void judge(FailingLab &lab, const Trial &trial);
};

void TestFailingSteps::judge(FailingLab &lab, const Trial &trial)
{
    if (trial.isRestore) {
        const Ending again = lab.restore(ExistingFile::Replace);
        QVERIFY2(again.exitCode == exitCode::Success, qPrintable(again.text));
        QCOMPARE(lab.targetComplaints(), QString());
        return;
    }
    if (trial.isAgain) {
        const Ending again = trial.act(lab);
        QVERIFY2(again.exitCode <= exitCode::Warnings, qPrintable(again.text));
    }
    const Ending healed = lab.backup();
    const int worst = trial.losesBlocks ? exitCode::Warnings : exitCode::NothingNew;
    QVERIFY2(healed.exitCode <= worst, qPrintable(healed.text));
    if (trial.losesBlocks) {
        const Ending purged = lab.purgeBroken();
        QVERIFY2(purged.exitCode <= exitCode::Warnings, qPrintable(purged.text));
    }
    const Ending tested = lab.test();
    QVERIFY2(tested.exitCode == exitCode::Success, qPrintable(tested.text));
    if (!trial.losesBlocks)
        QCOMPARE(lab.complaints(), QString());
}

void TestFailingSteps::theNextRunPutsInOrder()
{
    QFETCH(QString, name);
    const Trial trial = trials().at(name.toStdString());
    FailingLab lab(kFilesSeed);
    trial.prepare(lab);
    lab.keepState();
    const auto act = [&] { return trial.act(lab); };
    const auto number = [](const char *variable, int least) {
        return std::max(least, qEnvironmentVariableIntValue(variable));
    };
    const std::vector<Step> steps = sample(lab.stepsOf(act), number("CAIRN_DEPTH", 3));
    const auto slices = std::uint64_t(number("CAIRN_SLICES", 1));
    std::size_t met = 0;
    for (std::size_t i = testSeed(0) % slices; i < steps.size(); i += slices) {
        lab.bringBack();
        bool isMet = false;
        const Ending ending = lab.runFailing(act, steps[i], isMet);
        met += isMet ? 1 : 0;
        judge(lab, trial);
        if (QTest::currentTestFailed()) {
            std::fprintf(stderr, "failing step %zu: %s\nit ended: %s\n", i, steps[i].text().c_str(),
                         qPrintable(ending.text));
            return;
        }
    }
    std::printf("%s: %zu steps, %zu tried came to pass\n", qPrintable(name), steps.size(), met);
    QVERIFY(met > 0);
}

QTEST_GUILESS_MAIN(TestFailingSteps)
#include "test_failing_steps.moc"

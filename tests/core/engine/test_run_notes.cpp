// SPDX-License-Identifier: MIT
#include "core/engine/run_notes.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

// What the history keeps of a run, and of what nobody wants to hear.
class TestRunNotes : public QObject
{
    Q_OBJECT

    static RunOutcome warned(std::initializer_list<std::pair<const char16_t *, std::string>> said)
    {
        RunOutcome outcome;
        outcome.judgement.result = ParsedResult::Warning;
        for (const auto &[id, path] : said)
            outcome.messages.push_back(
                {Severity::Warning, QString::fromUtf16(id), u"said"_s, path});
        return outcome;
    }

private Q_SLOTS:
    void whatMayNotBeReadIsAFileThatCouldNotBeRead()
    {
        const auto problems =
            problemsOf(warned({{u"PermissionDenied", "/a"}, {u"FileUnreadable", "/b"}}));
        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems[0].code, "FILES_UNREADABLE");
        QCOMPARE(problems[0].paths, (std::vector<std::string>{"/a", "/b"}));
    }

    void aVersionFromTheFutureIsAMatterOfTheClock()
    {
        const auto problems = problemsOf(warned({{u"DatabaseTimestampError", ""}}));
        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems[0].code, "CLOCK");
    }

    void whoDoesNotWantToHearOfAFileIsNotTold()
    {
        const std::vector<std::string> quiet{"/a", "/b"};
        const RunOutcome both = warned({{u"PermissionDenied", "/a"}, {u"FileUnreadable", "/b"}});
        QVERIFY(problemsOf(both, quiet).empty());
        QCOMPARE(runResultOf(both, false, quiet), RunResult::Saved);
        QCOMPARE(runResultOf(both, false), RunResult::Warning);
        QCOMPARE(messagesOf(both).size(), 2U); // the log says all
    }

    void otherFilesAndOtherWarningsAreNotHidden()
    {
        const std::vector<std::string> quiet{"/a"};
        const RunOutcome other = warned({{u"FileUnreadable", "/a"}, {u"FileUnreadable", "/a/b"}});
        QCOMPARE(problemsOf(other, quiet).at(0).paths, std::vector<std::string>{"/a/b"});
        QCOMPARE(runResultOf(other, false, quiet), RunResult::Warning);
        const RunOutcome damaged = warned({{u"DamagedVolume", "/a"}});
        QCOMPARE(problemsOf(damaged, quiet).size(), 1U);
        QCOMPARE(runResultOf(damaged, false, quiet), RunResult::Warning);
        const RunOutcome more = warned({{u"FileUnreadable", "/a"}, {u"MoreMessages", ""}});
        QCOMPARE(runResultOf(more, false, quiet), RunResult::Warning);
        QCOMPARE(runResultOf(warned({{u"FileUnreadable", "/a"}}), true, quiet), RunResult::Partial);
    }
};

QTEST_GUILESS_MAIN(TestRunNotes)
#include "test_run_notes.moc"

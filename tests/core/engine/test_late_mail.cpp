// SPDX-License-Identifier: MIT
#include "core/engine/late_mail.h"
#include "tests/core/engine/run_host_lab.h"

#include <QTest>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestLateMail final : public QObject
{
    Q_OBJECT

    static constexpr std::int64_t kDay = 24 * kHour;

    // A run of the history that ends now.
    static void noteRun(Computer &computer, const JobConfig &job, RunResult result)
    {
        RunStore runs(*computer.settings);
        const std::int64_t now = computer.clock.nowSeconds();
        RunState state;
        const auto run = runs.begin(job.id, RunKind::Backup, now, 1, state);
        state.result = result;
        QVERIFY(run && runs.finish(*run, now, state, {}, {}));
    }

    struct Lab
    {
        Lab()
            : computer(at(u"2026-03-02 12:00"_s))
            , late({computer.clock, computer.engine, computer.secrets, computer.drives,
                    [this](std::function<void()> act) { computer.posts.add(std::move(act)); }})
        {
            job = computer.add("d0c5d0c5", computer.daily());
            job.createdAt = computer.clock.nowSeconds();
            job.options["send-mail-to"] = "ada@example.org";
            job.options["send-mail-url"] = "smtp://127.0.0.1:1";
            job.options["send-mail-level"] = "Success"; // of runs; lateness is told all the same
            computer.keep(job);
        }
        void look()
        {
            late.look(*computer.settings, std::vector{job}, berlin());
            while (late.isSending())
                computer.posts.doOne();
            while (times.size() < count())
                times.push_back(computer.clock.nowSeconds());
        }
        void live(std::int64_t seconds)
        {
            for (std::int64_t passed = 0; passed < seconds; passed += kHour) {
                look();
                computer.clock.advance(std::chrono::seconds(kHour));
            }
        }
        void note(RunResult result) { noteRun(computer, job, result); }
        [[nodiscard]] std::size_t count() const { return computer.sender.mails().size(); }
        [[nodiscard]] QString body(std::size_t mail) const
        {
            return computer.sender.mails()[mail].body;
        }

        Computer computer;
        JobConfig job;
        LateMail late;
        std::vector<std::int64_t> times; // of the mails
    };

private Q_SLOTS:
    void onceADayFromTheFifteenthOn()
    {
        Lab lab;
        lab.note(RunResult::Saved);
        lab.live(14 * kDay);
        QCOMPARE(lab.count(), 0U);
        lab.note(RunResult::Failed); // a try saves nothing
        lab.live(3 * kDay);
        QCOMPARE(lab.count(), 3U);
        QVERIFY2(lab.body(0).contains(u"“d0c5d0c5” was not saved for 14 days."_s),
                 qPrintable(lab.body(0)));
        QVERIFY(lab.body(0).contains(u"Fatal"_s));
        QCOMPARE(lab.times[2] - lab.times[1], kDay);

        lab.note(RunResult::NothingNew); // that saves it
        lab.live(2 * kDay);
        QCOMPARE(lab.count(), 3U);
    }

    // Else one run under a clock that was ahead would silence the mails until then.
    void aSuccessInTheFutureIsNone()
    {
        Lab lab;
        lab.note(RunResult::Saved);
        const std::int64_t now = lab.computer.clock.nowSeconds();
        lab.computer.clock.setWallTime(now + 400 * kDay);
        lab.note(RunResult::Saved);
        lab.computer.clock.setWallTime(now);
        lab.live(14 * kDay + 2 * kHour);
        QCOMPARE(lab.count(), 1U);
        QVERIFY(lab.body(0).contains(u"was not saved for 14 days"_s));
    }

    void aNewProgramDoesNotRepeatIt()
    {
        Lab lab;
        lab.live(14 * kDay + 2 * kHour);
        QCOMPARE(lab.count(), 1U);
        QVERIFY(lab.body(0).contains(u"was never saved"_s));
        LateMail another({lab.computer.clock, lab.computer.engine, lab.computer.secrets,
                          lab.computer.drives, [](const std::function<void()> &) {}});
        another.look(*lab.computer.settings, std::vector{lab.job}, berlin());
        QVERIFY(!another.isSending());
    }

    void whatDidNotArriveIsSentAgainAfterAnHour()
    {
        Lab lab;
        lab.computer.sender.refuse(u"450 try later"_s);
        lab.live(14 * kDay + 4 * kHour);
        QCOMPARE(lab.count(), 3U); // tries
        lab.computer.sender.refuse({});
        lab.live(20 * kHour);
        QCOMPARE(lab.count(), 4U);
    }

    void onlyWhereMailIsSetUp()
    {
        Lab lab;
        lab.job.options.erase("send-mail-to");
        lab.live(20 * kDay);
        QCOMPARE(lab.count(), 0U);
    }

    void theHostSendsThem()
    {
        Computer computer(at(u"2026-03-02 12:00"_s));
        JobConfig job = computer.add("d0c5d0c5", computer.daily());
        job.options["send-mail-to"] = "ada@example.org";
        job.options["send-mail-url"] = "smtp://127.0.0.1:1";
        job.options["send-mail-level"] = "Success";
        computer.keep(job);
        noteRun(computer, job, RunResult::Saved);
        computer.clock.advance(std::chrono::hours(12 * 24));
        computer.isFull = true;
        computer.start();
        computer.live(kDay, kHour);
        QCOMPARE(computer.sender.mails().size(), 0U);
        for (int hour = 0; hour < 72 && computer.sender.mails().empty(); ++hour) {
            computer.live(kHour, kHour);
            QTest::qWait(20); // it is sent by another thread
        }
        QCOMPARE(computer.sender.mails().size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestLateMail)
#include "test_late_mail.moc"

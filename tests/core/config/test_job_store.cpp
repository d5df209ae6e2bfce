// SPDX-License-Identifier: MIT
#include "core/config/job_store.h"

#include "core/config/schedule_switch.h"
#include "tests/support/sample_job.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestJobStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ScratchFolder>();
        auto settings = SettingsDatabase::open(m_files, m_folder->path() / "settings");
        VERIFY_OK(settings);
        m_settings = std::move(*settings);
    }

    void aJobComesBackAsItWasSaved()
    {
        JobStore store(*m_settings);
        JobConfig job = sampleJob();
        VERIFY_OK(store.save(job));
        job.position = 1;
        QVERIFY(store.get(job.id).value() == job);
        QVERIFY(store.find(u"DOCUMENTS"_s).value() == job);
        QVERIFY(store.find(u"1a2b3c4d"_s).value() == job);
        QVERIFY(!store.find(u"Pictures"_s).value());
    }

    void namesOfTagsAreReadBack()
    {
        for (const std::string_view name : kJobTagNames)
            QCOMPARE(jobTagName(jobTagFromName(name).value()), name);
        QVERIFY(!jobTagFromName("pink"));
        JobStore store(*m_settings);
        JobConfig job = sampleJob();
        job.group = u"  two\n words "_s;
        VERIFY_OK(store.save(job));
        QCOMPARE(store.get(job.id).value()->group, u"two words"_s);
        VERIFY_OK(m_settings->database().execute("UPDATE job SET tag = 'pink'"));
        QCOMPARE(store.get(job.id).value()->tag, JobTag::None);
    }

    // It comes back as it was, but owes nothing of the time between.
    void aScheduleThatIsTurnedOffIsKept()
    {
        JobStore store(*m_settings);
        JobConfig job = sampleJob();
        job.schedule.since = 5;
        VERIFY_OK(store.save(job));
        const auto stored = [&] { return *store.get(job.id).value(); };
        QVERIFY(job.schedule.runsByItself());
        QVERIFY(!turnScheduleOn(*m_settings, stored(), 9));
        VERIFY_OK(turnScheduleOff(*m_settings, stored()));
        QVERIFY(!stored().schedule.runsByItself());
        QCOMPARE(jobsWithScheduleOff(*m_settings).value(), std::set<std::string>{job.id});
        QVERIFY(!turnScheduleOff(*m_settings, stored())); // or what is kept would go
        JobConfig renamed = stored();
        renamed.name = u"Renamed"_s;
        VERIFY_OK(store.save(renamed));
        VERIFY_OK(turnScheduleOn(*m_settings, stored(), 9));
        Schedule wanted = job.schedule;
        wanted.since = 9;
        QVERIFY(stored().schedule == wanted);
        QCOMPARE(stored().name, u"Renamed"_s);
        QVERIFY(jobsWithScheduleOff(*m_settings)->empty());
    }

    void aNewScheduleOrTheEndOfItsJobForgetsTheOneTurnedOff()
    {
        JobStore store(*m_settings);
        JobConfig job = sampleJob();
        VERIFY_OK(store.save(job));
        VERIFY_OK(turnScheduleOff(*m_settings, *store.get(job.id).value()));
        VERIFY_OK(store.save(job));
        JobConfig byHand = job;
        byHand.schedule = {};
        VERIFY_OK(store.save(byHand));
        QVERIFY(jobsWithScheduleOff(*m_settings)->empty());
        VERIFY_OK(store.save(job));
        VERIFY_OK(turnScheduleOff(*m_settings, *store.get(job.id).value()));
        VERIFY_OK(store.remove(job.id));
        VERIFY_OK(store.save(byHand));
        QVERIFY(jobsWithScheduleOff(*m_settings)->empty());
    }

    void aChangedJobStaysWhereItIs()
    {
        JobStore store(*m_settings);
        JobConfig first = sampleJob();
        JobConfig second = sampleJob();
        second.id = "00000002";
        second.name = u"Pictures"_s;
        VERIFY_OK(store.save(first));
        VERIFY_OK(store.save(second));
        first.drive.reset();
        first.destination = "file:///elsewhere";
        first.sources = {FilePath("/one")};
        first.rules.clear();
        first.skipSets.clear();
        first.largestFile.reset();
        first.options.clear();
        VERIFY_OK(store.save(first));
        const auto all = store.all();
        VERIFY_OK(all);
        QCOMPARE(all->size(), 2U);
        first.position = 1;
        QVERIFY(all->front() == first);
        VERIFY_OK(store.reorder(std::vector<std::string>{"00000002"}));
        QCOMPARE(store.all()->front().id, "00000002");
        VERIFY_OK(store.remove("00000002"));
        QCOMPARE(store.all()->size(), 1U);
        QCOMPARE(m_settings->database().number("SELECT count(*) FROM job_source").value(), 1);
    }

    void namesAreUniqueWhateverTheirCase()
    {
        JobStore store(*m_settings);
        JobConfig job = sampleJob();
        VERIFY_OK(store.save(job));
        job.id = "00000002";
        job.name = u"dOcuments"_s;
        VERIFY_FAILS(store.save(job), ErrorCode::AlreadyExists);
        QCOMPARE(store.all()->size(), 1U);
    }

    void whatCannotRunIsRefused_data()
    {
        QTest::addColumn<int>("fault");
        for (int fault = 0; fault < 9; ++fault)
            QTest::addRow("%d", fault) << fault;
    }

    void whatCannotRunIsRefused()
    {
        QFETCH(int, fault);
        JobConfig job = sampleJob();
        switch (fault) {
        case 0:
            job.id = "123";
            break;
        case 1:
            job.name = u"  "_s;
            break;
        case 2:
            job.sources.clear();
            break;
        case 3:
            job.sources = {FilePath("relative")};
            break;
        case 4:
            job.drive.reset();
            job.destination.clear();
            break;
        case 5:
            job.options["passphrase"] = "secret";
            break;
        case 6:
            job.options["no-such-option"] = "1";
            break;
        case 7:
            job.keep = {Keep::Kind::Policy, "nonsense"};
            break;
        default:
            job.options["keep-versions"] = "3";
            break;
        }
        VERIFY_FAILS(JobStore(*m_settings).save(job), ErrorCode::InvalidArgument);
    }

    void idsAreEightHexDigits()
    {
        const std::string id = newJobId(systemRandom());
        QVERIFY(isJobId(id));
        QVERIFY(!isJobId("ABCDEF01"));
    }

    void optionsAreThoseOfACommandLine()
    {
        JobConfig job = sampleJob();
        job.skipSets = {SkipSet::Caches, SkipSet::Trash, SkipSet::Installers};
        const auto options = toOptionSet(job, {FilePath("/home/a/Down.loads")});
        VERIFY_OK(options);
        QCOMPARE(options->text("keep-time"), "");
        QVERIFY(options->isSet("retention-policy"));
        QCOMPARE(options->size("skip-files-larger-than"), *job.largestFile);
        const std::vector<FilterEntry> wanted{
            {true, "*/keep.iso"},
            {false, "*.iso"},
            {false, "{CacheFiles}"},
            {false, "*/.local/share/Trash/"},
            {false, "*/.Trash-*/"},
            {false, "[/home/a/Down\\.loads/"
                    ".*\\.(iso|img|deb|rpm|run|AppImage|flatpak|snap|exe|msi|dmg|pkg)]"}};
        QVERIFY(options->filters() == wanted);
        job.encrypted = false;
        QVERIFY(toOptionSet(job)->boolean("no-encryption"));
    }

private:
    FileLayer m_files;
    std::unique_ptr<ScratchFolder> m_folder;
    std::unique_ptr<SettingsDatabase> m_settings;
};

QTEST_GUILESS_MAIN(TestJobStore)
#include "test_job_store.moc"

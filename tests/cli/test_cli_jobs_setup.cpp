// SPDX-License-Identifier: MIT
// Jobs set up, changed, exported and imported by the command line.
#include "tests/cli/jobs_person.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestCliJobsSetup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsAJobThatRuns()
    {
        Person person;
        CliRun run =
            person.add({u"--schedule=every 1 day at 19:00 on mon,wed"_s, u"--exclude=*.tmp"_s,
                        u"--include=*/keep.tmp"_s, u"--keep-versions=5"_s, u"--dblock-size=20mb"_s,
                        u"--skip-files-larger-than=1gb"_s});
        VERIFY_CODE(run, 0);
        QVERIFY(!run.said().contains(u"sesame"));
        const JobConfig job = person.job();
        QVERIFY(isJobId(job.id));
        QCOMPARE(job.destination, (person.world / "destination").bytes());
        QCOMPARE(job.sources, std::vector<FilePath>{person.world / "source"});
        QVERIFY((job.rules == std::vector<FilterEntry>{{false, "*.tmp"}, {true, "*/keep.tmp"}}));
        QVERIFY((job.keep == Keep{Keep::Kind::Count, "5"}));
        QCOMPARE(job.largestFile, std::optional(std::int64_t{1} << 30));
        QCOMPARE(job.options.size(), 1U);
        QCOMPARE(job.options.at("dblock-size"), "20mb");
        QVERIFY(job.schedule.rule.unit == ScheduleRule::Unit::Days);
        QVERIFY(job.schedule.since > 0 && job.createdAt > 0);
        QCOMPARE(person.secret(job.id), "open sesame");
        run = person.jobs({u"run"_s, u"Docs"_s});
        VERIFY_CODE(run, 0);
        run = person.jobs({u"show"_s, u"Docs"_s});
        QVERIFY2(run.out.contains(u"every day on mon,wed at 19:00"_s), qPrintable(run.out));
    }

    void severalSourcesAreAList()
    {
        Person person;
        VERIFY_CODE(person.jobs({u"add"_s, u"Docs"_s, person.world.destination(),
                                 u"--source="_s % person.world.text("source/a.txt"),
                                 u"--source="_s % person.world.text("source/b.txt")},
                                u"x"_s),
                    0);
        QCOMPARE(person.job().sources.size(), 2U);
    }

    void aParametersFileSaysItToo()
    {
        Person person;
        const QString file = QString::fromStdString(person.world.operator/("p").bytes());
        writeFile(person.world / "p", "--target=" + (person.world / "destination").bytes() +
                                          "\n--source=" + (person.world / "source/a.txt").bytes() +
                                          "\n--source=" + (person.world / "source/b.txt").bytes() +
                                          "\n--passphrase=from the file\n--keep-time=3M\n");
        const CliRun run = person.jobs({u"add"_s, u"Docs"_s, u"--parameters-file="_s % file});
        VERIFY_CODE(run, 0);
        const JobConfig job = person.job();
        QCOMPARE(job.destination, (person.world / "destination").bytes());
        QCOMPARE(job.sources.size(), 2U);
        QVERIFY((job.keep == Keep{Keep::Kind::Time, "3M"}));
        QCOMPARE(person.secret(job.id), "from the file");
    }

    void whatCannotBeSetUpIsRefused_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("code");
        QTest::newRow("a schedule") << QStringList{u"--schedule=sometimes"_s} << 200;
        QTest::newRow("a schedule that never comes")
            << QStringList{u"--schedule=every day on weekdays at 07:00 between 08:00 and 18:00"_s}
            << 200;
        QTest::newRow("days that never meet")
            << QStringList{u"--schedule=every 7 days on monday starting 2026-11-24"_s} << 200;
        QTest::newRow("a drive that is none")
            << QStringList{u"--schedule=every day at 19:00 and on connect"_s} << 200;
        QTest::newRow("to keep nothing") << QStringList{u"--keep-time=4m"_s} << 200;
        QTest::newRow("less than no time") << QStringList{u"--run-script-timeout=-1s"_s} << 200;
        QTest::newRow("no address") << QStringList{u"--send-http-url=foo"_s} << 200;
        QTest::newRow("no mail server")
            << QStringList{u"--send-mail-to=a@b.c"_s, u"--send-mail-url=ftp://h"_s} << 200;
        QTest::newRow("a filter that cannot be read") << QStringList{u"--exclude=[(]"_s} << 200;
        QTest::newRow("an option of restore") << QStringList{u"--restore-path=/x"_s} << 200;
        QTest::newRow("a new name") << QStringList{u"--rename=x"_s} << 200;
        QTest::newRow("a switch of import") << QStringList{u"--with-scripts"_s} << 200;
        QTest::newRow("two ways to keep")
            << QStringList{u"--keep-versions=2"_s, u"--keep-time=3M"_s} << 200;
        QTest::newRow("a secret of another kind of place")
            << QStringList{u"--b2-applicationkey=x"_s} << 200;
        QTest::newRow("sizes") << QStringList{u"--blocksize=40mb"_s, u"--dblock-size=50mb"_s}
                               << 200;
    }
    void whatCannotBeSetUpIsRefused()
    {
        QFETCH(QStringList, options);
        QFETCH(int, code);
        Person person;
        const CliRun run = person.add(options);
        VERIFY_CODE(run, code);
        QVERIFY(!run.err.isEmpty());
        QCOMPARE(person.count(), 0U);
    }

    void destinationsOfOtherKindsAreRefused()
    {
        Person person;
        CliRun run = person.jobs(
            {u"add"_s, u"Cloud"_s, u"s3://b/x?auth-password=TOP"_s, person.world.source()}, u"p"_s);
        VERIFY_CODE(run, 100);
        QVERIFY2(run.err.contains(u"s3://"), qPrintable(run.err));
        QVERIFY(!run.said().contains(u"TOP"));
        run = person.jobs({u"add"_s, u"Nothing"_s}, u"p"_s);
        VERIFY_CODE(run, 200);
        run = person.jobs({u"add"_s, u"Nothing"_s, person.world.destination()}, u"p"_s);
        VERIFY_CODE(run, 200);
        QCOMPARE(person.count(), 0U);
    }

    void namesAreUnique()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        const CliRun run = person.add({}, u"DOCS"_s);
        VERIFY_CODE(run, 100);
        QVERIFY(run.err.contains(u"JOB_NAME"));
        QCOMPARE(person.count(), 1U);
    }

    void withoutAPassphraseNothingIsSetUp()
    {
        Person person;
        CliRun run =
            person.jobs({u"add"_s, u"Docs"_s, person.world.destination(), person.world.source()});
        VERIFY_CODE(run, 100);
        QVERIFY(run.err.contains(u"MissingPassphrase"));
        QCOMPARE(person.count(), 0U);
        run = person.jobs({u"add"_s, u"Docs"_s, person.world.destination(), person.world.source(),
                           u"--no-encryption"_s});
        VERIFY_CODE(run, 0);
        QVERIFY(!person.job().encrypted);
    }

    void whatIsThereAlreadyMustBeEncryptedAlike()
    {
        Person person;
        VERIFY_CODE(person.world.run({u"backup"_s, person.world.destination(),
                                      person.world.source(), u"--no-encryption"_s},
                                     person.environment()),
                    0);
        CliRun run = person.add();
        VERIFY_CODE(run, 200);
        QVERIFY2(run.err.contains(u"--no-encryption"), qPrintable(run.err));
        QCOMPARE(person.count(), 0U);
    }

    void aDryRunOnlyShows()
    {
        Person person;
        const CliRun run = person.add({u"--dry-run"_s});
        VERIFY_CODE(run, 0);
        QVERIFY(run.out.contains(u"Would be"));
        QCOMPARE(person.count(), 0U);
        VERIFY_CODE(person.add(), 0);
        VERIFY_CODE(person.jobs({u"remove"_s, u"Docs"_s, u"--dry-run"_s}), 0);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--rename=X"_s, u"--dry-run"_s}), 0);
        QCOMPARE(person.job().name, u"Docs"_s);
    }

    void editsWhatIsNamedAlone()
    {
        Person person;
        VERIFY_CODE(
            person.add({u"--exclude=*.tmp"_s, u"--keep-versions=5"_s, u"--dblock-size=20mb"_s,
                        u"--throttle-upload=2mb"_s, u"--schedule=every 2 days"_s}),
            0);
        const JobConfig before = person.job();
        VERIFY_CODE(person.jobs({u"edit"_s, u"docs"_s, u"--rename=Papers"_s}), 0);
        JobConfig expected = before;
        expected.name = u"Papers"_s;
        QVERIFY(person.job(u"Papers"_s) == expected);
        VERIFY_CODE(person.jobs({u"edit"_s, QString::fromStdString(before.id),
                                 u"--unset=throttle-upload,exclude,schedule"_s,
                                 u"--retention-policy=1W:1D"_s, u"--dblock-size=30mb"_s,
                                 u"--source="_s % person.world.text("source/a.txt")}),
                    0);
        expected.options = {{"dblock-size", "30mb"}};
        expected.rules.clear();
        expected.schedule = {};
        expected.keep = {Keep::Kind::Policy, "1W:1D"};
        expected.sources = {person.world / "source/a.txt"};
        QVERIFY(person.job(u"Papers"_s) == expected);
        QCOMPARE(person.secret(before.id), "open sesame");
    }

    void groupAndTagAreSetAndShown()
    {
        Person person;
        VERIFY_CODE(person.add({u"--group= Office  work"_s, u"--tag=Red"_s}), 0);
        QCOMPARE(person.job().group, u"Office work"_s);
        QCOMPARE(person.job().tag, JobTag::Red);
        const CliRun shown = person.jobs({u"show"_s, u"Docs"_s});
        QVERIFY(shown.out.contains(u"Group:        Office work\n"_s));
        QVERIFY(shown.out.contains(u"Tag:          red\n"_s));
        const CliRun listed = person.jobs({u"list"_s, u"--json"_s});
        const QJsonObject job = QJsonDocument::fromJson(listed.out.toUtf8())[u"Jobs"][0].toObject();
        QCOMPARE(job[u"Group"].toString(), u"Office work"_s);
        QCOMPARE(job[u"Tag"].toString(), u"red"_s);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--tag=pink"_s}), 200);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--tag=blue"_s}), 0);
        QCOMPARE(person.job().group, u"Office work"_s);
        QCOMPARE(person.job().tag, JobTag::Blue);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--group="_s, u"--tag=none"_s}), 0);
        QCOMPARE(person.job().group, QString());
        QCOMPARE(person.job().tag, JobTag::None);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--group=x"_s, u"--tag=green"_s}), 0);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--unset=group,tag"_s}), 0);
        QCOMPARE(person.job().group, QString());
        QCOMPARE(person.job().tag, JobTag::None);
    }

    void editRefusesWhatIsForLife()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        const JobConfig before = person.job();
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--no-encryption"_s}), 200);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s}), 200); // nothing named
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--unset=prefix"_s}), 200);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Nobody"_s, u"--rename=x"_s}), 200);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--rename= "_s}), 200);
        QVERIFY(person.job() == before);
    }

    void whatIsExportedComesIn()
    {
        Person person;
        VERIFY_CODE(person.add({u"--exclude=*.tmp"_s, u"--schedule=every month on third monday"_s,
                                u"--blocksize=10kb"_s}),
                    0);
        const JobConfig before = person.job();
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        CliRun run = person.jobs({u"export"_s, u"Docs"_s});
        VERIFY_CODE(run, 0);
        QVERIFY(!run.out.contains(u"sesame"));
        QVERIFY(run.err.contains(u"Duplicati has no schedule like this"));
        QVERIFY(QJsonDocument::fromJson(run.out.toUtf8()).object()[u"Backup"].isObject());
        run = person.jobs({u"export"_s, u"Docs"_s, u"json"_s, u"--with-secrets"_s});
        QVERIFY(run.out.contains(u"sesame"));
        writeFile(person.world / "job.json", run.out.toStdString());
        const QStringList import{u"import"_s, person.world.text("job.json")};
        run = person.jobs(import); // it is still here
        VERIFY_CODE(run, 100);
        QVERIFY2(run.out.contains(u"already goes to this destination"), qPrintable(run.said()));
        VERIFY_CODE(person.jobs({u"remove"_s, u"Docs"_s}), 0);
        VERIFY_CODE(person.jobs(import + QStringList{u"--dry-run"_s}), 0);
        QCOMPARE(person.count(), 0U);
        VERIFY_CODE(person.jobs(import), 0);
        JobConfig after = person.job();
        QCOMPARE(after.id, before.id);
        after.createdAt = before.createdAt;
        after.schedule.since = before.schedule.since;
        after.position = before.position;
        QVERIFY(after == before);
        QCOMPARE(person.secret(before.id), "open sesame");
        VERIFY_CODE(person.jobs({u"export"_s, u"Docs"_s, u"poem"_s}), 200);
        // On a new computer: what is stored is known again, and nothing of it goes up twice.
        QVERIFY(QDir(person.world.text("home/data")).removeRecursively());
        const QStringList stored = QDir(person.world.destination()).entryList(QDir::Files);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 1);
        QCOMPARE(QDir(person.world.destination()).entryList(QDir::Files), stored);
        // Once: a database that is lost later is another matter (R3).
        QVERIFY(QDir(person.world.text("home/data")).removeRecursively());
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 100);
    }

    void secretsOfReportsAreExportedAsSettings()
    {
        Person person;
        VERIFY_CODE(person.add({u"--send-mail-to=ada@example.org"_s, u"--send-mail-username=ada"_s,
                                u"--send-mail-password=s3cret of mail"_s,
                                u"--schedule=every month on third monday"_s}),
                    0);
        const JobConfig job = person.job();
        CliRun run = person.jobs({u"export"_s, u"Docs"_s, u"json"_s, u"--with-secrets"_s});
        VERIFY_CODE(run, 0);
        const QJsonObject backup =
            QJsonDocument::fromJson(run.out.toUtf8()).object()[u"Backup"].toObject();
        QVERIFY(!backup[u"TargetURL"].toString().contains(u"password"));
        const QJsonArray settings = backup[u"Settings"].toArray();
        const auto mail = std::ranges::find_if(settings, [](const auto &setting) {
            return setting.toObject()[u"Name"] == u"--send-mail-password"_s;
        });
        QVERIFY(mail != settings.end());
        QCOMPARE((*mail).toObject()[u"Value"].toString(), u"s3cret of mail"_s);
        writeFile(person.world / "job.json", run.out.toStdString());
        run = person.jobs({u"export"_s, u"Docs"_s, u"command-line"_s, u"--with-secrets"_s});
        QVERIFY2(run.out.contains(u"--send-mail-password='s3cret of mail'"_s), qPrintable(run.out));
        QCOMPARE(run.err.count(u"schedule"_s), 1); // one remark, and no other against it
        VERIFY_CODE(person.jobs({u"remove"_s, u"Docs"_s}), 0);
        VERIFY_CODE(person.jobs({u"import"_s, person.world.text("job.json")}), 0);
        QCOMPARE(person.secret(job.id, "send-mail-password"), "s3cret of mail");
    }

    void scriptsComeInOnlyWhenConfirmed()
    {
        Person person;
        writeFile(person.world / "job.json",
                  "{\"Backup\":{\"Name\":\"Foreign\",\"TargetURL\":\"file://" +
                      (person.world / "destination").bytes() + "\",\"Sources\":[\"" +
                      (person.world / "source").bytes() +
                      "\"],\"Settings\":[{\"Name\":\"passphrase\",\"Value\":\"secret words\"},"
                      "{\"Name\":\"--run-script-before\",\"Value\":\"/bin/true\"},"
                      "{\"Name\":\"--cpu-intensity\",\"Value\":\"5\"}]}}");
        const QStringList import{u"import"_s, person.world.text("job.json")};
        CliRun run = person.jobs(import);
        VERIFY_CODE(run, 0);
        QVERIFY2(run.out.contains(u"/bin/true") && run.out.contains(u"--with-scripts") &&
                     run.out.contains(u"--cpu-intensity"),
                 qPrintable(run.said()));
        QVERIFY(!run.said().contains(u"secret words"));
        QVERIFY(!person.job(u"Foreign"_s).options.contains("run-script-before"));
        VERIFY_CODE(person.jobs({u"remove"_s, u"Foreign"_s}), 0);
        run = person.jobs(import + QStringList{u"--with-scripts"_s, u"--json"_s});
        VERIFY_CODE(run, 0);
        QCOMPARE(QJsonDocument::fromJson(run.out.toUtf8()).object()[u"Jobs"].toArray().size(), 1);
        QCOMPARE(person.job(u"Foreign"_s).options.at("run-script-before"), "/bin/true");
        VERIFY_CODE(person.jobs({u"run"_s, u"Foreign"_s}), 0);
    }

    void namesChooseAmongImportedJobs()
    {
        Person person;
        const auto one = [&](const char *name) {
            return std::string("{\"Backup\":{\"Name\":\"") + name + "\",\"TargetURL\":\"file://" +
                   (person.world / name).bytes() + "\",\"Sources\":[\"/s\"],\"Settings\":[" +
                   "{\"Name\":\"--no-encryption\",\"Value\":\"true\"}]}}";
        };
        writeFile(person.world / "jobs.json", "[" + one("A") + "," + one("B") + "]");
        const QString file = person.world.text("jobs.json");
        VERIFY_CODE(person.jobs({u"import"_s, file, u"C"_s}), 200);
        VERIFY_CODE(person.jobs({u"import"_s, file, u"b"_s}), 0);
        QCOMPARE(person.count(), 1U);
        VERIFY_CODE(person.jobs({u"import"_s, file}), 2); // B is here already
        QCOMPARE(person.count(), 2U);
    }

    void whatIsNoExportIsRefused()
    {
        Person person;
        writeFile(person.world / "diary.txt", "Dear diary");
        VERIFY_CODE(person.jobs({u"import"_s, person.world.text("diary.txt")}), 200);
        VERIFY_CODE(person.jobs({u"import"_s, person.world.text("nothing")}), 100);
        VERIFY_CODE(person.jobs({u"import"_s}), 200);
    }

    // Of a version that did not ask for 5 minutes.
    void whatKeepsTooShortRunsAndIsNotSetUpAnew()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        VERIFY_OK(
            person.settings->database().execute("UPDATE job SET keep = 'time', keep_value = '2m'"));
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--rename=Papers"_s}), 0);
        const CliRun run = person.jobs({u"edit"_s, u"Papers"_s, u"--keep-time=3m"_s});
        QVERIFY2(run.code == 200 && run.err.contains(u"5 minutes"), qPrintable(run.said()));
        QCOMPARE(person.job(u"Papers"_s).keep.value, "2m");
    }

    void anExportIsAFileOfItsOwner()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        const QString plain = person.world.text("docs.json");
        const QString sealed = person.world.text("docs.json.aes");
        VERIFY_CODE(person.jobs({u"export"_s, u"Docs"_s, plain, u"--with-secrets"_s}), 0);
        QCOMPARE(QFile(plain).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        CliRun run = person.jobs({u"export"_s, u"Docs"_s, sealed, u"--with-secrets"_s});
        QVERIFY2(run.code == 100 && !QFile::exists(sealed), qPrintable(run.said())); // no password
        QProcessEnvironment environment = person.environment();
        environment.insert(u"EXPORT_PASSPHRASE"_s, u"of the file"_s);
        const auto jobs = [&](const QStringList &words) {
            return person.world.run(QStringList{u"jobs"_s} + words, environment);
        };
        VERIFY_CODE(jobs({u"export"_s, u"Docs"_s, sealed, u"--with-secrets"_s}), 0);
        QFile file(sealed);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.startsWith("AES") && !content.contains("sesame"));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const std::string id = person.job().id;
        VERIFY_CODE(person.jobs({u"remove"_s, u"Docs"_s}), 0);
        VERIFY_CODE(person.jobs({u"import"_s, sealed}), 100);
        VERIFY_CODE(person.jobs({u"import"_s, sealed, u"--export-passphrase=wrong"_s}), 100);
        VERIFY_CODE(jobs({u"import"_s, sealed}), 0);
        QCOMPARE(person.secret(id), "open sesame");
        run = jobs({u"export"_s, u"Docs"_s, plain});
        QVERIFY2(run.code == 200 && run.err.contains(u".aes"), qPrintable(run.said()));
    }

    void eachWordHasItsOwnHelp_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("said");
        const QStringList add{u"cairn-cli jobs add NAME"_s,
                              u"--schedule"_s,
                              u"Default: 50mb"_s,
                              u"last friday"_s,
                              u"not metered"_s,
                              u"Examples"_s};
        QTest::newRow("help") << QStringList{u"help"_s, u"jobs"_s, u"add"_s} << add;
        QTest::newRow("--help") << QStringList{u"jobs"_s, u"add"_s, u"--help"_s} << add;
        QTest::newRow("export") << QStringList{u"jobs"_s, u"export"_s, u"--help"_s}
                                << QStringList{u".aes"_s, u"--with-secrets"_s, u"Examples"_s};
        QTest::newRow("import") << QStringList{u"help"_s, u"jobs"_s, u"import"_s}
                                << QStringList{u"--from-duplicati"_s, u"--with-scripts"_s};
        QTest::newRow("agent") << QStringList{u"agent"_s, u"--help"_s}
                               << QStringList{u"Examples"_s, u"cairn-cli agent"_s};
        QTest::newRow("schedule") << QStringList{u"help"_s, u"schedule"_s}
                                  << QStringList{u"starting 2026-01-05"_s, u"on connect"_s};
    }
    void eachWordHasItsOwnHelp()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QStringList, said);
        Person person;
        const CliRun run = person.world.run(words, person.environment());
        VERIFY_CODE(run, 0);
        for (const QString &text : said)
            QVERIFY2(run.out.contains(text), qPrintable(text % u" is not in:\n"_s % run.out));
        if (words.contains(u"import"_s))
            QVERIFY(!run.out.contains(u"--delete-data")); // of another word
    }

    void helpTellsOfEveryWord()
    {
        Person person;
        const CliRun run = person.world.run({u"help"_s, u"jobs"_s}, person.environment());
        for (const QString &word : {u"jobs add"_s, u"jobs edit"_s, u"jobs move"_s, u"jobs remove"_s,
                                    u"jobs import"_s, u"jobs export"_s, u"jobs pause"_s,
                                    u"jobs resume"_s, u"--schedule"_s, u"--with-scripts"_s})
            QVERIFY2(run.out.contains(word), qPrintable(word));
    }
};

QTEST_GUILESS_MAIN(TestCliJobsSetup)
#include "test_cli_jobs_setup.moc"

// SPDX-License-Identifier: MIT
// What keeps jobs and what they have stored from harm: passphrases, places, removal; and when they
// run.
#include "tests/cli/jobs_person.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestCliJobsCare final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEnvironmentChangesNoPassphrase()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        const std::string id = person.job().id;
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--rename=Papers"_s}, u"another"_s), 0);
        QCOMPARE(person.secret(id), "open sesame");
        const CliRun run = person.jobs({u"edit"_s, u"Papers"_s}, u"another"_s);
        VERIFY_CODE(run, 200);
        QVERIFY2(run.err.contains(u"PASSPHRASE"), qPrintable(run.err));
        // Nor what the first run is made with.
        VERIFY_CODE(person.jobs({u"run"_s, u"Papers"_s}, u"another"_s), 0);
        VERIFY_CODE(person.world.run({u"test"_s, person.world.destination(), u"all"_s},
                                     person.environment(u"open sesame"_s)),
                    0);
    }

    void aPassphraseIsForLifeOnceSomethingIsStored()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        const std::string id = person.job().id;
        const auto edit = [&](const QString &passphrase) {
            return person.jobs({u"edit"_s, u"Docs"_s, u"--passphrase="_s % passphrase});
        };
        VERIFY_CODE(edit(u"first thought"_s), 0);
        QCOMPARE(person.secret(id), "first thought");
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        CliRun run = edit(u"second thought"_s);
        VERIFY_CODE(run, 200);
        QVERIFY2(run.err.contains(u"JOB_PASSPHRASE") && run.err.contains(u"jobs add"),
                 qPrintable(run.err));
        VERIFY_CODE(person.jobs({u"move"_s, u"Docs"_s, person.world.text("elsewhere"),
                                 u"--passphrase=second thought"_s}),
                    200);
        QCOMPARE(person.secret(id), "first thought");
        VERIFY_CODE(edit(u"first thought"_s), 0);
        // What is kept may be wrong or gone.
        VERIFY_OK(person.secrets.write({id, kPassphraseKind}, Secret("slip of the pen")));
        VERIFY_CODE(edit(u"second thought"_s), 200);
        VERIFY_CODE(edit(u"first thought"_s), 0);
        QCOMPARE(person.secret(id), "first thought");
        VERIFY_OK(person.secrets.remove({id, kPassphraseKind}));
        VERIFY_CODE(edit(u"first thought"_s), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 1);
    }

    void whatCannotBeKeptUnattendedIsSaid()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        const std::string id = person.job().id;
        VERIFY_OK(person.secrets.remove({id, kPassphraseKind})); // as a key store out of reach
        const CliRun run = person.jobs({u"edit"_s, u"Docs"_s, u"--unattended"_s});
        VERIFY_CODE(run, 100);
        QVERIFY2(run.err.contains(u"--passphrase-file"), qPrintable(run.err));
        QVERIFY(!person.job().unattended);
        VERIFY_CODE(
            person.jobs({u"edit"_s, u"Docs"_s, u"--unattended"_s, u"--passphrase=open sesame"_s}),
            0);
        QVERIFY(person.job().unattended);
    }

    void aPlaceHasOneBackup()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        CliRun run =
            person.jobs({u"add"_s, u"More"_s, u"file://"_s % person.world.destination() % u'/',
                         person.world.source()},
                        u"x"_s);
        VERIFY_CODE(run, 100);
        QVERIFY2(run.err.contains(u"“Docs” already goes to this destination"), qPrintable(run.err));
        QCOMPARE(person.count(), 1U);
        run = person.jobs(
            {u"add"_s, u"More"_s, person.world.text("destination/below"), person.world.source()},
            u"x"_s);
        VERIFY_CODE(run, 0);
        QVERIFY2(run.err.contains(u"lies in that of “Docs”"), qPrintable(run.err));
        const QString place = person.world.destination();
        for (const QStringList &words : {QStringList{u"edit"_s, u"More"_s, u"--target="_s % place},
                                         QStringList{u"move"_s, u"More"_s, place}}) {
            run = person.jobs(words);
            VERIFY_CODE(run, 100);
            QVERIFY2(run.err.contains(u"already goes"), qPrintable(run.err));
        }
        // What is not changed is no reason to refuse the rest.
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--rename=Papers"_s}), 0);
    }

    void aPlaceIsApartFromWhatIsSaved()
    {
        Person person;
        const auto add = [&](const char *place) {
            return person.jobs(
                {u"add"_s, u"Docs"_s, person.world.text(place), person.world.source()},
                u"open sesame"_s);
        };
        VERIFY_CODE(add("source"), 200);
        VERIFY_CODE(add("."), 200);
        QCOMPARE(person.count(), 0U);
        const CliRun run = add("source/backup");
        VERIFY_CODE(run, 0);
        QVERIFY2(run.err.contains(u"leaves it out"), qPrintable(run.err));
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s,
                                 u"--source="_s % person.world.text("source/backup")}),
                    200);
    }

    void aNewPlaceMustBeItsOwn()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        VERIFY_CODE(person.world.run({u"backup"_s, person.world.text("other"),
                                      person.world.text("source/a.txt")},
                                     person.environment(u"open sesame"_s)),
                    0);
        const CliRun run =
            person.jobs({u"edit"_s, u"Docs"_s, u"--target="_s % person.world.text("other")});
        VERIFY_CODE(run, 100);
        QVERIFY2(run.err.contains(u"DEST_FOREIGN"), qPrintable(run.err));
        QCOMPARE(person.job().destination, (person.world / "destination").bytes());
        // Its own folder under another name, and one that is empty.
        QVERIFY(QDir().rename(person.world.destination(), person.world.text("moved")));
        VERIFY_CODE(
            person.jobs({u"edit"_s, u"Docs"_s, u"--target="_s % person.world.text("moved")}), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 1);
        QVERIFY(QDir().mkpath(person.world.text("empty")));
        VERIFY_CODE(
            person.jobs({u"edit"_s, u"Docs"_s, u"--target="_s % person.world.text("empty")}), 0);
    }

    void removesTheJobAndItsSecretsAlone()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        const std::string id = person.job().id;
        const QStringList stored = QDir(person.world.destination()).entryList(QDir::Files);
        const CliRun run = person.jobs({u"remove"_s, u"Docs"_s});
        VERIFY_CODE(run, 0);
        QVERIFY(run.out.contains(u"What is stored in"_s) && run.out.contains(u"--delete-data"_s) &&
                run.out.contains(u"Its local database stays too"_s));
        QCOMPARE(person.count(), 0U);
        QCOMPARE(person.secret(id), "");
        QCOMPARE(QDir(person.world.destination()).entryList(QDir::Files), stored);
        VERIFY_CODE(person.jobs({u"remove"_s, u"Docs"_s}), 200);
    }

    void removesWhatIsStoredIfToldTo()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        const std::string id = person.job().id;
        writeFile(person.world / "destination/notes.txt", "of somebody");
        const auto stored = [&] { return QDir(person.world.destination()).entryList(QDir::Files); };
        const QStringList before = stored();
        CliRun run = person.jobs({u"remove"_s, u"Docs"_s, u"--delete-data"_s, u"--dry-run"_s});
        VERIFY_CODE(run, 0);
        QVERIFY2(run.out.contains(u"would be deleted"), qPrintable(run.out));
        QCOMPARE(stored(), before);
        run = person.jobs({u"remove"_s, u"Docs"_s, u"--delete-data"_s}, u"another"_s);
        VERIFY_CODE(run, 0);
        QVERIFY2(run.out.contains(u"are deleted"), qPrintable(run.out));
        QCOMPARE(stored(), QStringList{u"notes.txt"_s}); // which is none of its own
        QCOMPARE(person.count(), 0U);
        QCOMPARE(person.secret(id), "");
        // Nothing stored is nothing to delete.
        VERIFY_CODE(person.add(), 0);
        VERIFY_CODE(person.jobs({u"remove"_s, u"Docs"_s, u"--delete-data"_s}), 0);
        // What is not known here is not deleted.
        VERIFY_CODE(person.add(), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        QVERIFY(QDir(person.world.text("home/data")).removeRecursively());
        run = person.jobs({u"remove"_s, u"Docs"_s, u"--delete-data"_s});
        VERIFY_CODE(run, 200);
        QVERIFY2(run.err.contains(u"repair"), qPrintable(run.err));
        QCOMPARE(person.count(), 1U);
    }

    void aSourceThatIsAwayIsNamed()
    {
        Person person;
        const CliRun run = person.jobs({u"add"_s, u"Docs"_s, person.world.destination(),
                                        person.world.source(), person.world.text("away")},
                                       u"open sesame"_s);
        VERIFY_CODE(run, 0);
        QVERIFY2(run.err.contains(person.world.text("away") % u" is not here now"_s),
                 qPrintable(run.err));
        QVERIFY(!person.jobs({u"edit"_s, u"Docs"_s, u"--rename=X"_s}).err.contains(u"away"));
    }

    void tellsWhenItRunsNext()
    {
        Person person;
        CliRun run = person.add({u"--schedule=3 pm every 3rd Monday"_s});
        VERIFY_CODE(run, 0);
        QVERIFY2(run.out.contains(u"Next runs:"_s), qPrintable(run.out));
        const auto shown = [&] {
            return QJsonDocument::fromJson(
                       person.jobs({u"show"_s, u"Docs"_s, u"--json"_s}).out.toUtf8())
                .object();
        };
        const QJsonArray next = shown()[u"NextRuns"].toArray();
        QCOMPARE(next.size(), 5);
        QVERIFY(shown()[u"PausedUntil"].isNull());
        for (const auto &time : next) {
            const QDateTime at = QDateTime::fromString(time.toString(), Qt::ISODate).toLocalTime();
            QVERIFY2(at.date().dayOfWeek() == Qt::Monday && at.date().day() > 14 &&
                         at.date().day() < 22 && at.time() == QTime(15, 0),
                     qPrintable(time.toString()));
            QVERIFY(person.jobs({u"show"_s, u"Docs"_s})
                        .out.contains(at.toString(u"yyyy-MM-dd HH:mm:ss")));
        }
        QVERIFY(person.jobs({u"list"_s}).out.contains(u"; next 20"_s));
        VERIFY_CODE(person.jobs({u"pause"_s, u"2h"_s}), 0);
        QVERIFY(person.jobs({u"list"_s}).out.contains(u"Paused until 20"_s));
        QVERIFY(person.jobs({u"show"_s, u"Docs"_s}).out.contains(u"Paused until 20"_s));
        QVERIFY(shown()[u"PausedUntil"].isString());
        VERIFY_CODE(person.jobs({u"pause"_s}), 0);
        QVERIFY(person.jobs({u"list"_s}).out.contains(u"Paused until 'jobs resume'"_s));
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--schedule=by hand"_s}), 0);
        QVERIFY(person.jobs({u"list"_s}).out.contains(u"; by hand"_s));
    }

    void aTimeZoneThatIsNotKnownIsNamedOnce()
    {
        Person person;
        VERIFY_CODE(person.add({u"--schedule=every day at 19:00"_s}), 0);
        QProcessEnvironment environment = person.environment();
        environment.insert(u"TZ"_s, u"Mars/Nowhere"_s);
        const CliRun run = person.world.run({u"jobs"_s, u"show"_s, u"Docs"_s}, environment);
        VERIFY_CODE(run, 0);
        QVERIFY2(run.out.contains(u"Next runs:"_s), qPrintable(run.out));
        QCOMPARE(run.err.count(u"Mars/Nowhere"_s), 1);
    }

    void anAgentTakesNoSettings()
    {
        Person person;
        for (const QString &option : {u"--dry-run"_s, u"--schedule=by hand"_s, u"--version=1"_s}) {
            const CliRun run = person.world.run({u"agent"_s, option}, person.environment());
            VERIFY_CODE(run, 200);
            QVERIFY2(run.err.contains(u"no effect"), qPrintable(run.err));
        }
    }

    void pausesAndResumes()
    {
        Person person;
        VERIFY_CODE(person.jobs({u"pause"_s, u"2h"_s}), 0);
        const std::int64_t now = systemClock().nowSeconds();
        const auto until = person.settings->pausedUntil().value();
        QVERIFY(until && *until > now + 7100 && *until <= now + 7200);
        VERIFY_CODE(person.jobs({u"pause"_s}), 0);
        QVERIFY(*person.settings->pausedUntil().value() > now + 20ll * 365 * 86'400);
        const CliRun run = person.jobs({u"pause"_s, u"soon"_s});
        VERIFY_CODE(run, 200);
        QVERIFY2(run.err.contains(u"2h"_s) && !run.err.contains(u"--pause"_s), qPrintable(run.err));
        VERIFY_CODE(person.jobs({u"pause"_s, u"2020-01-01"_s}), 200);
        VERIFY_CODE(person.jobs({u"resume"_s}), 0);
        QVERIFY(!person.settings->pausedUntil().value());
        VERIFY_CODE(person.jobs({u"resume"_s, u"--dry-run"_s}), 200);
    }

    void aBackupMovesWithWhatIsStored()
    {
        Person person;
        VERIFY_CODE(person.add({u"--keep-versions=9"_s}), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        writeFile(person.world / "source/a.txt", "another content of a");
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        const QString place = person.world.text("elsewhere/of it");
        VERIFY_CODE(person.jobs({u"move"_s, u"Docs"_s, place, u"--dry-run"_s}), 0);
        QCOMPARE(person.job().destination, person.world.destination().toStdString());
        CliRun run = person.jobs({u"move"_s, u"Docs"_s, person.world.destination()});
        QVERIFY2(run.code == 100 || run.code == 200, qPrintable(run.said()));
        run = person.jobs({u"move"_s, u"Docs"_s, place});
        VERIFY_CODE(run, 0);
        QVERIFY2(run.out.contains(u"copied and compared"_s), qPrintable(run.out));
        QVERIFY2(run.out.contains(person.world.destination()), qPrintable(run.out));
        QCOMPARE(person.job().destination, place.toStdString());
        // The old copy is not needed for anything.
        QVERIFY(QDir(person.world.destination()).removeRecursively());
        writeFile(person.world / "source/a.txt", "a third content of a");
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        run = person.world.run({u"list"_s, place, u"--passphrase=open sesame"_s},
                               person.environment());
        VERIFY_CODE(run, 0);
        for (const auto &version : {u"0\t:"_s, u"1\t:"_s, u"2\t:"_s})
            QVERIFY2(run.out.contains(version), qPrintable(run.out));
        // And back again, where nothing is any more.
        VERIFY_CODE(person.jobs({u"move"_s, u"Docs"_s, person.world.destination()}), 0);
        writeFile(person.world / "source/a.txt", "a fourth content of a");
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
    }

    void aKilledMoveGoesOn()
    {
        Person person;
        VERIFY_CODE(person.add(), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        const QString place = person.world.text("elsewhere");
        QProcessEnvironment environment = person.environment();
        environment.insert(u"CAIRN_KILLPOINT"_s, u"local-put-synced:2"_s);
        const CliRun killed =
            person.world.run({u"jobs"_s, u"move"_s, u"Docs"_s, place}, environment);
        QVERIFY(killed.code != 0);
        QCOMPARE(person.job().destination, person.world.destination().toStdString());
        const auto count = [](const QString &folder) {
            return QDir(folder).entryList(QDir::Files).size();
        };
        QVERIFY(count(place) > 0);
        VERIFY_CODE(person.jobs({u"move"_s, u"Docs"_s, place}), 0);
        QCOMPARE(count(place), count(person.world.destination())); // nothing of the kill is left
    }
};

QTEST_GUILESS_MAIN(TestCliJobsCare)
#include "test_cli_jobs_care.moc"

// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/job_editor.h"
#include "app/gui/english_plurals.h"
#include "app/gui/texts.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

// The editor over the real engine: what it writes, and what it leaves alone.
class TestJobEditor : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.destination = "file://" + (m_scratch / "destination").bytes();
        // Spelled otherwise than the editor would: that alone is no change.
        job.sources = {m_scratch / "source/two", m_scratch / "source/one/"};
        job.rules = {{false, "@" + (m_scratch / "source/one/not this/").bytes()},
                     {true, "*/keep.iso"},
                     {false, "*.iso"}};
        job.skipSets = {SkipSet::Trash, SkipSet::Caches};
        job.largestFile = 5'000'000'001;
        job.keep = {Keep::Kind::Policy, "1W:1D,4W:1W,12M:1M"};
        job.options = {{"retry-delay", "20s"}, {"disable-on-battery", "true"}};
        job.sheetSaved = true;
        return job;
    }

    template<typename Widget>
    static Widget *part(const JobEditor &editor, const char *name)
    {
        return editor.findChild<Widget *>(QString::fromLatin1(name));
    }

    JobConfig stored() { return m_program->proxy.job(kJob)->job; }

    std::unique_ptr<JobEditor> edit()
    {
        auto editor = std::make_unique<JobEditor>(m_program->proxy, *m_program->proxy.job(kJob));
        editor->setAttribute(Qt::WA_DeleteOnClose, false);
        editor->show();
        return editor;
    }

    bool saveBy(JobEditor &editor)
    {
        QSignalSpy accepted(&editor, &QDialog::accepted);
        part<QPushButton>(editor, "editor.save")->click();
        if (!accepted.wait(kPatienceMs))
            return false;
        return true;
    }

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;
    EnglishPlurals m_english;

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::installTranslator(&m_english);
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "source/one/not this"));
        VERIFY_OK(files.makeDirectories(m_scratch / "source/two"));
        VERIFY_OK(files.makeDirectories(m_scratch / "destination"));
        m_scratch.write("source/one/file", "the first");
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        QCOMPARE(m_program->save(job(), Secret("a passphrase")), QString());
    }
    void cleanupTestCase() { m_program.reset(); }

    void init() { QCOMPARE(m_program->change(job()), QString()); }

    void nothingIsChangedByLooking()
    {
        const auto editor = edit();
        auto *sections = part<QListWidget>(*editor, "editor.sections");
        for (int row = 0; row < sections->count(); ++row) {
            sections->setCurrentRow(row);
            QVERIFY(!sections->item(row)->text().contains(u'•'));
        }
        QVERIFY(!part<QPushButton>(*editor, "editor.save")->isEnabled());
        QVERIFY(!part<QLabel>(*editor, "editor.reason")->text().isEmpty());
        editor->reject();
        QVERIFY(!editor->isVisible());
    }

    void onlyWhatWasChangedIsWritten()
    {
        const auto editor = edit();
        part<QLineEdit>(*editor, "editor.name")->setText(u"My files"_s);
        auto *sections = part<QListWidget>(*editor, "editor.sections");
        QVERIFY(sections->item(0)->text().contains(u'•'));
        QVERIFY(!sections->item(1)->text().contains(u'•'));
        QVERIFY(saveBy(*editor));
        JobConfig wanted = job();
        wanted.name = u"My files"_s;
        wanted.createdAt = stored().createdAt;
        wanted.position = stored().position;
        QTRY_COMPARE(stored().name, wanted.name);
        QVERIFY(stored() == wanted);
    }

    // Of what is stored already nothing is counted twice.
    void tooLittleRoomIsWarnedOf()
    {
        const FilePath huge = m_scratch / "source/one/huge";
        m_scratch.write("source/one/huge", "");
        std::filesystem::resize_file(huge.bytes(), 5'000'000'000);
        JobConfig onDrive = job();
        onDrive.destination.clear();
        onDrive.drive = DriveRef{u"uuid"_s, u"Blue disk"_s, 0, FilePath("Cairn")};
        Drive drive{u"uuid"_s, u"Blue disk"_s, m_scratch / "drive", 2'000'000'000, 9'000'000'000};
        QSignalSpy told(&m_program->proxy, &EngineProxy::drivesChanged);
        m_program->drives->set({drive});
        QVERIFY(told.wait(kPatienceMs));
        JobView view = *m_program->proxy.job(kJob);
        view.job = onDrive;
        const auto warningOf = [&] {
            JobEditor editor(m_program->proxy, view);
            editor.setAttribute(Qt::WA_DeleteOnClose, false);
            editor.show();
            part<QListWidget>(editor, "editor.sections")->setCurrentRow(2);
            QSignalSpy measured(&m_program->proxy, &EngineProxy::measured);
            while (measured.empty() || !measured.last()[1].value<SourceSize>().done)
                if (!measured.wait(kPatienceMs))
                    return u"not counted"_s;
            const auto *room = part<QLabel>(editor, "what.room");
            return room->isVisible() ? room->text() : QString();
        };
        const QString warning = warningOf();
        QVERIFY2(warning.contains(u" are to be saved, and "_s % sizeText(drive.freeBytes)),
                 qPrintable(warning));
        view.stored.bytes = 4'000'000'000;
        view.stored.versions = 1;
        QCOMPARE(warningOf(), QString());
        m_program->drives->set({});
        QVERIFY(told.wait(kPatienceMs));
        std::filesystem::remove(huge.bytes());
    }

    void groupAndTagAreWritten()
    {
        JobConfig other = job();
        other.id = "00000002";
        other.name = u"Others"_s;
        other.group = u"Work"_s;
        other.destination += "2";
        QCOMPARE(m_program->save(other, Secret("a passphrase")), QString());
        QTRY_VERIFY(m_program->proxy.job("00000002"));
        const auto editor = edit();
        auto *group = part<QComboBox>(*editor, "editor.group");
        auto *tag = part<QComboBox>(*editor, "editor.tag");
        QCOMPARE(group->currentText(), QString());
        QCOMPARE(group->itemText(0), u"Work"_s);
        QCOMPARE(tag->count(), int(kJobTagNames.size()));
        group->setEditText(u" At  home "_s);
        tag->setCurrentIndex(int(JobTag::Green));
        QVERIFY(saveBy(*editor));
        QTRY_COMPARE(stored().group, u"At home"_s);
        QCOMPARE(stored().tag, JobTag::Green);
        QCOMPARE(stored().name, job().name);
        m_program->proxy.removeJob("00000002", false);
        QTRY_VERIFY(!m_program->proxy.job("00000002"));
    }

    // Two sections were open at once somewhere else: what was saved there meanwhile stays.
    void whatChangedMeanwhileStays()
    {
        const auto editor = edit();
        JobConfig meanwhile = job();
        meanwhile.options["auto-vacuum"] = "true";
        QCOMPARE(m_program->change(meanwhile), QString());
        QTRY_VERIFY(stored().options.contains("auto-vacuum"));
        part<QComboBox>(*editor, "keep.preset")->setCurrentIndex(0);
        QVERIFY(saveBy(*editor));
        QTRY_COMPARE(stored().keep.value, Keep::smart().value);
        QVERIFY(stored().options.contains("auto-vacuum"));
    }

    void theKeepRuleIsWrittenAsChosen()
    {
        const auto editor = edit();
        auto *preset = part<QComboBox>(*editor, "keep.preset");
        QCOMPARE(preset->currentText(), u"Smart (Duplicati)"_s);
        preset->setCurrentIndex(preset->findText(u"Last N versions"_s));
        part<QSpinBox>(*editor, "keep.count")->setValue(3);
        QCOMPARE(part<QLabel>(*editor, "keep.sentence")->text(),
                 u"Keeps the newest 3 versions. Older ones are removed."_s);
        QVERIFY(saveBy(*editor));
        QTRY_VERIFY(stored().keep == (Keep{Keep::Kind::Count, "3"}));
    }

    // What the lines show is what was stored: going there and back changes nothing.
    void aPolicyIsShownInLines()
    {
        JobConfig own = job();
        own.keep = {Keep::Kind::Policy, "36h:U,2W:6h,U:3M"};
        QCOMPARE(m_program->change(own), QString());
        QTRY_VERIFY(stored().keep == own.keep);
        const auto editor = edit();
        QCOMPARE(part<QComboBox>(*editor, "keep.preset")->currentText(), u"Custom"_s);
        QCOMPARE(part<QSpinBox>(*editor, "keep.row1.age.count")->value(), 36);
        QCOMPARE(part<QComboBox>(*editor, "keep.row3.every.unit")->currentText(), u"months"_s);
        QVERIFY(!part<QListWidget>(*editor, "editor.sections")->item(4)->text().contains(u'•'));
        part<QSpinBox>(*editor, "keep.row2.every.count")->setValue(8);
        QVERIFY(saveBy(*editor));
        QTRY_COMPARE(stored().keep.value, std::string("36h:U,2W:8h,U:3M"));
    }

    void aNameThatIsTakenOrMissingIsRefused()
    {
        JobConfig other = job();
        other.id = "0badcafe";
        other.name = u"Other"_s;
        other.destination = (m_scratch / "other destination").bytes();
        QCOMPARE(m_program->save(other, Secret("a passphrase")), QString());
        const auto editor = edit();
        auto *name = part<QLineEdit>(*editor, "editor.name");
        auto *save = part<QPushButton>(*editor, "editor.save");
        for (const QString &wrong : {u"OTHER"_s, u"  "_s}) {
            name->setText(wrong);
            QVERIFY(!save->isEnabled());
            QVERIFY(!part<QLabel>(*editor, "editor.reason")->text().isEmpty());
        }
        name->setText(u"Others"_s);
        QVERIFY(save->isEnabled());
    }

    void closingAsksBeforeItLosesSomething()
    {
        const auto editor = edit();
        part<QLineEdit>(*editor, "editor.name")->setText(u"My files"_s);
        editor->reject();
        QVERIFY(editor->isVisible());
        auto *box = editor->findChild<QMessageBox *>(u"discardDialog"_s);
        QVERIFY(box);
        for (QAbstractButton *button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        QVERIFY(!editor->isVisible());
        QCOMPARE(stored().name, u"Files"_s);
    }

    // The preview is of the versions there are, by the engine.
    void thePreviewCountsRealVersions()
    {
        QVERIFY(m_program->run(kJob));
        m_scratch.write("source/one/file", "the second, and longer");
        QVERIFY(m_program->run(kJob));
        JobConfig asked = job();
        asked.keep = {Keep::Kind::Count, "1"};
        QSignalSpy ready(&m_program->proxy, &EngineProxy::keepPreviewReady);
        m_program->proxy.askKeepPreview(asked);
        while (ready.count() < 2)
            QVERIFY(ready.wait(kPatienceMs));
        auto answer = ready[1][1].value<KeepAnswer>();
        QCOMPARE(answer.failure, QString());
        QCOMPARE(answer.versions.size(), std::size_t{2});
        QVERIFY(answer.versions[0].goes);
        QVERIFY(!answer.versions[1].goes);
        QVERIFY(answer.versions[0].time < answer.versions[1].time);
        QVERIFY(answer.freedBytes > 0);

        const auto editor = edit();
        part<QListWidget>(*editor, "editor.sections")->setCurrentRow(4);
        auto *preset = part<QComboBox>(*editor, "keep.preset");
        preset->setCurrentIndex(preset->findText(u"Last N versions"_s));
        part<QSpinBox>(*editor, "keep.count")->setValue(1);
        QTRY_VERIFY_WITH_TIMEOUT(part<QLabel>(*editor, "keep.result")
                                     ->text()
                                     .startsWith(u"Keeps 1 version, removes 1 and frees"_s),
                                 kPatienceMs);
    }

    // After two versions were made: a place is taken if it is empty or holds this very backup.
    void anotherPlaceMustBeEmptyOrHoldThisBackup()
    {
        FileLayer files;
        JobConfig other = job();
        other.id = "0badcafe";
        other.name = u"Other"_s;
        other.destination = (m_scratch / "other destination").bytes();
        VERIFY_OK(files.makeDirectories(m_scratch / "other destination"));
        QCOMPARE(m_program->change(other), QString());
        QVERIFY(m_program->run("0badcafe"));

        JobConfig moved = job();
        moved.destination = (m_scratch / "other destination").bytes();
        QVERIFY(!m_program->change(moved).isEmpty());
        QCOMPARE(stored().destination, job().destination);

        VERIFY_OK(files.rename(m_scratch / "destination", m_scratch / "moved"));
        moved.destination = (m_scratch / "moved").bytes();
        QCOMPARE(m_program->change(moved), QString());
        QTRY_COMPARE(stored().destination, moved.destination);
        QTRY_COMPARE(m_program->proxy.job(kJob)->stored.versions, 2);
        m_scratch.write("source/one/file", "the third");
        QVERIFY(m_program->run(kJob));

        VERIFY_OK(files.makeDirectories(m_scratch / "empty"));
        moved.destination = (m_scratch / "empty").bytes();
        QCOMPARE(m_program->change(moved), QString());
        QTRY_COMPARE(m_program->proxy.job(kJob)->stored.versions, 0);
        VERIFY_OK(files.makeDirectories(m_scratch / "destination")); // for other tests
    }

    void whatIsStoredGoesAlong()
    {
        FileLayer files;
        JobConfig movable = job();
        movable.id = "0a0b0c0d";
        movable.name = u"Movable"_s;
        movable.destination = (m_scratch / "an old place").bytes();
        VERIFY_OK(files.makeDirectories(m_scratch / "an old place"));
        VERIFY_OK(files.makeDirectories(m_scratch / "a new place"));
        const auto view = [&] { return m_program->proxy.job(movable.id); };
        QCOMPARE(m_program->save(movable, Secret("a passphrase")), QString());
        QVERIFY(m_program->run(movable.id));
        QTRY_COMPARE(int(view()->stored.versions), 1);
        JobEditor editor(m_program->proxy, *view());
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        auto *moves = part<QCheckBox>(editor, "destination.moves");
        QVERIFY(!moves->isVisibleTo(moves->parentWidget()));
        part<QLineEdit>(editor, "where.folder")->setText((m_scratch / "a new place").display());
        QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(editor, "editor.save")->isEnabled(),
                                 kPatienceMs);
        QVERIFY(moves->isVisibleTo(moves->parentWidget()) && moves->isChecked());
        moves->setChecked(false);
        QVERIFY(part<QLabel>(editor, "destination.rule")->text().contains(u"begins anew"_s));
        moves->setChecked(true);
        QSignalSpy moving(&m_program->proxy, &EngineProxy::jobMoving);
        QVERIFY2(saveBy(editor), qPrintable(part<QLabel>(editor, "editor.reason")->text()));
        QVERIFY(!moving.isEmpty());
        QTRY_COMPARE(view()->job.destination, (m_scratch / "a new place").bytes());
        QTRY_COMPARE(int(view()->stored.versions), 1);
        // The old copy is whole too, and not needed.
        QVERIFY(QDir((m_scratch / "an old place").display()).removeRecursively());
        m_scratch.write("source/one/file", "after the move");
        QVERIFY(m_program->run(movable.id));
        QTRY_COMPARE(int(view()->stored.versions), 2);
    }

    // A passphrase is for life: the editor cannot take the lock away.
    void theLockStays()
    {
        JobConfig open = stored();
        open.encrypted = false;
        QCOMPARE(m_program->change(open), QString());
        QVERIFY(stored().encrypted);
        open.id = "12345678";
        QVERIFY(!m_program->change(open).isEmpty());
    }

    void reportsAreSetUpAndTried()
    {
        const auto editor = edit();
        auto *test = part<QPushButton>(*editor, "notices.test");
        QVERIFY(!test->isEnabled());
        part<QLineEdit>(*editor, "notices.to")->setText(u"ada@example.org"_s);
        QVERIFY(part<QPushButton>(*editor, "editor.save")->isEnabled()); // no server: looked up
        part<QLineEdit>(*editor, "notices.server")->setText(u"tls://mail.example.org"_s);
        part<QLineEdit>(*editor, "notices.user")->setText(u"backup"_s);
        part<QLineEdit>(*editor, "notices.password")->setText(u"typed"_s);
        part<QComboBox>(*editor, "notices.levels")->setCurrentIndex(1);
        QVERIFY(test->isEnabled());
        test->click();
        const auto *answer = part<QLabel>(*editor, "notices.answer");
        QTRY_COMPARE_WITH_TIMEOUT(
            answer->text(), u"Sent. tls://mail.example.org: 250 for backup:typed"_s, kPatienceMs);
        part<QLineEdit>(*editor, "notices.documents")->setText(u"https://x.example.org/key"_s);
        test->click();
        QTRY_VERIFY_WITH_TIMEOUT(answer->text().startsWith("Not sent. "_L1), kPatienceMs);
        QVERIFY(answer->text().contains("https://x.example.org: HTTP 503"_L1));
        part<QLineEdit>(*editor, "notices.documents")->clear();
        QVERIFY(saveBy(*editor));
        QTRY_COMPARE_WITH_TIMEOUT(stored().options["send-mail-to"], std::string("ada@example.org"),
                                  kPatienceMs);
        QCOMPARE(stored().options["send-mail-level"], std::string("Warning,Error,Fatal"));
        QVERIFY(!stored().options.contains("send-mail-password"));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_program->vault.secretsOf(stored())->options["send-mail-password"].reveal(),
            std::string("typed"), kPatienceMs);
        const auto again = edit(); // with the password that is kept now
        part<QPushButton>(*again, "notices.test")->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            part<QLabel>(*again, "notices.answer")->text().endsWith("250 for backup:typed"_L1),
            kPatienceMs);
    }

    void aPasswordIsSaidToBeKeptWhereItIs()
    {
        const auto placeholder = [](const JobEditor &editor) {
            return part<QLineEdit>(editor, "notices.password")->placeholderText();
        };
        JobConfig mailing = job();
        mailing.id = "0badcafe";
        mailing.name = u"Mailing"_s;
        mailing.destination = (m_scratch / "mailing").bytes();
        mailing.options["send-mail-to"] = "ada@example.org";
        QCOMPARE(m_program->save(mailing, Secret("a passphrase")), QString());
        const auto open = [&] {
            auto editor =
                std::make_unique<JobEditor>(m_program->proxy, *m_program->proxy.job(mailing.id));
            editor->setAttribute(Qt::WA_DeleteOnClose, false);
            return editor;
        };
        const auto without = open();
        QTRY_COMPARE_WITH_TIMEOUT(placeholder(*without), u"none is kept"_s, kPatienceMs);
        VERIFY_OK(m_program->vault.rememberOption(mailing, "send-mail-password", Secret("typed")));
        const auto with = open();
        QTRY_COMPARE_WITH_TIMEOUT(placeholder(*with), u"kept; type another to replace it"_s,
                                  kPatienceMs);
    }

    void aScriptIsTriedWhereItIsNamed()
    {
        const FilePath script = m_scratch / "before.sh";
        writeFile(script, "#!/bin/sh\necho \"$DUPLICATI__EVENTNAME of $DUPLICATI__backup_name\"\n"
                          "echo trouble >&2; exit 4\n");
        QVERIFY(QFile::setPermissions(script.display(), QFile::ReadOwner | QFile::ExeOwner));
        auto editor = edit();
        auto *line = part<QLineEdit>(*editor, "scripts.after");
        auto *tryIt = part<QPushButton>(*editor, "scripts.after.try");
        QVERIFY(!tryIt->isEnabled());
        line->setText(u"before.sh"_s); // found by some who start it, and not by others
        QVERIFY(!part<QPushButton>(*editor, "editor.save")->isEnabled());
        QVERIFY(part<QLabel>(*editor, "editor.reason")->text().contains(u"it must begin with “/”"));
        line->setText(script.display());
        QVERIFY(part<QPushButton>(*editor, "editor.save")->isEnabled());
        tryIt->click();
        auto *answer = part<QLabel>(*editor, "scripts.answer");
        QTRY_COMPARE_WITH_TIMEOUT(answer->text(), u"It ended with 4."_s, kPatienceMs);
        QCOMPARE(part<QPlainTextEdit>(*editor, "scripts.output")->toPlainText(),
                 u"AFTER of %1\ntrouble"_s.arg(stored().name));
        QVERIFY(tryIt->isEnabled());
        QCOMPARE(stored().options.count("run-script-after"), std::size_t{0}); // not saved by that
    }

    void limitsAreOptionsOfTheNextRun()
    {
        auto editor = edit();
        auto *isSet = part<QCheckBox>(*editor, "limits.send");
        auto *rate = part<QSpinBox>(*editor, "limits.sendRate");
        QVERIFY(!isSet->isChecked() && !rate->isEnabled());
        isSet->setChecked(true);
        rate->setValue(500);
        QVERIFY(saveBy(*editor));
        QTRY_COMPARE_WITH_TIMEOUT(stored().options["throttle-upload"], std::string("500kb"),
                                  kPatienceMs);
        QVERIFY(!stored().options.contains("throttle-download"));
        editor = edit();
        QCOMPARE(part<QSpinBox>(*editor, "limits.sendRate")->value(), 500);
        part<QCheckBox>(*editor, "limits.send")->setChecked(false);
        QVERIFY(saveBy(*editor));
        QTRY_VERIFY_WITH_TIMEOUT(!stored().options.contains("throttle-upload"), kPatienceMs);
    }

    // Spelled otherwise and set aside: what is shown as no limit becomes none.
    void limitsThatWereOffDoNotComeBack()
    {
        JobConfig off = job();
        off.options["throttle-upload"] = "1mb";
        off.options["throttle-disabled"] = "true";
        QCOMPARE(m_program->change(off), QString());
        QTRY_VERIFY_WITH_TIMEOUT(stored().options.contains("throttle-disabled"), kPatienceMs);
        const auto editor = edit();
        QVERIFY(!part<QCheckBox>(*editor, "limits.send")->isChecked());
        part<QCheckBox>(*editor, "limits.fetch")->setChecked(true);
        part<QSpinBox>(*editor, "limits.fetchRate")->setValue(2000);
        QVERIFY(saveBy(*editor));
        QTRY_COMPARE_WITH_TIMEOUT(stored().options["throttle-download"], std::string("2000kb"),
                                  kPatienceMs);
        QVERIFY(!stored().options.contains("throttle-disabled"));
        QVERIFY(!stored().options.contains("throttle-upload"));
    }

    // The local database is found by it.
    void theSamePlaceStaysAsItIsWritten()
    {
        JobConfig respelled = job();
        respelled.destination = (m_scratch / "destination").bytes() + '/';
        QCOMPARE(m_program->change(respelled), QString());
        QCOMPARE(stored().destination, job().destination);
    }

    void scriptsStandBesideTheOtherOptions()
    {
        const auto editor = edit();
        part<QLineEdit>(*editor, "scripts.before")->setText(u"/bin/true"_s);
        part<QSpinBox>(*editor, "scripts.timeout")->setValue(90);
        QVERIFY(saveBy(*editor));
        QTRY_COMPARE_WITH_TIMEOUT(stored().options["run-script-before"], std::string("/bin/true"),
                                  kPatienceMs);
        QCOMPARE(stored().options["run-script-timeout"], std::string("90s"));
        QCOMPARE(stored().options["disable-on-battery"], std::string("true"));
        QVERIFY(!stored().options.contains("run-script-with-secrets"));
        const auto again = edit();
        QCOMPARE(part<QLineEdit>(*again, "scripts.before")->text(), u"/bin/true"_s);
        QCOMPARE(part<QSpinBox>(*again, "scripts.timeout")->value(), 90);
        part<QLineEdit>(*again, "scripts.before")->clear();
        part<QSpinBox>(*again, "scripts.timeout")->setValue(60);
        QVERIFY(saveBy(*again));
        QTRY_VERIFY_WITH_TIMEOUT(!stored().options.contains("run-script-before"), kPatienceMs);
        QVERIFY(!stored().options.contains("run-script-timeout"));
    }
};

QTEST_MAIN(TestJobEditor)
#include "test_job_editor.moc"

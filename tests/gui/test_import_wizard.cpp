// SPDX-License-Identifier: MIT
#include "app/gui/import_words.h"
#include "app/gui/wizards/import_wizard.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QAbstractButton>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>
#include <QTreeWidget>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

// The wizard over the real engine: what it shows, what it sets up, and what waits for a tick.
class TestImportWizard : public QObject
{
    Q_OBJECT

private:
    template<typename Widget>
    Widget *part(const char *name) const
    {
        return m_wizard->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QTreeWidgetItem *item(const QString &name) const
    {
        auto *tree = part<QTreeWidget>("import.jobs");
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            if (tree->topLevelItem(i)->text(0) == name)
                return tree->topLevelItem(i);
        return nullptr;
    }
    static QTreeWidgetItem *line(QTreeWidgetItem *item, const QString &text)
    {
        for (int i = 0; i < item->childCount(); ++i)
            if (item->child(i)->text(0).contains(text))
                return item->child(i);
        return nullptr;
    }
    static bool isKnown(const QString &english)
    {
        return std::ranges::any_of(importSentences(), [&english](QString sentence) {
            sentence = QRegularExpression::escape(sentence);
            for (const QString &place : {u"%1"_s, u"%2"_s})
                sentence.replace(QRegularExpression::escape(place), u".*"_s);
            return QRegularExpression(QRegularExpression::anchoredPattern(sentence))
                .match(english)
                .hasMatch();
        });
    }
    void next() { m_wizard->button(QWizard::NextButton)->click(); }
    bool take()
    {
        QSignalSpy accepted(m_wizard.get(), &QDialog::accepted);
        m_wizard->button(QWizard::FinishButton)->click();
        return accepted.count() > 0 || accepted.wait(kPatienceMs);
    }
    const JobConfig *job(const QString &name) const
    {
        for (const JobView &view : m_program->proxy.state().jobs)
            if (view.job.name == name)
                return &view.job;
        return nullptr;
    }
    void open(const QString &file)
    {
        m_wizard = std::make_unique<ImportWizard>(m_program->proxy);
        m_wizard->setAttribute(Qt::WA_DeleteOnClose, false);
        m_wizard->show();
        part<QLineEdit>("import.path")->setText(file);
    }

private Q_SLOTS:
    void init()
    {
        m_scratch = std::make_unique<ScratchFolder>();
        m_program = std::make_unique<GuiProgram>(*m_scratch / "settings");
        QTRY_VERIFY_WITH_TIMEOUT(m_program->proxy.state().isOpen, kPatienceMs);
    }
    void cleanup()
    {
        m_wizard.reset();
        m_program.reset();
        m_scratch.reset();
    }

    // What is said of a backup is made in core, where nothing is translated: each sentence there
    // has its words here, and the other way round.
    void whatIsSaidOfABackupIsTranslated()
    {
        QString core;
        for (const char *name : {"config/job_import", "config/import_rules", "config/task_schedule",
                                 "config/destination_place", "engine/import_source"}) {
            QFile file(QStringLiteral(CORE) % u'/' % QLatin1StringView(name) % u".cpp"_s);
            QVERIFY(file.open(QIODevice::ReadOnly));
            core += QString::fromUtf8(file.readAll());
        }
        static const QRegularExpression kJoint(u"\"\\s+u?\""_s); // of one literal over lines
        core.remove(kJoint);
        for (const QString &sentence : importSentences())
            QVERIFY2(core.contains(u'"' % sentence), qPrintable(sentence));

        QStringList unknown;
        const ImportPlaces places;
        for (const QString &name : QDir(QStringLiteral(EXPORTS)).entryList({u"*.json"_s})) {
            const std::string text =
                readFile(FilePath(QString(QStringLiteral(EXPORTS) % u'/' % name).toStdString()));
            const auto jobs = readJobs(asBytes(text), places);
            VERIFY_OK(jobs);
            for (const ImportedJob &job : *jobs)
                for (const ImportNote &note : job.notes)
                    if (!isKnown(note.why))
                        unknown << note.why;
        }
        QCOMPARE(unknown, QStringList());
        QCOMPARE(importWords(u"“Photos” already goes to this destination."_s),
                 u"“Photos” already goes to this destination."_s);
    }

    void settingsOfDuplicatiComeIn()
    {
        open(QStringLiteral(EXPORTS) % u"/settings.encrypted.sqlite"_s);
        next();
        auto *password = part<QLineEdit>("import.password");
        QTRY_VERIFY_WITH_TIMEOUT(password->isVisible() && password->isEnabled(), kPatienceMs);
        password->setText(u"not the key"_s);
        next();
        QTRY_VERIFY_WITH_TIMEOUT(part<QLabel>("import.hint")->text().contains(u"does not open"),
                                 kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(password->isEnabled(), kPatienceMs);
        password->setText(u"scratch-settings-key-Ada-2026"_s);
        next();
        QTRY_COMPARE_WITH_TIMEOUT(m_wizard->currentId(), 1, kPatienceMs);
        QTreeWidgetItem *documents = item(u"Home documents"_s);
        QVERIFY(documents && documents->checkState(0) == Qt::Checked);
        QVERIFY(line(documents, u"description"_s));
        QVERIFY(line(documents, u"Every "_s)); // when it will run
        QTreeWidgetItem *photos = item(u"Photos to S3"_s);
        QVERIFY(photos && !(photos->flags() & Qt::ItemIsUserCheckable));
        QVERIFY(line(photos, u"s3://"_s));
        QVERIFY(take());
        QTRY_VERIFY_WITH_TIMEOUT(job(u"Home documents"_s), kPatienceMs);
        QVERIFY(!job(u"Photos to S3"_s));
        const JobConfig &taken = *job(u"Home documents"_s);
        QVERIFY(!taken.options.contains("run-script-before")); // nobody ticked it
        QVERIFY(taken.schedule.since > 0);
        QCOMPARE(m_program->vault.passphraseOf(taken.id).reveal(),
                 "violet tractor 9 & \"half\" ✓ moon");
    }

    void aTickTakesProgramsToo()
    {
        open(QStringLiteral(EXPORTS) % u"/documents.json"_s);
        next();
        QTRY_COMPARE_WITH_TIMEOUT(m_wizard->currentId(), 1, kPatienceMs);
        QTreeWidgetItem *ticks = line(item(u"Home documents"_s), u"Only if you know"_s);
        QVERIFY(ticks && ticks->checkState(0) == Qt::Unchecked);
        QVERIFY(line(ticks, u"before-backup.sh"_s));
        ticks->setCheckState(0, Qt::Checked);
        QVERIFY(take());
        QTRY_VERIFY_WITH_TIMEOUT(job(u"Home documents"_s), kPatienceMs);
        QVERIFY(job(u"Home documents"_s)->options.contains("run-script-before"));
    }

    void aPassphraseThatDidNotComeIsTyped()
    {
        std::string text = readFile(FilePath(EXPORTS) / "documents.json");
        const std::string name = "\"passphrase\"";
        text.replace(text.find(name), name.size(), "\"unknown\"");
        open(QString::fromStdString(m_scratch->write("job.json", text).bytes()));
        next();
        QTRY_COMPARE_WITH_TIMEOUT(m_wizard->currentId(), 1, kPatienceMs);
        auto *field = part<QLineEdit>("import.passphrase.0");
        QVERIFY(field);
        field->setText(u"typed words"_s);
        QVERIFY(take());
        QTRY_VERIFY_WITH_TIMEOUT(job(u"Home documents"_s), kPatienceMs);
        QCOMPARE(m_program->vault.passphraseOf(job(u"Home documents"_s)->id).reveal(),
                 "typed words");
    }

    void aFileOfAnotherKindIsSaid()
    {
        open(QString::fromStdString(m_scratch->write("diary.txt", "Dear diary").bytes()));
        next();
        QTRY_VERIFY_WITH_TIMEOUT(!part<QLabel>("import.hint")->text().isEmpty(), kPatienceMs);
        QCOMPARE(m_wizard->currentId(), 0);
        QVERIFY(part<QLineEdit>("import.password")->isHidden());
    }

private:
    std::unique_ptr<ScratchFolder> m_scratch;
    std::unique_ptr<GuiProgram> m_program;
    std::unique_ptr<ImportWizard> m_wizard;
};

QTEST_MAIN(TestImportWizard)
#include "test_import_wizard.moc"

// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/rules_dialog.h"
#include "app/gui/english_plurals.h"
#include "app/gui/models/rules_model.h"
#include "app/gui/wizards/files_page.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestRulesModel : public QObject
{
    Q_OBJECT

private:
    using Rules = std::vector<FilterEntry>;
    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.destination = (m_scratch / "destination").bytes();
        job.sources = {m_scratch / "home"};
        job.rules = {{false, "@" + (m_scratch / "home/not this/").bytes()},
                     {true, "*/keep.iso"},
                     {false, "*.iso"}};
        job.skipSets = {SkipSet::Trash};
        return job;
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
        for (const char *folder : {"home/not this", "home/.local/share/Trash"})
            VERIFY_OK(files.makeDirectories(m_scratch / folder));
        for (const char *file : {"home/one.iso", "home/two.iso", "home/keep.iso", "home/text"})
            m_scratch.write(file, "content");
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
    }
    void cleanupTestCase() { m_program.reset(); }

    void rulesAreAddedEditedMovedAndRemoved()
    {
        RulesModel model(Rules{{false, "*.iso"}, {true, "*.txt\xff"}});
        const QAbstractItemModelTester tester(&model);
        QSignalSpy changed(&model, &RulesModel::rulesChanged);
        model.move(1, -1);
        QCOMPARE(model.rules(), (Rules{{true, "*.txt\xff"}, {false, "*.iso"}}));
        model.move(0, -1);
        model.move(1, 1);
        QCOMPARE(changed.count(), 1);
        const int row = model.add({});
        QCOMPARE(row, 2);
        QVERIFY(!model.problem().isEmpty());
        QVERIFY(model.setData(model.index(row, RulesModel::Pattern), u" *.tmp "_s, Qt::EditRole));
        QVERIFY(model.setData(model.index(row, RulesModel::Kind), true, Qt::EditRole));
        QVERIFY(model.problem().isEmpty());
        model.remove(1);
        QCOMPARE(model.rules(), (Rules{{true, "*.txt\xff"}, {true, "*.tmp"}}));
        // Shown and left: what is no text stays what it is, to the byte.
        const QModelIndex first = model.index(0, RulesModel::Pattern);
        QVERIFY(model.setData(first, first.data(Qt::EditRole), Qt::EditRole));
        QCOMPARE(model.rules()[0].expression, std::string("*.txt\xff"));
    }

    void countsAreShownUntilSomethingChanges()
    {
        RulesModel model(Rules{{false, "*.iso"}, {false, "[("}});
        const QModelIndex matches = model.index(0, RulesModel::Matches);
        QCOMPARE(matches.data().toString(), u"…"_s);
        model.setCounts({{{}, 3, 1}, {u"no pattern"_s, 0, 0}}, true);
        QCOMPARE(matches.data().toString(), u"1 folder, 3 files"_s);
        QVERIFY(model.problem().contains(u"no pattern"_s));
        model.remove(1);
        QCOMPARE(matches.data().toString(), u"…"_s);
        QVERIFY(model.problem().isEmpty());
    }

    void theAnswerNamesTheRule_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("answer");
        QTest::newRow("skip") << u"home/one.iso"_s << u"No: rule 2, skip *.iso."_s;
        QTest::newRow("include") << u"home/keep.iso"_s << u"Yes: rule 1, include */keep.iso."_s;
        QTest::newRow("neither") << u"home/text"_s << u"Yes: no rule skips it."_s;
        QTest::newRow("set") << u"home/.local/share/Trash"_s << u"No: skipped by “Trash”."_s;
        QTest::newRow("outside") << u"elsewhere"_s
                                 << u"No: it is in none of the folders to save."_s;
        QTest::newRow("absent") << u"home/new.iso"_s
                                << u"No: rule 2, skip *.iso. Nothing of this name is there now."_s;
    }
    void theAnswerNamesTheRule()
    {
        QFETCH(const QString, path);
        QFETCH(const QString, answer);
        RulesDialog dialog(m_program->proxy, job(), 1);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.findChild<QLineEdit *>(u"rules.path"_s)
            ->setText((m_scratch / path.toStdString()).display());
        auto *label = dialog.findChild<QLabel *>(u"rules.answer"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label->text(), answer, kPatienceMs);
    }

    void theEngineCountsWhatEachRuleDecides()
    {
        RulesDialog dialog(m_program->proxy, job(), 1);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *table = dialog.findChild<QTableView *>(u"rules.table"_s);
        QCOMPARE(table->model()->rowCount(), 2); // the box of the tree is none of them
        const QModelIndex first = table->model()->index(0, RulesModel::Matches);
        const QModelIndex second = table->model()->index(1, RulesModel::Matches);
        QTRY_COMPARE_WITH_TIMEOUT(first.data().toString(), u"1 file"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(second.data().toString(), u"2 files"_s, kPatienceMs);
        const QModelIndex pattern = table->model()->index(1, RulesModel::Pattern);
        table->model()->setData(pattern, u"[(]"_s);
        auto *use = dialog.findChild<QPushButton *>(u"rules.use"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!use->isEnabled(), kPatienceMs);
        QVERIFY(!dialog.findChild<QLabel *>(u"rules.reason"_s)->text().isEmpty());
    }

    // The page of the wizard and of the editor: boxes of the tree first, then one's own rules.
    void thePageWritesTheRulesItWasGiven()
    {
        const JobConfig given = job();
        const FilesPage page(m_program->proxy, &given);
        JobConfig written;
        page.apply(written);
        QCOMPARE(written.rules, given.rules);
        QCOMPARE(written.sources, given.sources);
        QCOMPARE(written.skipSets, given.skipSets);
    }

    // A rule before the boxes would be asked after them: nothing is moved.
    void aBoxBehindAnotherRuleStaysARule()
    {
        JobConfig given = job();
        std::swap(given.rules[0], given.rules[1]);
        QCOMPARE(SourceTreeModel::choiceOf(given).rules.size(), std::size_t{0});
        const FilesPage page(m_program->proxy, &given);
        JobConfig written;
        page.apply(written);
        QCOMPARE(written.rules, given.rules);
    }
};

QTEST_MAIN(TestRulesModel)
#include "test_rules_model.moc"

// SPDX-License-Identifier: MIT
// The page that brings files back, and the windows that it opens.
#include "app/gui/dialogs/restore_dialog.h"
#include "app/gui/dialogs/restore_end_pane.h"
#include "app/gui/dialogs/selection_dialog.h"
#include "app/gui/english_plurals.h"
#include "app/gui/host/restore_failures.h"
#include "app/gui/models/file_list_model.h"
#include "app/gui/pages/restore_page.h"
#include "app/gui/texts.h"
#include "app/gui/widgets/empty_place.h"
#include "app/gui/widgets/preview_pane.h"
#include "app/gui/widgets/restore_strip.h"
#include "app/gui/widgets/version_combo.h"
#include "core/engine/job_place.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>
#include <filesystem>
#include <random>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kOther = "0badcafe";
constexpr int kMany = 700; // more than the first page has

CatalogRow rowOf(std::string path)
{
    CatalogRow row;
    row.type = path.ends_with('/') ? CatalogType::Folder : CatalogType::File;
    row.path = std::move(path);
    return row;
}

} // namespace

class TestRestorePage final : public QObject
{
    Q_OBJECT

    EnglishPlurals m_english;
    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;
    std::unique_ptr<RestorePage> m_page;

    [[nodiscard]] JobConfig job(const char *id, const char *source) const
    {
        JobConfig job;
        job.id = id;
        job.name = QString::fromLatin1(source);
        job.destination = (m_scratch / "destination").bytes() + id;
        job.sources = {m_scratch / source};
        return job;
    }
    template<typename Part>
    [[nodiscard]] Part *part(const char *name) const
    {
        return m_page->findChild<Part *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QTreeView *files() const { return part<QTreeView>("restore.files"); }
    [[nodiscard]] QModelIndex listed(const QString &name) const
    {
        for (int row = 0; row < files()->model()->rowCount(); ++row)
            if (const QModelIndex index = files()->model()->index(row, 0);
                index.data().toString() == name)
                return index;
        return {};
    }
    void enter(const QString &name)
    {
        QTRY_VERIFY_WITH_TIMEOUT(listed(name).isValid(), kPatienceMs);
        Q_EMIT files()->activated(listed(name));
    }
    void goUp() { QTest::keyClick(m_page.get(), Qt::Key_Up, Qt::AltModifier); }
    [[nodiscard]] Qt::CheckState tickOf(const QString &name) const
    {
        return listed(name).data(Qt::CheckStateRole).value<Qt::CheckState>();
    }
    void tick(const QString &name, bool on)
    {
        files()->model()->setData(listed(name), on ? Qt::Checked : Qt::Unchecked,
                                  Qt::CheckStateRole);
    }
    [[nodiscard]] QString basket() const
    {
        return part<QLabel>("restore.basketText")->text() + u'/' +
               part<QLabel>("restore.basketDetail")->text();
    }
    [[nodiscard]] bool isShown(const char *name) const { return part<QWidget>(name)->isVisible(); }
    [[nodiscard]] QStringList shownTexts() const
    {
        QStringList texts;
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible())
                texts << label->text();
        return texts;
    }
    RestoreEnd restored(const RestoreOrder &order)
    {
        QSignalSpy ended(&m_program->proxy, &EngineProxy::restoreEnded);
        m_program->proxy.restore(order);
        return ended.wait(kPatienceMs) ? ended[0][0].value<RestoreEnd>() : RestoreEnd();
    }
    [[nodiscard]] bool exists(const char *path) const
    {
        return std::filesystem::exists((m_scratch / path).bytes());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::installTranslator(&m_english);
        QCoreApplication::setOrganizationName(u"cairn-test-restore"_s);
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           displayText((m_scratch / "windows").bytes()));
        for (const char *folder : {"one/docs/sub", "one/gone/deep", "one/empty", "one/many", "two"})
            std::filesystem::create_directories((m_scratch / folder).bytes());
        for (const char *file :
             {"one/docs/a", "one/docs/b", "one/docs/sub/c", "one/gone/deep/x", "two/y"})
            m_scratch.write(file, "as it was first");
        std::string noise(2 << 20, ' '); // does not shrink: it takes time to fetch
        std::mt19937 random;
        std::ranges::generate(noise, [&random] { return char(random()); });
        m_scratch.write("one/docs/long.txt", noise);
        for (int i = 0; i < kMany; ++i)
            m_scratch.write("one/many/" + std::to_string(10'000 + i), "x");
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        QCOMPARE(m_program->save(job(kJob, "one"), Secret("a passphrase")), QString());
        QCOMPARE(m_program->save(job(kOther, "two"), Secret("a passphrase")), QString());
        QVERIFY(m_program->run(kJob));
        QVERIFY(m_program->run(kOther));
        std::filesystem::remove_all((m_scratch / "one/gone").bytes());
        m_scratch.write("one/docs/b", "changed since");
        QVERIFY(m_program->run(kJob));
    }
    void cleanupTestCase() { m_program.reset(); }
    void init()
    {
        m_page = std::make_unique<RestorePage>(m_program->proxy);
        m_page->resize(1000, 640);
        m_page->show();
        m_page->activateWindow();
        m_page->showJob(kJob);
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"docs"_s).isValid(), kPatienceMs);
    }
    void cleanup() { m_page.reset(); }

    void theDeepestTickDecides()
    {
        PathTicks ticks;
        ticks.set(rowOf("/d/"), true);
        QCOMPARE(ticks.stateOf(rowOf("/d/a")), Qt::Checked);
        QCOMPARE(ticks.stateOf(rowOf("/")), Qt::PartiallyChecked);
        QCOMPARE(ticks.stateOf(rowOf("/da")), Qt::Unchecked);
        ticks.set(rowOf("/d/a"), false);
        ticks.set(rowOf("/d/sub/"), false);
        ticks.set(rowOf("/d/sub/c"), true);
        QCOMPARE(ticks.stateOf(rowOf("/d/a")), Qt::Unchecked);
        QCOMPARE(ticks.stateOf(rowOf("/d/b")), Qt::Checked);
        QCOMPARE(ticks.stateOf(rowOf("/d/")), Qt::PartiallyChecked);
        QCOMPARE(ticks.stateOf(rowOf("/d/sub/")), Qt::PartiallyChecked);
        QCOMPARE(ticks.stateOf(rowOf("/d/sub/d")), Qt::Unchecked);
        const RestorePart part{7, {"/d/", "/d/sub/c"}, {"/d/a", "/d/sub/"}};
        QCOMPARE(ticks.parts(7), std::vector{part});
        // What says nothing new is not kept; a tick on the whole ends all below.
        ticks.set(rowOf("/d/a"), true);
        QCOMPARE(ticks.all().count("/d/a"), std::size_t{0});
        ticks.set(rowOf("/d/"), true);
        QCOMPARE(ticks.all().size(), std::size_t{1});
        ticks.set(rowOf("/d/"), false);
        QVERIFY(ticks.isEmpty());
    }

    void aFolderBringsWhatItsVersionHas()
    {
        CatalogRow deleted = rowOf("/d/old");
        deleted.isInVersion = false;
        deleted.seen.time = 5;
        PathTicks ticks;
        ticks.set(rowOf("/d/"), true);
        QCOMPARE(ticks.stateOf(deleted), Qt::Unchecked); // that version has it not
        ticks.set(deleted, true);
        QCOMPARE(ticks.stateOf(deleted), Qt::Checked);
        QCOMPARE(ticks.parts(9).size(), std::size_t{2});
        ticks.remove("/d/");
        QCOMPARE(ticks.parts(9), (std::vector{RestorePart{5, {"/d/old"}, {}}}));
    }

    void aFileThatIsUntickedInATickedFolderStaysOut()
    {
        tick(u"docs"_s, true);
        enter(u"docs"_s);
        QTRY_COMPARE_WITH_TIMEOUT(tickOf(u"b"_s), Qt::Checked, kPatienceMs);
        tick(u"b"_s, false);
        QCOMPARE(tickOf(u"b"_s), Qt::Unchecked);
        QCOMPARE(tickOf(u"a"_s), Qt::Checked);
        goUp();
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"docs"_s).isValid(), kPatienceMs);
        QCOMPARE(tickOf(u"docs"_s), Qt::PartiallyChecked);
        QTRY_VERIFY_WITH_TIMEOUT(basket().startsWith(u"1 item selected · 3 files · "_s),
                                 kPatienceMs);

        QVERIFY(basket().contains(u"/left out: 1"_s));
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job(kJob, "one"));
        QVERIFY(versions.wait(kPatienceMs));
        RestoreOrder order;
        order.job = kJob;
        order.target = m_scratch / "without b";
        order.parts = qobject_cast<FileListModel *>(files()->model())
                          ->ticks()
                          .parts(versions[0][1].value<CatalogVersions>().versions[0].time);
        const RestoreEnd end = restored(order);
        QVERIFY2(end.done, qPrintable(end.text));
        QCOMPARE(end.restored, 3);
        QVERIFY(exists("without b/a") || exists("without b/docs/a"));
        QVERIFY(!exists("without b/b") && !exists("without b/docs/b"));
    }

    void aClickOnTheSelectionListsIt()
    {
        QVERIFY(!isShown("restore.selection"));
        tick(u"docs"_s, true);
        enter(u"docs"_s);
        QTRY_COMPARE_WITH_TIMEOUT(tickOf(u"b"_s), Qt::Checked, kPatienceMs);
        tick(u"b"_s, false);
        QTest::mouseClick(part<QLabel>("restore.basketText"), Qt::LeftButton);
        auto *dialog = part<SelectionDialog>("selectionDialog");
        QVERIFY(dialog && dialog->isVisible());
        auto *list = dialog->findChild<QTreeWidget *>(u"selection.list"_s);
        QCOMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), u"docs"_s);
        QCOMPARE(list->topLevelItem(0)->childCount(), 1);
        QCOMPARE(list->topLevelItem(0)->child(0)->text(2), u"left out"_s);
        auto *sum = dialog->findChild<QLabel *>(u"selection.sum"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sum->text().contains(u"3 files"_s), kPatienceMs);
        auto *remove = dialog->findChild<QPushButton *>(u"selection.remove"_s);
        QVERIFY(!remove->isEnabled());
        list->topLevelItem(0)->child(0)->setSelected(true);
        remove->click();
        QCOMPARE(list->topLevelItem(0)->childCount(), 0);
        QCOMPARE(tickOf(u"b"_s), Qt::Checked);
        QTRY_VERIFY_WITH_TIMEOUT(sum->text().contains(u"4 files"_s), kPatienceMs);
        list->topLevelItem(0)->setSelected(true);
        remove->click();
        QCOMPARE(list->topLevelItemCount(), 0);
        QVERIFY(basket().startsWith(u"Nothing ticked yet"_s));
        QVERIFY(!isShown("restore.selection"));
    }

    void theSelectionSaysWhatIsToBeFetchedAndForHowLong()
    {
        tick(u"docs"_s, true);
        QTRY_VERIFY_WITH_TIMEOUT(basket().contains(u" to fetch"_s), kPatienceMs);
        RestoreOrder order;
        order.job = kJob;
        order.target = m_scratch / "measured";
        order.parts = {{0, {(m_scratch / "one/docs/long.txt").bytes()}}};
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job(kJob, "one"));
        QVERIFY(versions.wait(kPatienceMs));
        order.parts[0].versionTime = versions[0][1].value<CatalogVersions>().versions[1].time;
        QVERIFY(restored(order).done);
        QVERIFY(m_program->proxy.fetchSpeed(kJob) > 0);
        tick(u"docs"_s, false);
        tick(u"docs"_s, true);
        QTRY_VERIFY_WITH_TIMEOUT(basket().contains(u" to fetch, about "_s), kPatienceMs);
    }

    void versionsStandInGroupsByMonth()
    {
        VersionCombo combo;
        QList<int> told;
        connect(&combo, &VersionCombo::versionChanged, this, [&told](int at) { told << at; });
        const auto at = [](int year, int month, int day) {
            return QDateTime(QDate(year, month, day), QTime(12, 0)).toSecsSinceEpoch();
        };
        std::vector<CatalogVersion> versions(3);
        const std::array times{at(2025, 5, 20), at(2025, 5, 2), at(2025, 4, 30)};
        for (std::size_t i = 0; i < versions.size(); ++i) {
            versions[i].index = qint64(i);
            versions[i].time = times[i];
        }
        combo.setVersions(versions);
        QCOMPARE(combo.count(), 5);
        QVERIFY(combo.itemText(0).contains(u"2025"_s) && !combo.itemData(0).isValid());
        QVERIFY(!(combo.model()->index(3, 0).flags() & Qt::ItemIsEnabled));
        QCOMPARE(combo.version(), 0);
        QVERIFY(combo.currentText().contains(u"version 3 of 3"_s));
        QCOMPARE(told, QList<int>());
        combo.show();
        QTest::keyClick(&combo, Qt::Key_Down);
        QTest::keyClick(&combo, Qt::Key_Down); // over the name of April
        QCOMPARE(told, (QList{1, 2}));
        combo.setVersion(9);
        QCOMPARE(combo.version(), 2);
    }

    void aFolderIsOpenAgainInAnotherVersionAndAfterAnotherBackup()
    {
        auto *combo = part<VersionCombo>("restore.version");
        combo->setVersion(1);
        enter(u"gone"_s);
        enter(u"deep"_s);
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"x"_s).isValid(), kPatienceMs);
        combo->setVersion(0); // has it not
        QTRY_VERIFY_WITH_TIMEOUT(shownTexts().join(u' ').contains(u"This folder was empty"_s),
                                 kPatienceMs);
        combo->setVersion(1);
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"x"_s).isValid(), kPatienceMs);
        QVERIFY(files()->isVisible());
        m_page->showJob(kOther);
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"y"_s).isValid(), kPatienceMs);
        m_page->showJob(kJob);
        QTRY_COMPARE_WITH_TIMEOUT(combo->count(), 3, kPatienceMs);
        combo->setVersion(1);
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"x"_s).isValid(), kPatienceMs);
    }

    void aSelectedFileStaysSelectedInAnotherVersion()
    {
        auto *combo = part<VersionCombo>("restore.version");
        const auto selected = [this] {
            const QModelIndexList rows = files()->selectionModel()->selectedRows();
            return rows.size() == 1 ? rows.front().data().toString() : QString();
        };
        enter(u"docs"_s);
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"b"_s).isValid(), kPatienceMs);
        files()->setCurrentIndex(listed(u"b"_s));
        combo->setVersion(1);
        QVERIFY(selected().isEmpty()); // the list is another one
        QTRY_COMPARE_WITH_TIMEOUT(selected(), u"b"_s, kPatienceMs);
        part<QCheckBox>("restore.deleted")->click();
        QTRY_COMPARE_WITH_TIMEOUT(selected(), u"b"_s, kPatienceMs);
        // Another folder is another matter.
        goUp();
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"docs"_s).isValid(), kPatienceMs);
        QVERIFY(selected().isEmpty());
        files()->setCurrentIndex(listed(u"gone"_s));
        combo->setVersion(0);
        part<QCheckBox>("restore.deleted")->click();
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"docs"_s).isValid(), kPatienceMs);
        QVERIFY(!listed(u"gone"_s).isValid());
        QVERIFY(selected().isEmpty());
    }

    void deletedFoldersStandInTheTreeWhereDeletedFilesAreShown()
    {
        auto *tree = part<QTreeView>("restore.folders");
        const auto find = [tree](const QString &name) {
            const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole,
                                                    name, 1, Qt::MatchExactly | Qt::MatchRecursive);
            return found.isEmpty() ? QModelIndex() : found.constFirst();
        };
        QTRY_VERIFY_WITH_TIMEOUT(find(u"docs"_s).isValid(), kPatienceMs);
        QVERIFY(!find(u"gone"_s).isValid());
        part<QCheckBox>("restore.deleted")->setChecked(true);
        QTRY_VERIFY_WITH_TIMEOUT(find(u"gone"_s).isValid(), kPatienceMs);
        QVERIFY(find(u"gone"_s).data(Qt::FontRole).value<QFont>().italic());
        QVERIFY(!find(u"docs"_s).data(Qt::FontRole).value<QFont>().italic());
        tree->setCurrentIndex(find(u"gone"_s));
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"deep"_s).isValid(), kPatienceMs);
    }

    void anEmptyFolderSaysSo()
    {
        enter(u"empty"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shownTexts().join(u' ').contains(u"This folder was empty: "_s),
                                 kPatienceMs);
        QVERIFY(!files()->isVisible());
        part<QCheckBox>("restore.deleted")->setChecked(true);
        QTRY_VERIFY_WITH_TIMEOUT(shownTexts().contains(u"Nothing was deleted from it."_s),
                                 kPatienceMs);
        goUp();
        QTRY_VERIFY_WITH_TIMEOUT(files()->isVisible() && listed(u"docs"_s).isValid(), kPatienceMs);
    }

    void whereNothingIsFoundTheSearchGoesOnElsewhere()
    {
        m_page->setSearch(u"nowhere"_s);
        part<QToolButton>("search.version")->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            shownTexts().contains(u"Nothing called “nowhere” in this version."_s), kPatienceMs);
        auto *further = part<QPushButton>("search.further");
        QCOMPARE(further->text(), u"Look in all versions"_s);
        further->click();
        QVERIFY(part<QToolButton>("search.versions")->isChecked());
        QTRY_COMPARE_WITH_TIMEOUT(further->text(), u"Look in all backups"_s, kPatienceMs);
        m_page->setSearch(u"docs"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isShown("search.results"), kPatienceMs);
    }

    void aFileSaysHowManyVersionsItHas()
    {
        enter(u"docs"_s);
        QTRY_VERIFY_WITH_TIMEOUT(listed(u"b"_s).isValid(), kPatienceMs);
        files()->setCurrentIndex(listed(u"b"_s));
        QTRY_COMPARE_WITH_TIMEOUT(part<QLabel>("restore.versionCount")->text(), u"2 versions"_s,
                                  kPatienceMs);
        files()->setCurrentIndex(listed(u"a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(part<QLabel>("restore.versionCount")->text(), u"1 version"_s,
                                  kPatienceMs);
    }

    // The local database is away just when the rest is counted.
    void whatCouldNotBeCountedIsSaidAndReadAgain()
    {
        auto *model = qobject_cast<FileListModel *>(files()->model());
        FileLayer layer;
        const auto database = databaseOf(layer, systemRandom(), job(kJob, "one"));
        VERIFY_OK(database);
        const std::string path = database->bytes();
        const auto away = connect(model, &FileListModel::loaded, this, [&path] {
            std::error_code failed;
            std::filesystem::rename(path, path + ".away", failed);
        });
        enter(u"many"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isShown("restore.uncounted"), kPatienceMs);
        QCOMPARE(model->rowCount(), 512);
        disconnect(away);
        std::filesystem::rename(path + ".away", path);
        part<QPushButton>("restore.restAgain")->click();
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), kMany, kPatienceMs);
        QVERIFY(!isShown("restore.uncounted"));
    }

    void aPreviewThatIsGivenUpIsNoFailure()
    {
        QSignalSpy shown(&m_program->proxy, &EngineProxy::previewReady);
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job(kJob, "one"));
        QVERIFY(versions.wait(kPatienceMs));
        const qint64 time = versions[0][1].value<CatalogVersions>().versions[0].time;
        int stopped = 0;
        for (int wait = 0; wait < 60 && stopped == 0; ++wait) {
            shown.clear();
            m_program->proxy.askPreview(job(kJob, "one"), time,
                                        (m_scratch / "one/docs/long.txt").bytes(), 2 << 20);
            QTest::qWait(wait);
            m_program->proxy.stopLooking();
            QVERIFY(!shown.isEmpty() || shown.wait(kPatienceMs));
            const auto kind = shown[0][1].value<PreviewContent>().kind;
            QVERIFY(kind != PreviewContent::Kind::Failed);
            stopped += kind == PreviewContent::Kind::Stopped;
        }
        QVERIFY(stopped > 0);
    }

    void aStoppedPreviewIsOfferedAgain()
    {
        PreviewPane pane;
        pane.show();
        QSignalSpy again(&pane, &PreviewPane::againWanted);
        PreviewContent content;
        content.kind = PreviewContent::Kind::Stopped;
        pane.showContent(content);
        QVERIFY(pane.findChild<QLabel *>(u"restore.previewStopped"_s)->isVisible());
        pane.findChild<QPushButton *>(u"restore.previewAgain"_s)->click();
        QCOMPARE(again.size(), 1);
        content.kind = PreviewContent::Kind::Text;
        content.text = u"the beginning"_s;
        content.isWhole = false;
        pane.showContent(content);
        QVERIFY(pane.findChild<QLabel *>(u"restore.previewCut"_s)->isVisible());
        QCOMPARE(pane.findChild<QPlainTextEdit *>()->toPlainText(), content.text);
        content.isWhole = true;
        pane.showContent(content);
        QVERIFY(!pane.findChild<QLabel *>(u"restore.previewCut"_s)->isVisible());
    }

    void failuresStandByTheirCause()
    {
        const auto groups = groupedFailures({{"/a", u"denied"_s, ErrorCode::AccessDenied},
                                             {"/b", u"bytes 1-2"_s, ErrorCode::Corrupt},
                                             {"/c", u"bytes 3-4"_s, ErrorCode::Corrupt}},
                                            10);
        QCOMPARE(groups.size(), std::size_t{2});
        QCOMPARE(groups[0].cause, u"Damaged or missing in the backup"_s);
        QCOMPARE(groups[0].files, (QStringList{u"/b"_s, u"/c"_s}));
        QCOMPARE(groups[0].count, 9); // with those that are not named
        QCOMPARE(groups[1].count, 1);
        RestoreEnd end;
        end.text = u"1 file restored."_s;
        end.failures = groups;
        end.failures.push_back({u"The drive went away."_s, 0, {}, {}});
        QDialog window; // the buttons are a dialog's
        auto *result = new RestoreEndPane(&window);
        window.show();
        result->showEnd(end, true);
        auto *tree = result->findChild<QTreeWidget *>(u"restoreDialog.failures"_s);
        QVERIFY(tree->isVisible());
        QCOMPARE(tree->topLevelItemCount(), 2);
        QCOMPARE(tree->topLevelItem(0)->text(0), u"9 files: Damaged or missing in the backup"_s);
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(0), u"/b"_s);
        QCOMPARE(tree->topLevelItem(0)->child(2)->text(0), u"and 7 more"_s);
        result->findChild<QPushButton *>(u"restoreDialog.copy"_s)->click();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"9 files: Damaged or missing in the backup\n/b: bytes 1-2"_s),
                 qPrintable(copied));
        QVERIFY(copied.contains(u"The drive went away."_s));
    }

    void aRestoreSaysHowLongItTakesAndMayBeHidden()
    {
        RestoreProgress half{3, 12, 50, 100, u"/a/b"_s, 120, 120, 2'000'000};
        QCOMPARE(shareOf(half), std::optional(0.5));
        QCOMPARE(restoreText(half),
                 u"3 of 12 files  ·  %1  ·  about 2 minutes left"_s.arg(speedText(2'000'000)));
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job(kJob, "one"));
        QVERIFY(versions.wait(kPatienceMs));
        RestoreOrder order;
        order.job = kJob;
        order.parts = {{versions[0][1].value<CatalogVersions>().versions[0].time,
                        {(m_scratch / "one/docs/a").bytes()}}};
        auto *dialog = new RestoreDialog(m_program->proxy, order, u"Restore"_s, true, m_page.get());
        const auto in = [dialog](const char *name) {
            return dialog->findChild<QWidget *>(QString::fromLatin1(name));
        };
        qobject_cast<QLineEdit *>(in("restoreDialog.folder"))
            ->setText(QString::fromStdString((m_scratch / "hidden").bytes()));
        dialog->open();
        QCOMPARE(dialog->windowModality(), Qt::WindowModal);
        auto *go = qobject_cast<QPushButton *>(in("restoreDialog.go"));
        QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
        go->click();
        QVERIFY(dialog->isRunning());
        Q_EMIT m_program->proxy.restoreProgress(half);
        QCOMPARE(qobject_cast<QLabel *>(in("restoreDialog.left"))->text(), restoreText(half));
        qobject_cast<QPushButton *>(in("restoreDialog.hide"))->click();
        QVERIFY(!dialog->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(dialog->isVisible(), kPatienceMs); // what came of it
        QVERIFY(!dialog->isRunning());
        QVERIFY(exists("hidden/a"));
    }

    // On another computer, from the destination alone.
    void anAdoptedBackupIsLookedThroughBeforeAllIsRead()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data of another").c_str());
        GuiProgram other(m_scratch / "settings of another");
        JobConfig place;
        place.id = "00abcdef";
        place.name = u"found"_s;
        place.destination = job(kJob, "one").destination;
        QSignalSpy named(&other.proxy, &EngineProxy::adopting);
        QSignalSpy adopted(&other.proxy, &EngineProxy::adopted);
        QSignalSpy ended(&other.proxy, &EngineProxy::runEnded);
        other.proxy.adopt(place, Secret("a passphrase"));
        QVERIFY(adopted.wait(kPatienceMs));
        QCOMPARE(adopted[0][1].toString(), QString());
        QCOMPARE(named.size(), 1);
        QCOMPARE(named[0][0].toString(), u"one"_s);
        QCOMPARE(named[0][1].toString(), QSysInfo::machineHostName());
        QVERIFY(adopted[0][2].value<AdoptedSettings>().isPartial);
        const auto versionsOf = [&other] {
            const JobView *view = other.proxy.job("00abcdef");
            return view ? view->stored.versions : 0;
        };
        QTRY_COMPARE_WITH_TIMEOUT(versionsOf(), 2, kPatienceMs); // the rest came behind
        QVERIFY(!ended.isEmpty() || ended.wait(kPatienceMs));
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
    }

    void thatOlderVersionsAreStillLoadingIsSaid()
    {
        CatalogVersions answer;
        answer.versions = {{1, 0, 1'700'000'000, false, 1, 1}};
        answer.changes.resize(1);
        answer.isPartial = true;
        // The page's question is the next one.
        const RequestId before = m_program->proxy.askVersions(job(kOther, "two"));
        m_page->refresh();
        Q_EMIT m_program->proxy.versionsReady(before + 1, answer);
        QVERIFY(isShown("restore.loading"));
        QVERIFY(isShown("restore.load")); // nothing reads them
        answer.isPartial = false;
        Q_EMIT m_program->proxy.versionsReady(before + 1, answer);
        QVERIFY(!isShown("restore.loading"));
    }

    void onlyOneRestoreAtATime()
    {
        RestoreOrder order;
        order.job = kJob;
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job(kJob, "one"));
        QVERIFY(versions.wait(kPatienceMs));
        order.parts = {{versions[0][1].value<CatalogVersions>().versions[0].time,
                        {(m_scratch / "one/docs/a").bytes()}}};
        RestoreDialog dialog(m_program->proxy, order, u"Restore"_s, true, m_page.get());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.open();
        auto *go = dialog.findChild<QPushButton *>(u"restoreDialog.go"_s);
        QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
        order.target = m_scratch / "the first";
        QSignalSpy ended(&m_program->proxy, &EngineProxy::restoreEnded);
        m_program->proxy.restore(order);
        go->click();
        QVERIFY(!dialog.isRunning());
        QVERIFY(!go->isEnabled());
        QVERIFY(ended.wait(kPatienceMs));
        QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
        QVERIFY(!dialog.isRunning());
    }
};

QTEST_MAIN(TestRestorePage)
#include "test_restore_page.moc"

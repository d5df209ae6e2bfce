// SPDX-License-Identifier: MIT
#include "app/gui/models/file_list_model.h"
#include "app/gui/pages/file_view.h"
#include "app/gui/pages/restore_page.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QScrollBar>
#include <QSettings>
#include <QTreeView>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMany = 3000;

} // namespace

// The files of a version beside those on the disk.
class TestFileList : public QObject
{
    Q_OBJECT

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;
    VersionId m_version = 0;
    qint64 m_time = 0; // of it

    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.destination = (m_scratch / "destination").bytes();
        job.sources = {m_scratch / "source"};
        return job;
    }
    [[nodiscard]] FolderView folder(const char *name) const
    {
        FolderView view;
        view.version = m_version;
        view.folder = (m_scratch / name).bytes() + "/";
        return view;
    }
    static QString onDisk(const QAbstractItemModel &model, const QString &name)
    {
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, FileListModel::Name).data().toString() == name)
                return model.index(row, FileListModel::OnDisk).data().toString();
        return u"no such row"_s;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           displayText((m_scratch / "windows").bytes()));
        std::filesystem::create_directories((m_scratch / "source/few/folder").bytes());
        std::filesystem::create_directories((m_scratch / "source/many").bytes());
        std::filesystem::create_directories((m_scratch / "source/linked").bytes());
        for (const char *name : {"same", "changed", "touched", "gone", "skipped.iso", "odd\xff"})
            m_scratch.write("source/few/" + std::string(name), "as it was");
        m_scratch.write("source/few/mover", "like no other");
        // A file, a further name of it, and a link to it.
        m_scratch.write("source/linked/file", "one content");
        std::filesystem::create_hard_link((m_scratch / "source/linked/file").bytes(),
                                          (m_scratch / "source/linked/name").bytes());
        std::filesystem::create_symlink("file", (m_scratch / "source/linked/link").bytes());
        for (int i = 0; i < kMany; ++i)
            m_scratch.write("source/many/" + std::to_string(10'000 + i), "x");
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        QCOMPARE(m_program->save(job(), Secret("a passphrase")), QString());
        QVERIFY(m_program->run(kJob));
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job());
        QVERIFY(versions.wait(kPatienceMs));
        m_version = versions[0][1].value<CatalogVersions>().versions.at(0).id;
        m_time = versions[0][1].value<CatalogVersions>().versions.at(0).time;
        m_scratch.write("source/few/changed", "as it is now");
        std::filesystem::last_write_time((m_scratch / "source/few/touched").bytes(),
                                         std::filesystem::file_time_type::clock::now() +
                                             std::chrono::hours(1));
        std::filesystem::remove((m_scratch / "source/few/gone").bytes());
    }
    void cleanupTestCase() { m_program.reset(); }

    void eachFileSaysWhatIsAtItsPlaceNow()
    {
        JobConfig now = job();
        now.rules = {{false, "*.iso"}};
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.show(now, folder("source/few"));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 8, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"same"_s), u"same"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"changed"_s), u"changed since"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"touched"_s), u"changed since"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"gone"_s), u"not there"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"skipped.iso"_s), u"skipped now"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, displayText("odd\xff")), u"same"_s, kPatienceMs);
        // Nobody has compared what is in it.
        QCOMPARE(onDisk(model, u"folder"_s), QString());
    }

    // Of a large folder people see the first page at once, not after all of it was read.
    void theFirstPageComesBeforeTheCount()
    {
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        FileView view(&model, nullptr);
        view.resize(600, 300);
        view.show();
        QSignalSpy loaded(&model, &FileListModel::loaded);
        model.show(job(), folder("source/many"));
        QVERIFY(loaded.wait(kPatienceMs));
        QCOMPARE(model.rowCount(), 512);
        QCOMPARE(model.index(511, FileListModel::Name).data().toString(), u"10511"_s);
        view.setCurrentIndex(model.index(300, FileListModel::Name));
        const int scrolled = view.verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), kMany, kPatienceMs);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(view.currentIndex().row(), 300);
        QCOMPARE(view.verticalScrollBar()->value(), scrolled);
        // Once the folder is known, each page brings the count.
        loaded.clear();
        model.show(job(), folder("source/many"));
        QVERIFY(loaded.wait(kPatienceMs));
        QCOMPARE(model.rowCount(), kMany);
    }

    void onlyWhatIsInSightIsLookedAt()
    {
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        FileView view(&model, nullptr);
        view.resize(700, 300);
        view.show();
        QSignalSpy looks(&m_program->proxy, &EngineProxy::lookedAtDisk);
        const auto count = [&looks] {
            std::size_t sum = 0;
            for (const auto &look : looks)
                sum += look[0].value<std::vector<DiskAnswer>>().size();
            return sum;
        };
        model.show(job(), folder("source/many"));
        QTRY_VERIFY_WITH_TIMEOUT(!looks.isEmpty(), kPatienceMs);
        QCOMPARE(model.rowCount(), kMany);
        QVERIFY2(count() < 60, qPrintable(QString::number(count())));
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        const QModelIndex last = model.index(kMany - 1, FileListModel::OnDisk);
        QTRY_COMPARE_WITH_TIMEOUT(last.data().toString(), u"same"_s, kPatienceMs);
        QVERIFY2(count() < 120, qPrintable(QString::number(count())));
    }

    void anotherFolderEndsTheLooksAtThisOne()
    {
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy looks(&m_program->proxy, &EngineProxy::lookedAtDisk);
        m_program->proxy.lookAtDisk(job(), {{(m_scratch / "source/few/same").bytes()}});
        model.show(job(), folder("source/many"));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), kMany, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(model.index(0, FileListModel::OnDisk).data().toString(),
                                  u"same"_s, kPatienceMs);
        QCOMPARE(looks.size(), 1);
        QVERIFY(looks[0][0].value<std::vector<DiskAnswer>>()[0].path.ends_with("10000"));
    }

    void aNameThatIsTypedIsFoundFarDown()
    {
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        FileView view(&model, nullptr);
        view.show();
        model.show(job(), folder("source/many"));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), kMany, kPatienceMs);
        view.keyboardSearch(u"125"_s);
        view.keyboardSearch(u"07"_s);
        QTRY_COMPARE_WITH_TIMEOUT(view.currentIndex().row(), 2507, kPatienceMs);
    }

    void theTreeOfFoldersFollowsTheList()
    {
        RestorePage page(m_program->proxy);
        page.show();
        page.showJob(kJob);
        auto *files = page.findChild<QTreeView *>(u"restore.files"_s);
        auto *folders = page.findChild<QTreeView *>(u"restore.folders"_s);
        QVERIFY(files && folders);
        const QAbstractItemModelTester tester(
            folders->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy moved(folders->selectionModel(), &QItemSelectionModel::currentChanged);
        const auto enter = [&](const QString &name) {
            const auto rowOf = [&] {
                const QModelIndexList found = files->model()->match(
                    files->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
                return found.isEmpty() ? QModelIndex() : found.constFirst();
            };
            QTRY_VERIFY_WITH_TIMEOUT(rowOf().isValid(), kPatienceMs);
            moved.clear();
            Q_EMIT files->activated(rowOf());
            QTRY_COMPARE_WITH_TIMEOUT(folders->currentIndex().data().toString(), name, kPatienceMs);
            QVERIFY(!moved.isEmpty()); // else the view does not know, and shows the old place
        };
        enter(u"few"_s);
        enter(u"folder"_s); // the tree has yet to read it
        QCOMPARE(folders->currentIndex().parent().data().toString(), u"few"_s);
    }

    void whoeverComesBackFindsWhatWasSelected()
    {
        RestorePage page(m_program->proxy);
        page.show();
        page.showJob(kJob);
        auto *files = page.findChild<QTreeView *>(u"restore.files"_s);
        QTRY_VERIFY_WITH_TIMEOUT(files->model()->index(0, 0).data().toString() == u"few"_s,
                                 kPatienceMs);
        files->setCurrentIndex(files->model()->index(0, 0));
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        page.hide();
        page.show();
        QVERIFY(versions.wait(kPatienceMs));
        QCOMPARE(files->selectionModel()->selectedRows().size(), 1);
    }

    void columnsAreAsWideAsWhatIsInThem()
    {
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        FileView view(&model, nullptr);
        view.resize(900, 300);
        view.show();
        model.show(job(), folder("source/few"));
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"changed"_s), u"changed since"_s, kPatienceMs);
        const auto widthOf = [&view](const QString &text) {
            return view.fontMetrics().horizontalAdvance(text);
        };
        const auto isWhole = [&] {
            bool isGood = true;
            for (int column = FileListModel::Size; column < FileListModel::Columns; ++column) {
                int widest =
                    widthOf(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
                for (int row = 0; row < model.rowCount(); ++row)
                    widest = std::max(widest, widthOf(model.index(row, column).data().toString()));
                isGood =
                    isGood && !view.isColumnHidden(column) && view.columnWidth(column) > widest;
            }
            return isGood;
        };
        QTRY_VERIFY(isWhole());
        QCOMPARE(view.header()->length(), view.viewport()->width());
        // With less room the names keep some, and the rest is a scroll away.
        view.resize(320, 300);
        QTRY_VERIFY(view.horizontalScrollBar()->maximum() > 0);
        QVERIFY(isWhole());
        QVERIFY(view.columnWidth(FileListModel::Name) >=
                17 * view.fontMetrics().averageCharWidth());
    }

    void aWidthThatWasChosenStays()
    {
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto viewed = [&model] {
            auto view = std::make_unique<FileView>(&model, nullptr);
            view->resize(900, 300);
            view->show();
            return view;
        };
        auto view = viewed();
        QTRY_COMPARE(view->header()->length(), view->viewport()->width());
        const int usual = view->columnWidth(FileListModel::Size);
        view->header()->resizeSection(FileListModel::Size, 150);
        QTRY_COMPARE(view->header()->length(), view->viewport()->width()); // the names gave it
        view = viewed();
        QTRY_COMPARE(view->columnWidth(FileListModel::Size), 150);
        Q_EMIT view->header()->sectionHandleDoubleClicked(FileListModel::Size);
        QTRY_COMPARE(view->columnWidth(FileListModel::Size), usual);
        view = viewed();
        QTRY_COMPARE(view->columnWidth(FileListModel::Size), usual);
    }

    // What is promised before a restore is what is told after it.
    void linksCountAsFilesBeforeAndAfter()
    {
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job());
        QVERIFY(versions.wait(kPatienceMs));
        RestoreOrder order;
        order.job = kJob;
        order.parts = {{versions[0][1].value<CatalogVersions>().versions.at(0).time,
                        {(m_scratch / "source/linked").bytes() + "/"}}};
        order.target = m_scratch / "linked elsewhere";
        QSignalSpy planned(&m_program->proxy, &EngineProxy::planReady);
        QSignalSpy ended(&m_program->proxy, &EngineProxy::restoreEnded);
        const auto once = [&]() -> std::pair<RestorePlan, RestoreEnd> {
            planned.clear();
            ended.clear();
            m_program->proxy.askPlan(order);
            if (!planned.wait(kPatienceMs))
                return {};
            m_program->proxy.restore(order);
            if (!ended.wait(kPatienceMs))
                return {};
            return {planned[0][1].value<RestorePlan>(), ended[0][0].value<RestoreEnd>()};
        };
        const auto [plan, end] = once();
        QVERIFY2(end.done, qPrintable(end.text));
        QCOMPARE(plan.newFiles, 3);
        QCOMPARE(end.restored, plan.newFiles);
        const auto [again, still] = once();
        QCOMPARE(again.newFiles, 0);
        QCOMPARE(again.sameFiles + again.differingFiles, 3);
        QCOMPARE(still.restored, 0);
        QCOMPARE(still.same, 3);
    }

    // In the words of the table, with what is safe and what helps.
    void withoutItsDestinationAPreviewSaysWhatToDo()
    {
        JobConfig away = job();
        away.drive = DriveRef{u"not-connected"_s, u"Blue disk"_s, 0, FilePath("Cairn")};
        away.destination.clear();
        QSignalSpy shown(&m_program->proxy, &EngineProxy::previewReady);
        const std::string file = (m_scratch / "source/few/same").bytes();
        m_program->proxy.askPreview(away, 1, file, 9);
        QVERIFY(shown.wait(kPatienceMs));
        const auto ofDrive = shown[0][1].value<PreviewContent>();
        QCOMPARE(ofDrive.kind, PreviewContent::Kind::Failed);
        QCOMPARE(ofDrive.text, u"The drive “Blue disk” is not connected. The versions on it are "
                               "safe. Connect it, and try again."_s);
        const std::string place = (m_scratch / "destination").bytes();
        std::filesystem::rename(place, place + " away");
        QSignalSpy copied(&m_program->proxy, &EngineProxy::copyReady);
        m_program->proxy.askCopy(job(), m_time, file);
        const bool isAnswered = copied.wait(kPatienceMs);
        std::filesystem::rename(place + " away", place);
        QVERIFY(isAnswered);
        const QString why = copied[0][1].value<OpenCopy>().failure;
        QVERIFY2(why.contains(u"Nothing was lost"_s) && why.contains(u"Connect the drive"_s),
                 qPrintable(why));
        QVERIFY2(!why.contains(displayText(place)), qPrintable(why));
    }

    // Another version comes: the last of the tests.
    void contentIsComparedOnRequest()
    {
        m_scratch.write("source/few/same", "AS IT WAS"); // as long, and of another time
        std::filesystem::rename((m_scratch / "source/few/mover").bytes(),
                                (m_scratch / "source/few/folder/moved").bytes());
        QVERIFY(m_program->run(kJob));
        FileListModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.show(job(), folder("source/few"));
        QTRY_VERIFY_WITH_TIMEOUT(onDisk(model, u"mover"_s).startsWith(u"deleted after"_s),
                                 kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"touched"_s), u"changed since"_s, kPatienceMs);
        QList<int> rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows << row;
        model.compareContent(rows);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"touched"_s), u"same content"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"same"_s), u"changed since"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"changed"_s), u"changed since"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(onDisk(model, u"mover"_s), u"moved?"_s, kPatienceMs);
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, FileListModel::Name).data().toString() == u"mover"_s)
                QVERIFY(model.index(row, FileListModel::OnDisk)
                            .data(Qt::ToolTipRole)
                            .toString()
                            .contains(u"few/folder/moved"_s));
        // The others had this content all the time.
        QTRY_VERIFY_WITH_TIMEOUT(onDisk(model, u"gone"_s).startsWith(u"deleted after"_s),
                                 kPatienceMs);
    }

    void theMenuOfAFileDoesWhatItSays()
    {
        RestorePage page(m_program->proxy);
        page.show();
        page.showJob(kJob);
        auto *files = page.findChild<QTreeView *>(u"restore.files"_s);
        QTRY_VERIFY_WITH_TIMEOUT(files->model()->rowCount() > 0, kPatienceMs);
        files->setCurrentIndex(files->model()->index(0, 0));
        const auto menuOf = [&]() -> QMenu * {
            Q_EMIT files->customContextMenuRequested(
                files->visualRect(files->currentIndex()).center());
            return page.findChild<QMenu *>(u"restore.menu"_s);
        };
        QPointer<QMenu> menu = menuOf();
        QVERIFY(menu);
        const auto text = [&](int at) { return menu->actions().at(at)->text(); };
        QCOMPARE(text(0), u"Restore…"_s);
        QCOMPARE(text(1), u"Restore to…"_s);
        menu->actions().last()->trigger(); // copies the path
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            QString::fromStdString((m_scratch / "source").bytes())));
        menu->close();
        QTRY_VERIFY(!menu);
    }
};

QTEST_MAIN(TestFileList)
#include "test_file_list.moc"

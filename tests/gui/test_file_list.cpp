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
        std::filesystem::create_directories((m_scratch / "source/few/folder").bytes());
        std::filesystem::create_directories((m_scratch / "source/many").bytes());
        for (const char *name : {"same", "changed", "touched", "gone", "skipped.iso", "odd\xff"})
            m_scratch.write("source/few/" + std::string(name), "as it was");
        m_scratch.write("source/few/mover", "like no other");
        for (int i = 0; i < kMany; ++i)
            m_scratch.write("source/many/" + std::to_string(10'000 + i), "x");
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        QCOMPARE(m_program->save(job(), Secret("a passphrase")), QString());
        QVERIFY(m_program->run(kJob));
        QSignalSpy versions(&m_program->proxy, &EngineProxy::versionsReady);
        m_program->proxy.askVersions(job());
        QVERIFY(versions.wait(kPatienceMs));
        m_version = versions[0][1].value<CatalogVersions>().versions.at(0).id;
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
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
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

    void onlyWhatIsInSightIsLookedAt()
    {
        FileListModel model(m_program->proxy);
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

    void aNarrowListKeepsTheNamesReadable()
    {
        FileListModel model(m_program->proxy);
        FileView view(&model, nullptr);
        view.resize(900, 300);
        view.show();
        QTRY_VERIFY(!view.isColumnHidden(FileListModel::Versions));
        QVERIFY(!view.isColumnHidden(FileListModel::OnDisk));
        view.resize(320, 300);
        QTRY_VERIFY(view.isColumnHidden(FileListModel::Versions));
        QVERIFY(view.isColumnHidden(FileListModel::Modified));
        QVERIFY(view.columnWidth(FileListModel::Name) > 20 * view.fontMetrics().averageCharWidth());
        view.resize(900, 300);
        QTRY_VERIFY(!view.isColumnHidden(FileListModel::Versions));
    }

    // Another version comes: the last of the tests.
    void contentIsComparedOnRequest()
    {
        m_scratch.write("source/few/same", "AS IT WAS"); // as long, and of another time
        std::filesystem::rename((m_scratch / "source/few/mover").bytes(),
                                (m_scratch / "source/few/folder/moved").bytes());
        QVERIFY(m_program->run(kJob));
        FileListModel model(m_program->proxy);
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

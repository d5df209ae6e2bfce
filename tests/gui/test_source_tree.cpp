// SPDX-License-Identifier: MIT
#include "app/gui/models/source_tree_model.h"
#include "app/gui/style/theme.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/share_bar_delegate.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QLocale>
#include <QPainter>
#include <QTest>
#include <QTreeView>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestSourceTree : public QObject
{
    Q_OBJECT

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;

    [[nodiscard]] QString sizeOf(const SourceTreeModel &model, const QModelIndex &folder,
                                 int role = Qt::DisplayRole) const
    {
        return model.data(folder.siblingAtColumn(SourceTreeModel::Size), role).toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c()); // the texts are English here
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        for (const char *folder : {"home/large/deep", "home/small", "home/empty"})
            std::filesystem::create_directories((m_scratch / folder).bytes());
        m_scratch.write("home/own", std::string(1000, 'x'));
        m_scratch.write("home/large/one", std::string(2000, 'x'));
        m_scratch.write("home/large/deep/two", std::string(4000, 'x'));
        m_scratch.write("home/small/three", std::string(1000, 'x'));
        // What a link points to is counted where it is.
        std::filesystem::create_directory_symlink("../large", (m_scratch / "home/small/l").bytes());
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
    }
    void cleanupTestCase() { m_program.reset(); }

    void foldersAreCountedWhenTheyAreShown()
    {
        SourceTreeModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.addRoot(m_scratch / "home", u"Home"_s, {});
        const QModelIndex root = model.index(0, 0, {});
        QCOMPARE(sizeOf(model, root), QString());
        model.fetchMore(root);
        // In the order of their names: empty, large, small.
        QTRY_COMPARE_WITH_TIMEOUT(sizeOf(model, root), u"8 kB"_s, kPatienceMs);
        QCOMPARE(model.rowCount(root), 3);
        QCOMPARE(sizeOf(model, model.index(0, 0, root)), u"0 bytes"_s);
        QCOMPARE(sizeOf(model, model.index(1, 0, root)), u"6 kB"_s);
        QCOMPARE(sizeOf(model, model.index(2, 0, root)), u"1 kB"_s);
        QCOMPARE(sizeOf(model, model.index(1, 0, root), ShareBarDelegate::kShareRole), u"0.75"_s);
        // Opening one counts what is in it, and takes nothing away.
        const QModelIndex large = model.index(1, 0, root);
        model.fetchMore(large);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(large), 1, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(sizeOf(model, model.index(0, 0, large)), u"4 kB"_s, kPatienceMs);
        QCOMPARE(sizeOf(model, large), u"6 kB"_s);
        // Sizes are no boxes.
        QVERIFY(!model.data(root.siblingAtColumn(1), Qt::CheckStateRole).isValid());
        QVERIFY(!model.setData(root.siblingAtColumn(1), Qt::Checked, Qt::CheckStateRole));
    }

    void whatIsOrderedBeforeAStopIsNotCounted()
    {
        FileLayer files;
        FolderSizes sizes(files);
        QSignalSpy told(&sizes, &FolderSizes::sized);
        const quint64 order = sizes.order();
        sizes.stop();
        sizes.measure(order, {m_scratch / "home"});
        QCOMPARE(told.size(), 0);
        sizes.measure(sizes.order(), {m_scratch / "home", FilePath("/proc")});
        const auto last = told.last()[0].value<std::vector<FolderSize>>();
        const std::vector<FolderSize> expected{{m_scratch / "home", 8000, true},
                                               {FilePath("/proc"), 0, true}};
        QCOMPARE(last, expected);
    }

    void aSourceThatIsNotHereIsShownAndCanBeTakenAway()
    {
        SourceTreeModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.addRoot(m_scratch / "home", u"Home"_s, {});
        const FilePath away = m_scratch / "other computer/Letters";
        model.setChoice({{m_scratch / "home/small", away, m_scratch / "home/own"}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount({}), 2, kPatienceMs);
        const QModelIndex row = model.index(1, 0, {});
        QCOMPARE(model.pathAt(row), away);
        QCOMPARE(row.data().toString(), u"Letters (not on this computer)"_s);
        QVERIFY(row.data(Qt::ToolTipRole).toString().startsWith(away.display()));
        QVERIFY(!row.data(Qt::AccessibleDescriptionRole).toString().isEmpty());
        QVERIFY(!row.data(Qt::DecorationRole).value<QIcon>().isNull());
        QCOMPARE(row.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(!model.hasChildren(row));
        QVERIFY(model.setData(row, Qt::Unchecked, Qt::CheckStateRole));
        const std::vector<FilePath> rest{m_scratch / "home/own", m_scratch / "home/small"};
        QCOMPARE(model.choice().sources, rest);
    }

    void whatIsLeftOutIsGreyAndSaysWhy()
    {
        SourceTreeModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.addRoot(m_scratch / "home", u"Home"_s, {});
        JobConfig job;
        job.sources = {m_scratch / "home"};
        job.rules = {{false, "@" + (m_scratch / "home/small").bytes() + "/"}, {false, "*/large/"}};
        model.setChoice(SourceTreeModel::choiceOf(job));
        model.judge(job);
        const QModelIndex root = model.index(0, 0, {});
        model.fetchMore(root);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(root), 3, kPatienceMs);
        const auto isGrey = [&](int row) {
            const QModelIndex name = model.index(row, 0, root);
            return name.data(Qt::ForegroundRole).isValid() &&
                   name.siblingAtColumn(SourceTreeModel::Size).data(Qt::ForegroundRole).isValid();
        };
        // In the order of their names: empty, large, small.
        QTRY_VERIFY_WITH_TIMEOUT(isGrey(1), kPatienceMs);
        QVERIFY(isGrey(2));
        QVERIFY(!isGrey(0));
        QVERIFY(!root.data(Qt::ForegroundRole).isValid());
        QCOMPARE(model.index(1, 0, root).data(Qt::AccessibleDescriptionRole).toString(),
                 u"Skipped by the rule %1"_s.arg(isolated(u"*/large/"_s)));
        QCOMPARE(model.index(2, 0, root).data(Qt::AccessibleDescriptionRole).toString(), QString());
        job.rules.pop_back();
        model.judge(job);
        QTRY_VERIFY_WITH_TIMEOUT(!isGrey(1), kPatienceMs);
    }

    void theBarIsAsLongAsTheShare()
    {
        SourceTreeModel model(m_program->proxy);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.addRoot(m_scratch / "home", u"Home"_s, {});
        const QModelIndex root = model.index(0, 0, {});
        model.fetchMore(root);
        QTRY_COMPARE_WITH_TIMEOUT(sizeOf(model, root), u"8 kB"_s, kPatienceMs);
        QTreeView view;
        const ShareBarDelegate delegate;
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, ShareBarDelegate::columnWidth(view), 30);
        option.widget = &view;
        const auto painted = [&](int row) {
            QImage image(option.rect.size(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            delegate.paint(&painter, option, model.index(row, SourceTreeModel::Size, root));
            painter.end();
            const QRgb accent = Theme::light().accent.rgb();
            int length = 0;
            for (int x = 0; x < image.width(); ++x)
                length += image.pixel(x, 15) == accent ? 1 : 0;
            return length;
        };
        const int large = painted(1), small = painted(2);
        QVERIFY2(large > 5 * small && small > 2, qPrintable(u"%1 %2"_s.arg(large).arg(small)));
        QCOMPARE(painted(0), 0);
        option.rect.setWidth(ShareBarDelegate::textWidth(view)); // room for the size alone
        QCOMPARE(painted(1), 0);
    }
};

QTEST_MAIN(TestSourceTree)
#include "test_source_tree.moc"

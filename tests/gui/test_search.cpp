// SPDX-License-Identifier: MIT
#include "app/gui/pages/search_pane.h"
#include "core/db/job_database.h"
#include "core/engine/search.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTreeView>

#include <algorithm>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kInVain = 5'500; // more than one page looks at

template<typename T>
T value(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

// The last of these versions has `names` in one folder; those before were thinned out.
void makeDatabase(const FilePath &path, int versions, const std::vector<std::string> &names)
{
    const auto job = value(JobDatabase::create(path));
    JobSettings settings;
    settings.prefix = "duplicati";
    settings.blocksize = 102'400;
    settings.blockHashName = settings.fileHashName = "SHA256";
    settings.compression = "zip";
    value(job->setSettings(settings));
    auto transaction = value(Transaction::begin(job->database(), Transaction::Durability::Relaxed));
    VersionRow version;
    for (int i = 0; i < versions; ++i) {
        version = {};
        version.time = 1'600'000'000 + i;
        version.state = i + 1 < versions ? VersionState::Deleting : VersionState::Visible;
        version.id = value(job->versions.add(version));
    }
    value(job->versions.update(version));
    EntryRow row;
    row.folder = value(job->entries.ensureFolderByPath("/made/", '/'));
    row.first = version.id;
    for (const std::string &name : names) {
        row.name = name;
        row.size = name.ends_with(".odt") ? 2'000 : 200;
        value(job->entries.open(row));
    }
    value(transaction.commit());
    value(job->finish());
    FileLayer files;
    value(updateNameIndex(files, path, CancelToken()));
}

} // namespace

// What the search over several backups finds.
class TestSearch : public QObject
{
    Q_OBJECT

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;

    [[nodiscard]] JobConfig job(const std::string &name) const
    {
        JobConfig job;
        job.id = name == "first" ? "00000001" : "00000002";
        job.name = QString::fromStdString(name);
        job.destination = (m_scratch / name).bytes();
        job.sources = {m_scratch / "source"};
        job.options["dbpath"] = (m_scratch / (name + ".sqlite")).bytes();
        return job;
    }
    void add(const std::string &name, int versions, const std::vector<std::string> &names)
    {
        makeDatabase(m_scratch / (name + ".sqlite"), versions, names);
        QCOMPARE(m_program->save(job(name), Secret("a passphrase")), QString());
    }
    // What was saved last is looked at first.
    static std::vector<std::string> behindMuch(const std::string &hit)
    {
        std::vector<std::string> names{hit};
        for (int i = 0; i < kInVain; ++i)
            names.push_back("invoice-" + std::to_string(i));
        return names;
    }
    [[nodiscard]] std::unique_ptr<SearchPane> searched(const QString &text)
    {
        auto pane = std::make_unique<SearchPane>(m_program->proxy);
        pane->show();
        pane->setPlace(job("first"), 1, "/made/");
        pane->setScope(SearchPane::Scope::Backups);
        pane->setText(text);
        return pane;
    }
    static bool says(const SearchPane &pane, const QString &text)
    {
        const auto labels = pane.findChildren<QLabel *>();
        return std::ranges::any_of(labels,
                                   [&](const QLabel *label) { return label->text() == text; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "source"));
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
        std::vector<std::string> first = behindMuch("invoice of the first.odt");
        for (int i = 0; i < 500; ++i)
            first.push_back("letter " + std::to_string(i));
        add("first", 1, first);
        add("second", 4, behindMuch("invoice of the second.odt"));
    }
    void cleanupTestCase() { m_program.reset(); }

    void whatLiesBehindTheFirstPageOfEachIsFound()
    {
        const auto pane = searched(u"invoice >1kb"_s);
        const QAbstractItemModel *found = pane->view()->model();
        const QAbstractItemModelTester tester(
            pane->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QTRY_COMPARE_WITH_TIMEOUT(found->rowCount(), 2, kPatienceMs);
        QTRY_VERIFY(says(*pane, u"2 found"_s));
        QCOMPARE(found->index(0, 0).data().toString(), u"invoice of the first.odt"_s);
        QCOMPARE(found->index(1, SearchModel::Where).data().toString(), u"second: /made/"_s);
    }

    void scrollingGoesOnToTheEndOfEach()
    {
        const auto pane = searched(u"letter"_s);
        QAbstractItemModel *found = pane->view()->model();
        int first = 0; // the view may ask for more before somebody looks here
        const auto note = [found, &first] {
            if (first == 0)
                first = found->rowCount();
        };
        connect(found, &QAbstractItemModel::rowsInserted, this, note);
        connect(found, &QAbstractItemModel::modelReset, this, note);
        QTRY_VERIFY_WITH_TIMEOUT(first > 0, kPatienceMs);
        QVERIFY(first < 500);
        const auto all = [found] {
            found->fetchMore({});
            return found->rowCount() == 500;
        };
        QTRY_VERIFY_WITH_TIMEOUT(all(), kPatienceMs);
        QTRY_VERIFY(says(*pane, u"500 found"_s));
        QVERIFY(!found->canFetchMore({}));
    }

    void nothingIsSaidToBeThereOnlyAfterAllWasLookedAt()
    {
        const auto pane = searched(u"invoice >1gb"_s);
        QTRY_VERIFY_WITH_TIMEOUT(says(*pane, u"Nothing called “invoice >1gb” in any backup."_s),
                                 kPatienceMs);
    }
};

QTEST_MAIN(TestSearch)
#include "test_search.moc"

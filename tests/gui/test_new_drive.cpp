// SPDX-License-Identifier: MIT
#include "app/gui/pages/overview_page.h"
#include "app/gui/texts.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QMessageBox>
#include <QPushButton>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

// Another drive in the place of the one that a backup goes to.
class TestNewDrive : public QObject
{
    Q_OBJECT

    std::unique_ptr<ScratchFolder> m_scratch;
    std::unique_ptr<GuiProgram> m_program;

    [[nodiscard]] Drive drive(const QString &uuid, const char *folder) const
    {
        Drive drive;
        drive.uuid = uuid;
        drive.label = u"Blue disk"_s;
        drive.isRemovable = true;
        drive.mountPoint = *m_scratch / folder;
        return drive;
    }
    [[nodiscard]] const JobView &view() const { return *m_program->proxy.job(kJob); }
    [[nodiscard]] int versions() const { return int(view().stored.versions); }

    [[nodiscard]] static QPushButton *shown(const OverviewPage &page, const char *name)
    {
        auto *button = page.findChild<QPushButton *>(QString::fromLatin1(name));
        return button && button->isVisible() ? button : nullptr;
    }

    // Says so, and gives the dialog its answer.
    void startHere(OverviewPage &page)
    {
        QTRY_VERIFY_WITH_TIMEOUT(shown(page, "card.00c0ffee.startHere"), kPatienceMs);
        shown(page, "card.00c0ffee.startHere")->click();
        page.findChild<QPushButton *>(u"startHereDialog.go"_s)->click();
    }

private Q_SLOTS:
    void init()
    {
        m_scratch = std::make_unique<ScratchFolder>();
        qputenv("XDG_DATA_HOME", (*m_scratch / "data").c_str());
        for (const char *folder : {"source", "old", "new"})
            std::filesystem::create_directories((*m_scratch / folder).bytes());
        m_scratch->write("source/one", "the first");
        m_program = std::make_unique<GuiProgram>(*m_scratch / "settings");
        m_program->drives->set({drive(u"old"_s, "old")});
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.sources = {*m_scratch / "source"};
        job.drive = DriveRef{u"old"_s, u"Blue disk"_s, 0, FilePath("Cairn")};
        QCOMPARE(m_program->save(job, Secret("a passphrase")), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!view().isDriveAbsent, kPatienceMs);
        QVERIFY(m_program->run(kJob));
        QTRY_COMPARE_WITH_TIMEOUT(versions(), 1, kPatienceMs);
    }
    void cleanup()
    {
        m_program.reset();
        m_scratch.reset();
    }

    void anEmptyOneBeginsAnewWhenThatIsSaid()
    {
        OverviewPage page(m_program->proxy);
        page.show();
        m_program->drives->set({drive(u"new"_s, "new")});
        QTRY_VERIFY_WITH_TIMEOUT(view().newDrive, kPatienceMs);
        QCOMPARE(verdictOf(m_program->proxy.state(), systemClock().nowSeconds()).tone, Tone::Wait);
        startHere(page);
        QTRY_COMPARE_WITH_TIMEOUT(view().job.drive->uuid, u"new"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(versions(), 0, kPatienceMs);
        QVERIFY(m_program->run(kJob));
        QTRY_COMPARE_WITH_TIMEOUT(versions(), 1, kPatienceMs);
        QVERIFY(std::filesystem::exists((*m_scratch / "new/Cairn").bytes()));
    }

    void aCopyOfTheOldOneGoesOnWithItsVersions()
    {
        OverviewPage page(m_program->proxy);
        page.show();
        std::filesystem::copy((*m_scratch / "old").bytes(), (*m_scratch / "new").bytes(),
                              std::filesystem::copy_options::recursive);
        // Connected, and mounted by the answer.
        Drive copy = drive(u"new"_s, "new");
        copy.mountPoint = {};
        copy.canMount = true;
        m_program->drives->set({copy}, *m_scratch / "new");
        startHere(page);
        QTRY_COMPARE_WITH_TIMEOUT(view().job.drive->uuid, u"new"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(versions(), 1, kPatienceMs);
        m_scratch->write("source/two", "the second");
        QVERIFY(m_program->run(kJob));
        QTRY_COMPARE_WITH_TIMEOUT(versions(), 2, kPatienceMs);
    }

    void anotherDriveIsLeftAlone()
    {
        OverviewPage page(m_program->proxy);
        page.show();
        m_program->drives->set({drive(u"new"_s, "new")});
        QTRY_VERIFY_WITH_TIMEOUT(shown(page, "card.00c0ffee.otherDrive"), kPatienceMs);
        shown(page, "card.00c0ffee.otherDrive")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!view().newDrive, kPatienceMs);
        QVERIFY(!shown(page, "card.00c0ffee.otherDrive"));
        QCOMPARE(view().job.drive->uuid, u"old"_s);
        QVERIFY(std::filesystem::is_empty((*m_scratch / "new").bytes()));
        m_program->drives->set({drive(u"old"_s, "old")});
        QTRY_VERIFY_WITH_TIMEOUT(!view().isDriveAbsent, kPatienceMs);
    }
};

QTEST_MAIN(TestNewDrive)
#include "test_new_drive.moc"

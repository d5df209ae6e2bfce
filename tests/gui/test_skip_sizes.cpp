// SPDX-License-Identifier: MIT
#include "app/gui/wizards/files_page.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QCheckBox>
#include <QLabel>
#include <QLocale>

#include <filesystem>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

// What the kinds of files that can be skipped take.
class TestSkipSizes : public QObject
{
    Q_OBJECT

    ScratchFolder m_scratch;
    std::unique_ptr<GuiProgram> m_program;

    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.sources = {m_scratch / "home"};
        job.skipSets = {SkipSet::Trash};
        return job;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c()); // the texts are English here
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        for (const char *folder : {"home/.local/share/Trash/files/deep", "home/vm"})
            std::filesystem::create_directories((m_scratch / folder).bytes());
        m_scratch.write("home/kept", std::string(100, 'x'));
        m_scratch.write("home/old~", std::string(2000, 'x'));
        m_scratch.write("home/vm/disk.qcow2", std::string(5000, 'x'));
        m_scratch.write("home/.local/share/Trash/files/one", std::string(1000, 'x'));
        m_scratch.write("home/.local/share/Trash/files/deep/two.vdi", std::string(3000, 'x'));
        m_program = std::make_unique<GuiProgram>(m_scratch / "settings");
    }
    void cleanupTestCase() { m_program.reset(); }

    void eachSetIsCountedWhetherItIsChosenOrNot()
    {
        QSignalSpy measured(&m_program->proxy, &EngineProxy::measured);
        m_program->proxy.measure(job());
        const auto last = [&measured] {
            return measured.isEmpty() ? SourceSize() : measured.back()[1].value<SourceSize>();
        };
        const auto bytes = [&last](SkipSet set) { return last().skipped[std::size_t(set)]; };
        QTRY_VERIFY_WITH_TIMEOUT(bytes(SkipSet::VmImages), kPatienceMs);
        QCOMPARE(last().files, 3);
        QCOMPARE(last().bytes, 7100);
        QCOMPARE(*bytes(SkipSet::Trash), 4000);
        QCOMPARE(*bytes(SkipSet::Temporary), 2000);
        QCOMPARE(*bytes(SkipSet::VmImages), 5000); // that in the trash is gone with it
        QCOMPARE(*bytes(SkipSet::Caches), 0);
    }

    void thePageSaysWhatIsSaved()
    {
        const JobConfig shown = job();
        FilesPage page(m_program->proxy, &shown);
        page.setVisible(true);
        const auto said = [&page](const char *name) {
            return page.findChild<QCheckBox *>(QString::fromLatin1(name))->accessibleDescription();
        };
        QTRY_COMPARE_WITH_TIMEOUT(said("what.skip.vm-images"),
                                  u"large, and often changing, −5 kB"_s, kPatienceMs);
        QCOMPARE(said("what.skip.trash"), u"already thrown away, −4 kB"_s);
        QCOMPARE(said("what.skip.caches"), u"rebuilt by programs"_s);
        auto *title = page.findChild<QLabel *>(u"what.skips"_s);
        QCOMPARE(title->text(), u"Skip (saves 4 kB)"_s);
        page.findChild<QCheckBox *>(u"what.skip.vm-images"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(title->text(), u"Skip (saves 9 kB)"_s, kPatienceMs);
    }
};

QTEST_MAIN(TestSkipSizes)
#include "test_skip_sizes.moc"

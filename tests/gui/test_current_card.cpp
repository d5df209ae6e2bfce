// SPDX-License-Identifier: MIT
#include "app/gui/pages/overview_page.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QPushButton>
#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestCurrentCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Also when something in another card was focused before.
    void menusMeanTheCardThatHasTheFocus()
    {
        const ScratchFolder scratch;
        qputenv("XDG_DATA_HOME", (scratch / "data").c_str());
        GuiProgram program(scratch / "settings");
        OverviewPage page(program.proxy);
        page.show();
        for (const std::string id : {"00000001", "00000002"}) {
            JobConfig job;
            job.id = id;
            job.name = QString::fromStdString(id);
            job.destination = (scratch / id).bytes();
            job.sources = {scratch / "source"};
            QCOMPARE(program.save(job, Secret("a passphrase")), QString());
        }
        const auto run = [&page](const char *id) {
            return page.findChild<QPushButton *>(u"card.%1.run"_s.arg(QString::fromLatin1(id)));
        };
        QTRY_VERIFY_WITH_TIMEOUT(run("00000002"), kPatienceMs);
        run("00000001")->setFocus();
        QCOMPARE(page.currentJob(), std::string("00000001"));
        run("00000002")->setFocus();
        QCOMPARE(page.currentJob(), std::string("00000002"));
    }
};

QTEST_MAIN(TestCurrentCard)
#include "test_current_card.moc"

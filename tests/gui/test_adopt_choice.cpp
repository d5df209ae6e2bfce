// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/adopt_choice.h"

#include <QTest>

using namespace cairn;
using namespace cairn::gui;

class TestAdoptChoice : public QObject
{
    Q_OBJECT

private:
    static std::vector<MovedFolder> moved(const std::vector<std::string> &sources,
                                          const char *home = "/home/ben")
    {
        JobConfig job;
        for (const std::string &source : sources)
            job.sources.emplace_back(source);
        return movedHomes(job, FilePath(home));
    }

private Q_SLOTS:
    void theHomeOfAnotherPersonBecomesThisOne()
    {
        const std::vector<MovedFolder> anna{{"/home/anna/", FilePath("/home/ben")}};
        QVERIFY(moved({"/home/anna/Documents", "/home/anna/Pictures"}) == anna);
        QVERIFY(moved({"/home/anna"}) == anna);
        QVERIFY(moved({"/srv", "/home/anna"}) == anna);
        QCOMPARE(moved({"/root", "/Users/anna/Desktop"}).size(), std::size_t{2});
    }

    void whatLiesInThisHomeOrInNoneStaysWhereItWas()
    {
        QVERIFY(moved({"/home/ben/Documents"}).empty());
        QVERIFY(moved({"/srv/data", "/home/", "/rooted", "/"}).empty());
        QVERIFY(moved({}).empty());
        // A name that only begins alike is another person's.
        QCOMPARE(moved({"/home/benjamin/x"}).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestAdoptChoice)
#include "test_adopt_choice.moc"

// SPDX-License-Identifier: MIT
#include "core/config/destination_place.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

JobConfig goingTo(const char *id, const char *destination)
{
    JobConfig job;
    job.id = id;
    job.name = QLatin1String(id);
    job.destination = destination;
    return job;
}

} // namespace

class TestDestinationPlace final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldersOfThisComputer_data()
    {
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArray>("folder"); // empty: elsewhere
        QTest::newRow("a path") << QByteArray("/mnt/disk/b") << QByteArray("/mnt/disk/b");
        QTest::newRow("with its end") << QByteArray("/mnt//disk/b//") << QByteArray("/mnt/disk/b");
        QTest::newRow("with a step back") << QByteArray("/mnt/x/../b") << QByteArray("/mnt/b");
        QTest::newRow("a URL") << QByteArray("file:///mnt/my%20disk/")
                               << QByteArray("/mnt/my disk");
        QTest::newRow("the root") << QByteArray("/") << QByteArray("/");
        QTest::newRow("a server") << QByteArray("ftp://host/mnt") << QByteArray();
        QTest::newRow("a host of files") << QByteArray("file://host/mnt") << QByteArray();
    }
    void foldersOfThisComputer()
    {
        QFETCH(QByteArray, destination);
        QFETCH(QByteArray, folder);
        const auto found = localFolderOf(destination.toStdString());
        QCOMPARE(found ? QByteArray::fromStdString(found->bytes()) : QByteArray(), folder);
    }

    void howItLiesToTheSources_data()
    {
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArrayList>("sources");
        QTest::addColumn<PlaceToSources>("expected");
        const auto row = [](const char *name, const char *destination,
                            const QByteArrayList &sources, PlaceToSources expected) {
            QTest::newRow(name) << QByteArray(destination) << sources << expected;
        };
        row("apart", "/mnt/b", {"/home/ada", "/etc"}, PlaceToSources::Apart);
        row("alike names", "/home/ada-backup", {"/home/ada"}, PlaceToSources::Apart);
        row("alike names, around", "/home/ada", {"/home/ada-backup"}, PlaceToSources::Apart);
        row("inside", "/home/ada/backup", {"/home/ada/"}, PlaceToSources::Inside);
        row("inside the root", "/mnt/b", {"/"}, PlaceToSources::Inside);
        row("the same", "/home/ada/", {"/etc", "/home/ada"}, PlaceToSources::Same);
        row("the same by a detour", "/home/./x/../ada", {"/home/ada"}, PlaceToSources::Same);
        row("the root itself", "/", {"/"}, PlaceToSources::Same);
        row("around", "/mnt", {"/mnt/photos"}, PlaceToSources::Around);
        row("around a file", "/mnt", {"/mnt/a.txt"}, PlaceToSources::Around);
        row("the worst counts", "/mnt/a", {"/mnt/a/b", "/mnt", "/etc"}, PlaceToSources::Around);
    }
    void howItLiesToTheSources()
    {
        QFETCH(QByteArray, destination);
        QFETCH(QByteArrayList, sources);
        QFETCH(PlaceToSources, expected);
        std::vector<FilePath> paths;
        for (const QByteArray &source : sources)
            paths.emplace_back(source.toStdString());
        QCOMPARE(placeToSources(FilePath(destination.toStdString()), paths), expected);
    }

    void aPlaceHasOneBackup()
    {
        std::vector<JobConfig> jobs{goingTo("00000001", "/mnt/b"), goingTo("00000002", "ftp://h/b"),
                                    goingTo("00000003", "")};
        jobs[2].drive = DriveRef{u"12-34"_s, u"Blue"_s, 0, FilePath("b")};
        const auto other = [&](JobConfig job) {
            const JobConfig *found = otherAtPlace(jobs, job);
            return found ? found->name : QString();
        };
        QCOMPARE(other(goingTo("00000009", "file:///mnt/b/")), u"00000001"_s);
        QCOMPARE(other(goingTo("00000001", "/mnt/b")), QString()); // itself
        QCOMPARE(other(goingTo("00000009", "/mnt/b/c")), QString());
        QCOMPARE(other(goingTo("00000009", "ftp://h/b/")), u"00000002"_s);
        JobConfig apart = goingTo("00000009", "/mnt/b");
        apart.options["prefix"] = "other";
        QCOMPARE(other(apart), QString());
        JobConfig driven = jobs[2];
        driven.id = "00000009";
        QCOMPARE(other(driven), u"00000003"_s);
        driven.drive->folder = FilePath("c");
        QCOMPARE(other(driven), QString());
    }
};

QTEST_GUILESS_MAIN(TestDestinationPlace)
#include "test_destination_place.moc"

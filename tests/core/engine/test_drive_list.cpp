// SPDX-License-Identifier: MIT
#include "core/engine/drive_list.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

Drive drive(const QString &uuid, const char *mountPoint, bool isRemovable = true)
{
    Drive drive;
    drive.uuid = uuid;
    drive.label = u"Drive "_s + uuid;
    drive.mountPoint = FilePath(mountPoint);
    drive.deviceBytes = 4096;
    drive.isRemovable = isRemovable;
    return drive;
}

} // namespace

class TestDriveList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFolderIsKnownByItsDrive_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QString>("uuid"); // empty: on none
        QTest::addColumn<QByteArray>("below");
        QTest::newRow("below") << QByteArray("/media/ada/Blue/backup/a") << u"1"_s
                               << QByteArray("backup/a");
        QTest::newRow("itself") << QByteArray("/media/ada/Blue") << u"1"_s << QByteArray();
        QTest::newRow("an alike name")
            << QByteArray("/media/ada/Blue2/x") << QString() << QByteArray();
        QTest::newRow("mounted in another")
            << QByteArray("/media/ada/Blue/inner/x") << u"2"_s << QByteArray("x");
        QTest::newRow("built in") << QByteArray("/data/x") << QString() << QByteArray();
        QTest::newRow("not mounted") << QByteArray("/x") << QString() << QByteArray();
    }
    void aFolderIsKnownByItsDrive()
    {
        QFETCH(QByteArray, folder);
        QFETCH(QString, uuid);
        QFETCH(QByteArray, below);
        const auto found =
            driveHolding(FilePath(folder.toStdString()),
                         {drive(u"1"_s, "/media/ada/Blue"), drive(u"2"_s, "/media/ada/Blue/inner"),
                          drive(u"3"_s, "/data", false), drive(u"4"_s, "")});
        QCOMPARE(found ? found->uuid : QString(), uuid);
        if (!found)
            return;
        QCOMPARE(QByteArray::fromStdString(found->folder.bytes()), below);
        QCOMPARE(found->label, QString(u"Drive "_s + uuid));
        QCOMPARE(found->sizeBytes, 4096);
    }
};

QTEST_GUILESS_MAIN(TestDriveList)
#include "test_drive_list.moc"

// SPDX-License-Identifier: MIT
// Runs on a bus of its own (dbus-run-session), where a played UDisks2 answers.
#include "app/gui/host/drive_watch.h"
#include "app/gui/host/udisks_probe.h"
#include "tests/support/scratch_folder.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVirtualObject>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

using Interfaces = QMap<QString, QVariantMap>;
using Objects = QMap<QDBusObjectPath, Interfaces>;

constexpr int kPatienceMs = 20'000;
const QString kService = u"org.freedesktop.UDisks2"_s;
const QString kRoot = u"/org/freedesktop/UDisks2"_s;
const QString kStick = kRoot + u"/block_devices/sdb1"_s;
const QString kInner = kRoot + u"/block_devices/sda2"_s;
const QString kUsb = kRoot + u"/drives/usb"_s;

class FakeUDisks final : public QDBusVirtualObject
{
public:
    explicit FakeUDisks(const QDBusConnection &bus)
        : m_bus(bus)
    {
        qDBusRegisterMetaType<QByteArrayList>();
        qDBusRegisterMetaType<Interfaces>();
        qDBusRegisterMetaType<Objects>();
        add(kStick, {{u"IdUUID"_s, u"1234-ABCD"_s}, {u"IdLabel"_s, u"Blue disk"_s}}, kUsb);
        add(kInner, {{u"IdUUID"_s, u"5678-CDEF"_s}, {u"IdLabel"_s, u"Inner"_s}}, u"/"_s);
        m_objects[QDBusObjectPath(kUsb)][u"org.freedesktop.UDisks2.Drive"_s] = {
            {u"Removable"_s, true}, {u"ConnectionBus"_s, u"usb"_s}};
        m_bus.registerVirtualObject(kRoot, this, QDBusConnection::SubPath);
        m_bus.registerService(kService);
    }
    ~FakeUDisks() override
    {
        m_bus.unregisterService(kService);
        m_bus.unregisterObject(kRoot);
    }
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (message.member() == "GetManagedObjects"_L1) {
            bus.send(message.createReply(QVariant::fromValue(m_objects)));
            return true;
        }
        if (message.member() != "Mount"_L1)
            return false;
        if (!refusal.isEmpty()) {
            bus.send(message.createErrorReply(u"org.freedesktop.UDisks2.Error.Failed"_s, refusal));
        } else {
            mount(message.path(), place);
            bus.send(message.createReply(place));
        }
        return true;
    }
    void mount(const QString &path, const QString &point)
    {
        QByteArrayList points;
        if (!point.isEmpty())
            points << point.toUtf8() + '\0';
        m_objects[QDBusObjectPath(path)][u"org.freedesktop.UDisks2.Filesystem"_s] = {
            {u"MountPoints"_s, QVariant::fromValue(points)}};
        QDBusMessage signal = QDBusMessage::createSignal(path, u"org.freedesktop.DBus.Properties"_s,
                                                         u"PropertiesChanged"_s);
        signal << u"org.freedesktop.UDisks2.Filesystem"_s << QVariantMap() << QStringList();
        m_bus.send(signal);
    }
    void unplug(const QString &path)
    {
        m_objects.remove(QDBusObjectPath(path));
        QDBusMessage signal = QDBusMessage::createSignal(
            kRoot, u"org.freedesktop.DBus.ObjectManager"_s, u"InterfacesRemoved"_s);
        signal << QVariant::fromValue(QDBusObjectPath(path)) << QStringList();
        m_bus.send(signal);
    }

    QString place;   // where a drive is mounted when that is asked for
    QString refusal; // why it is not

private:
    void add(const QString &path, QVariantMap block, const QString &drive)
    {
        block[u"Drive"_s] = QVariant::fromValue(QDBusObjectPath(drive));
        block[u"Size"_s] = QVariant::fromValue<qulonglong>(1'000'000'000);
        Interfaces &made = m_objects[QDBusObjectPath(path)];
        made[u"org.freedesktop.UDisks2.Block"_s] = block;
        made[u"org.freedesktop.UDisks2.Filesystem"_s] = {
            {u"MountPoints"_s, QVariant::fromValue(QByteArrayList())}};
    }

    Objects m_objects;
    QDBusConnection m_bus;
};

QDBusConnection connectTo()
{
    return QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"probe"_s);
}

QString pathText(const FilePath &path)
{
    return QString::fromStdString(path.bytes());
}

} // namespace

class TestDriveProbe final : public QObject
{
    Q_OBJECT

    test::ScratchFolder m_scratch;

    // A system with one stick at m_scratch/stick, known by its links below m_scratch.
    DriveSources sources()
    {
        for (const char *folder : {"by-uuid", "by-label", "class", "stick"})
            QDir().mkpath(pathText(m_scratch / folder));
        m_scratch.write("sdb1", "");
        const QString device = pathText(m_scratch / "sdb1");
        QFile::link(device, pathText(m_scratch / "by-uuid/1234-ABCD"));
        QFile::link(device, pathText(m_scratch / "by-label/Blue\\x20disk"));
        m_scratch.write("mounts", "proc /proc proc rw 0 0\n" + (m_scratch / "sdb1").bytes() + ' ' +
                                      (m_scratch / "stick").bytes() + " vfat rw,relatime 0 0\n");
        return {pathText(m_scratch / "mounts"), pathText(m_scratch / "by-uuid"),
                pathText(m_scratch / "by-label"), pathText(m_scratch / "class")};
    }

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<std::vector<Drive>>();
        QVERIFY(QDBusConnection::sessionBus().isConnected());
    }

    void aMountedDriveIsKnownByItsFileSystem()
    {
        MountsProbe probe(sources());
        QSignalSpy told(&probe, &DriveProbe::drivesChanged);
        probe.start();
        QCOMPARE(told.size(), 1);
        const auto drives = told[0][0].value<std::vector<Drive>>();
        QCOMPARE(drives.size(), std::size_t{1});
        QCOMPARE(drives[0].uuid, u"1234-ABCD"_s);
        QCOMPARE(drives[0].label, u"Blue disk"_s);
        QCOMPARE(drives[0].mountPoint.bytes(), (m_scratch / "stick").bytes());
        QVERIFY(!drives[0].canMount);
        QSignalSpy mounted(&probe, &DriveProbe::mounted);
        probe.mount(u"1234-ABCD"_s);
        QVERIFY(!mounted[0][1].toString().isEmpty());
    }

    // By label and size of the device: two of the same make are not taken for each other.
    void aDriveWithoutAUuidIsKnownByLabelAndSize()
    {
        const DriveSources where = sources();
        QFile::remove(pathText(m_scratch / "by-uuid/1234-ABCD"));
        QDir().mkpath(pathText(m_scratch / "class/sdb1"));
        m_scratch.write("class/sdb1/size", "2048\n");
        const auto drives = mountedDrives(where);
        QCOMPARE(drives.size(), std::size_t{1});
        QCOMPARE(drives[0].uuid, QString());
        QCOMPARE(drives[0].label, u"Blue disk"_s);
        QCOMPARE(drives[0].deviceBytes, 1'048'576);
        KnownDrives known;
        known.set(drives);
        DriveRef drive{{}, u"Blue disk"_s, 1'048'576, {}};
        QCOMPARE(known.mountOf(drive).bytes(), (m_scratch / "stick").bytes());
        drive.sizeBytes = 2'097'152;
        QVERIFY(known.mountOf(drive).empty());
        drive = {{}, u"Red disk"_s, 1'048'576, {}};
        QVERIFY(known.mountOf(drive).empty());
        // Neither UUID nor label: nothing would tell it from another.
        QFile::remove(pathText(m_scratch / "by-label/Blue\\x20disk"));
        QCOMPARE(mountedDrives(where).size(), std::size_t{0});
    }

    void aDriveOfTheSameNameMayBeInTheOldOnesPlace()
    {
        KnownDrives known;
        Drive stick;
        stick.uuid = u"new"_s;
        stick.label = u"Blue disk"_s;
        const DriveRef old{u"old"_s, u"Blue disk"_s, 0, {}};
        known.set({stick});
        QCOMPARE(known.replacementOf(old, {}).value().uuid, u"new"_s);
        QVERIFY(!known.replacementOf(old, {u"new"_s})); // another backup's
        QVERIFY(!known.replacementOf({u"old"_s, u"Red disk"_s, 0, {}}, {}));
        QVERIFY(!known.replacementOf({u"new"_s, u"Blue disk"_s, 0, {}}, {}));
        Drive third = stick;
        third.uuid = u"third"_s;
        known.set({stick, third});
        QVERIFY(!known.replacementOf(old, {})); // which one?
    }

    void aReadOnlyMountIsNoDestination()
    {
        DriveSources where = sources();
        m_scratch.write("mounts", (m_scratch / "sdb1").bytes() + ' ' +
                                      (m_scratch / "stick").bytes() + " vfat ro,relatime 0 0\n");
        QCOMPARE(mountedDrives(where).size(), std::size_t{0});
    }

    // Of what is not mounted only what can be taken away is offered.
    void aDriveThatIsConnectedIsMountedOnRequest()
    {
        FakeUDisks system(QDBusConnection::sessionBus());
        QDir().mkpath(pathText(m_scratch / "media"));
        system.place = pathText(m_scratch / "media");
        UDisksProbe probe(connectTo);
        QSignalSpy told(&probe, &DriveProbe::drivesChanged);
        QSignalSpy mounted(&probe, &DriveProbe::mounted);
        probe.start();
        QVERIFY(told.wait(kPatienceMs));
        auto drives = told.last()[0].value<std::vector<Drive>>();
        QCOMPARE(drives.size(), std::size_t{1});
        QCOMPARE(drives[0].label, u"Blue disk"_s);
        QVERIFY(drives[0].canMount && drives[0].isRemovable && drives[0].mountPoint.empty());

        system.refusal = u"The disk is worn"_s;
        probe.mount(u"1234-ABCD"_s);
        QVERIFY(mounted.wait(kPatienceMs));
        QVERIFY2(mounted[0][1].toString().contains("worn"_L1),
                 qPrintable(mounted[0][1].toString()));
        system.refusal.clear();
        told.clear();
        probe.mount(u"1234-ABCD"_s);
        QTRY_COMPARE_WITH_TIMEOUT(mounted.size(), 2, kPatienceMs);
        QCOMPARE(mounted[1][1].toString(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), kPatienceMs);
        drives = told.last()[0].value<std::vector<Drive>>();
        QCOMPARE(drives[0].mountPoint.bytes(), (m_scratch / "media").bytes());
        QVERIFY(!drives[0].canMount && drives[0].totalBytes > 0);

        told.clear();
        system.unplug(kStick);
        QVERIFY(told.wait(kPatienceMs));
        QCOMPARE(told.last()[0].value<std::vector<Drive>>().size(), std::size_t{0});
        probe.mount(u"1234-ABCD"_s);
        QVERIFY(!mounted.last()[1].toString().isEmpty());
    }

    void whereTheSystemRunsIsNoDestination()
    {
        FakeUDisks system(QDBusConnection::sessionBus());
        system.mount(kStick, u"/"_s);
        system.mount(kInner, pathText(m_scratch / "stick"));
        UDisksProbe probe(connectTo);
        QSignalSpy told(&probe, &DriveProbe::drivesChanged);
        probe.start();
        QVERIFY(told.wait(kPatienceMs));
        const auto drives = told.last()[0].value<std::vector<Drive>>();
        QCOMPARE(drives.size(), std::size_t{1});
        QCOMPARE(drives[0].label, u"Inner"_s);
        QVERIFY(!drives[0].isRemovable);
    }

    // UDisks knows more, the kernel always knows something.
    void theWatchFollowsWhoeverKnowsMost()
    {
        KnownDrives known;
        std::vector<std::unique_ptr<DriveProbe>> probes;
        probes.push_back(std::make_unique<UDisksProbe>(connectTo));
        probes.push_back(std::make_unique<MountsProbe>(sources()));
        DriveWatch watch(known, std::move(probes));
        QSignalSpy told(&watch, &DriveWatch::drivesChanged);
        watch.start();
        QCOMPARE(told.size(), 1);
        DriveRef stick;
        stick.uuid = u"1234-ABCD"_s;
        QCOMPARE(known.mountOf(stick).bytes(), (m_scratch / "stick").bytes());
        QVERIFY(!known.canMount(stick));
        {
            FakeUDisks system(QDBusConnection::sessionBus());
            QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, kPatienceMs);
            QVERIFY(known.mountOf(stick).empty());
            QVERIFY(known.canMount(stick));
        }
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 3, kPatienceMs);
        QVERIFY(!known.canMount(stick));
    }
};

QTEST_GUILESS_MAIN(TestDriveProbe)
#include "test_drive_probe.moc"

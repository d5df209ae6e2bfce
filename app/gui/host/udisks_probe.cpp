// SPDX-License-Identifier: MIT
#include "app/gui/host/udisks_probe.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QFile>
#include <QStorageInfo>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.UDisks2"_s;
const QString kRoot = u"/org/freedesktop/UDisks2"_s;
const QString kManager = u"org.freedesktop.DBus.ObjectManager"_s;
const QString kBlock = u"org.freedesktop.UDisks2.Block"_s;
const QString kFilesystem = u"org.freedesktop.UDisks2.Filesystem"_s;
const QString kDrive = u"org.freedesktop.UDisks2.Drive"_s;
constexpr int kMountMs = 60'000; // a worn drive takes its time, and a question may be asked

// UDisks ends its byte strings with a zero.
QByteArray plain(QByteArray bytes)
{
    while (bytes.endsWith('\0'))
        bytes.chop(1);
    return bytes;
}

} // namespace

UDisksProbe::UDisksProbe(Connect connect, QObject *parent)
    : DriveProbe(parent)
    , m_connect(std::move(connect))
    , m_service(this)
{
}

void UDisksProbe::start()
{
    m_bus = m_connect();
    if (!m_bus->isConnected())
        return Q_EMIT lost();
    m_service.setConnection(*m_bus);
    m_service.setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    m_service.addWatchedService(kService);
    connect(&m_service, &QDBusServiceWatcher::serviceUnregistered, this, &DriveProbe::lost);
    connect(&m_service, &QDBusServiceWatcher::serviceRegistered, this, &UDisksProbe::ask);
    // Without a service name: with one, connect() would ask the bus for its owner and wait.
    for (const QString &signal : {u"InterfacesAdded"_s, u"InterfacesRemoved"_s})
        m_bus->connect(QString(), kRoot, kManager, signal, this, SLOT(ask()));
    m_bus->connect(QString(), QString(), u"org.freedesktop.DBus.Properties"_s,
                   u"PropertiesChanged"_s, {kFilesystem}, QString(), this, SLOT(ask()));
    ask();
}

// One answer at a time; what changes while it is awaited is asked for after it.
void UDisksProbe::ask()
{
    m_isStale = m_isAsked;
    if (m_isAsked)
        return;
    m_isAsked = true;
    const QDBusMessage call =
        QDBusMessage::createMethodCall(kService, kRoot, kManager, u"GetManagedObjects"_s);
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_isAsked = false;
        const QDBusMessage reply = watcher->reply();
        if (watcher->isError() || reply.arguments().isEmpty()) {
            Q_EMIT lost(); // a system without UDisks
            if (m_isStale) // which came while this one was on its way
                ask();
            return;
        }
        Objects objects;
        const auto argument = reply.arguments().constFirst().value<QDBusArgument>();
        argument.beginMap();
        while (!argument.atEnd()) {
            QDBusObjectPath path;
            Interfaces interfaces;
            argument.beginMapEntry();
            argument >> path >> interfaces;
            argument.endMapEntry();
            objects[path.path()] = interfaces;
        }
        argument.endMap();
        take(objects);
        if (m_isStale)
            ask();
    });
}

// Nothing if no backup can go there.
std::optional<Drive> UDisksProbe::driveOf(const Interfaces &interfaces, const Objects &objects)
{
    const QVariantMap block = interfaces.value(kBlock);
    Drive drive;
    drive.uuid = block.value(u"IdUUID"_s).toString();
    drive.deviceBytes = block.value(u"Size"_s).toLongLong();
    // Without a UUID its label says which it is.
    const bool isKnownAgain =
        !drive.uuid.isEmpty() || !block.value(u"IdLabel"_s).toString().isEmpty();
    if (!interfaces.contains(kFilesystem) || !isKnownAgain || block.value(u"ReadOnly"_s).toBool() ||
        block.value(u"HintIgnore"_s).toBool())
        return std::nullopt;
    const auto owner = block.value(u"Drive"_s).value<QDBusObjectPath>();
    const QVariantMap device = objects.value(owner.path()).value(kDrive);
    drive.isRemovable = device.value(u"Removable"_s).toBool() ||
                        device.value(u"ConnectionBus"_s).toString() == "usb"_L1;
    const auto points =
        qdbus_cast<QByteArrayList>(interfaces.value(kFilesystem).value(u"MountPoints"_s));
    for (const QByteArray &point : points)
        if (isSystemPlace(plain(point)))
            return std::nullopt;
    if (points.isEmpty()) {
        // What is built in and not mounted was left alone by whoever set up this computer.
        if (!drive.isRemovable)
            return std::nullopt;
        drive.canMount = true;
        drive.totalBytes = drive.deviceBytes;
    } else {
        const QByteArray point = plain(points.constFirst());
        const QStorageInfo storage(QFile::decodeName(point));
        if (storage.isReadOnly())
            return std::nullopt;
        drive.mountPoint = FilePath(point.toStdString());
        drive.freeBytes = storage.bytesAvailable();
        drive.totalBytes = storage.bytesTotal();
    }
    drive.label = block.value(u"IdLabel"_s).toString();
    if (drive.label.isEmpty())
        drive.label = QString(device.value(u"Vendor"_s).toString() % u' ' %
                              device.value(u"Model"_s).toString())
                          .trimmed();
    if (drive.label.isEmpty())
        drive.label = displayText(drive.mountPoint.name());
    if (drive.label.isEmpty())
        drive.label = tr("Drive without a name");
    return drive;
}

void UDisksProbe::take(const Objects &objects)
{
    m_paths.clear();
    std::vector<Drive> drives;
    for (auto object = objects.cbegin(); object != objects.cend(); ++object) {
        auto drive = driveOf(*object, objects);
        if (!drive || m_paths.contains(drive->id())) // a copy of a drive is called the same
            continue;
        m_paths[drive->id()] = object.key();
        drives.push_back(std::move(*drive));
    }
    sortDrives(drives);
    Q_EMIT drivesChanged(drives);
}

void UDisksProbe::mount(const QString &id)
{
    if (!m_paths.contains(id))
        return Q_EMIT mounted(id, tr("The drive is not connected any more."));
    QDBusMessage call =
        QDBusMessage::createMethodCall(kService, m_paths[id], kFilesystem, u"Mount"_s);
    call << QVariantMap();
    call.setInteractiveAuthorizationAllowed(true);
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call, kMountMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, id] {
        watcher->deleteLater();
        Q_EMIT mounted(
            id, watcher->isError()
                    ? tr("The drive could not be mounted: %1").arg(watcher->error().message())
                    : QString());
    });
}

} // namespace cairn::gui

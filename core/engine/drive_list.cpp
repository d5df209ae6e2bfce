// SPDX-License-Identifier: MIT
#include "core/engine/drive_list.h"

#include "core/base/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <map>
#include <tuple>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Mount
{
    QString device; // canonical
    QByteArray point;
    bool isReadOnly = false;
};

// "\040" is a space (fstab(5)).
QByteArray unescaped(QByteArrayView field)
{
    QByteArray out;
    for (qsizetype i = 0; i < field.size(); ++i) {
        bool isOctal = false;
        const int code = field[i] == '\\' ? field.sliced(i + 1)
                                                .first(std::min<qsizetype>(3, field.size() - i - 1))
                                                .toByteArray()
                                                .toInt(&isOctal, 8)
                                          : 0;
        if (isOctal && i + 3 < field.size()) {
            out.append(static_cast<char>(code));
            i += 3;
        } else {
            out.append(field[i]);
        }
    }
    return out;
}

std::vector<Mount> mountsOf(const DriveSources &sources)
{
    std::vector<Mount> mounts;
    QFile file(sources.mounts);
    if (!file.open(QIODevice::ReadOnly))
        return mounts;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        if (fields.size() < 4 || !fields[0].startsWith('/'))
            continue;
        const QString device =
            QFileInfo(QFile::decodeName(unescaped(fields[0]))).canonicalFilePath();
        if (device.isEmpty())
            continue;
        mounts.push_back(
            {device, unescaped(fields[1]), fields[3] == "ro" || fields[3].startsWith("ro,")});
    }
    return mounts;
}

// Canonical device -> the name of the link to it, as udev escapes it.
std::map<QString, QString> linksIn(const QString &folder)
{
    std::map<QString, QString> links;
    for (const QFileInfo &link : QDir(folder).entryInfoList(QDir::Files | QDir::System))
        links[link.canonicalFilePath()] = link.fileName();
    return links;
}

// udev writes "\x20" for a space.
QString labelText(const QString &name)
{
    QByteArray out;
    const QByteArray in = name.toUtf8();
    for (qsizetype i = 0; i < in.size(); ++i) {
        bool isHex = false;
        const int code = in.mid(i, 2) == "\\x" ? in.mid(i + 2, 2).toInt(&isHex, 16) : 0;
        out.append(isHex ? static_cast<char>(code) : in[i]);
        i += isHex ? 3 : 0;
    }
    return QString::fromUtf8(out);
}

bool isRemovable(const QString &device, const DriveSources &sources)
{
    const QString path =
        QFileInfo(sources.blockClass % u'/' % QFileInfo(device).fileName()).canonicalFilePath();
    if (path.isEmpty())
        return false;
    if (path.contains("/usb"_L1))
        return true;
    for (const QString &place : {path, QFileInfo(path).path()}) {
        QFile file(place % "/removable"_L1);
        if (file.open(QIODevice::ReadOnly) && file.readAll().trimmed() == "1")
            return true;
    }
    return false;
}

qint64 deviceBytes(const QString &device, const DriveSources &sources)
{
    constexpr qint64 kSectorBytes = 512; // sysfs counts so, whatever the device does
    QFile file(sources.blockClass % u'/' % QFileInfo(device).fileName() % "/size"_L1);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() * kSectorBytes
                                          : 0;
}

} // namespace

std::vector<Drive> mountedDrives(const DriveSources &sources)
{
    const auto uuids = linksIn(sources.byUuid);
    const auto labels = linksIn(sources.byLabel);
    std::map<QString, Drive> drives; // by device: one, however often it is mounted
    for (const Mount &mount : mountsOf(sources)) {
        const auto uuid = uuids.find(mount.device);
        const auto label = labels.find(mount.device);
        const bool isKnownAgain = uuid != uuids.end() || label != labels.end();
        if (!isKnownAgain || mount.isReadOnly)
            continue;
        Drive &drive = drives[mount.device];
        drive.isSystem = drive.isSystem || isSystemPlace(mount.point);
        if (!drive.mountPoint.empty())
            continue;
        const QStorageInfo storage(QFile::decodeName(mount.point));
        drive.uuid = uuid != uuids.end() ? uuid->second : QString();
        drive.deviceBytes = deviceBytes(mount.device, sources);
        drive.mountPoint = FilePath(mount.point.toStdString());
        drive.freeBytes = storage.bytesAvailable();
        drive.totalBytes = storage.bytesTotal();
        drive.isRemovable = isRemovable(mount.device, sources);
        drive.label =
            label != labels.end() ? labelText(label->second) : displayText(drive.mountPoint.name());
    }
    std::vector<Drive> found;
    for (auto &[device, drive] : drives)
        if (!drive.isSystem)
            found.push_back(std::move(drive));
    sortDrives(found);
    return found;
}

void sortDrives(std::vector<Drive> &drives)
{
    const auto worth = [](const Drive &drive) {
        return std::tuple(drive.isRemovable, !drive.mountPoint.empty(), drive.freeBytes);
    };
    std::ranges::sort(drives, [&worth](const Drive &a, const Drive &b) {
        return worth(a) != worth(b) ? worth(a) > worth(b) : a.id() < b.id();
    });
}

std::optional<DriveRef> driveHolding(const FilePath &folder, const std::vector<Drive> &drives)
{
    const Drive *holding = nullptr;
    const std::string path = folder.bytes() + '/';
    for (const Drive &drive : drives) {
        const std::string &point = drive.mountPoint.bytes();
        const bool holds = drive.isRemovable && !point.empty() && path.starts_with(point + '/');
        if (holds && (!holding || point.size() > holding->mountPoint.bytes().size()))
            holding = &drive;
    }
    if (!holding)
        return std::nullopt;
    DriveRef ref{holding->uuid, holding->label, holding->deviceBytes, {}};
    if (folder != holding->mountPoint)
        ref.folder = FilePath(folder.bytes().substr(holding->mountPoint.bytes().size() + 1));
    return ref;
}

bool isSystemPlace(const QByteArray &mountPoint)
{
    return mountPoint == "/" || mountPoint.startsWith("/boot") || mountPoint == "/usr" ||
           mountPoint == "/var" || mountPoint == "/home" ||
           QDir::homePath().toUtf8().startsWith(QByteArray(mountPoint + '/'));
}

} // namespace cairn

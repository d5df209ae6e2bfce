// SPDX-License-Identifier: MIT
#include "core/engine/drive_mount.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kSectorBytes = 512; // sysfs counts so, whatever the device does

std::int64_t deviceBytes(const QString &device)
{
    QFile file(u"/sys/class/block/"_s % QFileInfo(device).fileName() % u"/size"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() * kSectorBytes
                                          : 0;
}

// Canonical; empty: it is not connected.
QString deviceOf(const DriveRef &drive)
{
    // What comes out of settings is a name and never a way to somewhere else.
    if (drive.uuid.contains(u'/') || drive.label.contains(u'/'))
        return {};
    if (!drive.uuid.isEmpty())
        return QFileInfo(QString(u"/dev/disk/by-uuid/"_s % drive.uuid)).canonicalFilePath();
    if (drive.label.isEmpty())
        return {};
    const QString name = QString(drive.label).replace(u' ', "\\x20"_L1); // as udev escapes it
    const QString device = QFileInfo(QString(u"/dev/disk/by-label/"_s % name)).canonicalFilePath();
    return deviceBytes(device) == drive.sizeBytes ? device : QString();
}

} // namespace

FilePath mountOf(const DriveRef &drive)
{
    const QString device = deviceOf(drive);
    if (device.isEmpty())
        return {};
    const auto volumes = QStorageInfo::mountedVolumes();
    for (const QStorageInfo &volume : volumes)
        if (QFileInfo(QFile::decodeName(volume.device())).canonicalFilePath() == device)
            return FilePath(QFile::encodeName(volume.rootPath()).toStdString());
    return {};
}

JobPlaces placesNow(const JobConfig &job, const DriveMounts &drives)
{
    JobPlaces places = JobPlaces::fromSystem();
    if (job.drive)
        places.driveMount = drives.mountOf(*job.drive);
    return places;
}

} // namespace cairn

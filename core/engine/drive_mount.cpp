// SPDX-License-Identifier: MIT
#include "core/engine/drive_mount.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace cairn {

using namespace Qt::StringLiterals;

FilePath mountOf(const DriveRef &drive)
{
    // A UUID comes out of settings: it is a name and never a way to somewhere else.
    if (drive.uuid.isEmpty() || drive.uuid.contains(u'/'))
        return {};
    const QString device =
        QFileInfo(QString(u"/dev/disk/by-uuid/"_s % drive.uuid)).canonicalFilePath();
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

// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace cairn {

// A file system on a drive that backups can go to.
struct Drive
{
    QString uuid;        // empty: it has none
    QString label;       // of the file system; else what it can be called
    FilePath mountPoint; // empty: it is not mounted
    qint64 freeBytes = 0;
    qint64 totalBytes = 0;
    qint64 deviceBytes = 0;   // of the device below the file system
    bool isRemovable = false; // can be taken away: USB, memory card
    bool isSystem = false;    // holds the running system or the home folder
    bool canMount = false;    // it is connected, and can be mounted on request
    bool operator==(const Drive &) const = default;
    [[nodiscard]] QString id() const { return driveId(uuid, label, deviceBytes); }
};

// The system's files that tell of drives; another root in tests.
struct DriveSources
{
    QString mounts = QStringLiteral("/proc/self/mounts");
    QString byUuid = QStringLiteral("/dev/disk/by-uuid");
    QString byLabel = QStringLiteral("/dev/disk/by-label");
    QString blockClass = QStringLiteral("/sys/class/block");
};

// Writable mounted drives that can be known again, in the order of sortDrives().
[[nodiscard]] std::vector<Drive> mountedDrives(const DriveSources &sources = {});
// Those that can be taken away first, the largest free space first.
void sortDrives(std::vector<Drive> &drives);
// How the drive is known again that holds this folder, which need not be there yet, and that can be
// taken away. Nothing: it is on none of these.
[[nodiscard]] std::optional<DriveRef> driveHolding(const FilePath &folder,
                                                   const std::vector<Drive> &drives);
// Whether the running system or the home folder lives on what is mounted here.
[[nodiscard]] bool isSystemPlace(const QByteArray &mountPoint);

} // namespace cairn

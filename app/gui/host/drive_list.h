// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"

#include <QMetaType>
#include <QObject>
#include <QSocketNotifier>
#include <QString>

#include <memory>
#include <vector>

namespace cairn::gui {

// A mounted file system that backups can go to.
struct Drive
{
    QString uuid;
    QString label; // of the file system; else what it can be called
    FilePath mountPoint;
    qint64 freeBytes = 0;
    qint64 totalBytes = 0;
    bool isRemovable = false; // can be taken away: USB, memory card
    bool isSystem = false;    // holds the running system or the home folder
    bool operator==(const Drive &) const = default;
};

// The system's files that tell of drives; another root in tests.
struct DriveSources
{
    QString mounts = QStringLiteral("/proc/self/mounts");
    QString byUuid = QStringLiteral("/dev/disk/by-uuid");
    QString byLabel = QStringLiteral("/dev/disk/by-label");
    QString blockClass = QStringLiteral("/sys/class/block");
};

// Writable drives with a UUID, removable ones first, the largest free space first.
[[nodiscard]] std::vector<Drive> mountedDrives(const DriveSources &sources = {});
// Tells when a file system was mounted or unmounted. For a thread that may read files.
class DriveWatch final : public QObject
{
    Q_OBJECT
public:
    explicit DriveWatch(QObject *parent = nullptr);
    ~DriveWatch() override;

public Q_SLOTS:
    void start();

Q_SIGNALS:
    void drivesChanged(const std::vector<cairn::gui::Drive> &drives);

private:
    void look();
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(std::vector<cairn::gui::Drive>)

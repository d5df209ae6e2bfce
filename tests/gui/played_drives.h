// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/drive_probe.h"

#include <algorithm>

namespace cairn::test {

// Drives that a test connects and takes away; one that can be mounted appears at its place then.
class PlayedDrives final : public gui::DriveProbe
{
public:
    void start() override { Q_EMIT drivesChanged(m_drives); }
    void mount(const QString &id) override
    {
        const auto drive = std::ranges::find(m_drives, id, &gui::Drive::id);
        if (drive == m_drives.end() || !drive->canMount)
            return Q_EMIT mounted(id, QStringLiteral("There is no such drive."));
        drive->canMount = false;
        drive->mountPoint = m_place;
        Q_EMIT mounted(id, {});
        Q_EMIT drivesChanged(m_drives);
    }

    // From the test's thread. `place`: where what is not mounted will be.
    void set(const std::vector<gui::Drive> &drives, const FilePath &place = {})
    {
        QMetaObject::invokeMethod(
            this,
            [this, drives, place] {
                m_drives = drives;
                m_place = place;
                Q_EMIT drivesChanged(m_drives);
            },
            Qt::QueuedConnection);
    }

private:
    std::vector<gui::Drive> m_drives;
    FilePath m_place;
};

} // namespace cairn::test

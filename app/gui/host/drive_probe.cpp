// SPDX-License-Identifier: MIT
#include "app/gui/host/drive_probe.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace cairn::gui {

MountsProbe::MountsProbe(DriveSources sources, QObject *parent)
    : DriveProbe(parent)
    , m_sources(std::move(sources))
{
}

MountsProbe::~MountsProbe()
{
    m_notifier.reset();
    if (m_fd >= 0)
        ::close(m_fd);
}

void MountsProbe::start()
{
    // The kernel raises an exceptional condition when the list of mounts changes (proc(5)); as a
    // readable file it would be ready all the time.
    m_fd = ::open(QFile::encodeName(m_sources.mounts).constData(), O_RDONLY | O_CLOEXEC);
    if (m_fd >= 0) {
        m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Exception);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &MountsProbe::look);
    }
    look();
}

void MountsProbe::mount(const QString &id)
{
    Q_EMIT mounted(id, tr("This system mounts no drives for programs. Open the drive in the "
                          "file manager."));
}

void MountsProbe::look()
{
    Q_EMIT drivesChanged(mountedDrives(m_sources));
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/host/drive_watch.h"

#include <algorithm>

namespace cairn::gui {

FilePath KnownDrives::mountOf(const DriveRef &drive) const
{
    if (const FilePath mount = cairn::mountOf(drive); !mount.empty())
        return mount; // as it is at this very moment
    const std::scoped_lock lock(m_mutex);
    const auto found = m_drives.find(driveId(drive));
    return found == m_drives.end() ? FilePath() : found->second.mountPoint;
}

bool KnownDrives::canMount(const DriveRef &drive) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_drives.find(driveId(drive));
    return found != m_drives.end() && found->second.canMount;
}

std::optional<Drive> KnownDrives::replacementOf(const DriveRef &drive,
                                                const std::vector<QString> &known) const
{
    const std::scoped_lock lock(m_mutex);
    std::optional<Drive> found;
    for (const auto &[id, other] : m_drives) {
        if (other.label != drive.label || id == driveId(drive) ||
            std::ranges::find(known, id) != known.end())
            continue;
        if (found)
            return std::nullopt; // which of them is for people to say, in the editor
        found = other;
    }
    return found;
}

void KnownDrives::set(const std::vector<Drive> &drives)
{
    const std::scoped_lock lock(m_mutex);
    m_drives.clear();
    for (const Drive &drive : drives)
        m_drives[drive.id()] = drive;
}

DriveWatch::DriveWatch(KnownDrives &known, std::vector<std::unique_ptr<DriveProbe>> probes,
                       QObject *parent)
    : QObject(parent)
    , m_known(known)
{
    for (auto &probe : probes) {
        probe->setParent(this); // to live in this thread
        m_sources.push_back({std::move(probe), {}});
    }
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        DriveProbe *probe = m_sources[i].probe.get();
        connect(probe, &DriveProbe::drivesChanged, this,
                [this, i](const std::vector<Drive> &drives) {
                    m_sources[i].drives = drives;
                    tell();
                });
        connect(probe, &DriveProbe::lost, this, [this, i] {
            m_sources[i].drives.reset();
            tell();
        });
        connect(probe, &DriveProbe::mounted, this, &DriveWatch::mounted);
    }
}

void DriveWatch::start()
{
    for (const Source &source : m_sources)
        source.probe->start();
}

const DriveWatch::Source *DriveWatch::best() const
{
    const auto found = std::ranges::find_if(
        m_sources, [](const Source &source) { return source.drives.has_value(); });
    return found == m_sources.end() ? nullptr : &*found;
}

void DriveWatch::tell()
{
    const Source *source = best();
    if (!source || m_told == source->drives)
        return;
    m_told = source->drives;
    m_known.set(*m_told);
    Q_EMIT drivesChanged(*m_told);
}

void DriveWatch::mount(const QString &id)
{
    if (const Source *source = best())
        source->probe->mount(id);
}

} // namespace cairn::gui
